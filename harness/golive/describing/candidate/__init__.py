"""Sections about the candidate, one file each."""
