"""The record `returnAuthorization`: goods that come back are received with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from fake_erp.dialects.native import reading as read
from fake_erp.dialects.native.inventory.returns import lines_of
from fake_erp.dialects.netsuite.documents import papers
from fake_erp.dialects.netsuite.documents.papers import KINDS, head, transaction
from fake_erp.dialects.netsuite.records.base import Body, Call, missing, refers
from fake_erp.dialects.netsuite.records.order_reading import item_sku
from fake_erp.dialects.netsuite.records.order_reading import lines_of as sent_lines
from fake_erp.inventory.returns import CREDITS, DISPOSITIONS
from fake_erp.model import Line, Order, Return
from fake_erp.operations.documents import CreateReturn

if TYPE_CHECKING:
    from fake_erp.erp import Erp


def return_json(erp: Erp, goods: Return) -> Body:
    """A return as its record."""
    status = refers("G", "Refunded") if goods.status == "credited" else refers("E", "Pending Refund")
    written = {
        **head(erp, goods),
        "status": status,
        "orderStatus": status,
        "memo": goods.why,
        "custbody_disposition": goods.disposition,
        "custbody_credit": goods.credit,
        "item": {"items": papers.lines_of(erp, goods)},
    }
    if goods.external_reference:
        written["externalId"] = goods.external_reference
    return written


def neutral_lines(erp: Erp, given: Body) -> list[dict[str, Any]] | None:
    """The lines of a return or a credit memo by neutral names; None for none."""
    lines = sent_lines(given)
    if lines is None:
        return None
    found = []
    for at, line in enumerate(lines, 1):
        data = read.record(line, f"lines[{at - 1}]")
        neutral: dict[str, Any] = {}
        if data.get("orderLine") is not None:
            neutral["line"] = data["orderLine"]
        if data.get("item") is not None:
            neutral["item"] = item_sku(erp, data["item"], at)
        if data.get("quantity") is not None:
            neutral["quantity"] = data["quantity"]
        found.append(neutral)
    return found


def neutral(erp: Erp, given: Body, record: Any) -> dict[str, Any]:
    """The body by neutral names."""
    found: dict[str, Any] = {}
    if given.get("createdFrom") is not None:
        found |= papers.source_names(transaction(erp, given["createdFrom"]))
    lines = neutral_lines(erp, given)
    if lines is not None:
        found["lines"] = lines
    plain = {
        "reason": given.get("memo"),
        "external_reference": given.get("externalId"),
        "disposition": given.get("custbody_disposition"),
        "credit": given.get("custbody_credit"),
    }
    return found | {name: value for name, value in plain.items() if value is not None}


def all_left(order: Order, left: Callable[[Line], int]) -> list[dict[str, Any]]:
    """Everything of an order that is `left`, as neutral lines."""
    return [{"line": at, "quantity": left(line)} for at, line in enumerate(order.lines, 1) if left(line) > 0]


def _left(line: Line) -> int:
    return line.shipped - line.returned


def create(call: Call) -> CreateReturn:
    """Take goods of an order back; without lines all that was shipped."""
    given, erp = call.document, call.erp
    if not given.get("order"):
        raise missing("Created From")
    order = erp.orders.get(given["order"])
    given.setdefault("lines", all_left(order, _left))
    disposition = read.optional_text(given, "disposition") or "restock"
    if disposition not in DISPOSITIONS:
        raise read.bad("disposition", " or ".join(DISPOSITIONS), disposition)
    credit = read.optional_text(given, "credit") or "automatic"
    if credit not in CREDITS:
        raise read.bad("credit", " or ".join(CREDITS), credit)
    return CreateReturn(
        order,
        lines_of(order, given["lines"], erp.config.max_lines, _left),
        disposition,
        call.by,
        read.optional_text(given, "reason"),
        read.optional_text(given, "external_reference", limit=read.REFERENCE_LIMIT),
        given,
        credit,
    )


RETURN_AUTHORIZATION = papers.paper_type(
    KINDS[Return][1],
    Return,
    return_json,
    lambda erp, reference: next(
        (each for each in erp.returns.by_number.values() if each.external_reference == reference), None
    ),
    neutral,
    create,
    ("item",),
)
