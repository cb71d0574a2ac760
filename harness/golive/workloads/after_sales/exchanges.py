"""Exchanges, as the staff of an Adobe Commerce shop make them: an order of its own for the replacement.

There is no document of an exchange. A cheaper replacement costs nothing, and the credit memo of the return withholds
its price, so that it pays back the difference. A dearer one is an order at a discount of what the return is worth, and
then there is no credit memo: it would have nothing to pay back.
"""

from __future__ import annotations

import random

from fake_magento.model.cart import Cart
from fake_magento.model.order import Order
from fake_magento.model.order_line import OrderLine
from fake_magento.model.product import Product
from fake_magento.returns.rma import EXCHANGE, Rma
from fake_magento.shop import Shop

_TRIES = 8


def replace_goods(shop: Shop, rma: Rma, rng: random.Random) -> Order | None:
    """The order for the replacement of what was approved of a closed return; None where nothing is exchanged.

    Where no other article is in stock, the goods are paid back. Raises ShopError.
    """
    items = [item for item in rma.items if item.resolution == EXCHANGE and item.approved]
    if not items:
        return None
    line, units = items[0].line, sum(item.approved or 0 for item in items)
    other = _replacement(shop, line, units, rng)
    price_cents = other.price_cents * units if other is not None else 0
    worth_cents = line.part(line.row_cents + line.tax_cents + line.compensation_cents, line.refunded, units)
    worth_cents -= line.discount_part(line.refunded, units)
    if price_cents < worth_cents:
        shop.refund(
            rma.order,
            {line.item_id: units},
            restock=False,
            shipping_cents=0,
            adjustment_cents=-price_cents,
            why=f"return {rma.increment_id}",
        )
    if other is None:
        return None
    return shop.checkout(_cart(rma, other.sku, units, worth_cents if price_cents >= worth_cents else None))


def _replacement(shop: Shop, line: OrderLine, units: int, rng: random.Random) -> Product | None:
    """A simple product at another price that has so many units on sale."""
    products = [each for each in shop.catalog if each.made_of is None]
    for _ in range(_TRIES):
        each = rng.choice(products)
        if each.price_cents != line.unit_cents and shop.salable(each.sku) >= units:
            return each
    return None


def _cart(rma: Rma, sku: str, units: int, worth_cents: int | None) -> Cart:
    """The replacement at no cost, or with `worth_cents` at a discount of that, by a coupon. Its shipping is free."""
    order = rma.order
    cart = Cart(
        order.store.code,
        order.email,
        order.firstname,
        order.lastname,
        order.customer_id,
        [(sku, units)],
        ship_to=order.ship_to,
        bill_to=order.bill_to,
        method="card",
        coupon_code=f"RMA-{rma.increment_id}",
        coupon_on_shipping=True,
    )
    if worth_cents is None:
        cart.coupon_percent = 100
    else:
        cart.coupon_cents = worth_cents + order.store.shipping_cents
    return cart
