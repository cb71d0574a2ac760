"""Oracles about the running of an integration: silence, load on the systems, trends."""
