"""What an operation of the fake ERP costs at 1,000, 10,000 and 100,000 orders, in microseconds, and how it grows.

Items grow along, up to 50,000 SKUs. Each operation is called in process with a token, JSON built and all, on books
of that size; the figure is the median of many calls. The last row of an operation is the ratio of the largest books
to the smallest: 1 is constant, 1.67 is the logarithm, 100 would be a scan.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from random import Random
from statistics import median
from typing import Any

from fake_erp.builder import new_erp
from fake_erp.config import ErpConfig
from fake_erp.master_data import seed_items
from fake_erp.messages import Request

SIZES = (1_000, 10_000, 100_000)
MOST_SKUS = 50_000
CALLS = 200
START_MS = 1_764_284_400_000

Row = dict[str, Any]
Ask = Callable[[int], Request]


class Books:
    """An ERP with so many orders in mixed states, and a client that is logged in."""

    def __init__(self, orders: int) -> None:
        self.now_ms = START_MS
        config = ErpConfig(warehouses=("berlin", "leipzig"), lead_ms=0)
        self.erp = new_erp(lambda: self.now_ms, Random(1), lambda kind, keys, data: None, config)
        self.erp.add_client("bench", "secret")
        self.skus = seed_items(self.erp, Random(2), min(orders, MOST_SKUS), (100_000, 100_000))
        self.customers = [self.customer(at) for at in range(orders // 5)]
        token = self.erp.sessions.login("bench", "secret")
        self.headers = {"authorization": f"Bearer {token}"}
        self.rng = Random(4)
        self.count = 0
        for at in range(orders):
            self.ask(self.order(at))
            self.now_ms += 1
            if at % 500 == 499:
                self.erp.shipping.wave()
                self.erp.invoicing.run()
                self.headers["authorization"] = f"Bearer {self.erp.sessions.login('bench', 'secret')}"

    def customer(self, at: int) -> str:
        address = {"street": f"Street {at}", "city": "Town", "postcode": "12345", "country": "DE"}
        return self.erp.customers.add(f"Firm {at}", f"firm{at}@example.com", address).number

    def request(self, method: str, path: str, query: str = "", data: Any = None) -> Request:
        return Request(method, "/api/v1" + path, query, self.headers, data)

    def order(self, at: int) -> Request:
        self.count += 1
        pick = self.rng.randrange
        lines = [
            {"item": self.skus[pick(len(self.skus))], "quantity": 1 + pick(3), "unit_price": "19.99"}
            for _ in range(2)
        ]
        body = {
            "customer": self.customers[pick(len(self.customers))],
            "external_reference": f"W{self.count:09d}",
            "currency": "EUR",
            "ordered_at": "2025-11-28T00:00:00Z",
            "lines": lines,
            "release": at % 10 != 0,
            "payment": {"method": "card", "amount": "59.97", "prepaid": True},
        }
        return self.request("POST", "/orders", data=body)

    def ask(self, request: Request) -> Any:
        reply = self.erp.surface.handle(request)
        if reply.status >= 400:
            raise SystemExit(f"the benchmark's own call failed: {reply.status} {reply.data}")
        return reply.data


def _asks(books: Books) -> dict[str, Ask]:
    erp, orders = books.erp, books.count
    numbers = list(erp.orders.by_number)
    last = erp.orders.feed.last
    far = max(0, last - 100)
    some = books.rng.randrange
    return {
        "order.create": books.order,
        "order.read": lambda at: books.request("GET", f"/orders/{numbers[some(orders)]}"),
        "order.list by reference": lambda at: books.request(
            "GET", "/orders", f"external_reference=W{1 + some(orders):09d}"
        ),
        "order.list first page": lambda at: books.request("GET", "/orders", "after=0&limit=100&view=brief"),
        "order.list last page": lambda at: books.request(
            "GET", "/orders", f"after={far}&limit=100&view=brief"
        ),
        "customer.list last page": lambda at: books.request(
            "GET", "/customers", f"page={len(books.customers) // 100}&page_size=100"
        ),
        "item.read": lambda at: books.request("GET", f"/items/{books.skus[some(len(books.skus))]}"),
        "item.list middle page": lambda at: books.request(
            "GET", "/items", f"after={len(books.skus) // 2}&limit=100"
        ),
        "stock.read": lambda at: books.request("GET", f"/stock/{books.skus[some(len(books.skus))]}"),
        "stock.list last page": lambda at: books.request(
            "GET", "/stock", f"after={erp.stock.feed.last - 100}&limit=100"
        ),
        "delivery.list last page": lambda at: books.request(
            "GET", "/deliveries", f"after={max(0, erp.shipping.feed.last - 100)}&limit=100"
        ),
        "invoice.list last page": lambda at: books.request(
            "GET", "/invoices", f"after={max(0, erp.invoicing.feed.last - 100)}&limit=100"
        ),
    }


def _cost_us(books: Books, ask: Ask) -> float:
    spent = []
    for at in range(CALLS):
        request = ask(at + 1)
        began = time.perf_counter_ns()
        books.ask(request)
        spent.append(time.perf_counter_ns() - began)
    return median(spent) / 1000


def run() -> list[Row]:
    """One row per operation and size, and one for its growth: `{name, value, unit}`."""
    costs: dict[str, list[float]] = {}
    for size in SIZES:
        gc.collect()
        gc.disable()
        books = Books(size)
        for name, ask in _asks(books).items():
            costs.setdefault(name, []).append(_cost_us(books, ask))
        gc.enable()
    rows: list[Row] = []
    for name, by_size in costs.items():
        for size, cost in zip(SIZES, by_size, strict=True):
            rows.append({"name": f"ERP {name}, {size:,} orders", "value": round(cost, 1), "unit": "us"})
        growth = round(by_size[-1] / by_size[0], 2)
        rows.append({"name": f"ERP {name}, growth from 1,000 to 100,000", "value": growth, "unit": "times"})
    return rows
