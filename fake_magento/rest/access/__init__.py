"""Logins, OAuth signatures and authorization."""
