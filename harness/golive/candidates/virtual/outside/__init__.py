"""Connections of a Python program to other machines by name, and TLS on them."""
