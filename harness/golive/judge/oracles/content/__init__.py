"""Oracles of the content of orders: goods, money, header."""
