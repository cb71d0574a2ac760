"""Documents of orders: invoices, shipments and credit memos."""
