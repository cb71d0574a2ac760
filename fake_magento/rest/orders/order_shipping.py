r"""The shipping amounts of an order as JSON. Source: Magento source, Magento\Sales\Api\Data\TotalInterface."""

from __future__ import annotations

from typing import Any

from fake_magento.model.amounts import Amounts
from fake_magento.model.order import Order
from fake_magento.money import number


def put_shipping_discount(
    amounts: Amounts, places: tuple[dict[str, Any], dict[str, Any]], prefix: str, ending: str
) -> None:
    """Set the discount on shipping in each of the places. `ending` is the spelling of "amount" there."""
    if amounts.shipping_discount:
        for place in places:
            place[prefix + "shipping_discount_amount"] = number(amounts.shipping_discount)
            place[f"{prefix}shipping_discount_tax_compensation_{ending}"] = number(
                amounts.shipping_compensation
            )
            place[prefix + "shipping_incl_tax"] = number(
                amounts.shipping + amounts.shipping_tax + amounts.shipping_compensation
            )


def shipping_total(order: Order) -> dict[str, Any]:
    """`shipping.total` of the shipping assignment."""
    ordered, invoiced, refunded, canceled = (
        order.ordered,
        order.invoiced_total,
        order.refunded_total,
        order.canceled_total,
    )
    amount, tax = number(ordered.shipping), number(ordered.shipping_tax)
    incl = number(ordered.shipping + ordered.shipping_tax)
    data: dict[str, Any] = {}
    for prefix, compensation in (("base_", "amnt"), ("", "amount")):
        data[prefix + "shipping_amount"] = amount
        if canceled is not None:
            data[prefix + "shipping_canceled"] = number(canceled.shipping)
        data[prefix + "shipping_discount_amount"] = 0
        data[f"{prefix}shipping_discount_tax_compensation_{compensation}"] = 0
        data[prefix + "shipping_incl_tax"] = incl
        if invoiced is not None:
            data[prefix + "shipping_invoiced"] = number(invoiced.shipping)
        if refunded is not None:
            data[prefix + "shipping_refunded"] = number(refunded.shipping)
        data[prefix + "shipping_tax_amount"] = tax
        if refunded is not None:
            data[prefix + "shipping_tax_refunded"] = number(refunded.shipping_tax)
    return data
