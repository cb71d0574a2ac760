r"""Invoices, shipments and credit memos as JSON.

Unlike the items of an order, their rows keep `row_total` before discount.

Source: Magento source, Magento\Sales\Api\Data\InvoiceInterface, ShipmentInterface, CreditmemoInterface.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import replace
from typing import Any

from fake_magento.model.amounts import Amounts
from fake_magento.model.documents import CreditMemo, DocumentLine, Invoice, Note, Shipment, Track
from fake_magento.model.order import Order
from fake_magento.model.order_line import OrderLine, per_parent
from fake_magento.money import number
from fake_magento.quantities import grams, shown, total
from fake_magento.rest.documents.sent_json import sent_json
from fake_magento.rest.framework.weights import kilograms
from fake_magento.rest.orders.base_currency import rate
from fake_magento.timestamps import stamp


def invoice_json(document: Invoice) -> dict[str, Any]:
    """An invoice as InvoiceInterface."""
    if document.sent is not None:
        return {**sent_json(document, document.sent), "comments": comments_json(document)}
    order = document.order
    data = _money(order, document.amounts, document.base_amounts)
    data.update(_identity(document, document.lines))
    data["state"] = document.state
    data["can_void_flag"] = 0
    data["is_used_for_refund"] = 0
    if order.refunded_total is not None:
        data["base_total_refunded"] = number(order.in_base().refunded_cents)
    if document.transaction_id is not None:
        data["transaction_id"] = document.transaction_id
    data = dict(sorted(data.items()))
    data["items"] = _money_rows(document)
    data["comments"] = comments_json(document)
    return data


def creditmemo_json(document: CreditMemo) -> dict[str, Any]:
    """A credit memo as CreditmemoInterface; adjustments are always present, unless a client saved it without."""
    if document.sent is not None:
        return {**sent_json(document, document.sent), "comments": comments_json(document)}
    order = document.order
    data = _money(order, document.amounts, document.base_amounts)
    data.update(_identity(document, document.lines))
    del data["total_qty"]  # which credit memos do not have
    data["state"] = document.state
    own = (document.adjustment_positive_cents, document.adjustment_negative_cents)
    in_base = own if document.base_amounts is None else document.base_adjustments
    for prefix, (positive, negative) in (("", own), ("base_", in_base)):
        data[prefix + "adjustment"] = number(positive - negative)
        data[prefix + "adjustment_positive"] = number(positive)
        data[prefix + "adjustment_negative"] = number(negative)
    if document.invoice_id is not None:
        data["invoice_id"] = document.invoice_id
    data = dict(sorted(data.items()))
    data["items"] = [{"base_cost": 0, **row} for row in _money_rows(document)]
    data["comments"] = comments_json(document)
    return data


def shipment_json(document: Shipment) -> dict[str, Any]:
    """A shipment as ShipmentInterface. `items`, `tracks` and `comments` are present even if empty."""
    data = _shipped(document) if document.sent is None else sent_json(document, document.sent)
    data["tracks"] = [track_json(document, track) for track in document.tracks]
    data["comments"] = comments_json(document)
    data["extension_attributes"] = {"source_code": document.source}
    return data


def _shipped(document: Shipment) -> dict[str, Any]:
    order = document.order
    data = _identity(document, document.lines)
    if order.customer_id is not None:
        data["customer_id"] = order.customer_id
    data["total_weight"] = kilograms(
        sum(grams(row.line.weight_grams, row.quantity, row.line.scale) for row in document.lines)
    )
    data = dict(sorted(data.items()))
    data["items"] = [
        _shipment_row(document, document.first_item_id + index, line, quantity)
        for index, (line, quantity) in enumerate(_shipped_rows(document.lines))
    ]
    return data


def track_json(document: Shipment, track: Track) -> dict[str, Any]:
    """A tracking number as ShipmentTrackInterface, with null for `weight`, `qty` and `description`."""
    made = stamp(document.created_ms if track.created_ms is None else track.created_ms)
    return {
        "order_id": document.order.entity_id,
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


def _identity(document: Invoice | Shipment | CreditMemo, lines: Sequence[DocumentLine]) -> dict[str, Any]:
    order, made = document.order, stamp(document.created_ms)
    return {
        "entity_id": document.entity_id,
        "increment_id": document.increment_id,
        "order_id": order.entity_id,
        "store_id": order.store.store_id,
        "billing_address_id": 2 * order.entity_id,
        "shipping_address_id": 2 * order.entity_id - 1,
        "total_qty": total((row.quantity, row.line.scale) for row in lines),
        "created_at": made,
        "updated_at": made,
    }


def _figures(amounts: Amounts) -> dict[str, int]:
    goods_tax = amounts.tax - amounts.shipping_tax
    return {
        "grand_total": amounts.total,
        "subtotal": amounts.subtotal,
        "subtotal_incl_tax": amounts.subtotal + goods_tax + amounts.compensation,
        "tax_amount": amounts.tax,
        "discount_amount": -amounts.discount,
        "discount_tax_compensation_amount": amounts.compensation,
        "shipping_amount": amounts.shipping,
        "shipping_incl_tax": amounts.shipping + amounts.shipping_tax + amounts.shipping_compensation,
        "shipping_tax_amount": amounts.shipping_tax,
    }


def _money(order: Order, amounts: Amounts, base: Amounts | None) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for name, cents in _figures(amounts).items():
        data[name] = data["base_" + name] = number(cents)
    for name in ("base", "global", "store", "order"):
        data[name + "_currency_code"] = order.store.currency
    data.update(
        {"base_to_global_rate": 1, "base_to_order_rate": 1, "store_to_base_rate": 0, "store_to_order_rate": 0}
    )
    if base is not None:
        data.update({"base_" + name: number(cents) for name, cents in _figures(base).items()})
        data["base_to_order_rate"] = rate(order)
        for name in ("base", "global", "store"):
            data[name + "_currency_code"] = order.store.base_currency
    return data


def _money_rows(document: Invoice | CreditMemo) -> list[dict[str, Any]]:
    """A row per line, with the rows of its parts below it."""
    found: list[dict[str, Any]] = []
    for row in document.lines:
        found.append(_money_row(document, document.first_item_id + len(found), row.line, row, None))
        for part in row.line.parts:
            found.append(_money_row(document, document.first_item_id + len(found), part, row, row.line))
    return found


_ROW_FIGURES = (
    ("row_total", "row_cents"),
    ("tax_amount", "tax_cents"),
    ("discount_tax_compensation_amount", "compensation_cents"),
)


def _row_figures(line: OrderLine, row: DocumentLine, parent: OrderLine | None) -> dict[str, int]:
    figures = {"price": line.price_cents, "price_incl_tax": line.price_incl_cents}
    for name, field in _ROW_FIGURES:
        figures[name] = _share(line, row, parent, field)
    figures["discount_amount"] = _discount_share(line, row, parent)
    figures["row_total_incl_tax"] = figures["row_total"] + _share(line, row, parent, "tax_before_cents")
    return figures


def _share(line: OrderLine, row: DocumentLine, parent: OrderLine | None, field: str) -> int:
    """The share of the units of this document. The shares of the parts of a bundle add up to that of the bundle."""
    if parent is None:
        cents: int = getattr(line, field)
        return line.part(cents, row.before, row.quantity)
    upto = 0
    for part in parent.parts:
        before, upto = upto, upto + getattr(part, field)
        if part.item_id == line.item_id:
            return parent.part(upto, row.before, row.quantity) - parent.part(before, row.before, row.quantity)
    raise AssertionError("a part that its parent does not know")


def _discount_share(line: OrderLine, row: DocumentLine, parent: OrderLine | None) -> int:
    if parent is None:
        return line.discount_part(row.before, row.quantity)
    upto = replace(parent, row_cents=0, tax_cents=0, compensation_cents=0, discount_cents=0)
    before = upto
    for part in parent.parts:
        before = copy(upto)
        upto.row_cents += part.row_cents
        upto.tax_cents += part.tax_cents
        upto.compensation_cents += part.compensation_cents
        upto.discount_cents += part.discount_cents
        if part.item_id == line.item_id:
            break
    return upto.discount_part(row.before, row.quantity) - before.discount_part(row.before, row.quantity)


def _money_row(
    document: Invoice | CreditMemo,
    entity_id: int,
    line: OrderLine,
    row: DocumentLine,
    parent: OrderLine | None,
) -> dict[str, Any]:
    units = 1 if parent is None else per_parent(line)
    data: dict[str, Any] = {
        "entity_id": entity_id,
        "parent_id": document.entity_id,
        "order_item_id": line.item_id,
        "product_id": line.product_id,
        "sku": line.sku,
        "name": line.name,
        "qty": shown(row.quantity * units, line.scale),
    }
    for name, cents in _row_figures(line, row, parent).items():
        data[name] = data["base_" + name] = number(cents)
    if document.base_amounts is not None:
        data.update(_base_figures(line, row, parent))
    return dict(sorted(data.items()))


def _base_figures(line: OrderLine, row: DocumentLine, parent: OrderLine | None) -> dict[str, Any]:
    above = None
    if parent is not None:
        above = parent.in_base()
        assert parent.made is not None
        above.made = replace(parent.made, parts=tuple(part.in_base() for part in parent.parts))
    return {"base_" + name: number(cents) for name, cents in _row_figures(line.in_base(), row, above).items()}


def _shipped_rows(lines: Sequence[DocumentLine]) -> list[tuple[OrderLine, int]]:
    """The rows of a shipment, with the selections of a bundle below it."""
    found: list[tuple[OrderLine, int]] = []
    for row in lines:
        found.append((row.line, row.quantity))
        if row.line.kind == "bundle":
            found += [(part, row.quantity * per_parent(part)) for part in row.line.parts]
    return found


def _shipment_row(document: Shipment, entity_id: int, line: OrderLine, quantity: int) -> dict[str, Any]:
    return {
        "entity_id": entity_id,
        "name": line.name,
        "parent_id": document.entity_id,
        "price": number(line.price_cents),
        "product_id": line.product_id,
        "sku": line.sku,
        "weight": kilograms(line.weight_grams),
        "order_item_id": line.item_id,
        "qty": shown(quantity, line.scale),
    }


def comments_json(document: Invoice | Shipment | CreditMemo) -> list[dict[str, Any]]:
    """The comment that a document was made with, and those added later."""
    first = (
        [] if document.comment is None else [Note(document.entity_id, document.comment, document.created_ms)]
    )
    return [note_json(document.entity_id, note) for note in (*first, *document.notes)]


def note_json(document_id: int, note: Note) -> dict[str, Any]:
    """A comment of a document, in the key order of Magento's getters."""
    return {
        "is_customer_notified": note.comment.notified,
        "parent_id": document_id,
        "comment": note.comment.text,
        "is_visible_on_front": note.comment.visible,
        "created_at": stamp(note.created_ms),
        "entity_id": note.entity_id,
    }
