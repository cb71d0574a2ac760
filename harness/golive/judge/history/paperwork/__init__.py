"""Documents beside orders: payments, invoices, returns, credit notes, shipments of the shop, customers, comments."""
