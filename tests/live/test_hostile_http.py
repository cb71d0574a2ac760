"""Callers that do not follow HTTP, want too much, or come from another site: refused, and the others are served."""

from __future__ import annotations

import http.client
import socket
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

from golive.live.http.limits import Limits
from golive.live.http.server import Server
from golive.live.mount import mount
from tests.live.alive import Alive, alive, eventually, our_threads

HOST = b"Host: localhost\r\n"
GET = b"GET /api/v1/health HTTP/1.1\r\n"
POST = b"POST /api/v1/orders HTTP/1.1\r\n" + HOST
CHUNKED = POST + b"Transfer-Encoding: chunked\r\n\r\n"
LIMITS = Limits(stall_s=0.3, body=50_000)

REFUSED = {
    "no HTTP": (b"\x16\x03\x01\x02\r\n\r\n", 400),
    "an unknown method": (b"FOO / HTTP/1.1\r\n" + HOST + b"\r\n", 400),
    "a method in small letters": (b"get / HTTP/1.1\r\n" + HOST + b"\r\n", 400),
    "CONNECT": (b"CONNECT a:1 HTTP/1.1\r\n" + HOST + b"\r\n", 405),
    "no version": (b"GET /\r\n\r\n", 400),
    "HTTP/2": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400),
    "line ends without CR": (b"GET / HTTP/1.1\nHost: localhost\n\n", 400),
    "a NUL in the target": (b"GET /a\0b HTTP/1.1\r\n" + HOST + b"\r\n", 400),
    "a target without a slash": (b"GET x HTTP/1.1\r\n" + HOST + b"\r\n", 400),
    "a broken address": (b"GET http://[::1 HTTP/1.1\r\n" + HOST + b"\r\n", 400),
    "the address of another server": (b"GET http://example.com/ HTTP/1.1\r\n" + HOST + b"\r\n", 421),
    "a long target": (b"GET /" + b"a" * 400_000 + b" HTTP/1.1\r\n" + HOST + b"\r\n", 414),
    "a NUL in a header": (GET + HOST + b"X: a\0b\r\n\r\n", 400),
    "a folded header": (GET + HOST + b"X: a\r\n b\r\n\r\n", 400),
    "a space before a colon": (GET + HOST + b"X : a\r\n\r\n", 400),
    "a long header": (GET + HOST + b"X: " + b"a" * 400_000 + b"\r\n\r\n", 431),
    "an endless header": (GET + HOST + b"X: " + b"a" * 400_000, 431),
    "many headers": (GET + HOST + b"X: a\r\n" * 300 + b"\r\n", 431),
    "no host": (GET + b"\r\n", 400),
    "two hosts": (GET + HOST + HOST + b"\r\n", 400),
    "a host that is none": (GET + b"Host: a@b\r\n\r\n", 400),
    "the host of another site": (GET + b"Host: shop.example.com\r\n\r\n", 421),
    "a page of another site": (GET + HOST + b"Origin: https://example.com\r\n\r\n", 403),
    "a page without a name": (GET + HOST + b"Origin: null\r\n\r\n", 403),
    "two lengths": (POST + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\n{}", 400),
    "a negative length": (POST + b"Content-Length: -1\r\n\r\n{}", 400),
    "a length and chunks": (POST + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
    "an unknown encoding": (POST + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 400),
    "a chunk of no size": (CHUNKED + b"zz\r\n", 400),
    "a chunk of a huge size": (CHUNKED + b"F" * 17 + b"\r\n", 400),
    "chunks of one byte": (CHUNKED + b"1;" + b"x" * 30 + b"\r\na\r\n" + b"1\r\na\r\n" * 100_000, 413),
    "an endless extension of a chunk": (CHUNKED + b"1;" + b"x" * 600_000, 400),
    "a body that is too large": (POST + b"Content-Length: 50001\r\n\r\n", 413),
    "an expectation": (POST + b"Expect: a-miracle\r\nContent-Length: 2\r\n\r\n{}", 417),
    "half a head": (GET + HOST[:5], 408),
    "half a body": (POST + b"Content-Length: 20\r\n\r\n{", 408),
}


class Served:
    def __init__(self, world: Alive) -> None:
        self.world = world
        self.mount = mount(world.clock, world.wire, "erp")
        self.server = Server(world.clock, self.mount, limits=LIMITS)

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.server.port), timeout=20)

    def status(self, sent: bytes, is_ended: bool = False) -> int | None:
        """Of the first answer; None where the connection was closed without one."""
        with self.connect() as connection:
            try:
                connection.sendall(sent)
                if is_ended:
                    connection.shutdown(socket.SHUT_WR)
            except OSError:  # refused before all of it was sent
                pass
            return statuses(connection)[0]

    def still_answers(self) -> bool:
        return self.status(GET + HOST + b"\r\n") == 200


