"""Disturbances of a run: faults on messages, and actions that change the systems."""
