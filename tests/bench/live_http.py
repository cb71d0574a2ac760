"""How fast the fake ERP is over HTTP in live mode, as a share of a bare Flask view on the same server.

Both are served by the same process with the same settings and loaded in turns by a client in a process of its
own: 32 keep-alive connections, each placing a small order and reading it back, over and over.

    python -m tests.bench.live_http
"""

from __future__ import annotations

import json
import selectors
import socket
import statistics
import subprocess
import sys
import threading
import time
from random import Random
from typing import Any

CONNECTIONS = 32
ROUND_S = 2.0
ROUNDS = 5
START_MS = 1_764_306_000_000
SPEED = 60

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


def run() -> list[dict[str, Any]]:
    """The figures of one run: requests per second of both, and their ratio."""
    from golive.sim import LiveClock

    clock = LiveClock(START_MS, SPEED)
    figures: dict[str, list[float]] = {"bare": [], "erp": []}
    try:
        clock.run(_measure(clock, figures))
    finally:
        clock.close()
    bare, erp = (statistics.median(figures[name]) for name in ("bare", "erp"))
    return [
        {"name": "live.bare_flask", "value": round(bare), "unit": "requests/s"},
        {"name": "live.fake_erp", "value": round(erp), "unit": "requests/s"},
        {"name": "live.fake_erp_of_bare_flask", "value": round(erp / bare, 3), "unit": "ratio"},
    ]


async def _measure(clock: Any, figures: dict[str, list[float]]) -> None:
    import flask

    from fake_erp import ErpConfig, new_erp
    from golive.chaos.injector import FaultInjector
    from golive.live.http.applications import Applied
    from golive.live.http.server import Server
    from golive.live.mount import mount
    from golive.wire.wire import Wire

    bare = flask.Flask("bare")

    @bare.route("/api/v1/orders", methods=["POST"])
    def create() -> Any:
        flask.request.get_json()
        return {"number": "1"}, 201

    @bare.route("/api/v1/orders/<number>")
    def read(number: str) -> Any:
        return {"number": number}

    erp = new_erp(
        clock.env.now_ms, Random(1), lambda kind, keys, data: None, ErpConfig(service_ms={"default": 1})
    )
    erp.items.add("A", "Item A", 1999, 19)
    erp.stock.open("A", "main", 1_000_000)
    erp.add_client("bench", "secret")
    address = {"street": "Hauptstr. 1", "city": "Köln", "postcode": "50667", "country": "DE"}
    customer = erp.customers.add("Ann", "ann@example.com", address).number
    wire = Wire(
        clock.env, FaultInjector([], clock.env.now_ms), lambda kind, keys, data: None, {"erp": erp}, {}
    )
    app = mount(clock, wire, "erp")
    token = erp.surface.handle(
        _request("POST", "/api/v1/token", {"client_id": "bench", "client_secret": "secret"})
    ).data["access_token"]
    servers = {"bare": Server(clock, Applied(bare.wsgi_app)), "erp": Server(clock, app)}
    try:
        for _ in range(ROUNDS):
            for name, server in servers.items():
                figures[name].append(await _load(clock, server.port, customer, token))
    finally:
        for server in servers.values():
            server.close()


def _request(method: str, path: str, data: Any) -> Any:
    from fake_erp import Request

    return Request(method, path, data=data)


async def _load(clock: Any, port: int, customer: str, token: str) -> float:
    """Run the client and wait for its figure without holding up the clock."""
    done = clock.loop.create_future()

    def wait() -> None:
        arguments = [sys.executable, __file__, str(port), customer, token]
        text = subprocess.run(arguments, capture_output=True, check=True, text=True).stdout
        clock.submit(lambda: done.set_result(float(text)))

    thread = threading.Thread(target=wait)
    thread.start()
    result: float = await done
    thread.join()
    return result


class _Connection:
    """One keep-alive connection: sends a request as soon as the answer to the last one is complete."""

    def __init__(self, port: int, create: bytes, read: str) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.answers = 0
        self._create = create
        self._read = read
        self._came = b""
        self._is_reading = False
        self.socket.sendall(create)

    def on_data(self) -> None:
        self._came += self.socket.recv(65536)
        head, blank, body = self._came.partition(b"\r\n\r\n")
        if not blank:
            return
        lower = head.lower()
        at = lower.index(b"content-length:") + 15
        if len(body) < int(lower[at : lower.find(b"\r\n", at) if lower.find(b"\r\n", at) > 0 else None]):
            return
        if head[9:12] not in (b"200", b"201"):
            raise SystemExit(f"unexpected answer: {self._came[:500]!r}")
        self.answers += 1
        self._came = b""
        if self._is_reading:
            self.socket.sendall(self._create)
        else:
            self.socket.sendall((self._read % json.loads(body)["number"]).encode())
        self._is_reading = not self._is_reading


def client(port: int, customer: str, token: str) -> float:
    """Requests per second over all connections, after a short run-up."""
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
    counted_from, counted = started, 0
    while (now := time.perf_counter()) < started + ROUND_S + 0.3:
        for key, _ in selector.select(1.0):
            key.data()
        if counted_from == started and now > started + 0.3:
            counted_from, counted = now, sum(each.answers for each in connections)
    return (sum(each.answers for each in connections) - counted) / (time.perf_counter() - counted_from)


if __name__ == "__main__":
    if len(sys.argv) == 4:
        print(client(int(sys.argv[1]), sys.argv[2], sys.argv[3]))
    else:
        for figure in run():
            print(f"{figure['name']:32} {figure['value']:>10} {figure['unit']}")
