"""Billing documents, open items and journal entries."""
