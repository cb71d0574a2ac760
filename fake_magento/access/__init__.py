"""Callers, their tokens and the integrations of a shop."""
