"""Endpoints of invoices, shipments, credit memos and transactions."""
