"""Sales orders and their lines as sets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from fake_erp.dialects.business_central import values as read
from fake_erp.dialects.business_central.columns import record_of
from fake_erp.dialects.business_central.errors import DIALOG, Refused
from fake_erp.dialects.business_central.resources import Action, Call, Resource, since, visible
from fake_erp.dialects.business_central.sales import order_changes as change
from fake_erp.dialects.business_central.sales.lines import SALES_ORDER_LINE, LineOf, line_with, lines_of
from fake_erp.dialects.business_central.sales.order_reading import draft_of, neutral, neutral_line
from fake_erp.dialects.business_central.sales.order_types import SALES_ORDER
from fake_erp.dialects.business_central.sales.states import is_gone
from fake_erp.dialects.odata.queries import Query
from fake_erp.errors import ErpError
from fake_erp.model import Order
from fake_erp.operations.base import Hides
from fake_erp.operations.orders import CreateOrder

if TYPE_CHECKING:
    from fake_erp.erp import Erp


def key_of(order: Order) -> str:
    """The business key of an order."""
    return order.external_reference or order.number


def orders(erp: Erp, query: Query, hides: Hides | None) -> Sequence[Order]:
    """The orders that are not gone, by an index where the filter has a value for one."""
    reference, number = query.equal("externalDocumentNumber"), query.equal("number")
    wanted = query.equal("id")
    if isinstance(reference, str) and reference:
        found: Sequence[Order | None] = erp.orders.with_reference(reference)
    elif isinstance(number, str):
        found = [erp.orders.by_number.get(number)]
    elif isinstance(wanted, str):
        found = [record_of(erp, "order", erp.orders.by_number, wanted)]
    else:
        at_ms = query.least("lastModifiedDateTime")
        return [
            order
            for order in since(erp.orders.feed, at_ms, lambda each: each.changed_at_ms, hides)
            if not is_gone(order)
        ]
    return [order for order in visible(found, hides) if not is_gone(order)]


def find(erp: Erp, keys: Mapping[str, str]) -> Order | None:
    """The order of a GUID, gone or not."""
    found: Order | None = record_of(erp, "order", erp.orders.by_number, keys.get("id") or keys.get("") or "")
    return found


def _create(call: Call) -> CreateOrder:
    draft = draft_of(call.erp, call.data(), call.erp.dialect.version)  # type: ignore[attr-defined]
    return CreateOrder(draft, call.by, call.request.discard)


def _sent(call: Call) -> Any:
    return neutral(call.data())


def _reference_sent(call: Call) -> str | None:
    try:
        found = call.data().get("externalDocumentNumber")
    except ErpError:
        return None
    return found if type(found) is str and found else None


ORDERS = Resource(
    SALES_ORDER,
    "order",
    orders,
    find,
    lambda order: order.number,
    key_of,
    {
        "POST": Action("order.create", _create, "created", _sent, _reference_sent),
        "PATCH": Action("order.update", change.change_header, "changed", _sent),
        "DELETE": Action("order.cancel", change.delete, "done"),
        "Microsoft.NAV.release": Action("order.release", change.release, "done"),
        "Microsoft.NAV.reopen": Action("order.hold", change.reopen, "done"),
        "Microsoft.NAV.shipAndInvoice": Action("order.release", change.ship_and_invoice, "done"),
    },
    asked="externalDocumentNumber",
)


# -- lines -----------------------------------------------------------------------------------------------------------


def _lines(erp: Erp, query: Query, hides: Hides | None) -> Sequence[LineOf]:
    wanted = query.equal("documentId")
    if isinstance(wanted, str):
        order = find(erp, {"id": wanted})
        found = visible([order], hides)
        return [line for each in found if not is_gone(each) for line in lines_of(each)]
    text = "You must specify an Id or a Document Id to get the lines."
    raise Refused(DIALOG, text, "documentId")


def _find_line(erp: Erp, keys: Mapping[str, str]) -> LineOf | None:
    """A line of an order that is not gone."""
    wanted = keys.get("id") or keys.get("") or ""
    for order in reversed(erp.orders.by_number.values()):
        if not is_gone(order):
            found = line_with(order, wanted)
            if found is not None:
                return found
    return None


def _parent(call: Call) -> Order | None:
    """The order of a new line: that of the address, or the one that `documentId` names."""
    if isinstance(call.parent, Order):
        return call.parent
    if isinstance(call.record, LineOf):
        return call.record.order
    try:
        return find(call.erp, {"id": read.guid(call.data(), "documentId")})
    except ErpError:
        return None


def _key_of_line(call: Call) -> str | None:
    order = _parent(call)
    return None if order is None else key_of(order)


def _line_sent(call: Call) -> Any:
    return {"lines": [neutral_line(call.data())]}


def _add_line(call: Call) -> Any:
    return change.add_line(call, _parent(call))


LINES = Resource(
    SALES_ORDER_LINE,
    "order",
    _lines,
    _find_line,
    lambda line: line.order.number,
    lambda line: key_of(line.order),
    {
        "POST": Action(
            "order.update",
            _add_line,
            "created",
            _line_sent,
            _key_of_line,
            lambda call, order: change.added(order),
        ),
        "PATCH": Action(
            "order.update", change.change_line, "changed", _line_sent, shown=lambda call, order: call.record
        ),
        "DELETE": Action("order.update", change.delete_line, "done"),
    },
    part=True,
)
