"""Models of documents: sales orders, pickings, invoices, refunds and payments."""
