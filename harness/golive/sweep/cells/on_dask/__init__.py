"""Cells on the workers of a Dask scheduler. The package `distributed` is imported here only, where it is used."""
