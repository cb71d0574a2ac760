"""Endpoints of products, attributes, categories and prices."""
