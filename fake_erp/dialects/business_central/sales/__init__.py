"""Sales orders of Business Central and their lines."""
