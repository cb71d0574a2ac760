"""Causes: the same order sent by two workers, two runs, or twice from one list."""
