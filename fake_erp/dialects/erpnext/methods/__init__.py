"""Whitelisted functions, by their dotted names."""
