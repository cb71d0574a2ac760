"""The amounts of two documents: to the cent where they are sent, within rounding where the ERP reckons.

The ERP reckons tax by itself, per line or per document, and may round a total to coins. Where all that it was sent
agrees, the difference that this leaves is its own.
"""

from __future__ import annotations

from typing import NamedTuple

from golive.judge.content.difference import MONEY, Difference
from golive.judge.content.goods import Article, Compared, compared
from golive.judge.history import ErpOrder, Story
from golive.judge.history.documents import Money, total


class Amounts(NamedTuple):
    """The differences of goods and money, the worst first; `rounding` is what the ERP itself rounded, in words."""

    found: list[Difference]
    rounding: str


NO_DIFFERENCE = Amounts([], "")


def amounts(story: Story, doc: ErpOrder, article: Article) -> Amounts:
    """Compare goods and money of a shop order and its ERP order."""
    if story.lines == doc.lines and story.money == doc.money:
        return NO_DIFFERENCE
    same_basis = _is_net(story) == _is_net(doc) or not (story.money.tax or doc.money.tax)
    goods = compared(story, doc, article, same_basis)
    if _follows_refunds(story, doc, goods, article):
        return NO_DIFFERENCE
    if not goods.same_units:
        return Amounts([*goods.unit_differences(), *_money(story, doc, goods, same_basis)[0]], "")
    money, rounding = _money(story, doc, goods, same_basis)
    prices = _prices(story, doc, goods) if same_basis else []
    return Amounts([*money, *prices], rounding)


def _prices(story: Story, doc: ErpOrder, goods: Compared) -> list[Difference]:
    """Differences per article; the same discount may stand in the header or on any of the lines."""
    if goods.shop.listed == goods.erp.listed and _same_worth(story, doc, goods):
        return []
    return goods.price_differences()


def _header_discount(document: Story | ErpOrder, of_lines: int) -> int:
    priced = all(price is not None for _, _, price, _ in document.lines)
    return document.money.discount - of_lines if priced else 0


def _money(story: Story, doc: ErpOrder, goods: Compared, same_basis: bool) -> tuple[list[Difference], str]:
    ours, theirs = story.money, doc.money
    found = []
    if ours.currency != theirs.currency:
        found.append(Difference(MONEY, "currency", f"currency {theirs.currency} instead of {ours.currency}"))
    more, more_tax = theirs.total - theirs.rounding - ours.total, theirs.tax - ours.tax
    bound = _rounding_bound(story, doc, same_basis)
    is_sent_right = same_basis and _sent_right(story, doc, goods)
    if story.reduced is not None and is_sent_right and max(abs(more), abs(more_tax)) <= bound:
        more = more_tax = 0  # the shop's amounts are shares of its rows, each rounded by itself
    is_own = abs(more_tax) <= bound and (not more or (is_sent_right and more == more_tax and _is_net(doc)))
    notes = []
    if more and not is_own:
        found.append(_difference("total", theirs.total - theirs.rounding, ours.total))
    elif more:
        notes.append(f"total {theirs.total / 100:.2f}, not {ours.total / 100:.2f}")
    if more_tax and not is_own:
        found.append(_difference("tax", theirs.tax, ours.tax))
    elif more_tax:
        notes.append(f"tax {theirs.tax / 100:.2f}, not {ours.tax / 100:.2f}")
    if theirs.rounding:
        notes.append(f"total rounded to coins by {theirs.rounding / 100:+.2f}")
    if same_basis:
        found += _sent_otherwise(story, doc, goods)
    elif more:
        basis = (
            "without tax, the shop has them with it"
            if _is_net(doc)
            else "with tax, the shop has them without"
        )
        found.append(Difference(MONEY, "prices", f"prices {basis}"))
    return found, ", ".join(notes)


def _sent_otherwise(story: Story, doc: ErpOrder, goods: Compared) -> list[Difference]:
    """Differences in discount and shipping, which the candidate sends."""
    ours, theirs = story.money, doc.money
    found = []
    is_lost = goods.same_units and goods.shop.listed == goods.erp.listed
    if ours.discount != theirs.discount and is_lost and not _same_worth(story, doc, goods):
        found.append(_difference("discount", theirs.discount, ours.discount))
    if ours.shipping != goods.shipping_cents:
        found.append(_difference("shipping", goods.shipping_cents, ours.shipping))
    return found


def _sent_right(story: Story, doc: ErpOrder, goods: Compared) -> bool:
    return (
        goods.same_units
        and story.money.shipping == goods.shipping_cents
        and _same_worth(story, doc, goods)
        and not _prices(story, doc, goods)
    )


def _same_worth(story: Story, doc: ErpOrder, goods: Compared) -> bool:
    """Whether all goods together come to the same amount after every discount."""
    ours = sum(goods.shop.cents.values()) - _header_discount(story, goods.shop.discount)
    return ours == sum(goods.erp.cents.values()) - _header_discount(doc, goods.erp.discount)


def _rounding_bound(story: Story, doc: ErpOrder, same_basis: bool) -> int:
    """The largest difference in cents that rounding tax by line or by document can make: half a cent a rounding.

    Net prices for gross ones are rounded once more, per unit.
    """
    roundings = len(story.lines) + len(doc.lines) + 2
    return (roundings + (0 if same_basis else sum(row[1] for row in doc.lines))) // 2


def _difference(name: str, theirs: int, ours: int) -> Difference:
    return Difference(MONEY, name, f"{name} {theirs / 100:.2f} instead of {ours / 100:.2f}")


def _is_net(document: Story | ErpOrder) -> bool:
    """Whether the prices of a document are without tax: as it says, or else as its amounts add up."""
    if document.terms is not None:
        return document.terms.net
    money: Money = document.money
    return bool(money.tax) and _before_tax(money) + money.tax == money.total


def _before_tax(money: Money) -> int:
    return money.subtotal - money.discount + money.shipping + money.rounding


def _follows_refunds(story: Story, doc: ErpOrder, goods: Compared, article: Article) -> bool:
    """Whether the ERP order was reduced to the units that were not refunded, at the agreed prices."""
    if not story.credited_cents or story.money.currency != doc.money.currency:
        return False
    left = [(article(sku), units) for sku, units in (*story.open.items(), *doc.delivered.items())]
    if goods.erp.units != total(left):
        return False
    ours, theirs = goods.shop, goods.erp
    return all(
        sku in ours.cents
        and abs(theirs.cents[sku] * ours.units[sku] - ours.cents[sku] * units) <= ours.units[sku]
        for sku, units in theirs.units.items()
    )
