"""Invoices, payments, credit notes, periods and the journal in the native dialect."""
