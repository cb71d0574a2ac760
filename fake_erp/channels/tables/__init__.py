"""Staging tables in SQLite or PostgreSQL: orders and customers in; states, stock, prices and documents out."""
