"""Customers: names and addresses, accounts, and where their orders go."""
