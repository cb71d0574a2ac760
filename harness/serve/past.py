"""Orders that are there when a sandbox opens: a month of them, in every state, the same in both systems.

They come about as all orders do, through the domain of each system, while its clock is wound from the past
to the present. Only the rules of the ERP are not in force meanwhile: old orders owe them nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from fake_erp.erp import Erp
from fake_erp.model import Draft, DraftLine
from fake_magento.model import Cart
from fake_magento.shop import Shop
from harness.clocks import Environment
from harness.serve.buyers import Buyer, accounts
from harness.serve.fates import Fate, carry_out_in_erp, carry_out_in_shop, dealt
from harness.values import DAY_MS, HOUR_MS, MINUTE_MS

PAST_MS = 30 * DAY_MS
SHIPPING_CENTS = 490
"""What the shop charges by default."""

REPORT_EVERY = 10_000
WAVES = 30
"""Picking waves and posting runs over the old orders: one for each day of the month."""

WAVE_EVERY = 500
"""Old orders between two of them at most, however many orders there are."""

MOST_UNITS = 6
"""Of one order: three articles, two units of each."""

Basket = list[tuple[str, int]]


class Past:
    """Makes the past of a sandbox. `shop` or `erp` may be absent; `prices` are in cents by SKU."""

    def __init__(
        self,
        env: Environment,
        rng: Random,
        shop: Shop | None,
        erp: Erp | None,
        prices: dict[str, int],
        say: Callable[[str], None],
    ) -> None:
        self._env = env
        self._rng = rng
        self._shop = shop
        self._erp = erp
        self._prices = prices
        self._skus = list(prices)
        self._say = say
        self._buyers: list[Buyer] = []
        self._placed = 0

    def make(self, orders: int, now_ms: int) -> None:
        """Place `orders` orders between a month ago and `now_ms`, which is the clock's present at the end."""
        self._buyers = accounts(self._rng, max(5, min(orders // 20, 2_000)), self._shop, self._erp)
        config = None if self._erp is None else self._erp.config
        lead_ms = 0 if config is None else config.lead_ms + config.lead_spread_ms
        fates = dealt(orders)
        lately_ms = now_ms - lead_ms - 2 * HOUR_MS
        wave_every = max(1, min(len(fates["old"]) // WAVES, WAVE_EVERY))
        self._place_all(fates["old"], now_ms - PAST_MS, lately_ms - lead_ms - HOUR_MS, orders, wave_every)
        self._env.advance(lately_ms)
        self._work(bill=True)
        self._place_all(fates["lately"], lately_ms, lately_ms + HOUR_MS, orders)
        self._env.advance(now_ms - 30 * MINUTE_MS)
        self._work(bill=False)
        self._place_all(fates["new"], now_ms - 20 * MINUTE_MS, now_ms - MINUTE_MS, orders)
        self._env.advance(now_ms)

    def _place_all(
        self, fates: list[Fate], from_ms: int, to_ms: int, orders: int, wave_every: int = 0
    ) -> None:
        for at, fate in enumerate(fates):
            self._env.advance(from_ms + (to_ms - from_ms) * at // max(1, len(fates) - 1))
            self._place(fate)
            if wave_every and at % wave_every == wave_every - 1:
                self._work(bill=True)
            if self._placed % REPORT_EVERY == 0:
                self._say(f"{self._placed:,} of {orders:,} orders")

    def _work(self, bill: bool) -> None:
        """What the ERP's jobs would have done by now."""
        if self._erp is not None:
            self._erp.shipping.wave()
            if bill:
                self._erp.invoicing.run()

    def _place(self, fate: Fate) -> None:
        self._placed += 1
        buyer = self._buyers[int(self._rng.random() * len(self._buyers))]
        basket = self._basket()
        reference = f"{self._placed:09d}"
        if self._shop is not None:
            order = self._shop.checkout(_cart(self._shop, buyer, basket, fate))
            reference = order.increment_id
            carry_out_in_shop(self._shop, order, fate)
        if self._erp is not None:
            saved = self._erp.orders.create(self._draft(reference, buyer, basket, fate), "past")
            carry_out_in_erp(self._erp, saved, fate)

    def _basket(self) -> Basket:
        random, skus = self._rng.random, self._skus
        wanted = {
            skus[int(random() * len(skus))]: 1 + int(random() * 2) for _ in range(1 + int(random() * 3))
        }
        return list(wanted.items())

    def _draft(self, reference: str, buyer: Buyer, basket: Basket, fate: Fate) -> Draft:
        prices = self._prices
        return Draft(
            buyer.erp_number,
            "EUR",
            self._env.now_ms(),
            [DraftLine(sku, quantity, prices[sku]) for sku, quantity in basket],
            reference,
            "past",
            shipping_cents=SHIPPING_CENTS,
            shipping_method="Flat Rate - Fixed",
            payment_method="purchaseorder" if fate.on_account else "card",
            payment_cents=sum(prices[sku] * quantity for sku, quantity in basket) + SHIPPING_CENTS,
            prepaid=not fate.on_account,
            ship_to={"name": buyer.name, **buyer.place},
            bill_to={"name": buyer.name, **buyer.place},
            custom={"sales_channel": "web"},
            release=fate.erp not in ("draft", "pending_approval"),
        )


def _cart(shop: Shop, buyer: Buyer, basket: Basket, fate: Fate) -> Cart:
    face = buyer.face
    return Cart(
        next(iter(shop.stores)),
        buyer.email,
        face.firstname,
        face.lastname,
        buyer.shop_id,
        basket,
        ship_to=face.address,
        bill_to=face.address,
        method="purchaseorder" if fate.on_account else "banktransfer" if fate.shop == "pending" else "card",
    )
