"""Items, stock and deliveries."""
