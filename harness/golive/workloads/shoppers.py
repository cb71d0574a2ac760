"""What customers do: come, buy, pay at once or late, change their minds."""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Callable, Generator, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import accumulate
from typing import Any

import simpy

from fake_magento.errors import BadCart, CheckoutStopped, NotEditable, OutOfStock, PlaceFailed, ShopError
from fake_magento.events import checkout_hooks
from fake_magento.model.cart import Cart
from fake_magento.model.composites import Choice, goods_within
from fake_magento.model.order import Order
from fake_magento.quantities import DECIMAL
from fake_magento.shop import Shop
from golive.keys.value_kinds import MINUTE_MS
from golive.record.ledger import Emit
from golive.scenario import Scenario, Store
from golive.sim import Environment
from golive.workloads.after_sales.sending_back import SendingBack
from golive.workloads.arrivals import arrivals
from golive.workloads.baskets import Shelf
from golive.workloads.complaints import pay_back
from golive.workloads.customers.destinations import Destinations
from golive.workloads.customers.people import People, Person
from golive.workloads.demand import Demand
from golive.workloads.variety import Variety

COMPLAINT_MS = (60 * MINUTE_MS, 120 * MINUTE_MS)
LATE_PAYMENT_MS = (10 * MINUTE_MS, 90 * MINUTE_MS)
COUPON_PERCENT = 10

Walk = Generator[simpy.Event, Any, None]


