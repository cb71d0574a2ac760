"""Creating, changing, confirming and deleting: a sales order is its header, and then its lines one by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from fake_erp.dialects.dynamics_fo.fields import COMPANY, CUSTOMER, HEADER, LINES, SERVICE
from fake_erp.dialects.dynamics_fo.keys import deleted, find
from fake_erp.dialects.odata.paths import Segment
from fake_erp.dialects.short import documents
from fake_erp.dialects.short.fields import Table, record_of
from fake_erp.dialects.short.matching import ShortMatch
from fake_erp.dialects.short.odata4 import body_of, quietly
from fake_erp.dialects.short.records import OrderLine, key_of
from fake_erp.dialects.short.sets import Collection
from fake_erp.errors import Malformed, MethodNotAllowed, NotFound
from fake_erp.messages import Reply, Request
from fake_erp.model import Order
from fake_erp.operations.base import Command
from fake_erp.operations.documents import ChangeCustomer
from fake_erp.operations.orders import CancelOrder, ReleaseOrder

if TYPE_CHECKING:
    from fake_erp.erp import Erp

CONFIRM = ("Microsoft.Dynamics.DataEntities.confirm", "confirm")
WORKED_OUT = (
    "number",
    "status",
    "customer_name",
    "email",
    "hold_reason",
    "total",
    "lot",
    "amount",
    "name",
    "state",
)
"""Neutral fields that clients cannot set."""
HEADERS = ("SalesOrderHeadersV2", "SalesOrderHeadersV3", "SalesOrderHeadersV4")
LINE_SETS = ("SalesOrderLines", "SalesOrderLinesV2")


def document(erp: Erp, request: Request, table: Table) -> dict[str, Any]:
    """The body with neutral names. Raises Malformed for a field that the entity does not have."""
    given = record_of(body_of(erp, request))
    unknown = table.unknown(given)
    if unknown:
        raise Malformed(
            f"The property '{unknown[:60]}' does not exist on type 'Microsoft.Dynamics.DataEntities'. Make sure to "
            "only use property names that are defined by the type.",
            unknown[:60],
        )
    area = given.get("dataAreaId", COMPANY)
    if type(area) is not str or area.lower() != COMPANY:
        raise Malformed(f"The company {str(area)[:20]!a} does not exist.", "dataAreaId")
    return table.read(given)


def change_match(
    erp: Erp, request: Request, collection: Collection, segments: Sequence[Segment]
) -> ShortMatch:
    """The match of a request that changes something. Raises MethodNotAllowed and NotFound."""
    first, rest = segments[0], [each.name for each in segments[1:]]
    name, method = collection.name, request.method
    if name in HEADERS and first.has_key and method == "POST" and rest and rest[0] in CONFIRM:
        return _confirm(erp, request, collection, first)
    made = _MAKERS.get((_kind(name), method, first.has_key)) if not rest else None
    if made is None:
        allow = [each for kind, each, keyed in _MAKERS if kind == _kind(name) and keyed == first.has_key]
        raise MethodNotAllowed(
            f"The requested resource does not support http method '{method[:10]}'.",
            None,
            {"allow": ["GET", *allow]},
        )
    return made(erp, request, collection, first)


def _kind(name: str) -> str:
    return "header" if name in HEADERS else "line" if name in LINE_SETS else name


def _without(given: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if name not in WORKED_OUT}


def _create_header(erp: Erp, request: Request, collection: Collection, segment: Segment) -> ShortMatch:
    def sent() -> dict[str, Any]:
        given = document(erp, request, HEADER)
        if given.get("number"):
            raise Malformed(
                "Number sequence: the sales order number cannot be set manually; leave SalesOrderNumber out.",
                "number",
            )
        return _without(given)

    return ShortMatch(
        "order.create",
        lambda by: documents.create_order(erp, sent(), by, discard=request.discard, least=0),
        lambda order: _created(erp, request, collection, order),
        reads=False,
        asked=lambda: _text(quietly(sent, {}).get("external_reference")),
        sent=sent,
    )


def _created(erp: Erp, request: Request, collection: Collection, record: Any) -> Reply:
    writer = SERVICE.writer(request)
    place = {"Location": writer.address(erp, collection.entity, record)}
    return Reply(201, SERVICE.shown(erp, request, collection, record), place)


def _text(value: Any) -> str | None:
    return value if type(value) is str and value else None


def _add_line(erp: Erp, request: Request, collection: Collection, segment: Segment) -> ShortMatch:
    def sent() -> dict[str, Any]:
        line = _without(document(erp, request, LINES))
        line.pop("line", None)
        line.pop("currency", None)
        return {"lines": [line]}

    def order() -> Order:
        given = document(erp, request, LINES).get("number")
        known = erp.orders.by_number.get(given) if type(given) is str else None
        if known is None or known.number in deleted(erp):
            raise NotFound("The sales order of the line was not found.", "number")
        return known

    known = quietly(order)

    def give(changed: Order) -> Reply:
        return _created(erp, request, collection, OrderLine(changed, len(changed.lines) - 1))

    return ShortMatch(
        "order.update",
        lambda by: documents.change_order(erp, order().number, sent(), by),
        give,
        reads=False,
        number=known.number if known is not None else "",
        asked=key_of(known) if known is not None else None,
        sent=sent,
    )


Found = Callable[[], Any]


def _of_order(
    operation: str,
    found: Found,
    take: Callable[[Order, str], Command[Any]],
    give: Callable[[Any], Reply],
    sent: Callable[[], Any] = lambda: None,
) -> ShortMatch:
    """A match about an order that the address names, itself or by a line."""
    record = quietly(found)
    order = record.order if isinstance(record, OrderLine) else record

    def checked(by: str) -> Command[Any]:
        record = found()
        return take(record.order if isinstance(record, OrderLine) else record, by)

    return ShortMatch(
        operation,
        checked,
        give,
        reads=False,
        number=order.number if order is not None else "",
        asked=key_of(order) if order is not None else None,
        sent=sent,
    )


def _change_header(erp: Erp, request: Request, collection: Collection, segment: Segment) -> ShortMatch:
    given = quietly(lambda: record_of(body_of(erp, request)), {})
    if given.get("SalesOrderProcessingStatus") == "Confirmed":
        return _confirm(erp, request, collection, segment)

    return _change(
        erp, lambda: find(erp, collection, segment), lambda: _without(document(erp, request, HEADER))
    )


def _change(erp: Erp, found: Found, sent: Callable[[], Any]) -> ShortMatch:
    return _of_order(
        "order.update",
        found,
        lambda order, by: documents.change_order(erp, order.number, sent(), by),
        lambda order: Reply(204),
        sent,
    )


def _confirm(erp: Erp, request: Request, collection: Collection, segment: Segment) -> ShortMatch:
    return _of_order(
        "order.release",
        lambda: find(erp, collection, segment),
        lambda order, by: ReleaseOrder(order.number),
        lambda order: Reply(204),
    )


class _Deletion:
    """Cancels an order, and takes it out of what is found."""

    def __init__(self, erp: Erp, order: Order, by: str) -> None:
        self._erp = erp
        self._command = CancelOrder(order.number, "deleted", by)

    def perform(self, parts: Any, hides: Any = None) -> Order:
        """The cancelled order."""
        order = self._command.perform(parts, hides)
        if order.status == "cancelled":
            deleted(self._erp)[order.number] = True
        return order


def _delete_header(erp: Erp, request: Request, collection: Collection, segment: Segment) -> ShortMatch:
    return _of_order(
        "order.cancel",
        lambda: find(erp, collection, segment),
        lambda order, by: _Deletion(erp, order, by),
        lambda order: Reply(204),
    )


def _change_line(erp: Erp, request: Request, collection: Collection, segment: Segment) -> ShortMatch:
    def sent() -> dict[str, Any]:
        record = find(erp, collection, segment)
        line = _without(document(erp, request, LINES))
        for name in ("unit", "currency", "line"):
            line.pop(name, None)
        return {"lines": [{**line, "line": record.at + 1}]}

    return _change(erp, lambda: find(erp, collection, segment), sent)


def _delete_line(erp: Erp, request: Request, collection: Collection, segment: Segment) -> ShortMatch:
    def sent() -> dict[str, Any]:
        return {"lines": [{"line": find(erp, collection, segment).at + 1, "quantity": 0}]}

    return _change(erp, lambda: find(erp, collection, segment), sent)


def _customer(erp: Erp, request: Request) -> dict[str, Any]:
    given = document(erp, request, CUSTOMER)
    given.pop("number", None)
    return given


def _create_customer(erp: Erp, request: Request, collection: Collection, segment: Segment) -> ShortMatch:
    def sent() -> dict[str, Any]:
        return _customer(erp, request)

    return ShortMatch(
        "customer.create",
        lambda by: documents.create_customer(erp, sent(), by),
        lambda customer: _created(erp, request, collection, customer),
        reads=False,
        asked=lambda: _text(quietly(sent, {}).get("external_reference")),
        sent=sent,
    )


def _change_customer(erp: Erp, request: Request, collection: Collection, segment: Segment) -> ShortMatch:
    def sent() -> dict[str, Any]:
        return _customer(erp, request)

    def take(by: str) -> ChangeCustomer:
        return documents.change_customer(erp, find(erp, collection, segment).number, sent(), by)

    known = quietly(lambda: find(erp, collection, segment))
    return ShortMatch(
        "customer.update",
        take,
        lambda customer: Reply(204),
        reads=False,
        number=known.number if known is not None else "",
        asked=key_of(known) if known is not None else None,
        sent=sent,
    )


_Make = Callable[["Erp", Request, Collection, Segment], ShortMatch]
_MAKERS: dict[tuple[str, str, bool], _Make] = {
    ("header", "POST", False): _create_header,
    ("header", "PATCH", True): _change_header,
    ("header", "DELETE", True): _delete_header,
    ("line", "POST", False): _add_line,
    ("line", "PATCH", True): _change_line,
    ("line", "DELETE", True): _delete_line,
    ("CustomersV3", "POST", False): _create_customer,
    ("CustomersV3", "PATCH", True): _change_customer,
}
