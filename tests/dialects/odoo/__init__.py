"""Odoo, version by version."""
