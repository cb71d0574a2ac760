"""Causes of findings about goods that customers sent back."""
