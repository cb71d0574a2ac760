"""Causes: what the ERP did with an order it had accepted."""
