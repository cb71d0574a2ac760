"""Causes: events of the shop that were lost, duplicated or misread."""
