"""From the body of a sales order to the neutral document, and from that to a draft."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from fake_erp.dialects.native import reading as read
from fake_erp.dialects.native.sales.order_reading import draft_of
from fake_erp.dialects.netsuite.memory import memory_of
from fake_erp.dialects.netsuite.records.addresses import address_of
from fake_erp.dialects.netsuite.records.base import Body, Call, invalid, missing, reference_text
from fake_erp.dialects.netsuite.records.customers import by_reference
from fake_erp.dialects.netsuite.records.masters import currencies, locations, named
from fake_erp.dialects.record_ids import ids_of
from fake_erp.errors import DuplicateReference
from fake_erp.model import Order
from fake_erp.operations.orders import CreateOrder
from fake_erp.times import instant_text

if TYPE_CHECKING:
    from fake_erp.erp import Erp

OWN_CUSTOM = frozenset(
    {
        "custbody_ordered_at",
        "custbody_prices_include_tax",
        "custbody_prepaid",
        "custbody_payment_amount",
        "custbody_hold_reason",
        "custbody_on_hold",
        "custbody_rounding",
    }
)
"""Custom fields that stand for fields of the order; all others are its custom fields."""

MOST_CENTS = Decimal(10**12)


def neutral(erp: Erp, given: Body, record: Order | None) -> dict[str, Any]:
    """The body by neutral names. Raises ErpError for references to records that do not exist."""
    found: dict[str, Any] = {}
    reference = given.get("externalId")
    other = given.get("otherRefNum")
    custom = _custom(given)
    if reference is None and record is None:
        reference = other
    elif other is not None and other != reference and (record is None or other != record.external_reference):
        custom["otherRefNum"] = other
    if reference is not None:
        found["external_reference"] = reference
    if given.get("entity") is not None:
        customer = by_reference(erp, given["entity"])
        if customer is None:
            raise invalid("unknown_customer", "customer", reference_text(given["entity"])[1])
        found["customer"] = customer.number
    _head(erp, given, found)
    if custom:
        found["custom"] = custom
    lines = lines_of(given)
    if lines is not None:
        warehouse = _warehouse(erp, given.get("location"), None)
        found["lines"] = [_line(erp, line, at, warehouse) for at, line in enumerate(lines, 1)]
    return found


def lines_of(given: Body) -> list[Any] | None:
    """The lines of a body, as a sublist object or as a list; None without any."""
    sublist = given.get("item")
    lines = sublist.get("items") if type(sublist) is dict else sublist
    return lines if type(lines) is list else None


def _head(erp: Erp, given: Body, found: dict[str, Any]) -> None:
    if given.get("currency") is not None:
        _, text = reference_text(given["currency"])
        currency = named(currencies(erp), text)
        if currency is None:
            raise invalid("unknown_currency", "currency", text)
        found["currency"] = currency.name
    at = given.get("custbody_ordered_at", given.get("tranDate"))
    if at is not None:
        found["ordered_at"] = at
    if given.get("custbody_prices_include_tax") is not None:
        found["prices_include_tax"] = given["custbody_prices_include_tax"]
    for shown, name in (("shippingAddress", "ship_to"), ("billingAddress", "bill_to")):
        if given.get(shown) is not None:
            found[name] = address_of(given[shown])
    shipping = {
        "amount": given.get("shippingCost"),
        "method": reference_text(given.get("shipMethod"))[1] or None,
    }
    payment = {
        "method": reference_text(given.get("paymentMethod"))[1] or None,
        "amount": given.get("custbody_payment_amount"),
        "prepaid": given.get("custbody_prepaid"),
    }
    for name, part in (("shipping", shipping), ("payment", payment)):
        kept = {each: value for each, value in part.items() if value is not None}
        if kept:
            found[name] = kept


def _custom(given: Body) -> dict[str, Any]:
    found = {
        name[9:]: value
        for name, value in given.items()
        if type(name) is str and name.startswith("custbody_") and name not in OWN_CUSTOM
    }
    if given.get("memo") is not None:
        found["memo"] = given["memo"]
    return found


def _warehouse(erp: Erp, value: Any, at: int | None) -> str:
    if value is None:
        return ""
    _, text = reference_text(value)
    place = named(locations(erp), text)
    if place is None:
        raise invalid("unknown_warehouse", "warehouse", text, at)
    return place.name


def item_sku(erp: Erp, value: Any, at: int) -> str:
    """The SKU of the item that a line refers to by id, external id or name. Raises RuleRefused."""
    how, text = reference_text(value)
    if how == "id":
        if text.isascii() and text.isdigit() and len(text) < 19:
            item = ids_of(erp).item(erp, int(text))
            if item is not None:
                return item.sku
        raise invalid("unknown_item", "item", text, at)
    return text


def _line(erp: Erp, data: Any, at: int, warehouse: str) -> dict[str, Any]:
    line = read.record(data, f"lines[{at - 1}]")
    found: dict[str, Any] = {}
    if line.get("line") is not None:
        found["line"] = line["line"]
    if line.get("item") is not None:
        found["item"] = item_sku(erp, line["item"], at)
    if line.get("isClosed") is True:
        return {**found, "quantity": 0}
    if line.get("quantity") is not None:
        found["quantity"] = line["quantity"]
    place = _warehouse(erp, line.get("location"), at) or ("" if "line" in found else warehouse)
    if place:
        found["warehouse"] = place
    unit = reference_text(line.get("units"))[1]
    if unit and "line" not in found:
        found["unit"] = unit
    _price(line, found)
    return found


def _price(line: Body, found: dict[str, Any]) -> None:
    """The price from `rate`; what `amount` is less than rate times quantity is the discount."""
    rate, total, discount = line.get("rate"), line.get("amount"), line.get("custcol_discount")
    if rate is not None:
        found["unit_price"] = rate
    if discount is not None:
        found["discount"] = discount
        return
    units, whole = read.integer(found.get("quantity")), _cents(total)
    if whole is None or not units or not 0 < units <= read.MAX_QUANTITY:
        return
    if rate is None:
        each = -(-whole // units)
        found["unit_price"] = f"{Decimal(each) / 100:.2f}"
    else:
        price = _cents(rate)
        if price is None:
            return
        each = price
    left = each * units - whole
    if left:
        found["discount"] = f"{Decimal(left) / 100:.2f}"


def _cents(value: Any) -> int | None:
    if type(value) not in (int, float, str) or len(str(value)) > 24:
        return None
    try:
        cents = Decimal(str(value)) * 100
    except InvalidOperation:
        return None
    return int(cents.to_integral_value()) if cents.is_finite() and abs(cents) < MOST_CENTS else None


def create(call: Call) -> CreateOrder:
    """Save a sales order. It is released unless it is to wait for approval, status A."""
    erp, document = call.erp, call.document
    demanded = {"customer": "Customer", "lines": "Item"}
    lacking = [label for name, label in demanded.items() if not document.get(name)]
    if lacking:
        raise missing(*lacking)
    refuse_taken(erp, call.given)
    document.setdefault("currency", erp.currencies.home)
    document.setdefault("ordered_at", instant_text(erp.now()))
    document.setdefault("prices_include_tax", False)
    document["release"] = reference_text(call.given.get("orderStatus"))[1] != "A"
    _default_prices(erp, document)
    return CreateOrder(draft_of(document, erp.config.max_lines), call.by, call.request.discard)


def refuse_taken(erp: Erp, given: Body) -> None:
    """An external id is unique among sales orders. Raises DuplicateReference."""
    reference = given.get("externalId")
    if type(reference) is not str:
        return
    deleted = memory_of(erp).deleted
    for order in erp.orders.by_reference.get(reference, ()):
        if order.number not in deleted:
            raise DuplicateReference(
                "This record already exists.", "external_reference", {"number": order.number}
            )


def _default_prices(erp: Erp, document: dict[str, Any]) -> None:
    """A line without a rate costs what the customer's price level says."""
    for line in document["lines"]:
        sku = line.get("item")
        if line.get("unit_price") is None and type(sku) is str and erp.items.find(sku) is not None:
            units = read.integer(line.get("quantity")) or 1
            customer = erp.customers.by_number.get(document["customer"])
            price = erp.prices.find(sku, customer, erp.now(), max(1, units), document["currency"])
            line["unit_price"] = f"{Decimal(price.cents) / 100:.2f}"
