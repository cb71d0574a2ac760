"""The document flow of an order over REST: what followed from it, and from what."""

from __future__ import annotations

from typing import Any

from fake_erp.accounting.money import amount_text
from fake_erp.dialects.native.views import Call, View, get, ok
from fake_erp.model import CreditNote, Delivery, Invoice, Order, Payment, Return
from fake_erp.operations.base import Look
from fake_erp.sales import credit_exposure
from fake_erp.times import instant_text


def read_flow(call: Call) -> Look[Order]:
    """Every document of an order, in order of posting, with the documents it follows from."""
    return get(call.erp.orders.get, call.params["number"])


def flow_json(order: Order) -> dict[str, Any]:
    """An order with its deliveries, invoices, returns, credit notes and payments, as a JSON object."""
    return {
        "order": order.number,
        "external_reference": order.external_reference,
        "status": order.status,
        "currency": order.currency,
        "total": amount_text(order.total_cents),
        "billed": amount_text(order.billed_cents),
        "open": amount_text(credit_exposure.open_cents(order)),
        "paid_ahead": amount_text(order.paid_ahead_cents),
        "documents": _documents(order),
    }


def _documents(order: Order) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    unbilled: list[str] = []
    deliveries: list[str] = []
    for paper in order.papers:
        if type(paper) is Delivery:
            unbilled.append(paper.number)
            deliveries.append(paper.number)
            found.append(_document("delivery", paper, [order.number]))
        elif type(paper) is Invoice:
            found.append(_document("invoice", paper, unbilled, paper.total_cents))
            unbilled = []
        elif type(paper) is Payment:
            paid = [number for number, _ in paper.applied]
            found.append(_document("payment", paper, paid or [order.number], paper.amount_cents))
        elif type(paper) is Return:
            found.append(_document("return", paper, list(deliveries)))
        elif type(paper) is CreditNote:
            follows = [paper.invoice.number, *([paper.goods_return] if paper.goods_return else [])]
            found.append(_document("credit_note", paper, follows, paper.total_cents))
    return found


def _document(
    kind: str,
    paper: Delivery | Invoice | Payment | Return | CreditNote,
    follows: list[str],
    cents: int | None = None,
) -> dict[str, Any]:
    return {
        "kind": kind,
        "number": paper.number,
        "posted_at": instant_text(paper.posted_at_ms),
        "amount": None if cents is None else amount_text(cents),
        "follows": follows,
    }


VIEWS: dict[str, View[Any]] = {"order.flow": View(read_flow, ok(flow_json))}
