"""An ERP with a clock in its hand, and the two ways to talk to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

import orjson

from fake_erp import Erp, ErpConfig, Reply, Request, new_erp
from fake_erp.app import create_app
from fake_erp.model.quantities import THOUSAND

START_MS = 1_764_306_000_000  # 2025-11-28T05:00:00Z
ADDRESS = {"street": "Hauptstr. 1", "city": "Köln", "postcode": "50667", "country": "DE"}
QUARTER, QUARTER_CENTS = THOUSAND // 4, 300
Fact = tuple[str, dict[str, str], dict[str, Any]]


@dataclass
class World:
    """A small ERP: items A, B, C with 100, 5 and 0 units, one client, one customer."""

    config: ErpConfig = field(default_factory=ErpConfig)
    seed: int = 1
    dialect: str = "native"
    version: str = ""
    decimals: tuple[str, ...] = ()
    """The items with decimal quantities: their units are quarters, at a cost of whole cents each."""

    def __post_init__(self) -> None:
        self.now_ms = START_MS
        self.facts: list[Fact] = []
        self.erp = new_erp(
            lambda: self.now_ms, Random(self.seed), self._hear, self.config, self.dialect, self.version
        )
        for sku, quantity in (("A", 100), ("B", 5), ("C", 0)):
            if sku in self.decimals:
                self.erp.items.add(sku, f"Item {sku}", 1999, 19, QUARTER_CENTS * 4, scale=THOUSAND)
            else:
                self.erp.items.add(sku, f"Item {sku}", 1999, 19)
            self.erp.stock.open(sku, self.config.warehouses[0], quantity * self.parts(sku))
        self.erp.add_client("shop", "secret")
        self.customer = self.erp.customers.add("Ann", "ann@example.com", dict(ADDRESS)).number

    def parts(self, sku: str) -> int:
        """What the ERP counts of an item for one of the units of a test."""
        return QUARTER if sku in self.decimals else 1

    def _hear(self, kind: str, keys: dict[str, str], data: dict[str, Any]) -> None:
        self.facts.append((kind, keys, data))

    def of_kind(self, kind: str) -> list[Fact]:
        return [fact for fact in self.facts if fact[0] == kind]

    def order(self, **changes: Any) -> dict[str, Any]:
        """The JSON of a plain order, with top-level fields changed, or removed by None."""
        document: dict[str, Any] = {
            "external_reference": "R1",
            "customer": self.customer,
            "currency": "EUR",
            "ordered_at": "2025-11-28T04:59:00Z",
            "lines": [{"item": "A", "quantity": 2, "unit_price": "19.99"}],
            "payment": {"method": "card", "prepaid": True, "amount": "39.98"},
            "custom": {"sales_channel": "web"},
            "release": True,
        }
        document.update(changes)
        return {name: value for name, value in document.items() if value is not None}


@dataclass
class Answer:
    status: int
    data: Any
    headers: dict[str, str]


class Client:
    """Speaks to an ERP through one of its mounts."""

    def __init__(self, send: Callable[[str, str, bytes | None, dict[str, str]], Answer]) -> None:
        self._send = send
        self.headers: dict[str, str] = {}

    def login(self) -> Client:
        answer = self.post("/token", {"client_id": "shop", "client_secret": "secret"})
        assert answer.status == 200, answer
        self.headers = {"authorization": f"Bearer {answer.data['access_token']}"}
        return self

    def get(self, path: str) -> Answer:
        return self._send("GET", f"/api/v1{path}", None, self.headers)

    def post(self, path: str, data: Any = None) -> Answer:
        body = None if data is None else orjson.dumps(data)
        return self._send("POST", f"/api/v1{path}", body, self.headers)

    def raw(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self._send(method, path, body, {**self.headers, **named})


def in_process(erp: Erp) -> Client:
    """Requests as a candidate in the same process makes them: decoded JSON in, plain objects out."""

    def send(method: str, target: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        path, _, query = target.partition("?")
        request = Request(method, path, query, dict(headers))
        try:
            request.data = orjson.loads(body) if body else None
        except orjson.JSONDecodeError:
            request.body = body
        if "content-type" in headers:
            request.data, request.body = None, body
        reply: Reply = erp.surface.handle(request)
        return Answer(reply.status, reply.data, {k.lower(): v for k, v in reply.headers.items()})

    return Client(send)


def over_http(erp: Erp) -> Client:
    """Requests through Flask, bytes in and bytes out."""
    flask = create_app(erp.surface.handle).test_client()

    def send(method: str, target: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        given = {"content-type": "application/json", **headers} if body is not None else headers
        response = flask.open(target, method=method, data=body, headers=given)
        data = orjson.loads(response.data) if response.data else None
        return Answer(response.status_code, data, {k.lower(): v for k, v in response.headers.items()})

    return Client(send)


MOUNTS = {"in_process": in_process, "over_http": over_http}
