"""Jobs of the system itself."""
