"""The beginning of ledgers about documents: an order that was bought, delivered and invoiced, and its likes."""

from __future__ import annotations

from collections.abc import Sequence

from .ledgers import Book, Line, shared_shelf


def sold(lines: Sequence[Line] = (("A", 2, 1000),), invoiced: bool = True, shelf: int = 100) -> Book:
    """Order 1, in the ERP as SO1, delivered at 11:00 and shipped in the shop; invoiced at 12:00."""
    book = Book()
    for sku in {line[0]: None for line in lines}:
        shared_shelf(book, sku, shelf)
    book.at("10:00").bought("1", lines).at("10:01").created("SO1", "1").at("11:00")
    goods = [(line[0], line[1]) for line in lines]
    for sku, units in goods:
        book.erp_stock(sku, shelf - units)
    book.delivered("SO1", goods, ref="1").at("11:05")
    for sku, units in goods:
        book.shop_stock(sku, shelf - units).reserved(sku, units, "1", "shipment_created")
    book.shipped("1")
    if invoiced:
        total = sum(line[1] * line[2] for line in lines)
        book.at("12:00").status("SO1", "invoiced", "1").invoiced("SO1", total)
    return book


def repaid(cents: int = 1000, lines: Sequence[tuple[str, int]] = (("A", 1),)) -> Book:
    """`sold`, and at 13:00 a part of it refunded, without goods that come back."""
    return sold().at("13:00").refunded("1", lines, cents, full=False, lifted=False)


RmaRows = Sequence[tuple[int, str, str]]
"""Units, condition and resolution of each row of a return; all are of the one row of order 1, of article A."""


def asked_back(rows: RmaRows, book: Book | None = None) -> Book:
    """`sold`, and at 13:00 the return R1 of the shop is requested."""
    book = sold() if book is None else book
    keys = {"order": "1", "return": "R1"}
    lines = [["A", units, 7, condition, resolution] for units, condition, resolution in rows]
    return book.at("13:00").say("shop", "shop.return.requested", keys, {"lines": lines, "by": "shopper"})


def sent_back(rows: RmaRows, approved: Sequence[int] | None = None, clock: str = "14:00") -> Book:
    """`asked_back`, and the goods arrive and are approved: all of them, or so many units of each row."""
    book, keys = asked_back(rows), {"order": "1", "return": "R1"}
    units = [row[0] for row in rows] if approved is None else approved
    lines = [["A", each, 7, *row[1:]] for each, row in zip(units, rows, strict=True)]
    book.at(clock).say("shop", "shop.return.received", keys, {})
    return book.say("shop", "shop.return.closed", keys, {"lines": lines, "by": "admin"})


def taken_back(book: Book, units: int, disposition: str = "restock", call: bool = True) -> Book:
    """A return of the ERP over units of A, and the call that posts it."""
    book.came_back("SO1", (("A", units),))
    book.facts[-1].data["disposition"] = disposition
    return book.call("erp.return.create", "1") if call else book


def put_back(book: Book, units: int, sku: str = "A", shelf: int = 98) -> Book:
    """Units on the shelves of both systems again."""
    return book.erp_stock(sku, shelf + units).shop_stock(sku, shelf + units)


def unshipped(lines: Sequence[Line] = (("A", 2, 1000),)) -> Book:
    """Order 1, in the ERP as SO1 and not delivered."""
    return shared_shelf(Book()).at("10:00").bought("1", lines).at("10:01").created("SO1", "1")
