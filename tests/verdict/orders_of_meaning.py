"""Orders with all their fields, and ERP orders that hold the same in another form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from tests.judge.ledgers import Book, Line, content, shared_shelf

HOME = ("Zoë Größe", "Rue de l'Église 5", "Saint-Malo", "35400", "FR", "", "", "+33 2 99 40 12 34")
WORK = ("Jörg Weiß", "Lange Straße 12", "Köln", "50667", "DE", "Weiß & Söhne GmbH", "", "0221 123456")
FLAT = "Flat Rate - Fixed"
THREE: Sequence[Line] = [("A", 2, 1000), ("B", 1, 2500)]
COUPON: Sequence[Line] = [("A", 2, 1000, 200), ("B", 1, 2500, 250)]


def shop(lines: Sequence[Line] = THREE, order: str = "1", at: str = "10:00", **terms: Any) -> Book:
    """A book with one paid order."""
    return and_shop(shared_shelf(shared_shelf(Book()), "B"), lines, order, at, **terms)


def and_shop(
    book: Book, lines: Sequence[Line] = THREE, order: str = "1", at: str = "10:00", **terms: Any
) -> Book:
    """The book with one more paid order."""
    said: dict[str, Any] = {
        "ship_to": HOME,
        "bill_to": None,
        "shipping": 490,
        "shipping_method": FLAT,
        "store": "default",
        **terms,
    }
    return book.at(at).bought(order, lines, **said)


def erp(book: Book, number: str = "SO1", ref: str = "1", like: str | None = None, **changes: Any) -> Book:
    """The book with an ERP order that holds what the shop order has, but for `changes`."""
    total = book._content[like or ref]["total_cents"]
    paid = changes.get("total_cents", total)
    said: dict[str, Any] = {
        "bill_to": None,
        "shipping_method": FLAT,
        "payment": ["card", paid, True],
        "custom": {"sales_channel": "web"},
        **changes,
    }
    return book.created(number, ref, like=like, **said)


def with_lines(lines: Sequence[Line], shipping: int = 490, **changes: Any) -> dict[str, Any]:
    """The amounts of an ERP order with these lines, for `erp`."""
    return {**content(lines, shipping), **changes}


def same(**changes: Any) -> Callable[[], Book]:
    """The usual order, and its ERP order but for `changes`."""
    return lambda: erp(shop(), **changes).end()


def booked(
    lines: Sequence[Line], shipping: int = 490, of: Sequence[Line] = THREE, **more: Any
) -> Callable[[], Book]:
    """An order of `of`, and an ERP order with other lines."""
    return lambda: erp(shop(of), **with_lines(lines, shipping, **more)).end()


def going_to(ours: Sequence[str], *theirs: str, **changes: Any) -> Callable[[], Book]:
    """An order to `ours` that the ERP has for `theirs`."""
    return lambda: erp(shop(ship_to=ours), ship_to=list(theirs or ours), **changes).end()


def part(lines: Sequence[Line], shipping: int = 0) -> dict[str, Any]:
    """The content of one of several ERP orders."""
    amounts = with_lines(lines, shipping)
    return {**amounts, "payment": ["card", amounts["total_cents"], True]}


def parts(*each: dict[str, Any], refs: Sequence[str] = ("1/1", "1/2", "1/3")) -> Book:
    """The usual order in several ERP orders."""
    book = shop()
    for number, (amounts, ref) in enumerate(zip(each, refs, strict=False), 1):
        erp(book, f"SO{number}", ref, "1", **amounts)
    return book


def edited(reference: str, more: Sequence[Line] = (("A", 3, 1000), ("B", 1, 2500))) -> Book:
    """An order that was edited in the shop, and its ERP order changed to the new one under `reference`."""
    book = erp(shop(order="000000001", email="ann@example.com"), "SO1", "000000001")
    book.at("10:30").cancelled("000000001")
    and_shop(book, more, "000000001-1", "10:30", replaces="000000001", email="ann@example.com")
    return changed(book.at("10:35"), reference, more)


def changed(book: Book, reference: str, lines: Sequence[Line]) -> Book:
    """ERP order SO1 is changed to these lines, and keeps the payment that it was created with."""
    said: dict[str, Any] = {
        **content(lines, 490),
        "ship_to": list(HOME),
        "bill_to": None,
        "shipping_method": FLAT,
        "payment": ["card", 4990, True],
        "custom": {"sales_channel": "web"},
        "why": "updated",
        "by": "integration",
    }
    return book.say("erp", "erp.order.changed", {"order": "SO1", "ref": reference}, said)


def sent(book: Book, order: str, lines: Sequence[tuple[str, int]], number: str = "SO1") -> Book:
    """Delivered by the ERP, with the stock of both systems following, and shipped in the shop."""
    book.at("12:00")
    for sku, units in lines:
        book.erp_stock(sku, 100 - units)
    book.delivered(number, lines)
    book.at("12:05")
    for sku, units in lines:
        book.shop_stock(sku, 100 - units).reserved(sku, units, order, "shipment_created")
    return book.shipped(order, lines).status(number, "invoiced")
