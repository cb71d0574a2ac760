"""A merchant's export of orders, and the synthetic traffic that is like it."""
