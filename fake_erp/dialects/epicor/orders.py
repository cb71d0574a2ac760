"""Sales orders: created with or without their lines, changed by lines and flags, or as a whole data set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fake_erp.dialects.epicor.fields import CUSTOMER, DETAIL, HEAD
from fake_erp.dialects.odata.filters import filter_of
from fake_erp.dialects.odata.queries import Query
from fake_erp.dialects.odata.selection import Selection
from fake_erp.dialects.short import documents
from fake_erp.dialects.short.conditions import condition
from fake_erp.dialects.short.fields import Table, record_of
from fake_erp.dialects.short.lookups import by_digits
from fake_erp.dialects.short.matching import ShortMatch
from fake_erp.dialects.short.odata4 import body_of, free_fields, quietly
from fake_erp.dialects.short.records import order_lines
from fake_erp.dialects.short.sets import Collection, Listing, listing
from fake_erp.dialects.short.steps import Give, order_creation, order_step
from fake_erp.errors import Malformed, NotFound
from fake_erp.messages import Reply, Request
from fake_erp.model import Order
from fake_erp.operations.base import Hides, Look
from fake_erp.operations.orders import CancelOrder, ReleaseOrder

if TYPE_CHECKING:
    from fake_erp.erp import Erp

HEAD_FIELDS = (
    "id",
    "customer_id",
    "customer_name",
    "status",
    "open",
    "void",
    "held",
    "ready",
    "total",
    "tax",
    "discount",
)
MOST_ROWS = 10_000
LINE_FIELDS = ("item", "quantity", "unit", "unit_price", "discount", "warehouse")


def known(data: Any, table: Table) -> dict[str, Any]:
    """The object itself. Raises Malformed for a property that the table does not have."""
    given = record_of(data)
    unknown = table.unknown(given)
    if unknown:
        raise Malformed(
            f"The property '{unknown[:60]}' does not exist on type '{table.fields[1].name}'.", unknown[:60]
        )
    return given


def find(erp: Erp, number: Any) -> Order:
    """The order of a number. Raises NotFound."""
    order = by_digits(erp.orders.by_number, number)
    if order is None:
        raise NotFound("Record not found.", "OrderNum")
    return order


def header(erp: Erp, given: dict[str, Any]) -> dict[str, Any]:
    """The neutral document of a header."""
    read = HEAD.read(given)
    if type(given.get("CustNum")) is int and "customer" not in read:
        customer = by_digits(erp.customers.by_number, given["CustNum"])
        read["customer"] = customer.number if customer is not None else str(given["CustNum"])
    return {name: value for name, value in read.items() if name not in HEAD_FIELDS}


def line(given: Any) -> dict[str, Any]:
    """The neutral document of a line."""
    read = DETAIL.read(known(given, DETAIL))
    return {name: value for name, value in read.items() if name in LINE_FIELDS}


def document_of(erp: Erp, data: Any) -> dict[str, Any]:
    """The neutral document of an order, with the lines it has within itself."""
    given = known(data, HEAD)
    document = header(erp, given)
    rows = given.get("OrderDtls")
    if rows is not None:
        if type(rows) is not list:
            raise Malformed("OrderDtls must be a collection.", "lines")
        document["lines"] = [line(row) for row in rows]
    if given.get("ReadyToFulfill") is True:
        document["release"] = True
    return document


def creation(erp: Erp, request: Request, give: Give) -> ShortMatch:
    """The creation of an order."""

    def sent() -> dict[str, Any]:
        return document_of(erp, body_of(erp, request))

    return order_creation(erp, request, sent, give, least=0)


def change(erp: Erp, request: Request, number: Any, give: Give) -> ShortMatch:
    """A change of a header: it may release (`ReadyToFulfill`) or cancel (`VoidOrder`) the order."""
    given = quietly(lambda: record_of(body_of(erp, request)), {})
    if given.get("VoidOrder") is True:
        return cancellation(erp, number, give)
    if given.get("ReadyToFulfill") is True:
        return order_step(
            "order.release", lambda: find(erp, number), lambda order, by: ReleaseOrder(order.number), give
        )

    def sent() -> dict[str, Any]:
        document = document_of(erp, body_of(erp, request))
        document.pop("customer", None)
        return document

    return order_step(
        "order.update",
        lambda: find(erp, number),
        lambda order, by: documents.change_order(erp, order.number, sent(), by),
        give,
        sent,
    )


def cancellation(erp: Erp, number: Any, give: Give) -> ShortMatch:
    """Voiding an order."""
    return order_step(
        "order.cancel",
        lambda: find(erp, number),
        lambda order, by: CancelOrder(order.number, "void", by),
        give,
    )


def line_creation(erp: Erp, request: Request, give: Give) -> ShortMatch:
    """A new line of an order that is there."""

    def found() -> Order:
        return find(erp, record_of(body_of(erp, request)).get("OrderNum"))

    def sent() -> dict[str, Any]:
        return {"lines": [line(body_of(erp, request))]}

    return order_step(
        "order.update",
        found,
        lambda order, by: documents.change_order(erp, order.number, sent(), by),
        give,
        sent,
    )


def data_set(order: Order, orders: Collection) -> dict[str, Any]:
    """An order as the data set that the methods of the business object take and give."""
    head = {**HEAD.write(order), **free_fields(orders, order), "RowMod": ""}
    return {
        "ds": {
            "OrderHed": [head],
            "OrderDtl": [{**DETAIL.write(row), "RowMod": ""} for row in order_lines(order)],
        }
    }


def rows(erp: Erp, request: Request, orders: Collection) -> ShortMatch:
    """`GetRows`: the orders for which `whereClauseOrderHed` holds, as one data set, page by page."""

    def given() -> dict[str, Any]:
        return record_of(body_of(erp, request))

    def count(name: str) -> int:
        value = given().get(name) or 0
        if type(value) is not int or not 0 <= value < MOST_ROWS:
            raise Malformed(f"{name} must be a whole number.", name)
        return value

    def query() -> Query:
        where = given().get("whereClauseOrderHed") or ""
        if type(where) is not str:
            raise Malformed("whereClauseOrderHed must be a string.", "whereClauseOrderHed")
        wanted = condition(where, "whereClauseOrderHed") if where.strip() else ""
        size, page = count("pageSize"), count("absolutePage")
        return Query(
            filter_of(wanted) if wanted else None, top=size or None, skip=size * max(0, page - 1), count=True
        )

    def write(found: Selection, query: Query) -> Reply:
        sets = [data_set(order, orders)["ds"] for order in found.records]
        shown = {name: [row for each in sets for row in each[name]] for name in ("OrderHed", "OrderDtl")}
        more = (found.total or 0) > query.skip + len(found.records)
        return Reply(200, {"returnObj": shown, "parameters": {"morePages": more}})

    return listing(erp, orders, Listing(query, write, MOST_ROWS))


def new_header(erp: Erp, request: Request, orders: Collection) -> ShortMatch:
    """`GetNewOrderHed`: the data set with an empty header, which `Update` takes once it is filled in."""

    def find(hides: Hides | None) -> dict[str, Any]:
        ds = record_of(record_of(body_of(erp, request)).get("ds") or {})
        heads, details = table_of(ds, "OrderHed"), table_of(ds, "OrderDtl")
        head = {each.name: each.fixed for each in HEAD.fields} | {"OrderNum": 0, "RowMod": "A"}
        return {"OrderHed": [*heads, head], "OrderDtl": details}

    return ShortMatch("order.list", lambda by: Look(find), lambda ds: Reply(200, {"parameters": {"ds": ds}}))


def table_of(ds: dict[str, Any], name: str) -> list[Any]:
    """The rows of a table of a data set. Raises Malformed."""
    found = ds.get(name) or []
    if type(found) is not list:
        raise Malformed(f"{name} must be a table.", name)
    return found


def update(erp: Erp, request: Request, orders: Collection) -> ShortMatch:
    """`Update` of a data set: a header with RowMod "A" is a new order, one with "U" a change."""

    def rows(name: str) -> list[Any]:
        return table_of(record_of(record_of(body_of(erp, request)).get("ds")), name)

    def sent() -> dict[str, Any]:
        changed = [row for row in rows("OrderHed") if record_of(row).get("RowMod") in ("A", "U")]
        if len(changed) != 1:
            raise Malformed("The data set has no changed row in OrderHed.", "RowMod")
        new = [row for row in rows("OrderDtl") if record_of(row).get("RowMod") == "A"]
        return document_of(erp, {**known(changed[0], HEAD), "OrderDtls": new})

    def give(order: Order) -> Reply:
        return Reply(200, {"parameters": data_set(order, orders)})

    return order_creation(erp, request, sent, give, least=0)


def customer_document(data: Any) -> dict[str, Any]:
    """The neutral document of a customer."""
    document = CUSTOMER.read(known(data, CUSTOMER))
    for name in ("number", "id", "blocked", "credit_limit"):
        document.pop(name, None)
    return document


def release(erp: Erp, number: Any, give: Give) -> ShortMatch:
    """Handing an order over for fulfilment."""
    return order_step(
        "order.release", lambda: find(erp, number), lambda order, by: ReleaseOrder(order.number), give
    )
