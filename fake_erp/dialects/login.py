"""Credentials in the form of each product."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256


@lru_cache(maxsize=1024)
def derived(secret: str, what: str, digits: int = 40) -> str:
    """A further secret of a client, such as its API key; hexadecimal digits that follow from its first one."""
    return sha256(f"{secret}:{what}".encode()).hexdigest()[:digits]


def addressed(login: Mapping[str, str], url: str) -> dict[str, str]:
    """The login of a dialect with whole addresses in place of the paths in `..._url`."""
    return {
        name: url + value if name.endswith("_url") and value.startswith("/") else value
        for name, value in login.items()
    }
