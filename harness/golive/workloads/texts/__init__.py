"""Texts of many kinds for the fields of an order, and orders of extreme amounts and quantities."""
