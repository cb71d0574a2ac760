"""The price of a cart beyond plain products: choices, price lists, two currencies, discounts as an amount, vouchers.

Everything is priced twice in a foreign store, from base prices and from converted ones, each rounded by itself, as
Magento does; so both columns add up, and one is not the other times the rate.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from fake_magento.catalog.composites import Bundle, Choice, Configurable, Grouped, Made
from fake_magento.config import StoreConfig
from fake_magento.errors import BadCart
from fake_magento.model.records import Books, Cart, Extras, Product
from fake_magento.money import converted, percent_of, spread
from fake_magento.sales import totals
from fake_magento.sales.lines import Amounts, Line, Money

if TYPE_CHECKING:
    from fake_magento.shop import Shop

UNIT = 1_000_000
Shipping = tuple[int, int, int, int]


@dataclass(slots=True)
class Row:
    """A row before it has money. `unit` and `regular` are base cents; `carries` False: the money is elsewhere."""

    product: Product
    quantity: int
    unit: int
    regular: int
    kind: str = "simple"
    sku: str = ""
    weight_grams: int = 0
    tax_hundredths: int = 0
    parts: list[Row] = field(default_factory=list)
    per_parent: int = 1
    carries: bool = True
    by_parts: bool = False
    separately: bool = False
    option: Mapping[str, Any] | None = None
    choice: Choice | None = None


@dataclass(slots=True)
class Quote:
    lines: list[Line]
    ordered: Amounts
    subtotal_incl_cents: int
    books: Books | None
    extras: Extras | None


@dataclass(slots=True)
class _Columns:
    """One currency's money of a cart: per money row, and shipping."""

    rows: list[Money]
    shipping: Shipping


def row_count(rows: list[Row]) -> int:
    """Rows an order of these will have: parents and what is below them."""
    return sum(1 + len(row.parts) for row in rows)


def quote(cart: Cart, store: StoreConfig, rows: list[Row], item_id: int) -> Quote:
    """Price the rows of a cart; they are numbered from `item_id` on."""
    shipped = any(row.kind != "virtual" for row in rows)
    own = _columns(cart, store, rows, store.rate_millionths if store.is_foreign else UNIT, shipped)
    base = _columns(cart, store, rows, UNIT, shipped) if store.is_foreign else None
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
        books = Books(totals.total(in_base, *base.shipping, base_gift), _incl(in_base))
    extras = None
    if gifts or any(credit) or cart.coupon_cents or cart.coupon_on_shipping or cart.quote_id is not None:
        extras = Extras(gifts, credit, cart.coupon_cents, cart.coupon_on_shipping, cart.quote_id)
    return Quote(lines, ordered, _incl(lines), books, extras)


def _incl(lines: list[Line]) -> int:
    return sum(line.row_cents + line.tax_before_cents for line in lines)


def group_of(shop: Shop, customer_id: int | None) -> int:
    """The customer group that decides prices; guests are in 0, NOT LOGGED IN."""
    if customer_id is None:
        return 0
    customer = shop.customers.find(customer_id)
    return customer.group_id if customer else 1


# -- rows ------------------------------------------------------------------------------------------------


def rows_of(shop: Shop, cart_lines: Any, store: StoreConfig, group_id: int) -> list[Row]:
    """The rows that cart lines make. Raises BadCart for what no shopper could have chosen."""
    found: list[Row] = []
    for entry in cart_lines:
        choice = entry if isinstance(entry, Choice) else Choice(*entry)
        product = shop.catalog.find(choice.sku)
        if product is None or choice.quantity < 1:
            raise BadCart(
                f"cart: ({choice.sku!r}, {choice.quantity}); expected a SKU of the catalogue and a quantity of 1"
                " or more"
            )
        made_of = product.made_of
        if made_of is None:
            found.append(_simple(shop, product, choice.quantity, store, group_id))
        elif isinstance(made_of, Configurable):
            found.append(_configured(shop, product, made_of, choice, store, group_id))
        elif isinstance(made_of, Bundle):
            found.append(_bundled(shop, product, made_of, choice, store, group_id))
        else:
            found.extend(_grouped(shop, product, made_of, choice, store, group_id))
    return found


def goods_of(rows: list[Row]) -> dict[str, int]:
    """SKU to the units that rows take from stock."""
    wanted: dict[str, int] = {}
    for row in rows:
        for part in row.parts if row.kind == "bundle" else (row,):
            wanted[part.sku] = wanted.get(part.sku, 0) + part.quantity
    return wanted


def _simple(shop: Shop, product: Product, quantity: int, store: StoreConfig, group_id: int) -> Row:
    regular = final = product.price_cents
    if product.prices is not None:
        regular, final = product.prices.resolve(
            product.price_cents, store.store_id, quantity, group_id, shop.now()
        )
    return Row(
        product,
        quantity,
        final,
        regular,
        product.kind,
        product.sku,
        product.weight_grams,
        product.tax_hundredths,
    )


