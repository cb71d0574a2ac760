"""Oracles about how the integration runs, and not about a record."""
