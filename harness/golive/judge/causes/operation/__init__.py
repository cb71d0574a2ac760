"""Causes of findings about alerts, entries and the number of calls."""
