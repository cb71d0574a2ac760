r"""The payment of an order as JSON, with its gift cards and store credit, and personal data.

Source: Magento source, Magento\Sales\Api\Data\OrderPaymentInterface.
"""

from __future__ import annotations

from typing import Any

from fake_magento.model.customer import PersonalData
from fake_magento.model.order import Order
from fake_magento.money import Number, number
from fake_magento.sales.payment_methods import CARD, GATEWAYS, METHODS


def payment_json(order: Order) -> dict[str, Any]:
    """The payment of an order, with keys in the order of Magento's getters.

    Amounts of events that have not happened are absent. `account_status` and, without a card, `cc_last4` are null.
    """
    data: dict[str, Any] = {"account_status": None, "additional_information": [METHODS[order.method]]}
    data.update(_amounts(order, ""))
    data.update(_amounts(order, "base_"))
    data.update(_shipping(order, "base_"))
    data.update(_card(order))
    data["entity_id"] = order.entity_id
    if order.transaction_id is not None:
        data["last_trans_id"] = order.transaction_id
    data["method"] = order.method
    data["parent_id"] = order.entity_id
    if order.method == "purchaseorder":
        data["po_number"] = f"PO-{order.increment_id}"
    data.update(_shipping(order, ""))
    return data


def _amounts(order: Order, prefix: str) -> dict[str, Number]:
    """The authorized, canceled, ordered, paid and refunded amounts; only a gateway is paid online."""
    total, is_online = number(order.ordered.total), order.method in GATEWAYS
    data: dict[str, Number] = {}
    if is_online:
        data[prefix + "amount_authorized"] = total
    if order.canceled_total is not None:
        data[prefix + "amount_canceled"] = number(order.canceled_total.total)
    data[prefix + "amount_ordered"] = total
    if order.invoiced_total is not None:
        data[prefix + "amount_paid"] = number(order.invoiced_total.total)
        if prefix and is_online:
            data["base_amount_paid_online"] = number(order.invoiced_total.total)
    if order.refunded_total is not None:
        data[prefix + "amount_refunded"] = number(order.refunded_total.total)
    return data


def _shipping(order: Order, prefix: str) -> dict[str, Number]:
    data = {prefix + "shipping_amount": number(order.ordered.shipping)}
    if order.invoiced_total is not None:
        data[prefix + "shipping_captured"] = number(order.invoiced_total.shipping)
    if order.refunded_total is not None:
        data[prefix + "shipping_refunded"] = number(order.refunded_total.shipping)
    return data


def _card(order: Order) -> dict[str, str | None]:
    """The card fields. Magento returns years as "0" and a null number for the other methods."""
    is_card = order.method == CARD
    data: dict[str, str | None] = {"cc_exp_month": "12"} if is_card else {}
    data["cc_exp_year"] = "2030" if is_card else "0"
    data["cc_last4"] = "1111" if is_card else None
    data["cc_ss_start_month"] = "0"
    data["cc_ss_start_year"] = "0"
    if is_card:
        data["cc_type"] = "VI"
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


def put_personal(data: dict[str, Any], personal: PersonalData) -> None:
    r"""Add them to the JSON of an order.

    `customer_dob` and the vault token are where Magento has them (Magento\Sales\Api\Data\OrderInterface;
    Magento\Vault, extension attributes of the payment); the consent is an attribute of an extension.
    """
    data["customer_dob"] = f"{personal.date_of_birth} 00:00:00"
    token = {"gateway_token": personal.payment_token, "type": "card", "is_active": True}
    data["payment"]["extension_attributes"] = {"vault_payment_token": token}
    data["extension_attributes"]["marketing_consent"] = personal.marketing_consent
