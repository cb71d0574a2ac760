"""Executors of the runs of a gate or a comparison."""
