"""Goods that come back, over REST."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fake_erp.channels.feed import Page
from fake_erp.dialects.native import reading as read
from fake_erp.dialects.native.views import Call, View, created, get, ok, papers, rows
from fake_erp.errors import RuleRefused
from fake_erp.inventory.returns import CREDITS, DISPOSITIONS
from fake_erp.messages import Reply
from fake_erp.model import Line, Order, Return
from fake_erp.model.quantities import shown
from fake_erp.operations.base import Look
from fake_erp.operations.documents import CreateReturn
from fake_erp.times import instant_text


def return_json(goods: Return) -> dict[str, Any]:
    """A return as its JSON object."""
    order = goods.order
    lines = [
        {
            "line": at + 1,
            "item": order.lines[at].item.sku,
            "quantity": shown(units, order.lines[at].item.scale),
        }
        for at, units in goods.lines
    ]
    return {
        "number": goods.number,
        "order": order.number,
        "order_reference": order.external_reference,
        "external_reference": goods.external_reference,
        "status": goods.status,
        "disposition": goods.disposition,
        "credit": goods.credit,
        "reason": goods.why,
        "lines": lines,
        "credit_notes": list(goods.credited),
        "posted_at": instant_text(goods.posted_at_ms),
    }


def create(call: Call) -> CreateReturn:
    """Take goods of an order back, into stock or to be scrapped; their credit note follows, unless it is manual."""
    given = read.record(call.data())
    order = call.order_in("order", read.text(given, "order"))
    disposition = read.optional_text(given, "disposition") or "restock"
    if disposition not in DISPOSITIONS:
        raise read.bad("disposition", " or ".join(DISPOSITIONS), disposition)
    credit = read.optional_text(given, "credit") or "automatic"
    if credit not in CREDITS:
        raise read.bad("credit", " or ".join(CREDITS), credit)
    return CreateReturn(
        order,
        lines_of(order, given.get("lines"), call.erp.config.max_lines, _can_come_back),
        disposition,
        call.client,
        read.optional_text(given, "reason"),
        read.optional_text(given, "external_reference", limit=read.REFERENCE_LIMIT),
        given,
        credit,
    )


def _can_come_back(line: Line) -> int:
    return line.shipped - line.returned


def _created(call: Call, goods: Return) -> Reply:
    return created(return_json(goods), f"/returns/{goods.number}")


def lines_of(order: Order, given: Any, max_lines: int, left: Callable[[Line], int]) -> list[tuple[int, int]]:
    """Position of the order line and units, of lines that name the line or its item.

    An item is that of the first line that has so many units `left`. Raises ErpError.
    """
    if type(given) is not list or not 0 < len(given) <= max_lines:
        raise read.bad("lines", f"a list of 1 to {max_lines} lines", given)
    return [_line(order, line, at, left) for at, line in enumerate(given)]


def _line(order: Order, data: Any, at: int, left: Callable[[Line], int]) -> tuple[int, int]:
    where = f"lines[{at}]."
    given = read.record(data, where[:-1])
    read.quantity(given, "quantity", where)
    if given.get("line") is not None:
        number = read.integer(given["line"])
        if number is None or not 0 < number <= len(order.lines):
            raise read.bad(f"{where}line", f"a line of the order, 1 to {len(order.lines)}", given["line"])
        return number - 1, read.counted(order.lines[number - 1].item, given, "quantity", where)
    sku = read.text(given, "item", where)
    of_item = [place for place, line in enumerate(order.lines) if line.item.sku == sku]
    if not of_item:
        raise RuleRefused(
            "returned_within_shipped",
            "item_not_on_order",
            f"{where}item: order {order.number} has no line with item {sku[:64]!r}",
            f"{where}item",
            {"order": order.number},
        )
    units = read.counted(order.lines[of_item[0]].item, given, "quantity", where)
    fitting = [place for place in of_item if left(order.lines[place]) >= units]
    return (fitting or of_item)[0], units


def list_(call: Call) -> Look[Page[Return]]:
    """Returns posted or credited since a cursor, in order of their last change."""
    return papers(call, call.erp.returns.feed, Return)


def read_one(call: Call) -> Look[Return]:
    """One return by its number."""
    return get(call.erp.returns.get, call.params["number"])


VIEWS: dict[str, View[Any]] = {
    "return.create": View(create, _created),
    "return.list": View(list_, rows(return_json)),
    "return.read": View(read_one, ok(return_json)),
}
