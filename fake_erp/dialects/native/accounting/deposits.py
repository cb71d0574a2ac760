"""Customer deposits over REST."""

from __future__ import annotations

from typing import Any

from fake_erp.accounting.money import amount_text
from fake_erp.channels.feed import Page
from fake_erp.dialects.native import reading as read
from fake_erp.dialects.native.views import Call, View, created, get, ok, page, rows
from fake_erp.messages import Reply
from fake_erp.model import NOT_YET, Deposit
from fake_erp.operations.base import Look
from fake_erp.operations.deposits import ApplyDeposit, CreateDeposit, RefundDeposit
from fake_erp.times import instant_text


def deposit_json(deposit: Deposit) -> dict[str, Any]:
    """A deposit as its JSON object."""
    refunded = deposit.refunded_at_ms
    return {
        "number": deposit.number,
        "external_reference": deposit.order_reference,
        "order": deposit.order.number if deposit.order is not None else None,
        "status": deposit.status,
        "currency": deposit.currency,
        "amount": amount_text(deposit.amount_cents),
        "reference": deposit.reference,
        "method": deposit.method,
        "posted_at": instant_text(deposit.posted_at_ms),
        "refunded_at": None if refunded == NOT_YET else instant_text(refunded),
    }


def create(call: Call) -> CreateDeposit:
    """Post money received for an order that need not be in the ERP yet."""
    call.erp.deposits.require_open()
    given = read.record(call.data())
    amount = read.cents(given, "amount", required=True)
    if amount == 0:
        raise read.bad("amount", 'an amount above 0 such as "19.99"', given["amount"])
    return CreateDeposit(
        read.text(given, "external_reference", limit=read.REFERENCE_LIMIT),
        amount,
        read.text(given, "currency"),
        read.optional_text(given, "reference", limit=read.REFERENCE_LIMIT),
        read.optional_text(given, "method"),
        call.client,
    )


def apply(call: Call) -> ApplyDeposit:
    """Let an open deposit pay an order."""
    call.erp.deposits.require_open()
    given = read.record(call.data())
    return ApplyDeposit(call.params["number"], call.order_in("order", read.text(given, "order")), call.client)


def refund(call: Call) -> RefundDeposit:
    """Pay an open deposit back."""
    return RefundDeposit(call.params["number"], call.client)


def list_(call: Call) -> Look[Page[Deposit]]:
    """Deposits posted, applied or paid back since a cursor, in order of their last change."""
    call.erp.deposits.require_open()
    return page(call.erp.deposits.feed, call.query())


def read_one(call: Call) -> Look[Deposit]:
    """One deposit by its number."""
    return get(call.erp.deposits.get, call.params["number"])


def _created(call: Call, deposit: Deposit) -> Reply:
    return created(deposit_json(deposit), f"/deposits/{deposit.number}")


VIEWS: dict[str, View[Any]] = {
    "deposit.create": View(create, _created),
    "deposit.list": View(list_, rows(deposit_json)),
    "deposit.read": View(read_one, ok(deposit_json)),
    "deposit.apply": View(apply, ok(deposit_json)),
    "deposit.refund": View(refund, ok(deposit_json)),
}
