"""Accounting: invoices, payments, credit notes, posting periods, the journal."""