def _configured(
    shop: Shop, product: Product, made_of: Configurable, choice: Choice, store: StoreConfig, group_id: int
) -> Row:
    """The variant decides price and tax; its own row below carries nothing but its name."""
    values = made_of.variants.get(choice.child or "")
    child = shop.catalog.find(choice.child or "")
    if values is None or child is None:
        known = ", ".join(made_of.variants)
        raise BadCart(f"cart: {product.sku!r} has no variant {choice.child!r}; its variants are {known}")
    row = _simple(shop, child, choice.quantity, store, group_id)
    part = _simple(shop, child, choice.quantity, store, group_id)
    part.carries, part.unit, part.regular = False, 0, 0
    row.product, row.kind, row.parts, row.choice = product, "configurable", [part], choice
    row.option = {
        "configurable_item_options": [
            {"option_id": str(option.attribute_id), "option_value": value}
            for option, value in zip(made_of.options, values, strict=True)
        ]
    }
    return row


def _bundled(
    shop: Shop, product: Product, made_of: Bundle, choice: Choice, store: StoreConfig, group_id: int
) -> Row:
    chosen = made_of.chosen(choice.selections)
    if chosen is None:
        raise BadCart(f"cart: {choice.selections!r} is no choice of the bundle {product.sku!r}")
    row = _simple(shop, product, choice.quantity, store, group_id)
    row.kind, row.choice, row.by_parts, row.carries = "bundle", choice, not made_of.fixed, made_of.fixed
    row.separately = made_of.separately
    options: dict[int, dict[str, Any]] = {}
    weight = 0
    for option, selection, units in chosen:
        part = _simple(shop, shop.catalog.get(selection.sku), choice.quantity * units, store, group_id)
        part.per_parent = units
        if made_of.fixed:
            part.carries, part.unit, part.regular = False, 0, 0
        row.parts.append(part)
        weight += part.weight_grams * units
        shown = options.setdefault(
            option.option_id, {"option_id": option.option_id, "option_qty": units, "option_selections": []}
        )
        shown["option_selections"].append(selection.selection_id)
    row.weight_grams = weight
    row.option = {"bundle_options": list(options.values())}
    return row


def _grouped(
    shop: Shop, product: Product, made_of: Grouped, choice: Choice, store: StoreConfig, group_id: int
) -> list[Row]:
    """Every member has a row of its own and nothing stands above it."""
    rows = []
    for sku, units in dict(choice.selections or made_of.members.items()).items():
        if sku not in made_of.members:
            raise BadCart(f"cart: {sku!r} is no member of the group {product.sku!r}")
        if units > 0:
            row = _simple(shop, shop.catalog.get(sku), choice.quantity * units, store, group_id)
            row.kind = "grouped"
            rows.append(row)
    if not rows:
        raise BadCart(f"cart: nothing of the group {product.sku!r} was chosen")
    return rows


# -- money -----------------------------------------------------------------------------------------------


def _columns(cart: Cart, store: StoreConfig, rows: list[Row], rate: int, shipped: bool) -> _Columns:
    """One currency: every carrying row, and shipping, with their share of the discount."""
    inclusive = store.tax == "inclusive"
    carrying = [part for row in rows for part in (row.parts if row.by_parts else (row,))]
    units = [converted(row.unit, rate) for row in carrying]
    entered = [unit * row.quantity for unit, row in zip(units, carrying, strict=True)]
    postage = converted(store.shipping_cents, rate) if shipped else 0
    discounts, off_postage = _discounts(cart, entered, postage, rate)
    money = [
        totals.row_amounts(unit, row.quantity, row.tax_hundredths, inclusive, discount)
        for unit, row, discount in zip(units, carrying, discounts, strict=True)
    ]
    return _Columns(money, totals.priced_shipping(store, postage, off_postage))


def _discounts(cart: Cart, entered: list[int], postage: int, rate: int) -> tuple[list[int], int]:
    """The discount per row and on shipping."""
    open_to = postage if cart.coupon_on_shipping else 0
    if cart.coupon_cents:
        amount = min(converted(cart.coupon_cents, rate), sum(entered) + open_to)
        *rows, last = spread(amount, [*entered, open_to])
        return rows, last
    share = cart.coupon_percent * 100
    return [percent_of(cents, share) for cents in entered], percent_of(open_to, share)


_NOTHING: Money = (0, 0, 0, 0, 0, 0, 0, 0)


def _line(row: Row, item_id: int, own: Any, base: Any, rate: int) -> Line:
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
    if row.kind != "simple":
        line.made = Made(
            row.kind,
            tuple(parts),
            by_parts=row.by_parts,
            separately=row.separately,
            product_option=row.option,
            choice=row.choice,
        )
        for part, priced in zip(parts, row.parts, strict=True):
            part.made = Made(priced.kind, parent=line, per_parent=priced.per_parent)
    return line


def _bare(row: Row, item_id: int, money: Money, base: Any, rate: int, foreign: int = 0) -> Line:
    line = Line(
        item_id,
        row.product.product_id,
        row.sku,
        row.product.name,
        row.quantity,
        row.tax_hundredths if row.carries or row.by_parts else 0,
        row.weight_grams,
        *money,
    )
    if base is not None:
        line.base = next(base)
    elif foreign:
        line.base = _NOTHING
    if row.regular != row.unit:
        line.regular_cents = (converted(row.regular, rate), row.regular)
    return line


def _sum(parts: list[Line], units: list[int]) -> Money:
    """The money of a bundle that costs what its selections cost; unit prices are for one bundle."""
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
    cart: Cart, own: Shipping, base: Shipping | None, lines: list[Line], rate: int
) -> tuple[tuple[tuple[str, int, int], ...], tuple[int, int], int, int]:
    """(gift cards used, store credit used, what both pay, the same in base currency): cards pay first."""
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
