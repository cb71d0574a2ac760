"""Goods that come back: returns with money back, and exchanges."""
