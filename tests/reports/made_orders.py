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
CREATE = "erp.order.create"

Made = tuple[int, str, str, dict[str, str], dict[str, Any]]
"""`(ms since placement, actor, kind, keys, data)`."""


def number_of(index: int) -> str:
    return f"{index:09d}"


class Timeline:
    """Writes the facts of one order; every method takes the ms since placement first."""

    def __init__(self, index: int, placed_ms: int, total: int) -> None:
        self.order, self.erp = number_of(index), f"SO-{100_000 + index}"
        self.made: list[Made] = []
        self._exchange = str(7 * index)
        self._placed_ms = placed_ms
        self._total = {"total_cents": total, "currency": "EUR"}
        self._amount = {"amount_cents": total, "currency": "EUR"}
        lines = [["SKU-0017", 2, 1999, 0], ["SKU-0204", 1, total - 3998, 0]]
        self._content = {"currency": "EUR", "total_cents": total, "lines": lines}
        self._index = index
        self._email = f"kim.{index}@example.org"

    def say(self, ms: int, actor: str, kind: str, keys: dict[str, str], data: dict[str, Any]) -> None:
        self.made.append((ms, actor, kind, keys, data))

    def bought(self) -> None:
        """Placed, paid, announced to the candidate and read by it."""
        of_order, order = {"order": self.order}, "shop.order"
        placed = {
            "email": self._email,
            "store": "de",
            "method": "card",
            "replaces": "",
            "status": "processing",
        }
        reserved = {"event": "order_placed", "rows": [["SKU-0017", -2]]}
        self.say(0, SHOP, f"{order}.placed", of_order, {**self._content, **placed})
        self.say(0, SHOP, "shop.reservation.added", of_order, reserved)
        self.say(1, SHOP, f"{order}.paid", of_order, {**self._amount, "method": "card"})
        self.say(1, SHOP, "payment.captured", of_order, self._amount)
        notice = {
            "name": f"{order}.placed",
            "event": "e1",
            "attempt": 1,
            "copy": 0,
            "status": 200,
            "faults": [],
        }
        self.say(1004, WIRE, "notice.delivered", self._keys("1"), notice)
        self.answered(1090, "2", "shop.order.read", 1, 200, sent_ms=1010)

    def _keys(self, exchange: str) -> dict[str, str]:
        return {"x": exchange + self._exchange, "key": self.order}

    def answered(self, ms: int, exchange: str, op: str, attempt: int, status: int, sent_ms: int = 0) -> None:
        self._told(
            ms,
            exchange,
            op,
            attempt,
            sent_ms,
            {"told": "answered", "status": status, "how": "", "faults": []},
        )

    def unanswered(self, ms: int, exchange: str, op: str, attempt: int) -> None:
        lost = {"told": "unknown", "status": None, "how": "timeout", "faults": ["lose_reply"]}
        self._told(ms, exchange, op, attempt, 0, lost)

    def _told(
        self, ms: int, exchange: str, op: str, attempt: int, sent_ms: int, outcome: dict[str, Any]
    ) -> None:
        sent = {"op": op, "attempt": attempt, "sent_ms": self._placed_ms + sent_ms}
        self.say(ms, WIRE, "exchange.answered", self._keys(exchange), {**sent, **outcome})

    def committed(self, ms: int, exchange: str, attempt: int, truth: str, status: int) -> None:
        data = {"op": CREATE, "attempt": attempt, "truth": truth, "status": status, "late": False}
        self.say(ms, WIRE, "exchange.committed", self._keys(exchange), data)

    def refused(self) -> None:
        why = {"rule": "hidden_fields", "code": "validation_failed", "field": ""}
        message = {"message": "The order could not be validated."}
        self.say(1300, ERP, "erp.order.refused", {"ref": self.order}, {**why, **message})
        self.committed(1301, "3", 1, "not_applied", 422)
        self.answered(1304, "3", CREATE, 1, 422)

    def booked(self, ms: int, exchange: str, attempt: int, suffix: str = "") -> None:
        made = {
            "customer": "C-17",
            "email": self._email,
            "channel": "web",
            "status": "released",
            "by": "integration",
        }
        keys = {"order": self.erp + suffix, "ref": self.order}
        self.say(ms, ERP, "erp.order.created", keys, {**self._content, **made})
        self.committed(ms, exchange, attempt, "applied", 201)

    def shown(self) -> None:
        reason = {"why": "Customer C-17 is blocked", "fix": "Unblock the customer, then press retry"}
        entry = {"what": "Order could not be released", **reason}
        self.say(2000, DESK, "desk.exception", {"order": self.order}, entry)

    def fulfilled(self) -> None:
        """Delivered, shipped in the shop and invoiced."""
        keys, lines = {"order": self.erp, "ref": self.order}, [["SKU-0017", 2], ["SKU-0204", 1]]
        delivery = {**keys, "delivery": f"DL-{self._index}"}
        self.say(1_800_000, ERP, "erp.delivery.posted", delivery, {"warehouse": "berlin", "lines": lines})
        status = {"from": "released", "to": "shipped", "why": ""}
        self.say(1_800_000, ERP, "erp.order.status", keys, status)
        shipment = {"order": self.order, "shipment": self.order}
        shipped = {"source": "berlin", "lines": lines, "by": "api"}
        self.say(1_860_000, SHOP, "shop.order.shipped", shipment, shipped)
        invoice = {**keys, "invoice": f"IN-{self._index}"}
        self.say(3_600_000, ERP, "erp.invoice.posted", invoice, self._total)


def order_facts(index: int, verdict: str, placed_ms: int, total: int) -> list[Made]:
    """What happened to an order with this verdict."""
    order = Timeline(index, placed_ms, total)
    order.bought()
    if verdict == "lost":
        order.refused()
        return order.made
    order.booked(1300, "3", 1)
    if verdict == "duplicated":
        order.unanswered(11300, "3", CREATE, 1)
        order.booked(12400, "4", 2, "-B")
        order.answered(12404, "4", CREATE, 2, 201)
    elif verdict == "stuck_visible":
        order.shown()
    else:
        order.answered(1304, "3", CREATE, 1, 201)
    order.fulfilled()
    return order.made


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
            "lost": "never reached the ERP, not reported",
            "duplicated": "two live ERP orders",
            "late": "booked 24 min after its budget",
        }
        latency = None if verdict == "lost" else 1_299 + chance.randrange(90_000)
        line = OrderLine(order, verdict, placed, total, "EUR", latency, erp, why.get(verdict, ""))
        yield line, order_facts(index, verdict, placed, total)
