"""Commands from neutral documents. The readers of the native dialect check the shapes; the words are the product's."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from fake_erp.accounting.money import amount_text
from fake_erp.dialects.native.sales import customers
from fake_erp.dialects.native.sales.order_reading import change_of, draft_of
from fake_erp.dialects.native.views import Call
from fake_erp.errors import Malformed, Place
from fake_erp.messages import Request
from fake_erp.operations.documents import ChangeCustomer, CreateCustomer
from fake_erp.operations.orders import ChangeOrder, CreateOrder
from fake_erp.times import instant_text

if TYPE_CHECKING:
    from fake_erp.erp import Erp

R = TypeVar("R")


def placed(read: Callable[[], R]) -> R:
    """What `read` gives. Its refusals name places by JSON paths of the native dialect; here they become neutral."""
    try:
        return read()
    except Malformed as error:
        path = "" if error.place is None else error.place.field
        text = str(error)
        place = place_of(path)
        if path and text.startswith(path):
            raise Malformed((place, text[len(path) :]), place, error.details) from None
        raise Malformed(text, place if path else None, error.details) from None


def place_of(path: str) -> Place:
    """A place from a JSON path such as `lines[0].item`.

    >>> place_of("lines[0].item")
    Place(field='item', line=1)
    """
    head, opened, rest = path.partition("[")
    number, _, field = rest.partition("]")
    if head == "lines" and opened and number.isascii() and number.isdigit() and len(number) < 9:
        return Place(field.removeprefix("."), int(number) + 1)
    return Place(path)


def create_order(
    erp: Erp, document: dict[str, Any], by: str, *, discard: bool, least: int = 1
) -> CreateOrder:
    """The command that saves an order. What products fill in themselves may be missing: currency and time of order."""
    whole = {"currency": erp.currencies.home, "ordered_at": instant_text(erp.now()), "lines": [], **document}
    priced(erp, whole, whole["currency"], whole.get("customer"))
    draft = placed(lambda: draft_of(whole, erp.config.max_lines, least))
    draft.document = document
    return CreateOrder(draft, by, discard)


def priced(erp: Erp, document: dict[str, Any], currency: Any, customer: Any) -> None:
    """Give lines without a price the one that the ERP has for them, in place of the lines of the document."""
    lines = document.get("lines")
    if type(lines) is list:
        document["lines"] = [_priced(erp, line, currency, customer) for line in lines]


def _priced(erp: Erp, line: Any, currency: Any, customer: Any) -> Any:
    if type(line) is not dict or line.get("unit_price") is not None or line.get("line") is not None:
        return line
    sku, quantity = line.get("item"), line.get("quantity")
    item = erp.items.by_sku.get(sku) if type(sku) is str else None
    if item is None and type(sku) is str:
        return {**line, "unit_price": "0.00"}
    if item is None or type(quantity) is not int or quantity < 1 or line.get("unit"):
        return line
    buyer = erp.customers.by_number.get(customer) if type(customer) is str else None
    known = currency if currency in erp.config.currencies else erp.currencies.home
    price = erp.prices.find(item.sku, buyer, erp.now(), min(quantity, 10**6), known)
    return {**line, "unit_price": amount_text(price.cents)}


def change_order(erp: Erp, number: str, document: dict[str, Any], by: str) -> ChangeOrder:
    """The command that changes an order."""
    order = erp.orders.get(number)
    whole = dict(document)
    priced(erp, whole, order.currency, order.customer.number)
    change = placed(lambda: change_of(whole, erp.config.max_lines))
    change.document = document
    return ChangeOrder(number, change, by)


def create_customer(erp: Erp, document: dict[str, Any], by: str) -> CreateCustomer:
    """The command that creates a customer. A part of its address that the product does not demand is taken as empty."""
    if type(document.get("address")) is dict:
        document = {**document, "address": {"postcode": "", **document["address"]}}
    request = Request("POST", "/", data=document)
    return placed(lambda: customers.create(Call(erp, request, {}, by)))


def change_customer(erp: Erp, number: str, document: dict[str, Any], by: str) -> ChangeCustomer:
    """The command that changes a customer."""
    request = Request("PATCH", "/", data=document)
    return placed(lambda: customers.update(Call(erp, request, {"number": number}, by)))
