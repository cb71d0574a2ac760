"""Invoices, shipments and credit memos as Magento's API shows them.

Unlike the items of an order, document rows keep `row_total` before discount.
"""

from __future__ import annotations

from typing import Any

from fake_magento.model import Amounts, Comment, CreditMemo, DocumentLine, Invoice, Order, Shipment
from fake_magento.money import number
from fake_magento.rest.item_json import kilograms
from fake_magento.timestamps import stamp


def invoice_json(document: Invoice) -> dict[str, Any]:
    order = document.order
    data = _money(order, document.amounts)
    data.update(_identity(document, document.lines))
    data["state"] = 2
    data["can_void_flag"] = 0
    data["is_used_for_refund"] = 0
    if order.refunded_total is not None:
        data["base_total_refunded"] = number(order.refunded_total.total)
    if document.transaction_id is not None:
        data["transaction_id"] = document.transaction_id
    data = dict(sorted(data.items()))
    data["items"] = [
        _money_row(document.entity_id, document.first_item_id + index, row)
        for index, row in enumerate(document.lines)
    ]
    data["comments"] = _comments(document.entity_id, document.created_ms, document.comment)
    return data


def creditmemo_json(document: CreditMemo) -> dict[str, Any]:
    order = document.order
    data = _money(order, document.amounts)
    data.update(_identity(document, document.lines))
    data["state"] = 2
    positive, negative = document.adjustment_positive_cents, document.adjustment_negative_cents
    for prefix in ("", "base_"):
        data[prefix + "adjustment"] = number(positive - negative)
        data[prefix + "adjustment_positive"] = number(positive)
        data[prefix + "adjustment_negative"] = number(negative)
    if document.invoice_id is not None:
        data["invoice_id"] = document.invoice_id
    data = dict(sorted(data.items()))
    data["items"] = [
        {"base_cost": 0, **_money_row(document.entity_id, document.first_item_id + index, row)}
        for index, row in enumerate(document.lines)
    ]
    data["comments"] = _comments(document.entity_id, document.created_ms, document.comment)
    return data


def shipment_json(document: Shipment) -> dict[str, Any]:
    order, made = document.order, stamp(document.created_ms)
    data = _identity(document, document.lines)
    if order.customer_id is not None:
        data["customer_id"] = order.customer_id
    data["total_weight"] = kilograms(sum(row.line.weight_grams * row.quantity for row in document.lines))
    data = dict(sorted(data.items()))
    data["items"] = [
        _shipment_row(document, document.first_item_id + index, row)
        for index, row in enumerate(document.lines)
    ]
    data["tracks"] = [
        {
            "order_id": order.entity_id,
            "created_at": made,
            "entity_id": track.entity_id,
            "parent_id": document.entity_id,
            "updated_at": made,
            "weight": None,
            "qty": None,
            "description": None,
            "track_number": track.number,
            "title": track.title,
            "carrier_code": track.carrier_code,
        }
        for track in document.tracks
    ]
    data["comments"] = _comments(document.entity_id, document.created_ms, document.comment)
    data["extension_attributes"] = {"source_code": document.source}
    return data


def _identity(document: Invoice | Shipment | CreditMemo, lines: list[DocumentLine]) -> dict[str, Any]:
    order, made = document.order, stamp(document.created_ms)
    return {
        "entity_id": document.entity_id,
        "increment_id": document.increment_id,
        "order_id": order.entity_id,
        "store_id": order.store.store_id,
        "billing_address_id": 2 * order.entity_id,
        "shipping_address_id": 2 * order.entity_id - 1,
        "total_qty": sum(row.quantity for row in lines),
        "created_at": made,
        "updated_at": made,
    }


def _money(order: Order, amounts: Amounts) -> dict[str, Any]:
    incl = amounts.subtotal + amounts.tax - amounts.shipping_tax + amounts.compensation
    figures = {
        "grand_total": amounts.total,
        "subtotal": amounts.subtotal,
        "subtotal_incl_tax": incl,
        "tax_amount": amounts.tax,
        "discount_amount": -amounts.discount,
        "discount_tax_compensation_amount": amounts.compensation,
        "shipping_amount": amounts.shipping,
        "shipping_incl_tax": amounts.shipping + amounts.shipping_tax,
        "shipping_tax_amount": amounts.shipping_tax,
    }
    data: dict[str, Any] = {}
    for name, cents in figures.items():
        data[name] = data["base_" + name] = number(cents)
    for name in ("base", "global", "store", "order"):
        data[name + "_currency_code"] = order.store.currency
    data.update(
        {"base_to_global_rate": 1, "base_to_order_rate": 1, "store_to_base_rate": 0, "store_to_order_rate": 0}
    )
    return data


def _money_row(document_id: int, entity_id: int, row: DocumentLine) -> dict[str, Any]:
    line, before, quantity = row.line, row.before, row.quantity
    net = line.part(line.row_cents, before, quantity)
    tax = line.part(line.tax_cents, before, quantity)
    tax_before = line.part(line.tax_before_cents, before, quantity)
    figures = {
        "price": line.price_cents,
        "price_incl_tax": line.price_incl_cents,
        "row_total": net,
        "row_total_incl_tax": net + tax_before,
        "tax_amount": tax,
        "discount_amount": line.part(line.discount_cents, before, quantity),
        "discount_tax_compensation_amount": line.part(line.compensation_cents, before, quantity),
    }
    data: dict[str, Any] = {
        "entity_id": entity_id,
        "parent_id": document_id,
        "order_item_id": line.item_id,
        "product_id": line.product_id,
        "sku": line.sku,
        "name": line.name,
        "qty": quantity,
    }
    for name, cents in figures.items():
        data[name] = data["base_" + name] = number(cents)
    return dict(sorted(data.items()))


def _shipment_row(document: Shipment, entity_id: int, row: DocumentLine) -> dict[str, Any]:
    line = row.line
    return {
        "entity_id": entity_id,
        "name": line.name,
        "parent_id": document.entity_id,
        "price": number(line.price_cents),
        "product_id": line.product_id,
        "sku": line.sku,
        "weight": kilograms(line.weight_grams),
        "order_item_id": line.item_id,
        "qty": row.quantity,
    }


def _comments(document_id: int, made_ms: int, comment: Comment | None) -> list[dict[str, Any]]:
    if comment is None:
        return []
    return [
        {
            "is_customer_notified": comment.notified,
            "parent_id": document_id,
            "comment": comment.text,
            "is_visible_on_front": comment.visible,
            "created_at": stamp(made_ms),
            "entity_id": document_id,
        }
    ]
