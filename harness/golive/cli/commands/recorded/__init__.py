"""Commands about runs that are recorded."""
