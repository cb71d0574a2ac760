"""Faults of instances of the candidate: how many run at once, and their clocks."""
