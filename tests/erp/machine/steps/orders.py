"""Orders: created, in batches, changed, and moved from status to status."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from fake_erp import Erp
from tests.erp.machine.calls import called
from tests.erp.machine.goods_model import Record
from tests.erp.machine.sales_model import ALLOWED
from tests.erp.machine.steps.running import Running
from tests.erp.machine.strategies import (
    CHANGES,
    ITEMS,
    NEW_LINES,
    ORDERS,
    PICK,
    REFERENCES,
    line_json,
    order_json,
)
from tests.erp.world import Client


class OrderSteps(Running):
    """Steps on orders."""

    @rule(wanted=ORDERS)
    def create(self, wanted: Record) -> None:
        self.place(wanted)

    @rule(rows=st.lists(ORDERS, min_size=1, max_size=4), atomic=st.booleans())
    def batch(self, rows: list[Record], atomic: bool) -> None:
        written = [order_json(row, self.model.sku) for row in rows]
        body = {"operation": "order.create", "rows": written, "atomic": atomic}

        def act(erp: Erp, client: Client) -> Any:
            number = called(client, "POST", "/batches", body)
            erp.batches.work()
            return [each.number or each.code for each in erp.batches.get(number).outcomes]

        self.do(act, lambda: self.model.batch(rows, atomic))

    @precondition(lambda self: self.model.orders)
    @rule(at=PICK, action=st.sampled_from([name for name in ALLOWED if name not in ("update", "substitute")]))
    def step(self, at: int, action: str) -> None:
        rare = "partly_shipped" if action == "cancel" and at % 2 else ""
        number, _ = self.order(at, lambda order: order["status"] in ([rare] if rare else ALLOWED[action]))

        def act(erp: Erp, client: Client) -> Any:
            if action == "reject":
                return erp.orders.reject(erp.orders.get(number))
            called(client, "POST", f"/orders/{number}/{action}", {})
            return None

        self.do(act, lambda: self.model.step(number, action))

    @precondition(lambda self: self.model.orders)
    @rule(
        at=PICK,
        reference=st.none() | REFERENCES,
        changes=st.lists(CHANGES, max_size=2),
        new=st.lists(NEW_LINES, max_size=1),
    )
    def update(self, at: int, reference: str | None, changes: list[Record], new: list[Record]) -> None:
        number, _ = self.order(at, lambda order: order["status"] in ALLOWED["update"])
        wanted = changes + new
        body: Record = {"lines": [line_json(line, self.model.sku) for line in wanted]}
        if reference is not None:
            body["external_reference"] = reference

        def act(erp: Erp, client: Client) -> None:
            called(client, "PATCH", f"/orders/{number}", body)

        self.do(act, lambda: self.model.update(number, reference, wanted))

    @precondition(lambda self: self.model.orders)
    @rule(at=PICK, line=PICK, item=ITEMS)
    def substitute(self, at: int, line: int, item: str) -> None:
        number, order = self.order(at, lambda order: order["status"] in ALLOWED["substitute"])
        place, sku = line % len(order["lines"]), self.model.sku[item]
        self.do(
            lambda erp, client: erp.orders.substitute(erp.orders.get(number), place, sku),
            lambda: self.model.substitute(number, place, item),
        )
