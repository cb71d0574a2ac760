"""Candidates that are programs of their own: what their file says, what they are given, how they run."""
