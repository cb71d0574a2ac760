"""The entity sets of API_SALES_ORDER_SRV, and what can be done with them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from fake_erp.dialects.odata.model import TEXT, EntityType, FunctionImport
from fake_erp.dialects.odata.paths import Segment
from fake_erp.dialects.odata.queries import Query
from fake_erp.dialects.s4hana.numbers import find, position
from fake_erp.dialects.s4hana.resources import Action, Call, Function, Resource
from fake_erp.dialects.s4hana.sales import order_changes as changes
from fake_erp.dialects.s4hana.sales import order_types as types
from fake_erp.dialects.s4hana.sales.order_reading import draft_of, fields_of
from fake_erp.dialects.s4hana.sales.parts import (
    ItemOf,
    PartnerOf,
    header_prices,
    item_prices,
    items,
    partners,
    payments,
    texts,
)
from fake_erp.dialects.s4hana.store import store_of
from fake_erp.errors import ErpError
from fake_erp.model import Order
from fake_erp.operations.orders import CreateOrder

if TYPE_CHECKING:
    from fake_erp.erp import Erp


def order_of(erp: Erp, text: str) -> Order | None:
    """The order of that document number; None for one that was deleted."""
    order = find(erp.orders.by_number, text)
    return None if order is None or order.number in store_of(erp).deleted else order


def find_order(erp: Erp, segment: Segment) -> Order | None:
    """The order of a key."""
    literal = segment.key("SalesOrder")
    return None if literal is None else order_of(erp, literal.text)


def orders(erp: Erp, query: Query) -> Sequence[Order]:
    """The orders that may match a filter, oldest first, without those that were deleted."""
    number, reference = query.equal("SalesOrder"), query.equal("PurchaseOrderByCustomer")
    if number is not None:
        order = order_of(erp, str(number))
        return [] if order is None else [order]
    gone, after = store_of(erp).deleted, query.above("YY1_ChangeNumber_SDH")
    if reference is not None:
        found = erp.orders.with_reference(str(reference))
    elif after is not None:
        found = erp.orders.feed.page(max(after, 0), types.MOST)[0]
    else:
        found = list(erp.orders.by_number.values())
    return [order for order in found if order.number not in gone] if gone else found


def reference(order: Order) -> str:
    """The business key of an order."""
    return order.external_reference or order.number


def _of_order(record: Any) -> str:
    return reference(record.order)


def _number(record: Any) -> str:
    number: str = record.order.number
    return number


def _asked_for(call: Call) -> str | None:
    try:
        given = call.data().get("PurchaseOrderByCustomer")
    except ErpError:
        return None
    return given if type(given) is str and given else None


def create(call: Call) -> CreateOrder:
    """POST of a sales order with everything below it."""
    return CreateOrder(draft_of(call), call.by, call.request.discard)


def find_item(erp: Erp, segment: Segment) -> ItemOf | None:
    """The item of a key of two parts."""
    order, literal = find_order(erp, segment), segment.keys.get("SalesOrderItem")
    at = position(literal.text.lstrip("0")) if literal is not None else None
    return None if order is None or at is None or at >= len(order.lines) else ItemOf(order, at)


def _find_partner(erp: Erp, segment: Segment) -> PartnerOf | None:
    order, literal = find_order(erp, segment), segment.keys.get("PartnerFunction")
    if order is None or literal is None:
        return None
    function = {"WE": "SH", "RE": "BP", "AG": "SP", "RG": "PY"}.get(literal.text, literal.text)
    return next((each for each in partners(order) if each.function == function), None)


def _find_price(erp: Erp, segment: Segment) -> Any:
    order, step = find_order(erp, segment), segment.keys.get("PricingProcedureStep")
    if order is None or step is None:
        return None
    item = find_item(erp, segment)
    found = header_prices(order) if item is None else item_prices(item)
    return next((price for price in found if price.step == step.text.lstrip("0")), None)


def _find_text(erp: Erp, segment: Segment) -> Any:
    order, literal = find_order(erp, segment), segment.keys.get("LongTextID")
    if order is None or literal is None:
        return None
    return next((each for each in texts(order) if each.id == literal.text), None)


def _find_payment(erp: Erp, segment: Segment) -> Any:
    order = find_order(erp, segment)
    return next(iter(payments(order)), None) if order is not None else None


ADD_ITEM = Action(
    "order.update", changes.add_item, "created", changes.added_fields, result=types.ITEM, needs_etag=False
)


ORDERS = Resource(
    types.ORDER,
    "order",
    find_order,
    orders,
    lambda order: order.number,
    reference,
    {
        "POST": Action("order.create", create, "created", fields_of, _asked_for, needs_etag=False),
        "PATCH": Action(
            changes.header_operation,
            changes.change_header,
            fields=changes.header_fields,
            change=changes.header_change,
        ),
        "DELETE": Action("order.cancel", changes.delete_order),
    },
    {"to_Item": ADD_ITEM},
    "PurchaseOrderByCustomer",
)


def _part(
    entity: EntityType, find_part: Any, parts: Any, actions: dict[str, Action] | None = None
) -> Resource:
    """A set of what is below orders."""
    return Resource(
        entity,
        "order",
        find_part,
        lambda erp, query: [part for order in orders(erp, query) for part in parts(order)],
        _number,
        _of_order,
        actions or {},
    )


SETS: dict[str, Resource] = {
    "A_SalesOrder": ORDERS,
    "A_SalesOrderItem": _part(
        types.ITEM,
        find_item,
        items,
        {
            "PATCH": Action(
                changes.item_operation,
                changes.change_item,
                fields=changes.item_fields,
                change=changes.item_change,
            ),
            "DELETE": Action(changes.deletion_operation, changes.delete_item),
        },
    ),
    "A_SalesOrderHeaderPartner": _part(types.PARTNER, _find_partner, partners),
    "A_SalesOrderPartnerAddress": _part(
        types.ADDRESS,
        _find_partner,
        lambda order: [each for each in partners(order) if each.address],
        {
            "PATCH": Action(
                "order.update",
                changes.change_address,
                fields=changes.address_fields,
                change=changes.address_change,
                needs_etag=False,
            )
        },
    ),
    "A_SalesOrderHeaderPrElement": _part(types.HEADER_PRICE, _find_price, header_prices),
    "A_SalesOrderItemPrElement": _part(
        types.ITEM_PRICE,
        _find_price,
        lambda order: [price for item in items(order) for price in item_prices(item)],
        {
            "PATCH": Action(
                "order.update",
                changes.change_price,
                fields=changes.price_fields,
                change=changes.price_change,
                needs_etag=False,
            )
        },
    ),
    "A_SalesOrderText": _part(types.TEXT_TYPE, _find_text, texts),
    "A_SalesOrderScheduleLine": _part(types.SCHEDULE_LINE, find_item, items),
    "A_SlsOrdPaymentPlanItemDetails": _part(types.PAYMENT, _find_payment, payments),
}


def _named_order(call: Call) -> Order | None:
    return order_of(call.erp, str(call.parameters.get("SalesOrder", "")))


def _request(name: str, action: Action) -> Function:
    about = FunctionImport(name, "POST", {"SalesOrder": TEXT}, types.ORDER)
    return Function(about, action, _named_order, ORDERS)


FUNCTIONS: dict[str, Function] = {
    "releaseApprovalRequest": _request(
        "releaseApprovalRequest", Action("order.approve", changes.approve, "entity", needs_etag=False)
    ),
    "rejectApprovalRequest": _request(
        "rejectApprovalRequest", Action("order.cancel", changes.reject_approval, "entity", needs_etag=False)
    ),
}
