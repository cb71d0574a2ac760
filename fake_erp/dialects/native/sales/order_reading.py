"""From the JSON of an order to a draft."""

from __future__ import annotations

from typing import Any

from fake_erp.dialects.native import reading as read
from fake_erp.errors import Malformed
from fake_erp.model import Draft, DraftLine, LineChange, OrderChange


def draft_of(data: Any, max_lines: int, least_lines: int = 1) -> Draft:
    """Raises Malformed naming the first field that has the wrong shape."""
    given = read.record(data)
    custom = read.custom(given.get("custom"), "custom")
    channel = custom.get("sales_channel")
    draft = Draft(
        read.text(given, "customer"),
        _currency(given),
        read.instant(given, "ordered_at"),
        _lines(given.get("lines"), max_lines, least_lines),
        read.optional_text(given, "external_reference", limit=read.REFERENCE_LIMIT),
        channel if type(channel) is str else "",
        read.flag(given, "prices_include_tax", default=True),
    )
    draft.custom = custom
    draft.release = read.flag(given, "release")
    ship_to, bill_to = given.get("ship_to"), given.get("bill_to")
    draft.ship_to = read.address(ship_to, "ship_to")
    draft.bill_to = draft.ship_to if bill_to == ship_to else read.address(bill_to, "bill_to")
    draft.document = given
    _shipping(given.get("shipping"), draft)
    _payment(given.get("payment"), draft)
    return draft


def _currency(given: dict[str, Any]) -> str:
    value = given.get("currency")
    if type(value) is not str or len(value) != 3 or not (value.isascii() and value.isupper()):
        raise read.bad("currency", 'an ISO 4217 code such as "EUR"', value)
    return value


def _lines(given: Any, max_lines: int, least_lines: int) -> list[DraftLine]:
    if type(given) is not list or len(given) < least_lines:
        raise read.bad("lines", "a list of at least one line", given)
    if len(given) > max_lines:
        raise Malformed(f"lines: at most {max_lines} lines, got {len(given)}; split the order", "lines")
    return [_line(line, at) for at, line in enumerate(given)]


def _line(data: Any, at: int) -> DraftLine:
    if type(data) is not dict:
        raise read.bad(f"lines[{at}]", "a JSON object", data)
    line, where = data, f"lines[{at}]."
    sku = read.text(line, "item", where)
    units, thousandths = read.quantity(line, "quantity", where)
    return DraftLine(
        sku,
        units,
        read.cents(line, "unit_price", where, required=True),
        read.cents(line, "discount", where) if "discount" in line else 0,
        read.optional_text(line, "warehouse", where) if "warehouse" in line else "",
        read.optional_text(line, "unit", where) if "unit" in line else "",
        thousandths,
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


FIXED = ("customer", "currency", "ordered_at", "prices_include_tax", "payment", "release")
"""What an order keeps as it was saved."""


def change_of(data: Any, max_lines: int) -> OrderChange:
    """Raises Malformed naming the first field that has the wrong shape or cannot be changed."""
    given = read.record(data)
    for name in FIXED:
        if name in given:
            raise Malformed(f"{name}: it cannot be changed; cancel the order and create another", name)
    change = OrderChange(document=given)
    if given.get("external_reference") is not None:
        change.reference = read.optional_text(given, "external_reference", limit=read.REFERENCE_LIMIT)
    change.ship_to = read.address(given.get("ship_to"), "ship_to")
    change.bill_to = read.address(given.get("bill_to"), "bill_to")
    if given.get("custom") is not None:
        change.custom = read.custom(given["custom"], "custom")
    if given.get("shipping") is not None:
        shipping = read.record(given["shipping"], "shipping")
        if "amount" in shipping:
            raise Malformed(
                "shipping.amount: it cannot be changed; cancel the order and create another",
                "shipping.amount",
            )
        change.shipping_method = read.optional_text(shipping, "method", "shipping.")
    if given.get("lines") is not None:
        if type(given["lines"]) is not list:
            raise read.bad("lines", "a list of changed and new lines", given["lines"])
        if len(given["lines"]) > max_lines:
            raise Malformed(f"lines: at most {max_lines} lines, got {len(given['lines'])}", "lines")
        change.lines = [_line_change(line, at) for at, line in enumerate(given["lines"])]
    return change


def _line_change(data: Any, at: int) -> LineChange:
    """A change of the line it names by `line`, counted from 1; without that, a new line."""
    where = f"lines[{at}]."
    line = read.record(data, where[:-1])
    given = line.get("line")
    if given is None:
        new = _line(data, at)
        return LineChange(
            None,
            new.sku,
            new.quantity,
            new.unit_price_cents,
            new.discount_cents,
            new.warehouse,
            new.unit,
            new.thousandths,
        )
    number = read.integer(given)
    if number is None or number < 1:
        raise read.bad(f"{where}line", "the number of a line, counted from 1", given)
    if line.get("unit") is not None:
        raise Malformed(
            f"{where}unit: the unit of a line cannot be changed; remove the line and add another",
            f"{where}unit",
        )
    is_given = line.get("quantity") is not None
    units, thousandths = read.quantity(line, "quantity", where, least=0) if is_given else (None, 0)
    return LineChange(
        number - 1,
        read.optional_text(line, "item", where),
        units,
        None if line.get("unit_price") is None else read.cents(line, "unit_price", where),
        None if line.get("discount") is None else read.cents(line, "discount", where),
        read.optional_text(line, "warehouse", where),
        thousandths=thousandths,
    )
