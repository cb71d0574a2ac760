"""S/4HANA."""
