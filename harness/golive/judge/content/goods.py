"""The goods of two documents, added up per article.

Rows do not matter: one line split in two, or two merged into one, are the same goods. Amounts are compared after
discount, so that a discount inside the price equals one beside it. A bundle may be booked as its parts or as itself,
and shipping as a header amount or as a line of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from golive.judge.content.difference import LINES, Difference
from golive.judge.history import ErpOrder, Story
from golive.judge.history.documents import Bundle, Lines
from golive.judge.history.records.decimals import named, priced

Article = Callable[[str], str]
"""The name of an article under which its SKUs in both systems are one."""


@dataclass(slots=True)
class Goods:
    """Units per article, and cents per article after discount (`cents`) and before (`listed`).

    `discount` are cents of all lines. An article is not in `cents` where the document has no price for it.
    """

    units: dict[str, int] = field(default_factory=dict)
    cents: dict[str, int] = field(default_factory=dict)
    listed: dict[str, int] = field(default_factory=dict)
    discount: int = 0
    decimals: frozenset[str] = frozenset()
    """Articles whose units are thousandths."""

    @classmethod
    def of(cls, lines: Lines, article: Article, decimals: frozenset[str] = frozenset()) -> Goods:
        """Add up the rows of a document; `decimals` are the articles with decimal quantities."""
        goods = cls(decimals=decimals)
        row: tuple[str, int, Any, int]
        for row in lines:
            sku, units, price, discount = article(row[0]), *row[1:]
            goods.units[sku] = goods.units.get(sku, 0) + units
            if price is not None:
                worth = units * price if sku not in decimals else priced(price, units, is_decimal=True)
                goods.cents[sku] = goods.cents.get(sku, 0) + worth - discount
                goods.listed[sku] = goods.listed.get(sku, 0) + worth
                goods.discount += discount
        return goods

    def take(self, sku: str, units: int, cents: int) -> None:
        """Remove units and their cents after discount."""
        self.units[sku] = self.units.get(sku, 0) - units
        if not self.units[sku]:
            del self.units[sku]
        left = self.cents.pop(sku, cents) - cents
        self.listed.pop(sku, None)
        if sku in self.units or left:
            self.cents[sku] = left

    def put(self, sku: str, units: int, cents: int) -> None:
        """Add units with their cents."""
        self.units[sku] = self.units.get(sku, 0) + units
        self.cents[sku] = self.cents.get(sku, 0) + cents


@dataclass(frozen=True, slots=True)
class Compared:
    """The goods of both documents in the same form. `shipping_cents` is the ERP's, with a line that stands for it."""

    shop: Goods
    erp: Goods
    shipping_cents: int

    @property
    def same_units(self) -> bool:
        """Whether the units of all articles agree."""
        return self.shop.units == self.erp.units

    def unit_differences(self) -> list[Difference]:
        """Return missing and unexpected units per article."""
        ours, theirs = self.shop.units, self.erp.units
        skus = sorted({*ours, *theirs})
        more = {sku: theirs.get(sku, 0) - ours.get(sku, 0) for sku in skus}
        decimals = self.shop.decimals
        missing = [f"missing {named(-units, sku, decimals)}" for sku, units in more.items() if units < 0]
        return [
            Difference(LINES, "lines", text)
            for text in [
                *missing,
                *(f"unexpected {named(units, sku, decimals)}" for sku, units in more.items() if units > 0),
            ]
        ]

    def price_differences(self) -> list[Difference]:
        """Return articles of the same units at other amounts after discount."""
        found = []
        for sku, cents in sorted(self.shop.cents.items()):
            theirs = self.erp.cents.get(sku)
            if theirs is not None and theirs != cents and self.erp.units.get(sku) == self.shop.units.get(sku):
                goods = named(self.shop.units.get(sku, 1), sku, self.shop.decimals)
                what = f"{goods} for {theirs / 100:.2f} instead of {cents / 100:.2f}"
                found.append(Difference(LINES, "prices", what))
        return found


def compared(story: Story, doc: ErpOrder, article: Article, same_basis: bool) -> Compared:
    """Add up both documents, in the form in which the ERP has them."""
    decimals = frozenset(map(article, story.decimals))
    shop, erp = Goods.of(story.lines, article, decimals), Goods.of(doc.lines, article, decimals)
    for bundle in story.bundles:
        _fold(bundle, shop, erp, article)
    shipping = doc.money.shipping
    missing = story.money.shipping - shipping
    extra = [sku for sku in erp.units if sku not in shop.units]
    if missing and len(extra) == 1 and (erp.cents[extra[0]] == missing if same_basis else not shipping):
        shipping += erp.cents[extra[0]]
        erp.take(extra[0], erp.units[extra[0]], erp.cents[extra[0]])
    return Compared(shop, erp, shipping)


def _fold(bundle: Bundle, shop: Goods, erp: Goods, article: Article) -> None:
    """Bring the shop's bundle into the form of the ERP: itself, or its parts with a sum of their own."""
    parts = [(article(sku), units, cents) for sku, units, cents in bundle.parts]
    if bundle.sku in erp.units:
        for sku, units, cents in parts:
            shop.take(sku, units, cents)
        shop.put(bundle.sku, bundle.units, bundle.cents)
    elif any(sku not in shop.cents for sku, *_ in parts):
        name = f"the parts of {bundle.sku}"
        shop.cents[name] = shop.cents.get(name, 0) + bundle.cents
        for sku in dict.fromkeys(sku for sku, *_ in parts):
            shop.cents[name] += shop.cents.pop(sku, 0)
            erp.cents[name] = erp.cents.get(name, 0) + erp.cents.pop(sku, 0)
        shop.units.setdefault(name, 1)
        erp.units.setdefault(name, 1)
