"""Customers, addresses, contacts and sales orders."""
