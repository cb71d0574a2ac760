"""From the JSON of an order to a draft."""

from __future__ import annotations

from typing import Any

from fake_erp.errors import Malformed
from fake_erp.model import Draft, DraftLine
from fake_erp.rest import reading as read


def draft_of(data: Any, max_lines: int) -> Draft:
    """Raises Malformed naming the first field that has the wrong shape."""
    given = read.record(data)
    custom = read.custom(given.get("custom"), "custom")
    channel = custom.get("sales_channel")
    draft = Draft(
        read.text(given, "customer", "customer"),
        _currency(given),
        read.instant(given, "ordered_at", "ordered_at"),
        _lines(given.get("lines"), max_lines),
        read.optional_text(given, "external_reference", "external_reference", read.REFERENCE_LIMIT),
        channel if type(channel) is str else "",
        read.flag(given, "prices_include_tax", "prices_include_tax", True),
    )
    draft.custom = custom
    draft.release = read.flag(given, "release", "release", False)
    draft.ship_to = read.address(given.get("ship_to"), "ship_to")
    draft.bill_to = read.address(given.get("bill_to"), "bill_to")
    draft.document = given
    _shipping(given.get("shipping"), draft)
    _payment(given.get("payment"), draft)
    return draft


def _currency(given: dict[str, Any]) -> str:
    value = given.get("currency")
    if type(value) is not str or len(value) != 3 or not (value.isascii() and value.isupper()):
        raise read.bad("currency", 'an ISO 4217 code such as "EUR"', value)
    return value


def _lines(given: Any, max_lines: int) -> list[DraftLine]:
    if type(given) is not list or not given:
        raise read.bad("lines", "a list of at least one line", given)
    if len(given) > max_lines:
        raise Malformed(f"lines: at most {max_lines} lines, got {len(given)}; split the order", "lines")
    return [_line(line, f"lines[{at}]") for at, line in enumerate(given)]


def _line(data: Any, field: str) -> DraftLine:
    line = read.record(data, field)
    return DraftLine(
        read.text(line, "item", f"{field}.item"),
        read.quantity(line, "quantity", f"{field}.quantity"),
        read.cents(line, "unit_price", f"{field}.unit_price", required=True),
        read.cents(line, "discount", f"{field}.discount") if "discount" in line else 0,
        read.optional_text(line, "warehouse", f"{field}.warehouse") if "warehouse" in line else "",
    )


def _shipping(data: Any, draft: Draft) -> None:
    if data is not None:
        given = read.record(data, "shipping")
        draft.shipping_cents = read.cents(given, "amount", "shipping.amount")
        draft.shipping_method = read.optional_text(given, "method", "shipping.method")


def _payment(data: Any, draft: Draft) -> None:
    if data is not None:
        given = read.record(data, "payment")
        draft.payment_cents = read.cents(given, "amount", "payment.amount")
        draft.payment_method = read.optional_text(given, "method", "payment.method")
        draft.prepaid = read.flag(given, "prepaid", "payment.prepaid", False)
