"""Business partners, products and prices."""
