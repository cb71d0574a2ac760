"""Defects in the mapping of an order: its amounts, its rows, its head."""
