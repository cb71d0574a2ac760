"""Invoices, credit notes, payments and prices."""
