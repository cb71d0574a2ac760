"""Customer accounts and customer groups."""
