r"""The payment of an order as JSON, with its gift cards and store credit.

Source: Magento source, Magento\Sales\Api\Data\OrderPaymentInterface.
"""

from __future__ import annotations

from typing import Any

from fake_magento.model.order import Order
from fake_magento.money import number
from fake_magento.sales.payment_methods import CARD, METHODS


def payment_json(order: Order) -> dict[str, Any]:
    total, shipping = number(order.ordered.total), number(order.ordered.shipping)
    card = order.method == CARD
    data: dict[str, Any] = {"account_status": None, "additional_information": [METHODS[order.method]]}
    invoiced, refunded, canceled = order.invoiced_total, order.refunded_total, order.canceled_total
    for prefix in ("", "base_"):
        if card:
            data[prefix + "amount_authorized"] = total
        if canceled is not None:
            data[prefix + "amount_canceled"] = number(canceled.total)
        data[prefix + "amount_ordered"] = total
        if invoiced is not None:
            data[prefix + "amount_paid"] = number(invoiced.total)
            if prefix and card:
                data["base_amount_paid_online"] = number(invoiced.total)
        if refunded is not None:
            data[prefix + "amount_refunded"] = number(refunded.total)
        if prefix:
            data["base_shipping_amount"] = shipping
            if invoiced is not None:
                data["base_shipping_captured"] = number(invoiced.shipping)
            if refunded is not None:
                data["base_shipping_refunded"] = number(refunded.shipping)
    if card:
        data["cc_exp_month"] = "12"
    data["cc_exp_year"] = "2030" if card else "0"
    data["cc_last4"] = "1111" if card else None
    data["cc_ss_start_month"] = "0"
    data["cc_ss_start_year"] = "0"
    if card:
        data["cc_type"] = "VI"
    data["entity_id"] = order.entity_id
    if order.transaction_id is not None:
        data["last_trans_id"] = order.transaction_id
    data["method"] = order.method
    data["parent_id"] = order.entity_id
    if order.method == "purchaseorder":
        data["po_number"] = f"PO-{order.increment_id}"
    data["shipping_amount"] = shipping
    if invoiced is not None:
        data["shipping_captured"] = number(invoiced.shipping)
    if refunded is not None:
        data["shipping_refunded"] = number(refunded.shipping)
    return data


def put_vouchers(order: Order, extension: dict[str, Any]) -> None:
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
