"""Free ports for servers that open them later."""

from __future__ import annotations

import socket

from golive.machine.ports import HOST, free_port


def test_ports_are_free_different_and_not_those_of_outgoing_connections() -> None:
    found = [free_port() for _ in range(50)]
    assert len(set(found)) == 50
    with open("/proc/sys/net/ipv4/ip_local_port_range", encoding="ascii") as file:
        lowest = int(file.read().split()[0])
    assert max(found) < lowest


def test_a_port_in_use_is_passed_over() -> None:
    with socket.create_server((HOST, free_port() + 1)) as taken:
        assert taken.getsockname()[1] not in [free_port() for _ in range(20)]
