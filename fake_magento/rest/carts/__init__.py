"""Endpoints of carts and checkout."""
