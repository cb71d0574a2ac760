"""Whom a server answers: names of this machine, which a web page of another site cannot have.

A page whose name is made to lead to the loopback interface (DNS rebinding) sends its own name as `Host`; one that calls
a local address directly sends its own as `Origin`.
"""

from __future__ import annotations

import socket
from collections.abc import Container
from ipaddress import ip_address
from urllib.parse import urlsplit

LOCAL_SUFFIXES = (".localhost", ".local", ".internal", ".test")
"""Reserved for local use: none of them can be registered by others."""


class OwnNames:
    """The names by which a server may be called. `more` are those of the candidate file."""

    def __init__(self, more: Container[str] = ()) -> None:
        self._more = more
        self._machine = socket.gethostname().lower()

    def __contains__(self, name: object) -> bool:
        """Whether a host name, in lower case and without a port, leads here only."""
        if not isinstance(name, str) or not name:
            return False
        return "." not in name or name.endswith(LOCAL_SUFFIXES) or self._is_more(name)

    def _is_more(self, name: str) -> bool:
        return name == self._machine or name in self._more or _is_address(name)


def host_name(host: str) -> str:
    """The name of a `Host` header, in lower case and without its port. Raises ValueError.

    >>> host_name("ERP.example.com:8080"), host_name("[::1]:80")
    ('erp.example.com', '::1')
    """
    place = urlsplit(f"//{host}")
    if place.netloc != host or place.username is not None or not place.hostname:
        raise ValueError(host)
    _ = place.port
    return place.hostname


def origin_name(origin: str) -> str:
    """The name of an `Origin` header; "" for one without a name, such as `null`.

    >>> origin_name("https://shop.example.com:8443"), origin_name("null")
    ('shop.example.com', '')
    """
    try:
        return urlsplit(origin).hostname or ""
    except ValueError:
        return ""


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
