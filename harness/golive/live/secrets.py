"""Secrets that cannot be derived, not even from the seed."""

from __future__ import annotations

import secrets


def token() -> str:
    """32 hexadecimal digits from the machine's own chance."""
    return secrets.token_hex(16)
