"""Traces of a run: their export, and the trace context handed to the candidate."""
