"""Causes: refusals of the content of an order that came to nothing."""
