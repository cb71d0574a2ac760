r"""The price of a cart beyond plain products: composites, price lists, two currencies, fixed discounts, vouchers.

In a store with a foreign currency every row is priced twice, from base prices and from converted ones, and each column
is rounded by itself. Both add up to the cent; neither is the other times the rate. Source: Magento source,
Magento\Quote\Model\Quote\Address\Total and Magento\SalesRule\Model\Validator.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fake_magento.carts import totals
from fake_magento.carts.cart_rows import CartRow, priced_rows
from fake_magento.carts.price_rules import give_rules, selected_rules
from fake_magento.config import StoreConfig
from fake_magento.model.amounts import Amounts
from fake_magento.model.cart import Cart
from fake_magento.model.order import BaseCurrencyTotals, OrderExtras
from fake_magento.model.order_line import OrderLine, RowComposition, RowMoney
from fake_magento.money import converted
from fake_magento.promotions.cart_rule import Acting
from fake_magento.promotions.discounting import PricedRows, Selected, taken

UNIT = 1_000_000
Shipping = tuple[int, int, int, int]


@dataclass(slots=True)
class Quote:
    """The rows and sums of a priced cart."""

    lines: list[OrderLine]
    ordered: Amounts
    subtotal_incl_cents: int
    books: BaseCurrencyTotals | None
    extras: OrderExtras | None
    rule_ids: tuple[int, ...]
    percent_off: float


@dataclass(slots=True)
class _Columns:
    """The money of a cart in one currency: per row with a price, and shipping."""

    rows: list[RowMoney]
    shipping: Shipping
    earlier: list[int]
    """Of each row, what all discounts but the last took off."""


def quote(
    cart: Cart, store: StoreConfig, rows: list[CartRow], item_id: int, rules: tuple[Acting, ...]
) -> Quote:
    """Price the rows of a cart. Item ids count up from `item_id`; each rule acts on what those before it leave."""
    selected = selected_rules(cart, store, rows, rules)
    own_rate = store.rate_millionths if store.is_foreign else UNIT
    own = _columns(selected, store, rows, own_rate)
    base = _columns(selected, store, rows, UNIT) if store.is_foreign else None
    own_money = iter(own.rows)
    base_money = iter(base.rows) if base else None
    rate = store.rate_millionths if store.is_foreign else UNIT
    lines = []
    for row in rows:
        lines.append(_line(row, item_id, own_money, base_money, rate))
        item_id += 1 + len(row.parts)
    gifts, credit, gift, base_gift = _vouchers(
        cart, own.shipping, base.shipping if base else None, lines, rate
    )
    ordered = totals.total(lines, *own.shipping, gift)
    books = None
    if base is not None:
        in_base = [line.in_base() for line in lines]
        books = BaseCurrencyTotals(totals.total(in_base, *base.shipping, base_gift), _incl(in_base))
    extras = None
    earlier = _of_bundles(rows, lines, own, base or own) if len(selected) > 1 else ()
    if (
        gifts
        or any(credit)
        or cart.coupon_cents
        or cart.coupon_on_shipping
        or cart.quote_id is not None
        or earlier
    ):
        extras = OrderExtras(
            gifts, credit, cart.coupon_cents, cart.coupon_on_shipping, cart.quote_id, earlier
        )
    rule_ids, percent_off = give_rules(rows, lines, selected)
    return Quote(lines, ordered, _incl(lines), books, extras, rule_ids, percent_off)


def _of_bundles(
    rows: list[CartRow], lines: list[OrderLine], own: _Columns, base: _Columns
) -> tuple[tuple[int, int, int], ...]:
    """(item id, cents, cents in base currency) that the earlier discounts took off each bundle priced by its parts."""
    found, place = [], 0
    for row, line in zip(rows, lines, strict=True):
        upto = place + (len(row.parts) if row.by_parts else 1)
        if row.by_parts and any(own.earlier[place:upto]):
            found.append((line.item_id, sum(own.earlier[place:upto]), sum(base.earlier[place:upto])))
        place = upto
    return tuple(found)


def _incl(lines: list[OrderLine]) -> int:
    return sum(line.row_cents + line.tax_before_cents for line in lines)


def _columns(selected: list[Selected], store: StoreConfig, rows: list[CartRow], rate: int) -> _Columns:
    """Price rows and shipping in one currency, each with its share of the discounts."""
    inclusive = store.tax == "inclusive"
    priced = priced_rows(rows)
    units = [converted(row.unit, rate) for row in priced]
    is_shipped = any(row.kind != "virtual" for row in rows)
    postage = converted(store.shipping_cents, rate) if is_shipped else 0
    in_cart = PricedRows(
        units, [row.quantity for row in priced], postage, rate, [row.scale for row in priced]
    )
    off, off_postage = taken(selected, in_cart)
    earlier, _ = taken(selected[:-1], in_cart)
    money = [
        totals.row_amounts(unit, row.quantity, row.tax_hundredths, inclusive, discount, row.scale)
        for unit, row, discount in zip(units, priced, off, strict=True)
    ]
    return _Columns(money, totals.priced_shipping(store, postage, off_postage), earlier)


_NOTHING: RowMoney = (0, 0, 0, 0, 0, 0, 0, 0)


def _line(row: CartRow, item_id: int, own: Any, base: Any, rate: int) -> OrderLine:
    if row.by_parts:
        parts = [_bare(part, item_id + n, next(own), base, rate) for n, part in enumerate(row.parts, 1)]
        units = [part.per_parent for part in row.parts]
        line = _bare(row, item_id, _sum(parts, units), None, rate)
        if base is not None:
            line.base = _sum([part.in_base() for part in parts], units)
        line.regular_cents = None
    else:
        line = _bare(row, item_id, next(own), base, rate)
        parts = [
            _bare(part, item_id + n, _NOTHING, None, rate, 0 if base is None else 1)
            for n, part in enumerate(row.parts, 1)
        ]
    if row.kind != "simple" or row.options:
        line.made = RowComposition(
            row.kind,
            tuple(parts),
            by_parts=row.by_parts,
            separately=row.separately,
            options=row.options,
            choice=row.choice,
            stock_sku=row.sku if row.suffix else "",
        )
        for part, priced in zip(parts, row.parts, strict=True):
            part.made = RowComposition(priced.kind, parent=line, per_parent=priced.per_parent)
    return line


def _bare(row: CartRow, item_id: int, money: RowMoney, base: Any, rate: int, foreign: int = 0) -> OrderLine:
    line = OrderLine(
        item_id,
        row.product.product_id,
        row.sku + row.suffix,
        row.product.name,
        row.quantity,
        row.tax_hundredths if row.has_price or row.by_parts else 0,
        row.weight_grams,
        *money,
        scale=row.scale,
    )
    if base is not None:
        line.base = next(base)
    elif foreign:
        line.base = _NOTHING
    if row.regular != row.unit:
        line.regular_cents = (converted(row.regular, rate), row.regular)
    return line


def _sum(parts: list[OrderLine], units: list[int]) -> RowMoney:
    """The money of a bundle with a dynamic price: the sums of its parts; unit prices are for one bundle."""
    each = list(zip(parts, units, strict=True))
    return (
        sum(part.unit_cents * count for part, count in each),
        sum(part.price_cents * count for part, count in each),
        sum(part.price_incl_cents * count for part, count in each),
        sum(part.row_cents for part in parts),
        sum(part.tax_before_cents for part in parts),
        sum(part.tax_cents for part in parts),
        sum(part.discount_cents for part in parts),
        sum(part.compensation_cents for part in parts),
    )


def _vouchers(
    cart: Cart, own: Shipping, base: Shipping | None, lines: list[OrderLine], rate: int
) -> tuple[tuple[tuple[str, int, int], ...], tuple[int, int], int, int]:
    """(gift cards used, store credit used, sum of both, sum in base currency). Gift cards pay first."""
    if not cart.gift_cards and not cart.store_credit_cents:
        return (), (0, 0), 0, 0
    open_own = totals.total(lines, *own).total
    open_base = open_own if base is None else totals.total([line.in_base() for line in lines], *base).total
    owed_own, owed_base, used = open_own, open_base, []
    for code, cents in (*cart.gift_cards, ("", cart.store_credit_cents)):
        part_own, part_base = min(open_own, converted(cents, rate)), min(open_base, cents)
        if base is None:
            part_base = part_own
        open_own, open_base = open_own - part_own, open_base - part_base
        used.append((code, part_own, part_base))
    *cards, (_, credit, base_credit) = used
    return tuple(cards), (credit, base_credit), owed_own - open_own, owed_base - open_base
