"""The host names of other machines that lead to golive, each with an address of the loopback network of its own."""

from __future__ import annotations

from collections.abc import Mapping

from golive_virtual.hosts import Hosts

_FIRST = (127, 1, 0, 0)
"""Addresses count up from here. RFC 1122 keeps the whole of 127.0.0.0/8 within the machine."""


class Names:
    """`hosts` are names and the system each leads to; None where the candidate file has no `hosts`."""

    def __init__(self, hosts: Mapping[str, str] | None) -> None:
        self.are_given = hosts is not None
        self._hosts = Hosts(hosts or {})
        self._addresses: dict[str, str] = {}
        self._names: dict[str, str] = {}

    def __str__(self) -> str:
        return str(self._hosts)

    def named(self, host: str) -> str:
        """The name, in lower case, that a host name or an address stands for; "" for one that leads nowhere."""
        name = host.lower().rstrip(".")
        return name if name in self._hosts else self._names.get(host, "")

    def address(self, host: str) -> str:
        """The address of a host name; "" for one that leads nowhere."""
        name = self.named(host)
        if name and name not in self._addresses:
            number = len(self._addresses) + 1
            address = f"{_FIRST[0]}.{_FIRST[1]}.{number >> 8}.{number & 255}"
            self._addresses[name], self._names[address] = address, name
        return self._addresses.get(name, "")