class Shoppers:
    """All customers of a run, as one process of arrivals and a few of second thoughts.

    They count in `kinds` what came of each kind: whose orders, and what became of them.
    """

    def __init__(
        self,
        env: Environment,
        shop: Shop,
        scenario: Scenario,
        shelf: Shelf,
        people: People,
        rng: random.Random,
        emit: Emit,
        kinds: dict[str, int],
        variety: Variety | None = None,
        asking: tuple[checkout_hooks.Hook, checkout_hooks.Ask] | None = None,
        destinations: Destinations | None = None,
    ) -> None:
        self._env = env
        self._shop = shop
        self._scenario = scenario
        self._shelf = shelf
        self._people = people
        self._rng = rng
        self._emit = emit
        self._kinds = kinds
        thoughts = scenario.traffic.life.second_thoughts_ms
        self._second_thoughts_ms = (thoughts.low, thoughts.high)
        self._closing_ms = scenario.clock.traffic_end_ms
        self._paid: set[str] = set()
        self._variety = variety
        self._asking = asking
        self._destinations = destinations
        self._visits = 0
        self._store_sums = _store_sums(scenario.shop.stores)
        self._returns = scenario.traffic.returns
        self._sending_back = SendingBack(
            shop,
            self._returns,
            rng,
            lambda span_ms, act: self._after(span_ms, act, ""),
            self._kind,
            lambda order, cents: self._payment("payment.refunded", order, cents),
            self._pay,
        )

    def come(self, arrivals_rng: random.Random) -> Walk:
        """Everybody arrives at the planned instant."""
        clock, env = self._scenario.clock, self._env
        demand = Demand(self._scenario.traffic.orders, clock.start)
        for offset_ms in arrivals(demand, clock.duration_ms, arrivals_rng):
            wait = clock.start_ms + offset_ms - env.now_ms()
            if wait > 0:
                yield env.timeout(wait)
            if self._shop.maintenance:
                self._emit("visit.turned_away", {}, {})
            else:
                self.buy()

    def walked_in(self, order: Order) -> None:
        """Continue the life of an order that was placed over HTTP."""
        self._bought(order, ["guest"], late=False)

    def buy(self) -> None:
        """One visit: a basket, a checkout, and what follows from it."""
        person, kind = self._people.next()
        life, rng = self._scenario.traffic.life, self._rng
        coupon = rng.random() < self._scenario.traffic.baskets.coupons
        late = not person.on_account and rng.random() < life.late_paid
        cart, odd = self._fill(person, coupon, late)
        kinds = [kind, *(["coupon"] if coupon else []), *odd]
        if self._asking is not None:
            self._env.process(self._wait(cart, self._visits, kinds, late))
            return
        try:
            order = self._shop.checkout(cart)
        except (OutOfStock, PlaceFailed):
            return
        except (BadCart, ShopError):
            if not self._names_what_is_gone(cart):
                raise
            return
        self._placed(cart, order, kinds, late)

    def _wait(self, cart: Cart, visit: int, kinds: list[str], late: bool) -> Walk:
        """A checkout that asks the integration first."""
        assert self._asking is not None
        hook, ask = self._asking
        try:
            order = yield from checkout_hooks.checkout(self._shop, hook, ask, cart, visit)
        except (CheckoutStopped, OutOfStock, PlaceFailed):
            return
        except (BadCart, ShopError):
            if not self._names_what_is_gone(cart):
                raise
            return
        self._placed(cart, order, kinds, late)

    def _names_what_is_gone(self, cart: Cart) -> bool:
        """Whether it names a product that is not in the shop any more: an integration may delete what it likes."""
        names: list[str | None] = []
        for line in cart.lines:
            if not isinstance(line, Choice):
                names.append(line[0])
                continue
            names += [line.sku, line.child, *(sku for sku, _ in line.selections)]
            parent = self._shop.catalog.find(line.sku)
            if parent is not None and parent.made_of is not None:
                names += goods_within(parent.made_of)
        return any(name is not None and name not in self._shop.catalog for name in names)

    def _placed(self, cart: Cart, order: Order, kinds: list[str], late: bool) -> None:
        """What follows from a checkout. The payment provider may place the cart once more at the same moment."""
        self._bought(order, kinds, late)
        share = self._scenario.traffic.life.placed_twice
        if not share or order.method != "card" or self._rng.random() >= share:
            return
        with suppress(OutOfStock, PlaceFailed, BadCart, ShopError):
            second = self._shop.checkout(replace(cart, quote_id=order.entity_id))
            self._kind("placed_twice")
            self._emit("cart.placed_again", {"order": second.increment_id}, {"first": order.increment_id})
            self._shop.capture(second, "paid")

    def _bought(self, order: Order, kinds: list[str], late: bool) -> None:
        """What follows from an order, now and later."""
        life = self._scenario.traffic.life
        for kind in kinds:
            self._kind(kind)
        if late:
            self._after(LATE_PAYMENT_MS, lambda: self._pay(_successor(order)), "late_paid")
        elif order.method != "purchaseorder":
            if life.cancelled_in_part and self._rng.random() < life.cancelled_in_part:
                self._pay_without_a_unit(order)
            self._pay(order)
        thought = self._rng.random()
        if thought < life.cancelled:
            self._after(self._second_thoughts_ms, lambda: self._cancel(order), "cancelled")
        elif thought < life.cancelled + life.edited:
            self._after(self._second_thoughts_ms, lambda: self._edit(order), "edited")
        elif thought < life.cancelled + life.edited + life.partly_refunded:
            parts = self._parts()
            self._after(COMPLAINT_MS, lambda: self._complain(order, parts), "partly_refunded")
        elif thought < life.cancelled + life.edited + life.partly_refunded + self._returns.share:
            self._after(COMPLAINT_MS, lambda: self._send_back(order), "")

    def _fill(self, person: Person, coupon: bool, late: bool) -> tuple[Cart, list[str]]:
        """The cart of this visit, and what is odd about it."""
        store = self._store()
        face, elsewhere = person.face, self._destinations
        cart = Cart(
            store=store.code,
            email=person.email,
            firstname=face.firstname,
            lastname=face.lastname,
            customer_id=person.customer_id,
            lines=self._basket(),
            ship_to=elsewhere.of(self._visits, person) if elsewhere is not None else face.address,
            bill_to=face.address,
            method="purchaseorder" if person.on_account else "banktransfer" if late else "card",
            coupon_percent=COUPON_PERCENT if coupon else 0,
            coupon_code="GOLIVE10" if coupon else "",
        )
        self._visits += 1
        return cart, self._variety.dress(cart, self._visits) if self._variety is not None else []

    def _basket(self) -> list[tuple[str, int]]:
        """Articles under the SKUs that they have now."""
        lines, catalog = self._shelf.basket(), self._shop.catalog
        return [(catalog.present(sku), units) for sku, units in lines] if catalog.renamed else lines

    def _store(self) -> Store:
        stores = self._scenario.shop.stores
        if len(stores) == 1:
            return stores[0]
        if self._store_sums is not None:
            return stores[bisect(self._store_sums, self._rng.random(), hi=len(stores) - 1)]
        return stores[0] if self._rng.random() < 0.7 else self._rng.choice(stores[1:])

    def _pay(self, order: Order) -> None:
        """The payment provider captures the money and the shop books it, unless it is booked already."""
        if order.state in ("canceled", "closed", "holded") or order.increment_id in self._paid:
            return
        self._paid.add(order.increment_id)
        self._payment("payment.captured", order, order.value_cents)
        with suppress(ShopError):
            self._shop.capture(order, "paid")

    def _pay_without_a_unit(self, order: Order) -> None:
        """One unit is not available, or half a one: the staff invoice the others, and cancel what is left."""
        units = {line.item_id: line.to_invoice() for line in order.lines}
        lacking = order.lines[-1]
        units[lacking.item_id] -= (
            min(lacking.to_invoice(), lacking.scale // 2) if lacking.scale == DECIMAL else lacking.scale
        )
        if not any(units.values()):
            return
        made = self._shop.invoice(order, units, "paid")
        self._paid.add(order.increment_id)
        self._payment("payment.captured", order, made.amounts.total + made.amounts.gift)
        self._shop.cancel(order, "not available", "admin")
        self._kind("cancelled_in_part")

    def _cancel(self, order: Order) -> None:
        """Cancelled before it was paid, or paid back in full before it was sent."""
        refunded = self._end(order)
        if refunded is not None:
            self._kind("cancelled")

    def _end(self, order: Order) -> int | None:
        """End an order that has not been sent; the cents paid back, None when it was too late."""
        if order.state in ("canceled", "closed", "complete"):
            return None
        if self._shop.cancel(order, "changed their mind", "shopper"):
            return 0
        try:
            memo = self._shop.refund(order, why="changed their mind", by="shopper")
        except ShopError:
            return None
        cents = memo.amounts.total + memo.amounts.gift
        self._payment("payment.refunded", order, cents)
        return cents

    def _edit(self, order: Order) -> None:
        """One more of the first article: the shop ends the order and places its successor."""
        if order.state in ("canceled", "closed", "complete"):
            return
        first, *rest = order.cart_lines()
        before_cents = order.given_back_cents
        try:
            successor = self._shop.edit(order, [_one_more(first, self._shop), *rest])
        except (ShopError, OutOfStock, NotEditable, BadCart):
            return
        self._kind("edited")
        paid_back_cents = order.given_back_cents - before_cents
        if paid_back_cents:
            self._payment("payment.refunded", order, paid_back_cents)
            self._pay(successor)

    def _parts(self) -> int:
        parts = self._scenario.traffic.life.refund_parts
        return parts.low if parts.low == parts.high else self._rng.randint(parts.low, parts.high)

    def _refund_kind(self) -> str:
        kinds = self._scenario.traffic.life.refunds
        return kinds[0] if len(kinds) == 1 else self._rng.choice(kinds)

    def _complain(self, order: Order, parts: int) -> None:
        """A refund after shipment, of one of the declared kinds. Tried again until the order was shipped.

        Several parts follow one another.
        """
        if order.state == "processing":
            self._after(COMPLAINT_MS, lambda: self._complain(order, parts), "")
        if order.state != "complete":
            return
        before_cents = order.given_back_cents
        with suppress(ShopError):
            pay_back(self._shop, order, self._refund_kind())
        paid_back_cents = order.given_back_cents - before_cents
        if paid_back_cents:
            self._kind("partly_refunded")
            self._payment("payment.refunded", order, paid_back_cents)
            if parts > 1:
                self._after(COMPLAINT_MS, lambda: self._complain(order, parts - 1), "")

    def _send_back(self, order: Order) -> None:
        """A return after shipment. Tried again until the order was shipped."""
        if order.state == "processing":
            self._after(COMPLAINT_MS, lambda: self._send_back(order), "")
        elif order.state == "complete":
            self._sending_back.request(order)

    def _payment(self, kind: str, order: Order, cents: int) -> None:
        self._emit(
            kind, {"order": order.increment_id}, {"amount_cents": cents, "currency": order.store.currency}
        )

    def _kind(self, kind: str) -> None:
        self._kinds[kind] = self._kinds.get(kind, 0) + 1

    def _after(self, span_ms: tuple[int, int], act: Callable[[], object], kind: str) -> None:
        """Do something some time from now, unless the traffic has ended by then."""
        low, high = span_ms
        delay = low + int(self._rng.random() * (high - low))
        if self._env.now_ms() + delay >= self._closing_ms:
            return
        if kind == "late_paid":
            self._kind(kind)
        self._env.after(delay, lambda _: act(), None)


def _store_sums(stores: Sequence[Store]) -> list[float] | None:
    """Running sums of the shares of the stores; None where no store has one."""
    written = [store.share for store in stores if store.share is not None]
    if not written:
        return None
    rest = (1 - sum(written)) / max(1, len(stores) - len(written))
    return list(accumulate(rest if store.share is None else store.share for store in stores))


def _one_more(line: tuple[str, int] | Choice, shop: Shop) -> tuple[str, int] | Choice:
    if isinstance(line, Choice):
        return replace(line, quantity=line.quantity + 1)
    return line[0], line[1] + shop.catalog.scale_of(line[0])


def _successor(order: Order) -> Order:
    """What an order has become after its edits: that is what a late payment is for."""
    while order.child is not None:
        order = order.child
    return order
