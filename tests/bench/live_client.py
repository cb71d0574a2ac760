"""The client of `live_http`: `python -m tests.bench.live_client PORT CUSTOMER TOKEN` prints its figures as JSON."""

from __future__ import annotations

import json
import selectors
import socket
import sys
import time
from collections.abc import Callable
from http.client import HTTPConnection
from typing import Any

CONNECTIONS = 32
ROUND_S = 2.0
RUN_UP_S = 0.3
PATIENCE_S = 60.0

ORDER = {
    "external_reference": "000000001",
    "customer": "",
    "currency": "EUR",
    "ordered_at": "2025-11-28T04:59:00Z",
    "lines": [{"item": "A", "quantity": 2, "unit_price": "19.99"}],
    "payment": {"method": "card", "prepaid": True, "amount": "39.98"},
    "custom": {"sales_channel": "web"},
    "release": False,
}

STATEFUL = """(config) => {
  const headers = { 'Content-Type': 'application/json', 'Connection': 'Keep-Alive' };
  const state = config.state;
  const orders = state.orders = state.orders || {};
  if (config.request.method === 'POST') {
    const number = String(state.count = (state.count || 0) + 1);
    orders[number] = Object.assign(JSON.parse(config.request.body), { number });
    return { statusCode: 201, headers, body: orders[number] };
  }
  const order = orders[config.request.path.split('/').pop()];
  return { statusCode: order ? 200 : 404, headers, body: order || {} };
}"""
"""What mountebank answers: it keeps the orders and numbers them. By default it would close each connection."""


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
        return port


def mountebank(port: int) -> int:
    """Opens an imposter with orders in its state; its port."""
    imposter = free_port()
    stub = {"responses": [{"inject": STATEFUL}]}
    place = {"port": imposter, "protocol": "http", "host": "127.0.0.1"}
    _post(port, "/imposters", {**place, "stubs": [stub]})
    return imposter


def wiremock(port: int) -> int:
    """Maps both requests, as states of a scenario: it can keep no orders."""
    answer = {"headers": {"Content-Type": "application/json"}, "status": 201, "jsonBody": {"number": "1"}}
    created = {"scenarioName": "orders", "newScenarioState": "created"}
    _post(
        port,
        "/__admin/mappings",
        {**created, "request": {"method": "POST", "urlPath": "/api/v1/orders"}, "response": answer},
    )
    read = {**answer, "status": 200, "jsonBody": {"number": "{{request.path.[3]}}"}}
    request = {"method": "GET", "urlPathPattern": "/api/v1/orders/.*"}
    _post(
        port,
        "/__admin/mappings",
        {"scenarioName": "orders", "requiredScenarioState": "created", "request": request, "response": read},
    )
    return port


OTHERS: dict[str, Callable[[int], int]] = {"mountebank": mountebank, "wiremock": wiremock}


def _post(port: int, path: str, data: Any) -> None:
    until = time.monotonic() + PATIENCE_S
    while True:
        connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
        try:
            connection.request("POST", path, json.dumps(data), {"Content-Type": "application/json"})
            answer = connection.getresponse()
            said = answer.read()
            if answer.status != 201:
                raise SystemExit(f"{path}: {answer.status} {said!r}")
            return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
        finally:
            connection.close()


class _Connection:
    """One keep-alive connection: sends a request as soon as the answer to the last one is complete."""

    def __init__(self, port: int, create: bytes, read: str) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.spans: list[float] = []
        self._create = create
        self._read = read
        self._came = b""
        self._is_reading = False
        self._sent_s = 0.0
        self._send(create)

    def _send(self, request: bytes) -> None:
        self._sent_s = time.perf_counter()
        self.socket.sendall(request)

    def on_data(self) -> None:
        self._came += self.socket.recv(65536)
        head, blank, body = self._came.partition(b"\r\n\r\n")
        if not blank:
            return
        whole = _body(head.lower(), body)
        if whole is None:
            return
        if head[9:12] not in (b"200", b"201"):
            raise SystemExit(f"unexpected answer: {self._came[:500]!r}")
        self.spans.append(time.perf_counter() - self._sent_s)
        self._came = b""
        self._send(self._create if self._is_reading else (self._read % json.loads(whole)["number"]).encode())
        self._is_reading = not self._is_reading


def _body(head: bytes, body: bytes) -> bytes | None:
    """The whole body; None while some of it is missing."""
    at = head.find(b"content-length:")
    if at >= 0:
        end = head.find(b"\r\n", at)
        return body if len(body) >= int(head[at + 15 : end if end > 0 else None]) else None
    if not body.endswith(b"0\r\n\r\n"):
        return None
    found = b""
    while (size := int(body.partition(b"\r\n")[0], 16)) > 0:
        rest = body.partition(b"\r\n")[2]
        found, body = found + rest[:size], rest[size + 2 :]
    return found


def load(port: int, customer: str, token: str) -> dict[str, float]:
    """Requests per second over all connections after a short run-up, all answers, and the 99th percentile."""
    body = json.dumps({**ORDER, "customer": customer}).encode()
    head = f"Host: 127.0.0.1:{port}\r\nAuthorization: Bearer {token}\r\nAccept: application/json\r\n"
    create = (
        f"POST /api/v1/orders HTTP/1.1\r\n{head}Content-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    ).encode() + body
    read = f"GET /api/v1/orders/%s HTTP/1.1\r\n{head}\r\n"
    selector = selectors.DefaultSelector()
    connections = [_Connection(port, create, read) for _ in range(CONNECTIONS)]
    for connection in connections:
        selector.register(connection.socket, selectors.EVENT_READ, connection.on_data)
    started = time.perf_counter()
    counted_from, ahead = started, 0
    while (now := time.perf_counter()) < started + ROUND_S + RUN_UP_S:
        for key, _ in selector.select(1.0):
            key.data()
        if counted_from == started and now > started + RUN_UP_S:
            counted_from, ahead = now, sum(len(each.spans) for each in connections)
    answers = sum(len(each.spans) for each in connections)
    spans = sorted(span for each in connections for span in each.spans)
    return {
        "answers": answers,
        "per_second": (answers - ahead) / (time.perf_counter() - counted_from),
        "p99_ms": spans[int(len(spans) * 0.99)] * 1000,
    }


if __name__ == "__main__":
    port, *rest = sys.argv[1:]
    print(json.dumps(load(int(port), *(*rest, "", "")[:2])))
