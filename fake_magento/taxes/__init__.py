"""Taxes: classes, rates and the rules that bind them."""
