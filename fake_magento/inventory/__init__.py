"""Multi-source inventory."""
