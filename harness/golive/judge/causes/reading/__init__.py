"""Causes: orders that a poll of the shop did not return, or returned in vain."""
