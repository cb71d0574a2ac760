"""The parts of an order as Magento's API shows it: the flat fields, addresses, payment, history, taxes. Keys are in the
order of Magento's getters."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from fake_magento.model.records import Address, History, Order
from fake_magento.money import number
from fake_magento.sales.lines import Line
from fake_magento.sales.payment_methods import CARD, METHODS
from fake_magento.timestamps import stamp


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
            cents = line.tax_cents
            sums[rate] = sums.get(rate, 0) + cents
            per_item.append(
                {"type": "product", "item_id": line.item_id, "applied_taxes": [_tax(country, rate, cents)]}
            )
    shipping_tax = order.ordered.shipping_tax
    if shipping_tax:
        rate = round(order.store.shipping_tax_percent * 100)
        sums[rate] = sums.get(rate, 0) + shipping_tax
        per_item.append({"type": "shipping", "applied_taxes": [_tax(country, rate, shipping_tax)]})
    return [_tax(country, rate, cents) for rate, cents in sums.items()], per_item


def _tax(country: str, rate: int, cents: int) -> dict[str, Any]:
    tax = _named_rate(country, rate).copy()
    tax["amount"] = tax["base_amount"] = number(cents)
    return tax


@lru_cache(maxsize=1024)
def _named_rate(country: str, rate: int) -> dict[str, Any]:
    """A tax without its amounts. Copy it."""
    percent = number(rate)
    return {
        "code": f"{country}-{percent}",
        "title": f"VAT {percent}%",
        "percent": percent,
        "amount": None,
        "base_amount": None,
    }


def taxed_rows(order: Order) -> Iterator[Line]:
    """The rows that bear tax: the parts of a bundle that costs what they cost, else the row itself."""
    for line in order.lines:
        yield from line.parts if line.made is not None and line.made.by_parts else (line,)
