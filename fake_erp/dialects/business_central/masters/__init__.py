"""Customers, items, stock and prices of Business Central."""
