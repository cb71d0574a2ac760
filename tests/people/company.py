"""A small shop, a small ERP and an office of clerks on one clock; the candidate is whatever the test says."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from fake_erp import ErpConfig, new_erp
from fake_erp.model import Customer, Draft, DraftLine
from fake_erp.model import Order as ErpOrder
from fake_erp.rules import configured_rules
from fake_magento import Address, Cart, Order, Shop, ShopConfig
from golive.people.clerks import Office
from golive.people.desk import DeskChannel, Retry, RetryAnswer
from golive.people.screens import Screens, Sight
from golive.scenario.model.people import Clerks
from golive.sim import Environment

NINE_MS = 1_764_320_400_000  # Friday 2025-11-28T09:00Z
MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS
HOME = Address("Ines", "Møller", ("12 Harbor Way",), "Hamburg", "20457", "DE", "040-5550137")
PLACE = {"street": "12 Harbor Way", "city": "Hamburg", "postcode": "20457", "country": "DE"}
Fact = tuple[int, str, dict[str, str], dict[str, Any]]


class Company:
    """`presses` are the retries that reached the candidate, which answers with `answer`, or not at all (None)."""

    def __init__(
        self,
        rules: dict[str, Any] | None = None,
        start_ms: int = NINE_MS,
        salt: int = 7,
        currencies: tuple[str, ...] = ("EUR",),
        rates_micro: dict[str, int] | None = None,
        **clerks: Any,
    ) -> None:
        clerks.setdefault("desk_every_ms", 10 * MINUTE_MS)
        clerks.setdefault("impatient", 0.0)
        self.env = Environment(initial_time=start_ms)
        self.facts: list[Fact] = []
        self.presses: list[tuple[int, Retry]] = []
        self.answer: RetryAnswer | None = RetryAnswer(200, "it is being sent")
        self.on_press: Callable[[Retry], object] = lambda retry: None
        config = ErpConfig(rules=configured_rules(**(rules or {})), currencies=currencies)
        self.erp = new_erp(self.env.now_ms, Random(1), self.hear, config)
        for name, rate_micro in (rates_micro or {}).items():
            self.erp.currencies.set_rate(name, rate_micro)
        self.shop = Shop(self.env.now_ms, Random(1), self.hear, ShopConfig())
        self.erp.items.add("A", "Thing", 2000, 19)
        self.erp.stock.open("A", self.erp.warehouses[0], 100)
        self.shop.catalog.add("A", "Thing", 2000, 19)
        self.shop.stock.open("A", self.shop.config.sources[0], 100)
        self.customer: Customer = self.erp.customers.add("Ines Møller", "ines@example.com", dict(PLACE))
        self.line = DeskChannel(self.env, self.hear)
        self.line.register(self._press)
        self.screens = Screens(self.erp, self.shop)
        told = Clerks(**clerks)
        self.office = Office(self.env, told, 5 * MINUTE_MS, 0, salt, self.screens, self.line, self.hear)
        self.office.open()

    def hear(self, kind: str, keys: dict[str, str], data: dict[str, Any]) -> None:
        self.facts.append((self.env.now_ms(), kind, keys, data))

    def _press(self, retry: Retry, heard: Callable[[RetryAnswer], None]) -> None:
        self.presses.append((self.env.now_ms(), retry))
        self.on_press(retry)
        if self.answer is not None:
            heard(self.answer)

    def bought(self, method: str = "checkmo", paid: bool = True) -> Order:
        """Two things, in the shop."""
        order = self.shop.checkout(
            Cart(
                "default", "ines@example.com", "Ines", "Møller", None, [("A", 2)], ship_to=HOME, method=method
            )
        )
        if paid:
            self.shop.capture(order)
        return order

    def draft(self, order: Order, prepaid: bool = True) -> Draft:
        """What an integration would send of it."""
        return Draft(
            self.customer.number, "EUR", self.env.now_ms(), [DraftLine("A", 2, 2000)], order.increment_id,
            "web", prepaid=prepaid, release=True,
        )  # fmt: skip

    def sent(self, order: Order, prepaid: bool = True) -> ErpOrder:
        return self.erp.orders.create(self.draft(order, prepaid), "integration")

    def show(self, order: str, why: str = "the ERP cannot be reached", what: str = "not in the ERP") -> None:
        self.line.emit("desk.exception", {"order": order}, {"what": what, "why": why, "fix": "press retry"})

    def resolve(self, order: str) -> None:
        self.line.emit("desk.resolved", {"order": order}, {})

    def alert(self, text: str = "stock is not moving") -> None:
        self.line.emit("desk.alert", {}, {"text": text})

    def sight(self, order: str, why: str) -> Sight:
        return self.screens.look(order, "what", why, "fix")

    def after(self, minutes: float) -> Company:
        self.env.run(until=self.env.now_ms() + round(minutes * MINUTE_MS))
        return self

    def of_kind(self, kind: str) -> list[Fact]:
        return [fact for fact in self.facts if fact[1] == kind]

    def did(self) -> list[str]:
        """What clerks did, in order."""
        return [fact[1].partition(".")[2] for fact in self.facts if fact[1].startswith("clerk.")]

    def outcomes(self) -> list[str]:
        return [fact[3]["outcome"] for fact in self.of_kind("clerk.done")]
