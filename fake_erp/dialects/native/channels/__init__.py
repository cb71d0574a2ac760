"""Batches, files and the change feed in the native dialect."""
