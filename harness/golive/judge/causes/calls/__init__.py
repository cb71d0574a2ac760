"""Causes: calls to the ERP that failed, were repeated, or were never made."""