def statuses(connection: socket.socket, count: int = 1) -> list[int | None]:
    """Of the next answers; None where the connection was closed before."""
    found: list[int | None] = []
    with connection.makefile("rb") as stream:
        for _ in range(count):
            try:
                first = stream.readline()
                headers = http.client.parse_headers(stream)
                stream.read(int(headers.get("Content-Length", 0)))
            except ConnectionError:
                first = b""
            found.append(int(first.split()[1]) if first else None)
    return found


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with alive() as world:
        served = Served(world)
        yield served
        served.server.close()
        assert not served.server.connections
    assert not our_threads()


@pytest.mark.parametrize(("sent", "expected"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_request_is_refused_and_says_why(served: Served, sent: bytes, expected: int) -> None:
    with served.connect() as connection:
        connection.sendall(sent)
        answer = http.client.HTTPResponse(connection)
        answer.begin()
        text = answer.read().decode()
        assert (answer.status, connection.recv(1)) == (expected, b"")
    assert len(text.split()) >= 3
    assert served.still_answers()


def test_the_requests_of_the_table_are_refused_for_one_reason_only(served: Served) -> None:
    """Canary: the same request without the defect is answered."""
    assert served.status(GET + HOST + b"X: a\r\n\r\n") == 200
    assert served.status(POST + b"Content-Length: 2\r\n\r\n{}") == 401
    assert served.status(CHUNKED + b"2;x=y\r\n{}\r\n0\r\nTrailer: x\r\n\r\n") == 401


@pytest.mark.parametrize(
    "host", ["localhost:1", "127.0.0.1", "[::1]:80", "10.0.0.7", "erp", "host.docker.internal", "a.localhost"]
)
def test_names_of_this_machine_are_accepted_as_host_and_origin(served: Served, host: str) -> None:
    head = f"Host: {host}\r\nOrigin: http://{host}\r\n\r\n"
    assert served.status(GET + head.encode()) == 200


def test_names_of_the_candidate_file_are_accepted(served: Served) -> None:
    server = Server(served.world.clock, served.mount, names={"shop.example.com"})
    try:
        with socket.create_connection(("127.0.0.1", server.port), timeout=20) as connection:
            connection.sendall(GET + b"Host: shop.example.com\r\n\r\n")
            assert statuses(connection) == [200]
    finally:
        server.close()


def test_damaged_requests_are_refused_or_closed_whatever_the_damage(
    served: Served, capfd: pytest.CaptureFixture[str]
) -> None:
    """A thousand requests with bytes changed, left out or repeated, and in pieces."""
    chance = Random(7)
    whole = [sent for name, (sent, code) in REFUSED.items() if len(sent) < 1_000 and code != 408]
    whole += [GET + HOST + b"\r\n", POST + b"Content-Length: 2\r\n\r\n{}", CHUNKED + b"2\r\n{}\r\n0\r\n\r\n"]
    found = {served.status(_damaged(chance.choice(whole), chance), is_ended=True) for _ in range(1_000)}
    assert {code for code in found if code is not None and code // 100 == 5} == set()
    assert 400 in found
    assert served.still_answers()
    assert capfd.readouterr() == ("", "")


def _damaged(sent: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(sent))
    match chance.randrange(4):
        case 0:
            return sent[:at] + bytes([chance.randrange(256)]) + sent[at + 1 :]
        case 1:
            return sent[:at] + sent[at + chance.randrange(1, 9) :]
        case 2:
            return sent[:at] + sent[at:] * chance.randrange(2, 5)
        case _:
            return sent[:at] + bytes(chance.randrange(256) for _ in range(4)) + sent[at:]


def test_requests_ahead_of_their_answers_are_answered_in_order(served: Served) -> None:
    with served.connect() as connection:
        connection.sendall((GET + HOST + b"\r\n") * 20 + b"GET /nowhere HTTP/1.1\r\n" + HOST + b"\r\n")
        assert statuses(connection, 21) == [200] * 20 + [404]


def test_too_many_requests_ahead_are_refused_after_the_others_are_answered(served: Served) -> None:
    with served.connect() as connection:
        connection.sendall((GET + HOST + b"\r\n") * 1_000)
        found = statuses(connection, 102)
    assert (set(found[:100]), found[-2:]) == ({200}, [400, None])


def test_another_protocol_is_declined_and_the_body_still_read(served: Served) -> None:
    """As Java's client offers it with its first request."""
    offer = b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AA\r\n"
    with served.connect() as connection:
        connection.sendall(POST + offer + b"Content-Length: 2\r\n\r\n{}" + GET + HOST + b"\r\n")
        assert statuses(connection, 2) == [401, 200]


def test_a_body_that_waits_for_leave_gets_it(served: Served) -> None:
    with served.connect() as connection:
        connection.sendall(POST + b"Expect: 100-continue\r\nContent-Length: 2\r\n\r\n")
        assert connection.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.sendall(b"{}")
        assert statuses(connection) == [401]


def test_idle_connections_give_way_to_new_ones(served: Served) -> None:
    served.server._most, before = 8, served.server._most
    try:
        silent = [served.connect() for _ in range(40)]
        assert served.still_answers()
        assert len(served.server.connections) <= 8
    finally:
        served.server._most = before
        for each in silent:
            each.close()


def test_a_caller_that_goes_before_its_answer_is_noted(served: Served) -> None:
    served.world.facts.clear()
    send, on_the_wire = served.world.wire.send, []

    def later(*arguments: Any) -> Any:
        exchange = send(*arguments)
        exchange.walk = iter([3_600_000])
        on_the_wire.append(exchange)
        return exchange

    served.world.wire.send = later  # type: ignore[method-assign]
    try:
        with served.connect() as connection:
            connection.sendall(GET + HOST + b"\r\n")
            eventually(lambda: on_the_wire, "the request is on the wire")
    finally:
        served.world.wire.send = send  # type: ignore[method-assign]
    eventually(lambda: served.world.of_kind("exchange.answered"), "its end is a fact")
    (answered,) = served.world.of_kind("exchange.answered")
    assert (answered[2]["told"], answered[2]["how"]) == ("unknown", "timeout")


def test_where_all_connections_are_at_work_a_new_one_is_told_so(served: Served) -> None:
    send, asked = served.world.wire.send, []
    served.world.wire.send = lambda *arguments: asked.append(arguments)  # type: ignore[method-assign]
    served.server._most, before = 4, served.server._most
    busy = [served.connect() for _ in range(4)]
    try:
        for each in busy:
            each.sendall(GET + HOST + b"\r\n")
        eventually(lambda: len(asked) == 4, "all are at work")
        assert served.status(GET + HOST + b"\r\n") == 503
    finally:
        served.server._most, served.world.wire.send = before, send  # type: ignore[method-assign]
        for each in busy:
            each.close()
