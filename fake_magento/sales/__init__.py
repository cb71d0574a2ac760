"""Sales: carts, orders, invoices, shipments, credit memos."""
