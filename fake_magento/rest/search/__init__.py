"""Lists: search criteria of a query, columns, pages."""
