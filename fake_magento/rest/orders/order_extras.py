"""What an order shows that is not plain: amounts in another base currency, vouchers, discounted shipping, virtual
goods."""

from __future__ import annotations

from typing import Any

from fake_magento.model.records import Order
from fake_magento.money import number, whole
from fake_magento.rest.orders import order_parts
from fake_magento.rest.orders.order_top import top_json
from fake_magento.sales.lines import Amounts

_BOOKS = ("global_currency_code", "store_currency_code")


def add_extras(order: Order, data: dict[str, Any]) -> None:
    """Put right a finished order payload whose order is not order_parts."""
    if order.base is not None:
        _put_base(order, data)
    shipping = (data, data["extension_attributes"]["shipping_assignments"][0]["shipping"]["total"])
    _shipping_discount(order.ordered, shipping, "", "amount")
    _shipping_discount(order.in_base().ordered, shipping, "base_", "amnt")
    if order.extras is not None:
        if order.extras.quote_id is not None:
            data["quote_id"] = order.extras.quote_id
        _put_vouchers(order, data["extension_attributes"])
    if order.is_virtual:
        data["is_virtual"] = 1
        del data["shipping_description"]
        shipping_part = data["extension_attributes"]["shipping_assignments"][0]["shipping"]
        del shipping_part["address"], shipping_part["method"]


def _put_base(order: Order, data: dict[str, Any]) -> None:
    """Every `base_` amount from the books, where the plain payload repeats the order's."""
    based = order.in_base()
    top = top_json(based, data["created_at"], data["updated_at"])
    data.update(
        (key, value)
        for key, value in top.items()
        if value is not None and (key.startswith("base_") or key in _BOOKS)
    )
    data["base_to_order_rate"] = rate(order)
    _twins(data["payment"], order_parts.payment_json(based))
    extension = data["extension_attributes"]
    _twins(extension["shipping_assignments"][0]["shipping"]["total"], order_parts.shipping_total(based))
    sums, each = order_parts.taxes(based)
    for shown, right in zip(extension["applied_taxes"], sums, strict=True):
        shown["base_amount"] = right["amount"]
    for shown, right in zip(extension["item_applied_taxes"], each, strict=True):
        shown["applied_taxes"][0]["base_amount"] = right["applied_taxes"][0]["amount"]


def _twins(shown: dict[str, Any], right: dict[str, Any]) -> None:
    shown.update((key, value) for key, value in right.items() if key.startswith("base_"))


def rate(order: Order) -> int | float:
    """Units of the order's currency for one of the base currency."""
    return 1 if order.base is None else whole(order.store.rate_millionths / 1_000_000)


def _shipping_discount(
    amounts: Amounts, places: tuple[dict[str, Any], dict[str, Any]], prefix: str, ending: str
) -> None:
    if amounts.shipping_discount:
        for place in places:
            place[prefix + "shipping_discount_amount"] = number(amounts.shipping_discount)
            place[f"{prefix}shipping_discount_tax_compensation_{ending}"] = number(
                amounts.shipping_compensation
            )
            place[prefix + "shipping_incl_tax"] = number(
                amounts.shipping + amounts.shipping_tax + amounts.shipping_compensation
            )


def _put_vouchers(order: Order, extension: dict[str, Any]) -> None:
    """Gift cards and store credit as the Commerce edition shows them; `grand_total` is what was left to pay."""
    extras = order.extras
    assert extras is not None
    if extras.gift_cards:
        used = [(code, own, base) for code, own, base in extras.gift_cards if own or base]
        extension["gift_cards"] = [
            {"id": place, "code": code, "amount": number(own), "base_amount": number(base)}
            for place, (code, own, base) in enumerate(used, 1)
        ]
        extension["gift_cards_amount"] = number(sum(own for _, own, _ in used))
        extension["base_gift_cards_amount"] = number(sum(base for _, _, base in used))
    own, base = extras.store_credit
    if own or base:
        extension["customer_balance_amount"] = number(own)
        extension["base_customer_balance_amount"] = number(base)
