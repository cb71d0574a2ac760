"""Transfers of goods, and goods that come back."""
