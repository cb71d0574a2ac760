"""Sales: orders, their states, and their invoices, shipments and credit memos."""
