"""The HTTP servers: the same answers as in process, connections cut on purpose, nothing left when closed."""

from __future__ import annotations

import http.client
import json
import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest

import fake_erp.app
import fake_magento.app
from fake_erp import Reply, Request
from golive.live.http.server import Server
from golive.live.mount import mount
from golive.wire.gateway_replies import refusal
from golive.wire.messages import UNKNOWN, CallResult
from tests.live.alive import Alive, accepts, alive, eventually, our_threads


class Served:
    """The ERP of a running world behind a server, and one keep-alive connection to it."""

    def __init__(self, world: Alive) -> None:
        self.world = world
        self.mount = mount(world.clock, world.wire, "erp")
        self.server = Server(world.clock, self.mount)
        self.connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=20)

    def call(self, method: str, path: str, body: Any = None, token: str = "") -> tuple[int, Any]:
        headers = {"Content-Type": "application/json"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        self.connection.request(method, path, None if body is None else json.dumps(body), headers)
        answer = self.connection.getresponse()
        return answer.status, json.loads(answer.read())

    def token(self) -> str:
        status, data = self.call("POST", "/api/v1/token", {"client_id": "shop", "client_secret": "secret"})
        assert status == 200
        return str(data["access_token"])

    def told(self, told: CallResult) -> None:
        """From now on the wire tells every caller this."""
        self.world.wire.send = lambda system, request, answer, *others: answer(told)  # type: ignore[method-assign]


@pytest.fixture
def served() -> Iterator[Served]:
    with alive() as world:
        served = Served(world)
        try:
            yield served
        finally:
            served.connection.close()
            served.server.close()
    assert not our_threads()
    assert not accepts(served.server.port)


def test_orders_travel_over_one_connection_and_are_recorded_as_exchanges(served: Served) -> None:
    token = served.token()
    address = {"street": "Hauptstr. 1", "city": "Köln", "postcode": "50667", "country": "DE"}
    status, customer = served.call(
        "POST", "/api/v1/customers", {"name": "Ann", "email": "a@example.com", "address": address}, token
    )
    assert status == 201
    order = {
        "external_reference": "R1",
        "customer": customer["number"],
        "currency": "EUR",
        "ordered_at": "2025-11-28T04:59:00Z",
        "lines": [{"item": "A", "quantity": 2, "unit_price": "19.99"}],
    }
    status, created = served.call("POST", "/api/v1/orders", order, token)
    assert (status, created["total"]) == (201, "39.98")
    assert served.call("GET", f"/api/v1/orders/{created['number']}", token=token) == (200, created)
    answered = served.world.of_kind("exchange.answered")
    assert [fact[2]["op"] for fact in answered] == [
        "erp.token.create",
        "erp.customer.create",
        "erp.order.create",
        "erp.order.read",
    ]
    assert {fact[2]["told"] for fact in answered} == {"answered"}


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/api/v1/orders"), ("GET", "/nowhere"), ("PATCH", "/api/v1/orders"), ("GET", "/%ff")],
)
def test_refusals_are_the_same_as_in_process(served: Served, method: str, path: str) -> None:
    direct = served.world.erp.surface.handle(Request(method, path))
    assert served.call(method, path) == (direct.status, direct.data)


def test_a_lost_reply_is_a_connection_that_closes_without_a_byte(served: Served) -> None:
    served.told(CallResult(UNKNOWN, how="reset"))
    with pytest.raises(http.client.RemoteDisconnected):
        served.call("GET", "/api/v1/health")


def test_a_truncated_reply_announces_more_than_it_sends(served: Served) -> None:
    served.told(CallResult(UNKNOWN, Reply(200, {"words": "many"}), how="reset", is_truncated=True))
    with pytest.raises(http.client.IncompleteRead) as caught:
        served.call("GET", "/api/v1/health")
    assert 0 < len(caught.value.partial) < len('{"words":"many"}')


def test_closing_cuts_what_is_under_way(served: Served) -> None:
    asked: list[Any] = []
    served.world.wire.send = lambda *arguments: asked.append(arguments)  # type: ignore[method-assign]
    outcomes: list[str] = []

    def wait() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", served.server.port, timeout=20)
        try:
            connection.request("GET", "/api/v1/health")
            connection.getresponse()
        except (http.client.RemoteDisconnected, ConnectionResetError):
            outcomes.append("cut")
        finally:
            connection.close()

    callers = [threading.Thread(target=wait) for _ in range(20)]
    for caller in callers:
        caller.start()
    eventually(lambda: len(asked) == 20, "all requests wait")
    served.server.close()
    for caller in callers:
        caller.join()
    assert outcomes == ["cut"] * 20


def test_requests_that_are_never_answered_do_not_keep_others_waiting(served: Served) -> None:
    asked: list[Any] = []
    send = served.world.wire.send
    served.world.wire.send = lambda *arguments: asked.append(arguments)  # type: ignore[method-assign]
    hanging = [socket.create_connection(("127.0.0.1", served.server.port)) for _ in range(96)]
    for each in hanging:
        each.sendall(b"GET /api/v1/health HTTP/1.1\r\nHost: x\r\n\r\n")
    eventually(lambda: len(asked) == len(hanging), "all requests wait")
    served.world.wire.send = send  # type: ignore[method-assign]
    assert served.call("GET", "/api/v1/health")[0] == 200
    for each in hanging:
        each.close()


def test_bodies_and_headers_reach_the_system_as_they_were_sent(served: Served) -> None:
    token = served.token()
    seen: list[Any] = []
    send = served.world.wire.send

    def note(system: str, request: Any, *others: Any) -> Any:
        seen.append(request)
        return send(system, request, *others)

    served.world.wire.send = note  # type: ignore[method-assign]
    assert served.call("POST", "/api/v1/orders/a%2Fb?x=%20y", {"ä": 1}, token)[0] == 405
    assert (seen[0].method, seen[0].path, seen[0].query) == ("POST", "/api/v1/orders/a%2Fb", "x=%20y")
    assert seen[0].headers["authorization"] == f"Bearer {token}"
    assert seen[0].headers["content-type"] == "application/json"


def test_the_port_is_free_after_the_end_of_the_clock() -> None:
    with alive() as world:
        served = Served(world)
    with pytest.raises(ConnectionRefusedError):
        served.call("GET", "/api/v1/health")
    served.connection.close()
    served.server.close()
    assert not our_threads()


def test_bodies_beyond_the_limit_are_refused_unread(served: Served) -> None:
    connection = socket.create_connection(("127.0.0.1", served.server.port))
    with connection:
        connection.sendall(b"POST /api/v1/orders HTTP/1.1\r\nHost: x\r\nContent-Length: 99000000\r\n\r\n")
        assert connection.recv(1000).startswith(b"HTTP/1.1 413 ")


def test_garbage_instead_of_http_is_answered_with_400(served: Served) -> None:
    with socket.create_connection(("127.0.0.1", served.server.port)) as connection:
        connection.sendall(b"\x16\x03\x01 hello\r\n\r\n")
        assert connection.recv(1000).startswith(b"HTTP/1.1 400 ")
    assert served.call("GET", "/api/v1/health")[0] == 200


@pytest.mark.parametrize("create_app", [fake_erp.app.create_app, fake_magento.app.create_app])
def test_the_reply_of_a_gateway_is_written_as_it_is(create_app: Any) -> None:
    client = create_app(lambda request: refusal(503, 7, html=False)).test_client()
    reply = client.get("/api/v1/orders")
    assert (reply.status_code, reply.headers["Retry-After"]) == (503, "7")
    assert reply.json["error"]["code"] == "service_unavailable"
