"""The data of `shop.order.placed`."""

from __future__ import annotations

from typing import Any

from fake_magento.model.address import Address
from fake_magento.model.order import SHIPPING_DESCRIPTION, Order
from fake_magento.model.order_line import OrderLine
from fake_magento.quantities import priced


def placed_fact(order: Order, inclusive: bool) -> dict[str, Any]:
    """The data of the fact; a line is [SKU, units, unit price, discount]. `bill_to` is None if equal to `ship_to`.

    `inclusive`: prices contain the tax.
    """
    amounts = order.ordered
    ship_to = [] if order.is_virtual else _destination(order.ship_to)
    bill_to = ship_to if ship_to and order.bill_to is order.ship_to else _destination(order.bill_to)
    return {
        "entity_id": order.entity_id,
        "email": order.email,
        "customer_id": order.customer_id,
        "guest": order.customer_id is None,
        "store": order.store.code,
        "currency": order.store.currency,
        "state": order.state,
        "status": order.status,
        "method": order.method,
        "lines": [[line.sku, line.quantity, line.unit_cents, line.discount_cents] for line in order.lines]
        if order.plain
        else [row for line in order.lines for row in _goods_row(line)],
        "subtotal_cents": order.subtotal_incl_cents if inclusive else amounts.subtotal,
        "discount_cents": amounts.discount - amounts.shipping_discount,
        "shipping_cents": amounts.shipping
        + (amounts.shipping_tax + amounts.shipping_compensation if inclusive else 0)
        - amounts.shipping_discount,
        "tax_cents": amounts.tax,
        "total_cents": amounts.total + amounts.gift,
        "ship_to": ship_to,
        "bill_to": None if bill_to == ship_to else bill_to,
        "shipping_method": SHIPPING_DESCRIPTION if ship_to else "",
        "replaces": order.parent.increment_id if order.parent else "",
        **_rare(order, inclusive),
    }


def _rare(order: Order, inclusive: bool) -> dict[str, Any]:
    """What few orders have: net prices, personal data, vouchers, a coupon, bundles, custom options.

    A bundle is [SKU, units, cents after discount, [[SKU, units, cents after discount] of each part]].
    """
    found: dict[str, Any] = {} if inclusive else {"net": True}
    if order.ordered.gift:
        found["gift_cents"] = order.ordered.gift
    if order.personal is not None:
        found["personal"] = order.personal._asdict()
    if order.coupon_code:
        found["coupon"] = order.coupon_code
    if not order.plain:
        bundles = [_bundle(line) for line in order.lines if line.kind == "bundle"]
        if bundles:
            found["bundles"] = bundles
        options = dict.fromkeys(words for line in order.lines for words in line.option_words)
        if options:
            found["options"] = list(options)
    return found


def _bundle(line: OrderLine) -> list[Any]:
    parts = [[part.sku, part.quantity, _cents(part)] for part in line.parts]
    by_parts = line.made is not None and line.made.by_parts
    own_cents = _cents(line)
    return [line.sku, line.quantity, sum(cents for *_, cents in parts) if by_parts else own_cents, parts]


def _destination(address: Address) -> list[str]:
    """[name, street, city, postcode, country, company, region, telephone]; a region is `name|code`."""
    region = address.region or ""
    if address.region_code and address.region_code != region:
        region = f"{region}|{address.region_code}"
    return [
        f"{address.firstname} {address.lastname}",
        ", ".join(address.street),
        address.city,
        address.postcode,
        address.country,
        address.company or "",
        region,
        address.telephone,
    ]


def _cents(line: OrderLine) -> int:
    """The price of a row after discount."""
    return priced(line.unit_cents, line.quantity, line.scale) - line.discount_cents


def _goods_row(line: OrderLine) -> list[list[Any]]:
    """A row as goods: (SKU, units, unit price in cents, discount in cents).

    The selections of a bundle with a fixed price have no price of their own: None.
    """
    made = line.made
    if made is None or made.kind != "bundle":
        return [[line.stocked, line.quantity, line.unit_cents, line.discount_cents]]
    if made.by_parts:
        return [[part.sku, part.quantity, part.unit_cents, part.discount_cents] for part in made.parts]
    return [[part.sku, part.quantity, None, 0] for part in made.parts]
