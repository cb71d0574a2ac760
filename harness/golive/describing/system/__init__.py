"""Sections about the ERP, one file each."""
