"""The parts of an order as Magento's API shows it: the flat fields, addresses, payment, history, taxes. Keys are in the
order of Magento's getters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fake_magento.model import Address, Amounts, History, Line, Order
from fake_magento.money import number
from fake_magento.payments import CARD, METHODS
from fake_magento.rest.item_json import kilograms
from fake_magento.timestamps import stamp

SHIPPING_DESCRIPTION = "Flat Rate - Fixed"


def top_json(order: Order, created: str, updated: str) -> dict[str, Any]:
    """The flat fields; None marks the absent ones."""
    ordered, store = order.ordered, order.store
    invoiced, refunded, canceled = order.invoiced_total, order.refunded_total, order.canceled_total
    discount = number(-ordered.discount)
    total, subtotal = number(ordered.total), number(ordered.subtotal)
    compensation, shipping = number(ordered.compensation), number(ordered.shipping)
    shipping_incl = number(ordered.shipping + ordered.shipping_tax)
    shipping_tax, tax = number(ordered.shipping_tax), number(ordered.tax)
    subtotal_incl = number(order.subtotal_incl_cents)
    due = number(ordered.total - order.paid_cents)
    discount_inv = compensation_inv = shipping_inv = subtotal_inv = tax_inv = paid = None
    if invoiced is not None:
        discount_inv, compensation_inv = number(-invoiced.discount), number(invoiced.compensation)
        shipping_inv, subtotal_inv = number(invoiced.shipping), number(invoiced.subtotal)
        tax_inv, paid = number(invoiced.tax), number(invoiced.total)
    c = _canceled(canceled) if canceled is not None else _ABSENT
    r = _refunded(order, refunded) if refunded is not None else _ABSENT
    weight = 0
    quantity = 0
    for line in order.lines:
        weight += line.weight_grams * line.quantity
        quantity += line.quantity
    parent, child = order.parent, order.child
    coupon = order.coupon_code or None
    currency = store.currency
    return {
        "adjustment_negative": r.get("adjustment_negative"),
        "adjustment_positive": r.get("adjustment_positive"),
        "applied_rule_ids": coupon and "1",
        "base_adjustment_negative": r.get("adjustment_negative"),
        "base_adjustment_positive": r.get("adjustment_positive"),
        "base_currency_code": currency,
        "base_discount_amount": discount,
        "base_discount_canceled": c.get("discount"),
        "base_discount_invoiced": discount_inv,
        "base_discount_refunded": r.get("discount"),
        "base_grand_total": total,
        "base_discount_tax_compensation_amount": compensation,
        "base_discount_tax_compensation_invoiced": compensation_inv,
        "base_discount_tax_compensation_refunded": r.get("compensation"),
        "base_shipping_amount": shipping,
        "base_shipping_canceled": c.get("shipping"),
        "base_shipping_discount_amount": 0,
        "base_shipping_discount_tax_compensation_amnt": 0,
        "base_shipping_incl_tax": shipping_incl,
        "base_shipping_invoiced": shipping_inv,
        "base_shipping_refunded": r.get("shipping"),
        "base_shipping_tax_amount": shipping_tax,
        "base_shipping_tax_refunded": r.get("shipping_tax"),
        "base_subtotal": subtotal,
        "base_subtotal_canceled": c.get("subtotal"),
        "base_subtotal_incl_tax": subtotal_incl,
        "base_subtotal_invoiced": subtotal_inv,
        "base_subtotal_refunded": r.get("subtotal"),
        "base_tax_amount": tax,
        "base_tax_canceled": c.get("tax"),
        "base_tax_invoiced": tax_inv,
        "base_tax_refunded": r.get("tax"),
        "base_total_canceled": c.get("total"),
        "base_total_due": due,
        "base_total_invoiced": paid,
        "base_total_invoiced_cost": None if paid is None else 0,
        "base_total_offline_refunded": r.get("offline"),
        "base_total_online_refunded": r.get("online"),
        "base_total_paid": paid,
        "base_total_refunded": r.get("total"),
        "base_to_global_rate": 1,
        "base_to_order_rate": 1,
        "billing_address_id": 2 * order.entity_id,
        "coupon_code": coupon,
        "created_at": created,
        "customer_email": order.email,
        "customer_firstname": order.firstname,
        "customer_group_id": order.group_id,
        "customer_id": order.customer_id,
        "customer_is_guest": 1 if order.customer_id is None else 0,
        "customer_lastname": order.lastname,
        "customer_note_notify": 1,
        "discount_amount": discount,
        "discount_canceled": c.get("discount"),
        "discount_description": coupon,
        "discount_invoiced": discount_inv,
        "discount_refunded": r.get("discount"),
        "edit_increment": order.edit_increment or (child.edit_increment if child else None),
        "email_sent": 1,
        "entity_id": order.entity_id,
        "global_currency_code": currency,
        "grand_total": total,
        "discount_tax_compensation_amount": compensation,
        "discount_tax_compensation_invoiced": compensation_inv,
        "discount_tax_compensation_refunded": r.get("compensation"),
        "hold_before_state": order.hold_before_state,
        "hold_before_status": order.hold_before_status,
        "increment_id": order.increment_id,
        "is_virtual": 0,
        "order_currency_code": currency,
        "original_increment_id": order.original_increment_id,
        "protect_code": order.protect_code,
        "quote_id": order.entity_id,
        "relation_child_id": str(child.entity_id) if child else None,
        "relation_child_real_id": child.increment_id if child else None,
        "relation_parent_id": str(parent.entity_id) if parent else None,
        "relation_parent_real_id": parent.increment_id if parent else None,
        "remote_ip": order.remote_ip,
        "shipping_amount": shipping,
        "shipping_canceled": c.get("shipping"),
        "shipping_description": SHIPPING_DESCRIPTION,
        "shipping_discount_amount": 0,
        "shipping_discount_tax_compensation_amount": 0,
        "shipping_incl_tax": shipping_incl,
        "shipping_invoiced": shipping_inv,
        "shipping_refunded": r.get("shipping"),
        "shipping_tax_amount": shipping_tax,
        "shipping_tax_refunded": r.get("shipping_tax"),
        "state": order.state,
        "status": order.status,
        "store_currency_code": currency,
        "store_id": store.store_id,
        "store_name": store_name(order),
        "store_to_base_rate": 0,
        "store_to_order_rate": 0,
        "subtotal": subtotal,
        "subtotal_canceled": c.get("subtotal"),
        "subtotal_incl_tax": subtotal_incl,
        "subtotal_invoiced": subtotal_inv,
        "subtotal_refunded": r.get("subtotal"),
        "tax_amount": tax,
        "tax_canceled": c.get("tax"),
        "tax_invoiced": tax_inv,
        "tax_refunded": r.get("tax"),
        "total_canceled": c.get("total"),
        "total_due": due,
        "total_invoiced": paid,
        "total_item_count": len(order.lines),
        "total_offline_refunded": r.get("offline"),
        "total_online_refunded": r.get("online"),
        "total_paid": paid,
        "total_qty_ordered": quantity,
        "total_refunded": r.get("total"),
        "updated_at": updated,
        "weight": kilograms(weight),
    }


_ABSENT: dict[str, int | float] = {}


def _canceled(amounts: Amounts) -> dict[str, int | float]:
    return {
        "discount": number(amounts.discount),
        "shipping": number(amounts.shipping),
        "subtotal": number(amounts.subtotal),
        "tax": number(amounts.tax),
        "total": number(amounts.total),
    }


def _refunded(order: Order, amounts: Amounts) -> dict[str, int | float]:
    online = order.online_refunded_cents
    parts = {"offline": number(amounts.total - online)} if amounts.total > online or not online else {}
    if online:
        parts["online"] = number(online)
    return {
        **parts,
        "adjustment_negative": number(order.adjustment_negative_cents),
        "adjustment_positive": number(order.adjustment_positive_cents),
        "discount": number(-amounts.discount),
        "compensation": number(amounts.compensation),
        "shipping": number(amounts.shipping),
        "shipping_tax": number(amounts.shipping_tax),
        "subtotal": number(amounts.subtotal),
        "tax": number(amounts.tax),
        "total": number(amounts.total),
    }


def store_name(order: Order) -> str:
    """Website, store and view on three lines."""
    name = order.store.name or order.store.code
    return f"Main Website\n{name}\n{name}"


def address_json(order: Order, address: Address, kind: str) -> dict[str, Any]:
    data: dict[str, Any] = {"address_type": kind, "city": address.city}
    if address.company is not None:
        data["company"] = address.company
    data["country_id"] = address.country
    if address.address_id is not None:
        data["customer_address_id"] = address.address_id
    data["email"] = order.email
    data["entity_id"] = 2 * order.entity_id - (kind == "shipping")
    data["firstname"] = address.firstname
    data["lastname"] = address.lastname
    data["parent_id"] = order.entity_id
    data["postcode"] = address.postcode
    if address.region is not None:
        data["region"] = address.region
    if address.region_code is not None:
        data["region_code"] = address.region_code
    if address.region_id is not None:
        data["region_id"] = address.region_id
    data["street"] = list(address.street)
    data["telephone"] = address.telephone
    return data


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


def history_json(order: Order, entry: History) -> dict[str, Any]:
    data: dict[str, Any] = {
        "comment": entry.comment,
        "created_at": stamp(entry.created_ms),
        "entity_id": entry.entity_id,
        "entity_name": entry.entity_name,
        "is_customer_notified": entry.notified,
        "is_visible_on_front": entry.visible,
        "parent_id": order.entity_id,
    }
    if entry.status is not None:
        data["status"] = entry.status
    return data


def shipping_total(order: Order) -> dict[str, Any]:
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


def taxes(order: Order) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """(applied_taxes per rate, item_applied_taxes per item and for shipping)."""
    sums: dict[int, int] = {}
    per_item: list[dict[str, Any]] = []
    country = order.ship_to.country
    for line in order.lines if order.plain else taxed_rows(order):
        rate = line.tax_hundredths
        if rate:
            sums[rate] = sums.get(rate, 0) + line.tax_cents
            entry = _tax(country, rate, line.tax_cents)
            per_item.append({"type": "product", "item_id": line.item_id, "applied_taxes": [entry]})
    shipping_tax = order.ordered.shipping_tax
    if shipping_tax:
        rate = round(order.store.shipping_tax_percent * 100)
        sums[rate] = sums.get(rate, 0) + shipping_tax
        per_item.append({"type": "shipping", "applied_taxes": [_tax(country, rate, shipping_tax)]})
    return [_tax(country, rate, cents) for rate, cents in sums.items()], per_item


def _tax(country: str, rate: int, cents: int) -> dict[str, Any]:
    percent, amount = number(rate), number(cents)
    return {
        "code": f"{country}-{percent}",
        "title": f"VAT {percent}%",
        "percent": percent,
        "amount": amount,
        "base_amount": amount,
    }


def taxed_rows(order: Order) -> Iterator[Line]:
    """The rows that bear tax: the parts of a bundle that costs what they cost, else the row itself."""
    for line in order.lines:
        yield from line.parts if line.made is not None and line.made.by_parts else (line,)
