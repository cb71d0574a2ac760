"""Tokens, OAuth signatures and who may call what."""
