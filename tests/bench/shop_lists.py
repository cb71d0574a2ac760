"""Lists of a shop with 10,000, 30,000 and 100,000 orders, in process: milliseconds per page of 100, as an integration
asks for them, and how that grows with the number of orders. The goal is set for 10,000.
"""

from __future__ import annotations

import gc
import random
import time
from collections.abc import Callable
from typing import Any

from fake_magento import Address, Cart, Shop, ShopConfig
from fake_magento.surface import Request, Surface

SIZES = (10_000, 30_000, 100_000)
AT_GOAL = 10_000
ROUNDS = 7
GOAL_MS = 2.0
_HOME = Address("Ines", "Møller", ("12 Harbor Way",), "Hamburg", "20457", "DE", "040-5550137")
_FILTER = "searchCriteria[filter_groups][{0}][filters][0]"
_PAGE = "searchCriteria[pageSize]=100&searchCriteria[currentPage]="
_NEWEST = "searchCriteria[sortOrders][0][field]={0}&searchCriteria[sortOrders][0][direction]="
_FEW = "&fields=items[entity_id,increment_id,status,updated_at],total_count"


def _where(field: str, value: object, condition: str = "eq", group: int = 0) -> str:
    head = _FILTER.format(group)
    return f"{head}[field]={field}&{head}[value]={value}&{head}[condition_type]={condition}&"


LISTS: dict[str, str] = {
    "page 50, no filter": _PAGE + "50",
    "page 50, four fields of each": _PAGE + "50" + _FEW,
    "newest first by id": _NEWEST.format("entity_id") + "DESC&" + _PAGE + "3",
    "newest first by number": _NEWEST.format("increment_id") + "DESC&" + _PAGE + "3",
    "newest first by created_at": _NEWEST.format("created_at") + "DESC&" + _PAGE + "3",
    "by status, page 10": _where("status", "pending") + _PAGE + "10",
    "by state and updated_at": _where("state", "processing") + _where("updated_at", "2026-03-02 10:00:00", "gteq", 1)
    + _NEWEST.format("updated_at") + "ASC&" + _PAGE + "2",
    "after an id, by id": _where("entity_id", 5000, "gt") + _NEWEST.format("entity_id") + "ASC&" + _PAGE + "1",
    "between two dates": _where("created_at", "2026-03-02 10:00:00", "from")
    + _where("created_at", "2026-03-02 12:00:00", "to", 1) + _PAGE + "2",
    "by customer's mail": _where("customer_email", "k17@example.com") + _PAGE + "1",
    "in three statuses": _where("status", "pending,processing,holded", "in") + _PAGE + "20",
}  # fmt: skip


def run() -> list[dict[str, Any]]:
    """One row per list and size: the best of a few rounds, full orders unless the list says otherwise."""
    rows = []
    for size in SIZES:
        shop = _shop(size)
        gc.freeze()  # as a run and a sandbox do once their world stands
        rows.append(
            {
                "name": f"shop list of {size:,} orders: mean of 100 pages in turn",
                "value": round(_mean(shop, size), 2),
                "unit": "ms/page",
            }
        )
        rows += [
            {
                "name": f"shop list of {size:,} orders: {name}",
                "value": round(_best(shop, query), 2),
                "unit": "ms/page",
            }
            for name, query in LISTS.items()
        ]
    return rows


def _mean(shop: Shop, orders: int) -> float:
    """Every hundredth part of the list once, cycle collections included."""
    spent, surface = 0.0, Surface(shop)
    for part in range(100):
        page = 1 + part * (orders // 100) // 100
        asked = Request("GET", "/rest/V1/orders", f"{_PAGE}{page}", {"authorization": "Bearer tok"})
        began = time.perf_counter()
        surface.handle(asked)
        spent += time.perf_counter() - began
    return spent * 1000 / 100


def _best(shop: Shop, query: str) -> float:
    request: Callable[[], Request] = lambda: Request(  # noqa: E731
        "GET", "/rest/V1/orders", query, {"authorization": "Bearer tok"}
    )
    spent, surface = [], Surface(shop)
    for _ in range(ROUNDS):
        asked = request()
        began = time.perf_counter()
        reply = surface.handle(asked)
        spent.append(time.perf_counter() - began)
        if reply.status != 200 or not reply.data["items"]:
            raise SystemExit(f"the benchmark asks for nothing: {query} is {reply.status}")
    return min(spent) * 1000


def _shop(orders: int) -> Shop:
    clock = [1_772_444_467_250]
    shop = Shop(
        lambda: clock[0], random.Random(1), lambda kind, keys, data: None, ShopConfig(integration_token="tok")
    )
    shop.catalog.add("A", "Thing", 1999, 19, 0.35)
    shop.catalog.add("B", "Other", 990, 19, 0.2)
    for sku in ("A", "B"):
        shop.stock.open(sku, "main", 10**6)
    for number in range(orders):
        clock[0] += 1_234
        lines = [("A", 1 + number % 3), ("B", 1)]
        order = shop.checkout(
            Cart("default", f"k{number % 500}@example.com", "Ines", "Møller", None, lines, ship_to=_HOME)
        )
        if number % 3 == 0:
            shop.capture(order)
        elif number % 50 == 1:
            shop.hold(order)
    return shop


if __name__ == "__main__":
    for row in run():
        over = row["value"] >= GOAL_MS and f"{AT_GOAL:,}" in row["name"]
        mark = "   over the goal" if over else ""
        print(f"{row['value']:>8} {row['unit']}  {row['name']}{mark}")
