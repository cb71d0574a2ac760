"""Planted defects: the reference integration with one change each, and what the judge says of them."""
