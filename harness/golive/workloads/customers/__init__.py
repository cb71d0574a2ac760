"""Customers: names and addresses, who they are, where their orders go."""
