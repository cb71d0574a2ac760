"""Search criteria and how MySQL compares."""
