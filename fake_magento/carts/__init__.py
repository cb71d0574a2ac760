"""Carts and checkout (Magento's Quote module): open carts, prices, totals, placing an order."""
