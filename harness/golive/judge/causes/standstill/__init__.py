"""Causes: the integration, or one of its jobs, no longer worked; or other orders held it up."""
