"""Comparison of secrets."""

from __future__ import annotations

import hmac
from typing import Any


def is_secret(given: Any, secret: str | None) -> bool:
    """Whether a secret is the one expected, in a time that does not tell how much of it is right.

    None is no secret, and what is no text is none.

    >>> is_secret("sesame", "sesame"), is_secret("Sesame", "sesame"), is_secret(None, None)
    (True, False, False)
    """
    if not isinstance(given, str):
        return False
    is_same = hmac.compare_digest(_bytes(given), _bytes(secret or ""))
    return is_same and secret is not None


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
