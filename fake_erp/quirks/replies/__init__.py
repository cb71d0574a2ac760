"""Quirks that change the answer to a call, or its time."""
