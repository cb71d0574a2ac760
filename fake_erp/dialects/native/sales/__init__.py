"""Customers, prices and orders in the native dialect."""
