"""Unusual but valid orders: product types, gift cards, awkward data, texts of many kinds, late commits.

All of it is addressed by the visit or the article: switching one on changes no other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fake_magento.model.address import Address
from fake_magento.model.cart import Cart
from fake_magento.model.composites import (
    Bundle,
    BundleOption,
    Choice,
    Composite,
    Configurable,
    Grouped,
    Selection,
    VariantOption,
)
from fake_magento.quantities import DECIMAL
from fake_magento.shop import Shop
from golive.scenario import Scenario
from golive.sim.seeding import address
from golive.workloads.custom_options import CustomOptions
from golive.workloads.customers.personal import personal_data
from golive.workloads.texts.dressing import Dressing

SIZES = ("S", "M", "L", "XL", "XXL")
SIZE_ATTRIBUTE = 93
BUNDLED = 2
"""Articles in a bundle: one of the first, two of the second."""
GIFT_CENTS = (500, 2_500)
EXACT = 0.25
"""Share of decimal quantities that are as scales show them, such as 1.237; the others are quarters of a unit."""
COMMITS_WITHIN_MS = (500, 12_000)
MANY_ROWS = 100
LONG_STREET = (
    "Wirtschaftshof Obergrunstedter Chaussee 117 bis 119, Gewerbepark am alten Gueterbahnhof",
    "Hinterhaus, 3. Aufgang links, 4. Obergeschoss",
    "Klingelschild Feuerstein-Brandenburger & Partner",
    "bei Familie Aldenhoven-Rautenstrauch",
)
FOUR_BYTES = ("\U0001f98a Renard", "\U0001d4d0\U0001d4f7\U0001d4f7\U0001d4ea \u6e21\u8fba")

Wanted = Sequence[tuple[str, int] | Choice]


def variety(scenario: Scenario, seed: int, shop: Shop) -> Variety | None:
    """The variety of a scenario; None where it has none."""
    traffic, kinds = scenario.traffic, scenario.shop.catalog.kinds
    baskets, life = traffic.baskets, traffic.life
    vouchers = baskets.gift_cards or baskets.store_credit
    odd = baskets.awkward or baskets.custom_options or traffic.variety.share
    odd = (
        odd
        or scenario.shop.catalog.decimal_quantities
        or scenario.shop.catalog.packs
        or traffic.customers.personal
    )
    if not (kinds.composite or vouchers or odd or life.late_committed or life.broken_off):
        return None
    return Variety(scenario, seed, shop)


class Variety:
    """Dresses up plain carts. Makes the composite products of the catalogue as it is made."""

    def __init__(self, scenario: Scenario, seed: int, shop: Shop) -> None:
        self._seed = seed
        self._baskets = scenario.traffic.baskets
        self._late = scenario.traffic.life.late_committed
        self._broken_off = scenario.traffic.life.broken_off
        self._personal = scenario.traffic.customers.personal
        self._shop = shop
        self._sold_as: dict[str, tuple[str, str]] = {}
        self._choices = scenario.shop.catalog.bundle_choices
        self._by_weight = {product.sku for product in shop.catalog if product.scale == DECIMAL}
        self._packs = {
            product.sku: product.scale for product in shop.catalog if product.scale not in (1, DECIMAL)
        }
        self._make(scenario)
        texts = scenario.traffic.variety
        self._texts = Dressing(seed, texts) if texts.share else None
        self._options: CustomOptions | None = None
        if self._baskets.custom_options:
            suffixes = scenario.shop.catalog.option_skus == "on"
            self._options = CustomOptions(shop, seed, self._baskets.custom_options, suffixes, self._sold_as)

    def _make(self, scenario: Scenario) -> None:
        """Sort the articles into kinds, then put a parent above each handful of a kind."""
        kinds = scenario.shop.catalog.kinds
        members: dict[str, list[str]] = {"configurable": [], "bundle": [], "grouped": []}
        for product in list(self._shop.catalog):
            if product.scale != 1:
                continue
            drawn = address(self._seed, "kind", product.sku)
            if drawn < kinds.configurable:
                members["configurable"].append(product.sku)
            elif drawn < kinds.configurable + kinds.bundle:
                members["bundle"].append(product.sku)
            elif drawn < kinds.composite:
                members["grouped"].append(product.sku)
        for kind, skus in members.items():
            size = BUNDLED * self._choices if kind == "bundle" else len(SIZES)
            for first in range(0, len(skus), size):
                self._put_parent(kind, skus[first : first + size])

    def _put_parent(self, kind: str, skus: list[str]) -> None:
        catalog = self._shop.catalog
        first = catalog.get(skus[0])
        made_of: Composite = Grouped(dict.fromkeys(skus, 1))
        if kind == "bundle":
            made_of = Bundle(self._bundle_options(skus), separately=True)
        elif kind == "configurable":
            values = dict(enumerate(SIZES[: len(skus)], 1))
            option = VariantOption(SIZE_ATTRIBUTE, "size", "Size", values)
            made_of = Configurable((option,), {sku: (place,) for place, sku in enumerate(skus, 1)})
        parent = catalog.add(
            f"{kind.upper()}-{first.sku}", first.name, 0, first.tax_hundredths / 100, made_of=made_of
        )
        for sku in skus:
            self._sold_as[sku] = (kind, parent.sku)

    @staticmethod
    def _bundle_options(skus: list[str]) -> tuple[BundleOption, ...]:
        """One unit of the first option, two of the second; each offers several articles where that is set."""
        half = -(-len(skus) // BUNDLED)
        parts = [part for part in (skus[:half], skus[half:]) if part]
        numbers = iter(range(1, len(skus) + 1))
        return tuple(
            BundleOption(place, f"Part {place}", tuple(Selection(next(numbers), sku, place) for sku in part))
            for place, part in enumerate(parts, 1)
        )

    def dress(self, cart: Cart, visit: int) -> list[str]:
        """Change a plain cart into what this visit makes of it; gives the kinds of odd orders it is one of."""
        kinds = self._count(cart, visit) if self._by_weight or self._packs else []
        if address(self._seed, "awkward", visit) < self._baskets.awkward:
            kinds.append(self._make_awkward(cart, visit))
        elif self._texts is not None and (kind := self._texts.dress(cart, visit)):
            kinds += ["variety", kind]
        if self._sold_as:
            cart.lines = [self._as_sold(*line) if type(line) is tuple else line for line in cart.lines]
        if self._options is not None:
            cart.lines = self._options.choose_all(cart.lines, visit)
            kinds += ["custom options"] * any(isinstance(line, Choice) and line.custom for line in cart.lines)
        self._pay_in_part(cart, visit)
        if address(self._seed, "late commit", visit) < self._late:
            low, high = COMMITS_WITHIN_MS
            cart.commit_after_ms = low + int(address(self._seed, "commit", visit) * (high - low))
        if self._personal:
            cart.personal = personal_data(self._seed, self._personal, visit)
            kinds += ["personal data"] * (cart.personal is not None)
        cart.breaks_off = address(self._seed, "broken off", visit) < self._broken_off
        return kinds

    def _pay_in_part(self, cart: Cart, visit: int) -> None:
        """Put a gift card or store credit into a share of the carts."""
        if address(self._seed, "gift", visit) < self._baskets.gift_cards:
            low, high = GIFT_CENTS
            amount = low + int(address(self._seed, "gift amount", visit) * (high - low))
            cart.gift_cards = ((f"GIFT-{visit:06d}", amount),)
        if cart.customer_id and address(self._seed, "credit", visit) < self._baskets.store_credit:
            low, high = GIFT_CENTS
            cart.store_credit_cents = low + int(address(self._seed, "credit amount", visit) * (high - low))

    def _count(self, cart: Cart, visit: int) -> list[str]:
        """Write the lines as the shop counts them: by weight in thousandths, packs in pieces; the kinds there are."""
        plain = [line for line in cart.lines if type(line) is tuple]
        cart.lines = [
            self._weighed(line[0], line[1] * self._packs.get(line[0], 1), visit)
            if type(line) is tuple
            else line
            for line in cart.lines
        ]
        found = {
            "decimal quantities": any(sku in self._by_weight for sku, _ in plain),
            "packs": any(sku in self._packs for sku, _ in plain),
        }
        return [kind for kind, is_there in found.items() if is_there]

    def _weighed(self, sku: str, units: int, visit: int) -> tuple[str, int]:
        """A line, of decimal quantities up to a unit less than were drawn, in quarters or thousandths."""
        if sku not in self._by_weight:
            return sku, units
        drawn = address(self._seed, "weight", visit, sku)
        less = int(4 * drawn) * DECIMAL // 4
        if address(self._seed, "scales", visit, sku) < EXACT:
            less = int(drawn * DECIMAL)
        return sku, units * DECIMAL - less

    def _as_sold(self, sku: str, quantity: int) -> tuple[str, int] | Choice:
        sold_as = self._sold_as.get(sku)
        if sold_as is None:
            return sku, quantity
        kind, parent = sold_as
        if kind == "configurable":
            return Choice(parent, quantity, sku)
        if kind == "bundle":
            return Choice(parent, quantity, None, self._selected(parent, sku))
        return Choice(parent, 1, None, ((sku, quantity),))

    def _selected(self, parent: str, wanted: str) -> tuple[tuple[str, int], ...]:
        """Of each option the wanted article, else one by the place of the wanted one; none where there is no choice."""
        bundle = self._shop.catalog.get(parent).made_of
        if self._choices == 1 or not isinstance(bundle, Bundle):
            return ()
        place = next(
            place
            for option in bundle.options
            for place, each in enumerate(option.selections)
            if each.sku == wanted
        )
        chosen = [
            next((each for each in option.selections if each.sku == wanted), None)
            or option.selections[(place + 1) % len(option.selections)]
            for option in bundle.options
        ]
        return tuple((each.sku, each.quantity) for each in chosen)

    def _make_awkward(self, cart: Cart, visit: int) -> str:
        kinds = ("long street", "four-byte letters", "an article twice", "many rows", "nothing to pay")
        kind = kinds[int(address(self._seed, "awkward kind", visit) * len(kinds))]
        home = cart.bill_to or cart.ship_to
        if kind == "long street":
            cart.ship_to = cart.bill_to = replace(home, street=LONG_STREET)
        elif kind == "four-byte letters":
            first, last = FOUR_BYTES
            cart.firstname, cart.lastname = first, last
            cart.ship_to = cart.bill_to = _named(home, first, last)
        elif kind == "an article twice":
            cart.lines = [*cart.lines, *cart.lines[:1]]
        elif kind == "many rows":
            cart.lines = self._many(cart.lines)
        elif cart.method == "card":
            cart.coupon_percent, cart.coupon_code, cart.coupon_on_shipping = 100, "ON-US", True
        return kind

    def _many(self, lines: Wanted) -> Wanted:
        """The same few articles again and again, one unit a row, as resellers' import sheets have them."""
        skus = [line[0] for line in lines if type(line) is tuple]
        one = {sku: DECIMAL if sku in self._by_weight else self._packs.get(sku, 1) for sku in skus}
        wanted = [skus[place % len(skus)] for place in range(MANY_ROWS)] if skus else []
        return [(sku, one[sku]) for sku in wanted] or lines


def _named(at: Address, first: str, last: str) -> Address:
    return replace(at, firstname=first, lastname=last)
