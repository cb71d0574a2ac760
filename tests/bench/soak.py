"""`python -m tests.bench.soak [MINUTES]`: both systems served at 50 calls a second for long, beside a bare server.

Memory must not grow after the second minute, no call may fail, and the slowest hundredth of the calls must stay in step
with the calls of the bare server, which has the same load of the machine. The exit status is 1 where one does not hold.
"""

from __future__ import annotations

import json
import select
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from itertools import cycle
from pathlib import Path
from statistics import median, quantiles
from typing import Any
from urllib.parse import urlsplit

CALLS_PER_S = 50
RUN_UP_S = 120.0
MINUTES = 20.0
MOST_GROWTH = 0.03
"""Of the memory after the second minute."""
SPEED = 200
"""So that simulated service times of 50 to 300 ms cost at most 1.5 ms; the bare server has none."""
BARE = """
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    def do_GET(self):
        body = b'{"status": "ok"}'
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    def log_message(self, *_):
        pass
server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
"""


@dataclass(slots=True)
class Side:
    """Calls of one server: latencies in milliseconds, and what was not answered as expected."""

    connection: HTTPConnection
    headers: dict[str, str]
    latencies_ms: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def call(self, method: str, path: str, body: Any, expected: tuple[int, ...]) -> Any:
        before = time.perf_counter()
        data = None if body is None else json.dumps(body)
        self.connection.request(method, path, data, self.headers)
        reply = self.connection.getresponse()
        text = reply.read()
        self.latencies_ms.append((time.perf_counter() - before) * 1000)
        if reply.status not in expected:
            self.errors.append(f"{method} {path}: {reply.status} {text[:200]!r}")
        return json.loads(text) if text else None


@contextmanager
def started(words: list[str]) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A process, and the first line that it prints."""
    process = subprocess.Popen([sys.executable, *words], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        assert select.select([process.stdout], [], [], 60)[0], "it did not start"
        yield process, process.stdout.readline()
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()


def side(url: str, bearer: str = "") -> Side:
    parts = urlsplit(url)
    headers = {"Content-Type": "application/json"}
    if bearer:
        headers["Authorization"] = f"Bearer {bearer}"
    return Side(HTTPConnection(parts.hostname or "", parts.port, timeout=30), headers)


def calls(shop: Side, erp: Side, login: dict[str, str], admin: dict[str, str]) -> Iterator[Callable[[], Any]]:
    """The calls in their order, without an end: lists, single records, writes that repeat, refusals, logins."""
    listed = shop.call("GET", "/rest/V1/orders?searchCriteria[pageSize]=20", None, (200,))["items"]
    sku = listed[0]["items"][0]["sku"]
    source = shop.call("GET", "/rest/V1/inventory/source-items?searchCriteria[pageSize]=1", None, (200,))
    stock = {"sourceItems": [source["items"][0]]}
    booked = erp.call("GET", "/api/v1/orders?limit=20", None, (200,))["rows"]
    number, reference = booked[0]["number"], booked[0]["external_reference"]
    plain = [
        (shop, "GET", f"/rest/V1/orders/{listed[0]['entity_id']}", None, (200,)),
        (shop, "GET", "/rest/V1/orders?searchCriteria[pageSize]=20", None, (200,)),
        (shop, "GET", f"/rest/V1/products/{sku}", None, (200,)),
        (shop, "POST", "/rest/V1/inventory/source-items", stock, (200,)),
        (shop, "GET", "/rest/V1/orders/999999", None, (404,)),
        (shop, "POST", "/rest/V1/integration/admin/token", admin, (200,)),
        (erp, "GET", f"/api/v1/orders/{number}", None, (200,)),
        (erp, "GET", "/api/v1/orders?limit=20", None, (200,)),
        (erp, "GET", f"/api/v1/orders?external_reference={reference}", None, (200,)),
        (erp, "GET", "/api/v1/stock?limit=50", None, (200,)),
        (erp, "GET", "/api/v1/orders/SO-999999", None, (404,)),
        (erp, "POST", "/api/v1/orders", {}, (400, 422)),
        (erp, "POST", "/api/v1/token", login, (200, 201)),
    ]
    for where, *rest in cycle(plain):
        yield lambda where=where, rest=rest: where.call(*rest)  # type: ignore[misc]


def memory_kib(pid: int) -> int:
    """The resident memory of a process."""
    lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))


def soak(minutes: float) -> dict[str, Any]:
    served = ["-m", "golive", "serve", "both", "--orders", "200", "--ready-json", "--speed", str(SPEED)]
    with started(served) as (golive, ready), started(["-c", BARE]) as (_, port):
        systems = json.loads(ready)
        shop = side(systems["shop"]["url"], systems["shop"]["bearer"])
        erp = side(systems["erp"]["url"], systems["erp"]["bearer"])
        bare = side(f"http://127.0.0.1:{port.strip()}")
        admin = {
            "username": systems["shop"]["admin_user"],
            "password": systems["shop"]["admin_password"],
        }
        memory = _paced(minutes, calls(shop, erp, systems["erp"]["login"], admin), bare, golive.pid)
    settled, last = median(memory[: max(1, len(memory) // 20)]), median(memory[-max(1, len(memory) // 20) :])
    return {
        "minutes": minutes,
        "calls": len(shop.latencies_ms) + len(erp.latencies_ms),
        "errors": [*shop.errors, *erp.errors, *bare.errors][:20],
        "memory_settled_kib": settled,
        "memory_last_kib": last,
        "growth": round(last / settled - 1, 4),
        **{
            f"p99_{name}_ms": round(quantiles(each.latencies_ms, n=100)[98], 2)
            for name, each in (("shop", shop), ("erp", erp), ("bare", bare))
        },
    }


def _paced(minutes: float, made: Iterator[Callable[[], Any]], bare: Side, pid: int) -> list[int]:
    """Make a call and one of the bare server at each beat; the memory in KiB each second after the run-up."""
    begun = time.monotonic()
    memory = []
    for beat in range(int(minutes * 60 * CALLS_PER_S)):
        wait_s = begun + beat / CALLS_PER_S - time.monotonic()
        if wait_s > 0:
            time.sleep(wait_s)
        next(made)()
        bare.call("GET", "/", None, (200,))
        if beat % CALLS_PER_S == 0 and (beat / CALLS_PER_S >= RUN_UP_S or minutes * 60 <= RUN_UP_S):
            memory.append(memory_kib(pid))
    return memory


def main() -> int:
    found = soak(float(sys.argv[1]) if len(sys.argv) > 1 else MINUTES)
    print(json.dumps(found, indent=2))
    return int(bool(found["errors"]) or found["growth"] > MOST_GROWTH)


if __name__ == "__main__":
    sys.exit(main())
