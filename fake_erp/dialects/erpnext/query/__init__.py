"""Lists: filters, fields, order and pages."""
