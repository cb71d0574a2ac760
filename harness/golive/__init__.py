"""Failure testing of webshop-to-ERP integrations before they go live."""
