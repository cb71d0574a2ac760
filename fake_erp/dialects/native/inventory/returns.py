"""Goods that come back, over REST."""

from __future__ import annotations

from typing import Any

from fake_erp.dialects.native import reading as read
from fake_erp.dialects.native.times import instant_text
from fake_erp.dialects.native.views import Call, View, papers_page
from fake_erp.errors import RuleRefused
from fake_erp.inventory.returns import DISPOSITIONS
from fake_erp.messages import Reply
from fake_erp.model import Order, Return


def return_json(goods: Return) -> dict[str, Any]:
    order = goods.order
    lines = [
        {"line": at + 1, "item": order.lines[at].item.sku, "quantity": units} for at, units in goods.lines
    ]
    return {
        "number": goods.number,
        "order": order.number,
        "order_reference": order.external_reference,
        "external_reference": goods.external_reference,
        "status": goods.status,
        "disposition": goods.disposition,
        "reason": goods.why,
        "lines": lines,
        "credit_notes": list(goods.credited),
        "posted_at": instant_text(goods.posted_at_ms),
    }


def create(call: Call) -> Reply:
    """Take goods of an order back, into stock or to be scrapped; their credit note follows."""
    given = read.record(call.data())
    order = call.order_in("order", read.text(given, "order"))
    disposition = read.optional_text(given, "disposition") or "restock"
    if disposition not in DISPOSITIONS:
        raise read.bad("disposition", " or ".join(DISPOSITIONS), disposition)
    goods = call.erp.returns.create(
        order,
        _lines(order, given.get("lines"), call.erp.config.max_lines),
        disposition,
        call.client,
        read.optional_text(given, "reason"),
        read.optional_text(given, "external_reference", limit=read.REFERENCE_LIMIT),
        given,
    )
    return call.created(return_json(goods), f"/returns/{goods.number}")


def _lines(order: Order, given: Any, max_lines: int) -> list[tuple[int, int]]:
    if type(given) is not list or not 0 < len(given) <= max_lines:
        raise read.bad("lines", f"a list of 1 to {max_lines} lines", given)
    return [_line(order, line, at) for at, line in enumerate(given)]


def _line(order: Order, data: Any, at: int) -> tuple[int, int]:
    where = f"lines[{at}]."
    given = read.record(data, where[:-1])
    units = read.quantity(given, "quantity", where)
    if given.get("line") is not None:
        number = read.integer(given["line"])
        if number is None or not 0 < number <= len(order.lines):
            raise read.bad(f"{where}line", f"a line of the order, 1 to {len(order.lines)}", given["line"])
        return number - 1, units
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
    fitting = [
        place for place in of_item if order.lines[place].shipped - order.lines[place].returned >= units
    ]
    return (fitting or of_item)[0], units


def list_(call: Call) -> Reply:
    """Returns posted or credited since a cursor, in order of their last change."""
    return papers_page(call, call.erp.returns.feed, Return, return_json)


def read_one(call: Call) -> Reply:
    """One return by its number."""
    return call.ok(return_json(call.erp.returns.get(call.params["number"])))


VIEWS: dict[str, View] = {"return.create": create, "return.list": list_, "return.read": read_one}
