"""Upgrades of the shop and the ERP."""
