"""Goods: received, counted, moved, frozen, shipped and taken back."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from fake_erp import Erp
from tests.erp.machine.calls import called, stock_set
from tests.erp.machine.steps.running import Running
from tests.erp.machine.strategies import ITEMS, PICK, PLACES, wired
from tests.erp.world import Client


class GoodsSteps(Running):
    """Steps on goods."""

    @rule(item=ITEMS, place=PLACES, units=st.integers(0, 12))
    def set_stock(self, item: str, place: str, units: int) -> None:
        """A client reports what it has counted."""
        sku = self.model.sku[item]
        self.do(
            lambda erp, client: stock_set(client, sku, place, wired(units, item in self.quarters)),
            lambda: wired(self.model.set_stock(item, place, units), item in self.quarters),
        )

    @rule(
        item=ITEMS,
        place=PLACES,
        units=st.integers(0, 12),
        how=st.sampled_from(["receive", "receive", "transfer", "count", "correct"]),
        sign=st.sampled_from([-1, -1, 1]),
    )
    def goods(self, item: str, place: str, units: int, how: str, sign: int) -> None:
        sku, other = self.model.sku[item], "south" if place == "main" else "main"
        if how == "transfer":
            self.do(
                lambda erp, client: erp.stock.transfer(sku, place, other, self.parts(item, units + 1)),
                lambda: self.model.transfer(item, place, other, units + 1),
            )
            return
        self.bring(item, place, sign * units if how == "correct" else units, how)

    def bring(self, item: str, place: str, units: int, how: str) -> None:
        sku = self.model.sku[item]

        def act(erp: Erp, client: Client) -> None:
            getattr(erp.stock, how)(sku, place, self.parts(item, units))

        self.do(act, lambda: getattr(self.model, how)(item, place, units))

    @rule(place=PLACES)
    def freeze_or_thaw(self, place: str) -> None:
        self.freeze(place)

    def freeze(self, place: str) -> None:
        def act(erp: Erp, client: Client) -> None:
            (erp.stock.thaw if place in erp.stock.frozen else erp.stock.freeze)(place)

        self.do(act, lambda: self.model.freeze_or_thaw(place))

    @rule(minutes=st.sampled_from([0, 10, 30, 30, 30, 30, 3 * 24 * 60]))
    def ship(self, minutes: int) -> None:
        self.wait(minutes)
        self.do(lambda erp, client: erp.shipping.wave(), self.model.wave)

    @precondition(lambda self: self.model.orders)
    @rule(
        at=PICK,
        lines=st.lists(st.tuples(PICK, st.integers(1, 4)), max_size=2),
        reference=st.sampled_from(["", "D1", "D2", "D3"]),
    )
    def post_delivery(self, at: int, lines: list[tuple[int, int]], reference: str) -> None:
        """A client posts what its warehouse system has shipped."""
        number, order = self.order(at, lambda order: order["status"] in ("released", "partly_shipped"))
        wanted = [(line % len(order["lines"]), units) for line, units in lines]
        rows = [
            {"line": place + 1, "quantity": wired(units, order["lines"][place]["item"] in self.quarters)}
            for place, units in wanted
        ]
        body = {"order": number, "delivery_reference": reference, **({"lines": rows} if rows else {})}
        self.do(
            lambda erp, client: called(client, "POST", "/deliveries", body),
            lambda: self.model.post_delivery(number, wanted, reference),
        )

    @rule(minutes=st.sampled_from([30, 60]))
    def live_through_a_day(self, minutes: int) -> None:
        self.day(minutes)

    def day(self, minutes: int) -> None:
        self.wait(minutes)
        self.do(lambda erp, client: erp.shipping.wave(), self.model.wave)
        self.do(lambda erp, client: erp.invoicing.run(), lambda: self.model.posting_run(False))

    @precondition(lambda self: self.model.orders)
    @rule(
        at=PICK,
        lines=st.lists(st.tuples(PICK, st.integers(1, 4)), min_size=1, max_size=2),
        restock=st.booleans(),
    )
    def take_back(self, at: int, lines: list[tuple[int, int]], restock: bool) -> None:
        number, order = self.order(at, lambda order: any(line["shipped"] for line in order["lines"]))
        wanted = [(line % len(order["lines"]), units) for line, units in lines]
        body = {
            "order": number,
            "disposition": "restock" if restock else "scrap",
            "lines": [
                {
                    "line": place + 1,
                    "quantity": wired(units, order["lines"][place]["item"] in self.quarters),
                }
                for place, units in wanted
            ],
        }
        self.do(
            lambda erp, client: called(client, "POST", "/returns", body),
            lambda: self.model.take_back(number, wanted, restock),
        )
