"""What OData products share."""
