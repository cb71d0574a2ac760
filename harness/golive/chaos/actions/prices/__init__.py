"""Prices: list prices that change or are withdrawn in the ERP, campaigns of the ERP, promotions of the shop."""
