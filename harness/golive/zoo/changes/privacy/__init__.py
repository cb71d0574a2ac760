"""Defects in the protection of personal data."""
