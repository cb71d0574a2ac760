"""Runs played again and compared."""
