"""Shipments that another system makes in the shop, and their way to the ERP."""
