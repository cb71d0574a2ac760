"""Orders that are there when a sandbox opens: a month of them, in every state, the same in both systems.

They come about as all orders do, through the domain of each system, while its clock is wound from the past
to the present. Where only the ERP is served there is a shop all the same, from which its orders came. Only the
rules of the ERP are not in force meanwhile: old orders owe them nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from fake_erp.erp import Erp
from fake_erp.model import Order as ErpOrder
from fake_magento.config import Coupon
from fake_magento.model.cart import Cart
from fake_magento.model.composites import Choice
from fake_magento.model.order import Order
from fake_magento.quantities import DECIMAL
from fake_magento.shop import Shop
from golive.keys.value_kinds import DAY_MS, HOUR_MS, MINUTE_MS
from golive.serve.assortment import BASKETS
from golive.serve.buyers import BUSINESS_EVERY, Buyer, accounts
from golive.serve.drafts import draft_of
from golive.serve.order_outcomes import Fate, carry_out_in_erp, carry_out_in_shop, dealt
from golive.sim import Environment

PAST_MS = 30 * DAY_MS
REPORT_EVERY = 10_000
WAVES = 30
"""Picking waves and posting runs over the old orders: one for each day of the month."""

WAVE_EVERY = 500
"""Old orders between two of them at most, however many orders there are."""

FEWEST_BUYERS = 2 * BUSINESS_EVERY
MOST_UNITS = 6
"""Of plain articles in one order: three, two units of each."""

SECOND_STORE_EVERY = 7
"""Every so manyth order is placed in the second store view, where there is one."""


class Past:
    """Makes the past of a sandbox from a shop that is stocked up; `erp` may be absent. `skus` are plain articles."""

    def __init__(
        self,
        env: Environment,
        rng: Random,
        shop: Shop,
        erp: Erp | None,
        skus: list[str],
        report: Callable[[str], None],
    ) -> None:
        self._env = env
        self._rng = rng
        self._shop = shop
        self._erp = erp
        self._skus = skus
        self._report = report
        self._coupons = {coupon.code: coupon for coupon in shop.config.coupons}
        self._buyers: list[Buyer] = []
        self._placed = 0
        self._dealt: dict[str, int] = {}
        self._owed: list[tuple[Order, ErpOrder]] = []

    def make(self, orders: int, now_ms: int) -> None:
        """Place `orders` orders between a month ago and `now_ms`, which is the clock's present at the end."""
        self._buyers = accounts(
            self._rng, max(FEWEST_BUYERS, min(orders // 20, 2_000)), self._shop, self._erp
        )
        config = None if self._erp is None else self._erp.config
        lead_ms = 0 if config is None else config.lead_ms + config.lead_spread_ms
        fates = dealt(orders)
        lately_ms = now_ms - lead_ms - 2 * HOUR_MS
        wave_every = max(1, min(len(fates["old"]) // WAVES, WAVE_EVERY))
        self._place_all(fates["old"], now_ms - PAST_MS, lately_ms - lead_ms - HOUR_MS, orders, wave_every)
        self._env.advance(lately_ms)
        self._work(bill=True)
        self._pay_back()
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
                self._report(f"{self._placed:,} of {orders:,} orders")

    def _work(self, bill: bool) -> None:
        """What the ERP's jobs would have done by now."""
        if self._erp is not None:
            self._erp.shipping.wave()
            if bill:
                self._erp.invoicing.run()

    def _pay_back(self) -> None:
        """What the shop gave back for goods that had left is credited in the ERP too."""
        erp = self._erp
        for sold, saved in self._owed:
            assert erp is not None
            for invoice in erp.receivables.of(saved)[:1]:
                erp.credit_notes.grant(invoice, sold.given_back_cents, "refunded in the shop")

    def _place(self, fate: Fate) -> None:
        self._placed += 1
        buyer = self._buyer(fate)
        order = self._shop.checkout(self._cart(buyer, fate))
        carry_out_in_shop(self._shop, order, fate)
        if self._erp is not None:
            saved = self._erp.orders.create(draft_of(order, buyer, fate), "past")
            carry_out_in_erp(self._erp, saved, fate)
            if order.refunded_total is not None and fate.erp == "closed":
                self._owed.append((order, saved))

    def _buyer(self, fate: Fate) -> Buyer:
        """A customer for the order; orders on account belong to businesses."""
        drawn = int(self._rng.random() * len(self._buyers))
        if fate.on_account:
            drawn += BUSINESS_EVERY - 1 - drawn % BUSINESS_EVERY
        return self._buyers[min(drawn, len(self._buyers) // BUSINESS_EVERY * BUSINESS_EVERY - 1)]

    def _lines(self, fate: Fate) -> list[tuple[str, int] | Choice]:
        found: list[tuple[str, int] | Choice] = []
        for kind in fate.basket:
            if kind == "simple":
                found += self._plain()
            else:
                turn = self._dealt[kind] = self._dealt.get(kind, -1) + 1
                found.append(BASKETS[kind][turn % len(BASKETS[kind])])
        return found

    def _plain(self) -> list[tuple[str, int] | Choice]:
        random, skus = self._rng.random, self._skus
        wanted = {
            skus[int(random() * len(skus))]: 1 + int(random() * 2) for _ in range(1 + int(random() * 3))
        }
        return [(sku, self._weighed(sku, units)) for sku, units in wanted.items()]

    def _weighed(self, sku: str, units: int) -> int:
        """The units as they are counted; a quarter less of articles with decimal quantities."""
        scale = self._shop.catalog.scale_of(sku)
        return units * scale - (scale // 4 if scale == DECIMAL else 0)

    def _cart(self, buyer: Buyer, fate: Fate) -> Cart:
        face, stores = buyer.face, list(self._shop.stores)
        address = face.address if fate.guest else buyer.address
        cart = Cart(
            stores[-1 if self._placed % SECOND_STORE_EVERY == 0 else 0],
            buyer.email,
            face.firstname,
            face.lastname,
            None if fate.guest else buyer.shop_id,
            self._lines(fate),
            ship_to=address,
            bill_to=address,
            method=fate.method,
            under_review=fate.way.startswith("review"),
        )
        if fate.coupon:
            _redeem(cart, self._coupons[fate.coupon])
        return cart


def _redeem(cart: Cart, coupon: Coupon) -> None:
    cart.coupon_code, cart.coupon_percent = coupon.code, coupon.percent
    cart.coupon_cents, cart.coupon_on_shipping = coupon.cents, coupon.on_shipping
