"""Endpoints of sources, stocks, stock items and salability."""
