"""Inventory: items, stock, warehouses, picking, deliveries, returns."""
