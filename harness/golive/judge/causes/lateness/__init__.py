"""Causes: the order reached the ERP, and too late."""
