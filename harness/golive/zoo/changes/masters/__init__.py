"""Defects of master data: customers and prices."""
