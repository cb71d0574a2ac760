"""Quirks that change whether something is saved."""
