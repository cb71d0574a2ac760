r"""Checkout: a cart becomes an order.

Stock is reserved before the order is saved. Source: Adobe Commerce developer docs, "Inventory management"; Magento
source, Magento\InventorySales\Plugin\Sales\OrderManagement\AppendReservationsAfterOrderPlacementPlugin.
"""

from __future__ import annotations

from dataclasses import replace

from fake_magento.carts import cart_rows, quotes, totals
from fake_magento.carts.placed_fact import placed_fact
from fake_magento.carts.price_rules import text_of
from fake_magento.errors import BadCart, OutOfStock, PlaceFailed
from fake_magento.events.notices import PLACED
from fake_magento.inventory.sources import WEBSITE
from fake_magento.model.amounts import Amounts
from fake_magento.model.cart import Cart
from fake_magento.model.order import BaseCurrencyTotals, Order, OrderExtras
from fake_magento.model.order_line import OrderLine
from fake_magento.model.product import Product
from fake_magento.money import whole
from fake_magento.promotions.cart_rule import Acting
from fake_magento.sales import order_states
from fake_magento.sales.context import SalesContext
from fake_magento.sales.payment_methods import METHODS, placed_state

_NOTHING_FREED: dict[str, int] = {}


def place(shop: SalesContext, cart: Cart) -> Order:
    """Place an order: reserve the stock, then save.

    Raises OutOfStock when a SKU cannot be sold in that quantity, BadCart for a cart that no storefront accepts, and
    PlaceFailed for one that `breaks_off`.
    """
    store = shop.stores.get(cart.store)
    if store is None:
        raise BadCart(f"cart: unknown store {cart.store!r}; the stores are {', '.join(shop.stores)}")
    if cart.method not in METHODS:
        raise BadCart(f"cart: unknown payment method {cart.method!r}; expected one of {', '.join(METHODS)}")
    book = shop.orders
    if cart.increment_id is not None and book.by_number(cart.increment_id) is not None:
        raise BadCart(f"cart: order number {cart.increment_id!r} is taken")
    if not cart.lines:
        raise BadCart("cart: no lines; expected at least one (sku, quantity)")
    group_id = cart_rows.group_of(shop, cart.customer_id)
    rules = shop.promotions.acting(cart, group_id)
    country = cart.ship_to.country
    shop.taxes.note(country)
    is_special = store.is_foreign or shop.taxes.is_edited or _is_special(cart, rules)
    goods = None if is_special else _plain_goods(shop, cart)
    books: BaseCurrencyTotals | None = None
    extras: OrderExtras | None = None
    wanted: dict[str, int] = {}
    if goods is not None:
        for product, quantity in goods:
            wanted[product.sku] = wanted.get(product.sku, 0) + quantity
        refuse_short(shop, wanted, _NOTHING_FREED, store.website)
        increment_id = cart.increment_id or book.next_number(store.store_id)
        lines, ordered, subtotal_incl = _plain_lines(shop, cart, goods, store.tax == "inclusive")
        applied, percent_off = (
            tuple(each.rule_id for each in rules if each.rule_id),
            float(cart.coupon_percent),
        )
    else:
        rows = cart_rows.retaxed(shop, cart_rows.rows_of(shop, cart.lines, store, group_id), country)
        wanted = cart_rows.goods_of(rows)
        refuse_short(shop, wanted, _NOTHING_FREED, store.website)
        increment_id = cart.increment_id or book.next_number(store.store_id)
        item_id = book.take_item_ids(cart_rows.row_count(rows))
        quote = quotes.quote(cart, store, rows, item_id, rules)
        lines, ordered, subtotal_incl = quote.lines, quote.ordered, quote.subtotal_incl_cents
        books, extras = quote.books, quote.extras
        applied, percent_off = quote.rule_ids, quote.percent_off
    shop.stock.place(wanted.items(), increment_id, store.website)
    if cart.breaks_off:
        _fail(shop, wanted, increment_id)
    code = shop.promotions.kept_code(cart.coupon_code, applied)
    is_refused = bool(cart.coupon_code) and not code
    if is_refused and extras is not None:
        extras = replace(extras, coupon_cents=0, coupon_on_shipping=False)
    now_ms = shop.now()
    state = placed_state(cart.method, cart.under_review)
    order = Order(
        entity_id=book.next_entity_id(),
        increment_id=increment_id,
        store=store,
        state=state,
        status=order_states.default_status(state, shop.config.statuses),
        email=cart.email,
        firstname=cart.firstname,
        lastname=cart.lastname,
        customer_id=cart.customer_id,
        method=cart.method,
        lines=tuple(lines),
        ordered=ordered,
        subtotal_incl_cents=subtotal_incl,
        coupon_code=code,
        coupon_percent=0 if is_refused else cart.coupon_percent,
        ship_to=cart.ship_to,
        bill_to=cart.bill_to or cart.ship_to,
        remote_ip=cart.remote_ip,
        protect_code=f"{shop.rng.getrandbits(128):032x}",
        created_ms=now_ms,
        updated_ms=now_ms,
        group_id=group_id,
        plain=goods is not None,
        base=books,
        extras=extras,
        rule_ids=text_of(applied),
        percent_off=whole(percent_off),
        personal=cart.personal,
    )
    shop.promotions.used(applied, code, cart.customer_id)
    if cart.parent is not None:
        _relate(order, cart.parent)
    book.add(order, now_ms + cart.commit_after_ms if cart.commit_after_ms else 0)
    shop.emit(
        "shop.order.placed", {"order": order.increment_id}, placed_fact(order, store.tax == "inclusive")
    )
    shop.notify(order, PLACED)
    return order


