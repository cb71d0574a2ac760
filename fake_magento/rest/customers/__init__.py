"""Endpoints of customers, addresses and groups."""
