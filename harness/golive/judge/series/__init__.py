"""Figures of a run over its time."""
