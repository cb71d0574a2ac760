"""Runs played again: whole, without one hit of a fault, and compared fact by fact."""
