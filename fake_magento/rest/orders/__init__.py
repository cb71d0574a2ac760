"""Endpoints of orders, and orders as JSON."""
