"""Keying an order of the shop into the ERP by hand, at the ERP's own screen."""

from __future__ import annotations

from fake_erp.erp import Erp
from fake_erp.model import Customer, Draft
from fake_erp.model import Order as ErpOrder
from fake_magento.model.address import Address
from fake_magento.model.order import SHIPPING_DESCRIPTION
from fake_magento.model.order import Order as ShopOrder
from golive.people.screens import Sight


def typed(erp: Erp, sight: Sight, clerk: str, with_reference: bool) -> ErpOrder:
    """The order, keyed in from the shop's screen. Raises ErpError: the rules hold for manual entry too."""
    order = sight.shop_order
    assert order is not None
    customer = sight.customer or _new_customer(erp, order, clerk)
    return erp.orders.create(_draft(order, customer.number, with_reference), clerk)


def _draft(order: ShopOrder, customer: str, with_reference: bool) -> Draft:
    from golive.serve.drafts import lines_of

    amounts, inclusive = order.ordered, order.store.tax == "inclusive"
    shipping = amounts.shipping - amounts.shipping_discount
    if inclusive:
        shipping += amounts.shipping_tax + amounts.shipping_compensation
    return Draft(
        customer,
        order.store.currency,
        order.created_ms,
        lines_of(order),
        order.increment_id if with_reference else "",
        "web",
        prices_include_tax=inclusive,
        shipping_cents=shipping,
        shipping_method=SHIPPING_DESCRIPTION,
        payment_method=order.method,
        payment_cents=amounts.total + amounts.gift,
        prepaid=order.method != "purchaseorder",
        ship_to=_party(order.ship_to),
        bill_to=_party(order.bill_to),
        custom={"sales_channel": "web", **_options(order)},
        release=True,
    )


def _options(order: ShopOrder) -> dict[str, str]:
    """What the shopper entered and selected for custom options, as a remark on each row of the screen."""
    return {
        f"options_{at}": ", ".join(line.option_words)
        for at, line in enumerate(order.lines, 1)
        if line.option_words
    }


def _new_customer(erp: Erp, order: ShopOrder, clerk: str) -> Customer:
    name = f"{order.firstname} {order.lastname}"
    return erp.customers.add(name, order.email, _place(order.bill_to), order.bill_to.telephone, by=clerk)


def _party(address: Address) -> dict[str, str]:
    name = f"{address.firstname} {address.lastname}"
    return {"name": name, **_place(address), "phone": address.telephone}


def _place(address: Address) -> dict[str, str]:
    return {
        "street": ", ".join(address.street),
        "city": address.city,
        "postcode": address.postcode,
        "country": address.country,
        **({"company": address.company} if address.company else {}),
        **({"region": address.region} if address.region else {}),
    }
