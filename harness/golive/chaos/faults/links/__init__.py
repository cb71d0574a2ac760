"""Faults of the link between the integration and a system, for calls and notices alike."""
