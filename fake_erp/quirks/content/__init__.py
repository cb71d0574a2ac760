"""Quirks that change what is saved."""
