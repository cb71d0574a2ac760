"""Business partners, items, warehouses and prices."""
