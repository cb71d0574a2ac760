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
        read.text(given, "customer"),
        _currency(given),
        read.instant(given, "ordered_at"),
        _lines(given.get("lines"), max_lines),
        read.optional_text(given, "external_reference", limit=read.REFERENCE_LIMIT),
        channel if type(channel) is str else "",
        read.flag(given, "prices_include_tax", default=True),
    )
    draft.custom = custom
    draft.release = read.flag(given, "release")
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
    return [_line(line, at) for at, line in enumerate(given)]


def _line(data: Any, at: int) -> DraftLine:
    where = f"lines[{at}]."
    line = read.record(data, where[:-1])
    return DraftLine(
        read.text(line, "item", where),
        read.quantity(line, "quantity", where),
        read.cents(line, "unit_price", where, required=True),
        read.cents(line, "discount", where) if "discount" in line else 0,
        read.optional_text(line, "warehouse", where) if "warehouse" in line else "",
    )


def _shipping(data: Any, draft: Draft) -> None:
    if data is not None:
        given = read.record(data, "shipping")
        draft.shipping_cents = read.cents(given, "amount", "shipping.")
        draft.shipping_method = read.optional_text(given, "method", "shipping.")


def _payment(data: Any, draft: Draft) -> None:
    if data is not None:
        given = read.record(data, "payment")
        draft.payment_cents = read.cents(given, "amount", "payment.")
        draft.payment_method = read.optional_text(given, "method", "payment.")
        draft.prepaid = read.flag(given, "prepaid", "payment.")
