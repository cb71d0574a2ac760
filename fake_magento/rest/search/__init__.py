"""List replies: search criteria, filters, pages."""
