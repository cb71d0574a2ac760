"""Quirks that change what a caller is answered, or when."""
