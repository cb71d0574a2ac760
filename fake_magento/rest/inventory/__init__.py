"""Endpoints of sources, stock items and salability."""
