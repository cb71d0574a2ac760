"""Invoices, refunds and payments."""
