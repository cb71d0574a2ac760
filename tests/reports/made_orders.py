"""Orders made by hand, with everything that happened to each of them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from golive.record.run import ORDER_VERDICTS, OrderLine

START_MS = 1764306000000
"""2025-11-28 06:00 at UTC+01:00."""
HOUR_MS = 3_600_000
SHOP, ERP, WIRE, DESK = "shop", "erp", "wire", "desk"

Made = tuple[int, str, str, dict[str, str], dict[str, Any]]
"""`(ms since placement, actor, kind, keys, data)`."""


def number_of(index: int) -> str:
    return f"{index:09d}"


def order_facts(index: int, verdict: str, placed_ms: int, total: int) -> list[Made]:
    """What happened to one order, as `(ms, actor, kind, keys, data)`."""
    order, erp, x = number_of(index), f"SO-{100_000 + index}", str(7 * index)
    lines = [["SKU-0017", 2, 1999, 0], ["SKU-0204", 1, total - 3998, 0]]
    money = {"currency": "EUR", "total_cents": total, "lines": lines}
    facts: list[Made] = [
        (
            0,
            SHOP,
            "shop.order.placed",
            {"order": order},
            {
                **money,
                "email": f"kim.{index}@example.org",
                "store": "de",
                "method": "card",
                "replaces": "",
                "status": "processing",
            },
        ),
        (
            0,
            SHOP,
            "shop.reservation.added",
            {"order": order},
            {"event": "order_placed", "rows": [["SKU-0017", -2]]},
        ),
        (
            1,
            SHOP,
            "shop.order.paid",
            {"order": order},
            {"amount_cents": total, "currency": "EUR", "method": "card"},
        ),
        (1, SHOP, "payment.captured", {"order": order}, {"amount_cents": total, "currency": "EUR"}),
        (
            1004,
            WIRE,
            "notice.delivered",
            {"x": "1" + x, "key": order},
            {
                "name": "shop.order.placed",
                "event": "e1",
                "attempt": 1,
                "copy": 0,
                "status": 200,
                "faults": [],
            },
        ),
        (
            1090,
            WIRE,
            "exchange.answered",
            {"x": "2" + x, "key": order},
            {
                "op": "shop.order.read",
                "attempt": 1,
                "sent_ms": placed_ms + 1010,
                "told": "answered",
                "status": 200,
                "how": "",
                "faults": [],
            },
        ),
    ]
    if verdict == "lost":
        facts += [
            (
                1300,
                ERP,
                "erp.order.refused",
                {"ref": order},
                {
                    "rule": "hidden_fields",
                    "code": "validation_failed",
                    "field": "",
                    "message": "The order could not be validated.",
                },
            ),
            (
                1301,
                WIRE,
                "exchange.committed",
                {"x": "3" + x, "key": order},
                {
                    "op": "erp.order.create",
                    "attempt": 1,
                    "truth": "not_applied",
                    "status": 422,
                    "late": False,
                },
            ),
            (
                1304,
                WIRE,
                "exchange.answered",
                {"x": "3" + x, "key": order},
                {
                    "op": "erp.order.create",
                    "attempt": 1,
                    "sent_ms": placed_ms,
                    "told": "answered",
                    "status": 422,
                    "how": "",
                    "faults": [],
                },
            ),
        ]
        return facts
    created = {
        **money,
        "customer": "C-17",
        "email": f"kim.{index}@example.org",
        "channel": "web",
        "status": "released",
        "by": "integration",
    }
    facts += [
        (1300, ERP, "erp.order.created", {"order": erp, "ref": order}, created),
        (
            1300,
            WIRE,
            "exchange.committed",
            {"x": "3" + x, "key": order},
            {"op": "erp.order.create", "attempt": 1, "truth": "applied", "status": 201, "late": False},
        ),
    ]
    if verdict == "duplicated":
        facts += [
            (
                11300,
                WIRE,
                "exchange.answered",
                {"x": "3" + x, "key": order},
                {
                    "op": "erp.order.create",
                    "attempt": 1,
                    "sent_ms": placed_ms,
                    "told": "unknown",
                    "status": None,
                    "how": "timeout",
                    "faults": ["lose_reply"],
                },
            ),
            (12400, ERP, "erp.order.created", {"order": erp + "-B", "ref": order}, created),
            (
                12400,
                WIRE,
                "exchange.committed",
                {"x": "4" + x, "key": order},
                {"op": "erp.order.create", "attempt": 2, "truth": "applied", "status": 201, "late": False},
            ),
            (
                12404,
                WIRE,
                "exchange.answered",
                {"x": "4" + x, "key": order},
                {
                    "op": "erp.order.create",
                    "attempt": 2,
                    "sent_ms": placed_ms,
                    "told": "answered",
                    "status": 201,
                    "how": "",
                    "faults": [],
                },
            ),
        ]
    elif verdict == "stuck_visible":
        facts += [
            (
                2000,
                DESK,
                "desk.exception",
                {"order": order},
                {
                    "what": "Order could not be released",
                    "why": "Customer C-17 is blocked",
                    "fix": "Unblock the customer, then press retry",
                },
            )
        ]
    else:
        facts += [
            (
                1304,
                WIRE,
                "exchange.answered",
                {"x": "3" + x, "key": order},
                {
                    "op": "erp.order.create",
                    "attempt": 1,
                    "sent_ms": placed_ms,
                    "told": "answered",
                    "status": 201,
                    "how": "",
                    "faults": [],
                },
            )
        ]
    facts += [
        (
            1_800_000,
            ERP,
            "erp.delivery.posted",
            {"order": erp, "ref": order, "delivery": f"DL-{index}"},
            {"warehouse": "berlin", "lines": [["SKU-0017", 2], ["SKU-0204", 1]]},
        ),
        (
            1_800_000,
            ERP,
            "erp.order.status",
            {"order": erp, "ref": order},
            {"from": "released", "to": "shipped", "why": ""},
        ),
        (
            1_860_000,
            SHOP,
            "shop.order.shipped",
            {"order": order, "shipment": f"{index:09d}"},
            {"source": "berlin", "lines": [["SKU-0017", 2], ["SKU-0204", 1]], "by": "api"},
        ),
        (
            3_600_000,
            ERP,
            "erp.invoice.posted",
            {"order": erp, "ref": order, "invoice": f"IN-{index}"},
            {"total_cents": total, "currency": "EUR"},
        ),
    ]
    return facts


def orders(
    count: int,
) -> Iterator[tuple[OrderLine, list[Made]]]:
    chance = random.Random(11)
    verdict_of = {number_of(3 * i + 1): "duplicated" for i in range(41)} | {
        number_of(7 * i + 3): "lost" for i in range(23)
    }
    for index in range(1, count + 1):
        order = number_of(index)
        verdict = (
            verdict_of.get(order) or chance.choices(ORDER_VERDICTS, (940, 10, 4, 0, 3, 2, 5, 0, 0, 2))[0]
        )
        placed = START_MS + index * 8 * HOUR_MS // (count + 1)
        total = 4_500 + chance.randrange(30_000)
        erp = {"lost": (), "duplicated": (f"SO-{100_000 + index}", f"SO-{100_000 + index}-B")}.get(
            verdict, (f"SO-{100_000 + index}",)
        )
        why = {
            "lost": "never reached the ERP, nobody was told",
            "duplicated": "two live ERP orders",
            "late": "booked 24 min after its budget",
        }
        latency = None if verdict == "lost" else 1_299 + chance.randrange(90_000)
        line = OrderLine(order, verdict, placed, total, "EUR", latency, erp, why.get(verdict, ""))
        yield line, order_facts(index, verdict, placed, total)
