"""Causes of documents that are there once too often, or over too much."""
