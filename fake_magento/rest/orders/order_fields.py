r"""The flat fields of an order as JSON, with keys in the order of Magento's getters.

These fields are half the work of a list of orders, so they are filled into a copy of a template with the keys in
order; amounts of events that never happened have no key. Source: Magento source,
Magento\Sales\Api\Data\OrderInterface.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from fake_magento.model.amounts import Amounts
from fake_magento.model.order import SHIPPING_DESCRIPTION, Order
from fake_magento.money import number
from fake_magento.quantities import DECIMAL, grams, total
from fake_magento.rest.framework.weights import kilograms

_WIRE_ORDER = """
adjustment_negative adjustment_positive applied_rule_ids base_adjustment_negative base_adjustment_positive
base_currency_code base_discount_amount base_discount_canceled base_discount_invoiced base_discount_refunded
base_grand_total base_discount_tax_compensation_amount base_discount_tax_compensation_invoiced
base_discount_tax_compensation_refunded base_shipping_amount base_shipping_canceled
base_shipping_discount_amount base_shipping_discount_tax_compensation_amnt base_shipping_incl_tax
base_shipping_invoiced base_shipping_refunded base_shipping_tax_amount base_shipping_tax_refunded
base_subtotal base_subtotal_canceled base_subtotal_incl_tax base_subtotal_invoiced base_subtotal_refunded
base_tax_amount base_tax_canceled base_tax_invoiced base_tax_refunded base_total_canceled base_total_due
base_total_invoiced base_total_invoiced_cost base_total_offline_refunded base_total_online_refunded
base_total_paid base_total_refunded base_to_global_rate base_to_order_rate billing_address_id coupon_code
created_at customer_email customer_firstname customer_group_id customer_id customer_is_guest customer_lastname
customer_note_notify discount_amount discount_canceled discount_description discount_invoiced
discount_refunded edit_increment email_sent entity_id ext_customer_id ext_order_id global_currency_code grand_total
discount_tax_compensation_amount discount_tax_compensation_invoiced discount_tax_compensation_refunded
hold_before_state hold_before_status increment_id is_virtual order_currency_code original_increment_id
protect_code quote_id relation_child_id relation_child_real_id relation_parent_id relation_parent_real_id
remote_ip shipping_amount shipping_canceled shipping_description shipping_discount_amount
shipping_discount_tax_compensation_amount shipping_incl_tax shipping_invoiced shipping_refunded
shipping_tax_amount shipping_tax_refunded state status store_currency_code store_id store_name
store_to_base_rate store_to_order_rate subtotal subtotal_canceled subtotal_incl_tax subtotal_invoiced
subtotal_refunded tax_amount tax_canceled tax_invoiced tax_refunded total_canceled total_due total_invoiced
total_item_count total_offline_refunded total_online_refunded total_paid total_qty_ordered total_refunded
updated_at weight
"""
FIELD_KEYS = tuple(_WIRE_ORDER.split())
"""Every flat key an order can have, in wire order."""
_CONSTANT: dict[str, Any] = {
    "base_shipping_discount_amount": 0,
    "base_shipping_discount_tax_compensation_amnt": 0,
    "base_to_global_rate": 1,
    "base_to_order_rate": 1,
    "customer_note_notify": 1,
    "email_sent": 1,
    "is_virtual": 0,
    "shipping_description": SHIPPING_DESCRIPTION,
    "shipping_discount_amount": 0,
    "shipping_discount_tax_compensation_amount": 0,
    "store_to_base_rate": 0,
    "store_to_order_rate": 0,
}
_RARE = frozenset(
    [
        "applied_rule_ids",
        "coupon_code",
        "discount_description",
        "edit_increment",
        "ext_customer_id",
        "ext_order_id",
        "hold_before_state",
        "hold_before_status",
        "original_increment_id",
        "relation_child_id",
        "relation_child_real_id",
        "relation_parent_id",
        "relation_parent_real_id",
    ]
)


def fields_json(order: Order, created: str, updated: str) -> dict[str, Any]:
    """The flat fields of an order."""
    invoiced, refunded, canceled = order.invoiced_total, order.refunded_total, order.canceled_total
    is_rare = bool(
        order.rule_ids
        or order.parent is not None
        or order.child is not None
        or order.edit_increment
        or order.hold_before_state is not None
        or order.hold_before_status is not None
        or order.original_increment_id is not None
        or order.ext_order_id is not None
        or order.ext_customer_id is not None
    )
    customer_id = order.customer_id
    data = _template(
        customer_id is None, invoiced is None, refunded is None, canceled is None, is_rare
    ).copy()
    _fill(data, order, created, updated)
    if customer_id is not None:
        data["customer_id"] = customer_id
    if invoiced is not None:
        _fill_invoiced(data, invoiced)
    if canceled is not None:
        _fill_canceled(data, canceled)
    if refunded is not None:
        _fill_refunded(data, order, refunded)
    if is_rare:
        _fill_rare(data, order)
    if is_rare or refunded is not None or order.status is None:
        return {key: value for key, value in data.items() if value is not None}
    return data


@lru_cache(maxsize=64)
def _template(
    is_guest: bool, is_uninvoiced: bool, is_unrefunded: bool, is_uncanceled: bool, is_rare: bool
) -> dict[str, Any]:
    """The keys of such an order, with constants filled in: a template."""

    def is_there(key: str) -> bool:
        if "refunded" in key or key.removeprefix("base_").startswith("adjustment_"):
            return not is_unrefunded
        if "invoiced" in key or key.endswith("total_paid"):
            return not is_uninvoiced
        if "canceled" in key:
            return not is_uncanceled
        if key == "customer_id":
            return not is_guest
        return is_rare or key not in _RARE

    return {key: _CONSTANT.get(key) for key in FIELD_KEYS if is_there(key)}


def _fill(data: dict[str, Any], order: Order, created: str, updated: str) -> None:
    """The fields of every order."""
    ordered, store, entity_id = order.ordered, order.store, order.entity_id
    data["base_discount_amount"] = data["discount_amount"] = number(-ordered.discount)
    data["base_grand_total"] = data["grand_total"] = number(ordered.total)
    compensation = number(ordered.compensation)
    data["base_discount_tax_compensation_amount"] = data["discount_tax_compensation_amount"] = compensation
    data["base_shipping_amount"] = data["shipping_amount"] = number(ordered.shipping)
    data["base_shipping_incl_tax"] = data["shipping_incl_tax"] = number(
        ordered.shipping + ordered.shipping_tax
    )
    data["base_shipping_tax_amount"] = data["shipping_tax_amount"] = number(ordered.shipping_tax)
    data["base_subtotal"] = data["subtotal"] = number(ordered.subtotal)
    data["base_subtotal_incl_tax"] = data["subtotal_incl_tax"] = number(order.subtotal_incl_cents)
    data["base_tax_amount"] = data["tax_amount"] = number(ordered.tax)
    data["base_total_due"] = data["total_due"] = number(ordered.total - order.paid_cents)
    currency = store.currency
    data["base_currency_code"] = data["global_currency_code"] = currency
    data["order_currency_code"] = data["store_currency_code"] = currency
    data["billing_address_id"] = 2 * entity_id
    data["created_at"] = created
    data["customer_email"] = order.email
    data["customer_firstname"] = order.firstname
    data["customer_group_id"] = order.group_id
    data["customer_is_guest"] = 1 if order.customer_id is None else 0
    data["customer_lastname"] = order.lastname
    data["entity_id"] = data["quote_id"] = entity_id
    data["increment_id"] = order.increment_id
    data["protect_code"] = order.protect_code
    data["remote_ip"] = order.remote_ip
    data["state"] = order.state
    data["status"] = order.status
    data["store_id"] = store.store_id
    data["store_name"] = store_name(order)
    lines = order.lines
    weight = quantity = thousandths = 0
    for line in lines:
        if line.scale == 1:
            weight += line.weight_grams * line.quantity
            quantity += line.quantity
        else:
            weight += grams(line.weight_grams, line.quantity, line.scale)
            thousandths += line.quantity * DECIMAL // line.scale
    data["total_item_count"] = len(lines)
    data["total_qty_ordered"] = total([(quantity, 1), (thousandths, DECIMAL)]) if thousandths else quantity
    data["updated_at"] = updated
    data["weight"] = kilograms(weight)


def _fill_invoiced(data: dict[str, Any], amounts: Amounts) -> None:
    data["base_discount_invoiced"] = data["discount_invoiced"] = number(-amounts.discount)
    compensation = number(amounts.compensation)
    data["base_discount_tax_compensation_invoiced"] = compensation
    data["discount_tax_compensation_invoiced"] = compensation
    data["base_shipping_invoiced"] = data["shipping_invoiced"] = number(amounts.shipping)
    data["base_subtotal_invoiced"] = data["subtotal_invoiced"] = number(amounts.subtotal)
    data["base_tax_invoiced"] = data["tax_invoiced"] = number(amounts.tax)
    total = number(amounts.total)
    data["base_total_invoiced"] = data["total_invoiced"] = total
    data["base_total_paid"] = data["total_paid"] = total
    data["base_total_invoiced_cost"] = 0


def _fill_canceled(data: dict[str, Any], amounts: Amounts) -> None:
    for name, cents in (
        ("discount_canceled", amounts.discount),
        ("shipping_canceled", amounts.shipping),
        ("subtotal_canceled", amounts.subtotal),
        ("tax_canceled", amounts.tax),
        ("total_canceled", amounts.total),
    ):
        data[name] = data["base_" + name] = number(cents)


def _fill_refunded(data: dict[str, Any], order: Order, amounts: Amounts) -> None:
    """Online and offline refunds are None unless one happened."""
    online = order.online_refunded_cents
    offline = amounts.total - online if amounts.total > online or not online else None
    for name, cents in (
        ("total_offline_refunded", offline),
        ("total_online_refunded", online or None),
        ("adjustment_negative", order.adjustment_negative_cents),
        ("adjustment_positive", order.adjustment_positive_cents),
        ("discount_refunded", -amounts.discount),
        ("discount_tax_compensation_refunded", amounts.compensation),
        ("shipping_refunded", amounts.shipping),
        ("shipping_tax_refunded", amounts.shipping_tax),
        ("subtotal_refunded", amounts.subtotal),
        ("tax_refunded", amounts.tax),
        ("total_refunded", amounts.total),
    ):
        data[name] = data["base_" + name] = None if cents is None else number(cents)


def _fill_rare(data: dict[str, Any], order: Order) -> None:
    """Coupons, holds and edits; None without a value."""
    parent, child = order.parent, order.child
    coupon = order.coupon_code or None
    data["applied_rule_ids"] = order.rule_ids or None
    data["coupon_code"] = data["discount_description"] = coupon
    data["edit_increment"] = order.edit_increment or (child.edit_increment if child else None)
    data["ext_customer_id"], data["ext_order_id"] = order.ext_customer_id, order.ext_order_id
    data["hold_before_state"] = order.hold_before_state
    data["hold_before_status"] = order.hold_before_status
    data["original_increment_id"] = order.original_increment_id
    data["relation_child_id"] = str(child.entity_id) if child else None
    data["relation_child_real_id"] = child.increment_id if child else None
    data["relation_parent_id"] = str(parent.entity_id) if parent else None
    data["relation_parent_real_id"] = parent.increment_id if parent else None


def store_name(order: Order) -> str:
    """Website, store and view on three lines."""
    name = order.store.name or order.store.code
    return f"Main Website\nMain Website Store\n{name}"