def _fail(shop: SalesContext, wanted: dict[str, int], increment_id: str) -> None:
    """Raises PlaceFailed. The reservation is compensated at once, or by a job if one is configured."""
    rows = list(wanted.items())
    if shop.config.compensation_period_ms:
        shop.stock.uncompensated[increment_id] = rows
    else:
        shop.stock.reserve(rows, "order_place_failed", increment_id)
    shop.emit("shop.checkout.broke_off", {"order": increment_id}, {"lines": [list(row) for row in rows]})
    raise PlaceFailed(increment_id)


def _is_special(cart: Cart, rules: tuple[Acting, ...]) -> bool:
    """Whether anything but one percentage of everything needs a quote: several rules, conditions, vouchers."""
    return (
        len(rules) > 1
        or any(not each.is_plain or each.discount.amount != cart.coupon_percent * 100 for each in rules)
        or (not rules and cart.coupon_percent != 0)
        or cart.coupon_cents != 0
        or cart.gift_cards != ()
        or cart.coupon_on_shipping
        or cart.store_credit_cents != 0
        or cart.quote_id is not None
    )


def _plain_goods(shop: SalesContext, cart: Cart) -> list[tuple[Product, int]] | None:
    """(product, units) of each line; None unless all lines are plain simple products with one price."""
    find = shop.catalog.find
    goods: list[tuple[Product, int]] = []
    for entry in cart.lines:
        if type(entry) is not tuple:
            return None
        sku, quantity = entry
        product = find(sku)
        if product is None or quantity < 1:
            raise BadCart(
                f"cart: ({sku!r}, {quantity}); expected a SKU of the catalogue and a quantity of 1 or more"
            )
        if product.prices is not None or product.options or product.kind != "simple":
            return None
        goods.append((product, quantity))
    return goods


def refuse_short(
    shop: SalesContext, wanted: dict[str, int], freed: dict[str, int], website: str = WEBSITE
) -> None:
    """Raises OutOfStock for a SKU of which the website can sell fewer units than wanted.

    `freed` units are about to be released.
    """
    stock = shop.stock
    is_main = len(stock.places.websites) == 1
    for sku, quantity in wanted.items():
        salable = stock.salable(sku) if is_main else stock.salable_for(sku, website)
        salable += freed.get(sku, 0)
        if salable < quantity:
            shop.emit(
                "shop.checkout.refused",
                {"sku": sku},
                {"why": "out_of_stock", "requested": quantity, "salable": salable},
            )
            raise OutOfStock(sku, quantity, salable)


def _plain_lines(
    shop: SalesContext, cart: Cart, goods: list[tuple[Product, int]], inclusive: bool
) -> tuple[list[OrderLine], Amounts, int]:
    """(rows, totals, subtotal incl. tax) of plain products in one currency."""
    item_id = shop.orders.take_item_ids(len(goods))
    discount_hundredths = cart.coupon_percent * 100
    lines: list[OrderLine] = []
    subtotal_incl = 0
    for product, quantity in goods:
        line = totals.price_line(product, quantity, item_id, inclusive, discount_hundredths)
        subtotal_incl += line.row_cents + line.tax_before_cents
        lines.append(line)
        item_id += 1
    return lines, totals.total(lines, *shop.shipping[cart.store]), subtotal_incl


def _relate(order: Order, parent: Order) -> None:
    order.parent = parent
    parent.child = order
    order.original_increment_id = parent.original_increment_id or parent.increment_id
    order.edit_increment = parent.edit_increment + 1
