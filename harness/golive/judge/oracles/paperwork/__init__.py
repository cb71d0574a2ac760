"""Oracles about documents beside orders, and about customers that were created twice."""
