"""Causes: the candidate was killed."""
