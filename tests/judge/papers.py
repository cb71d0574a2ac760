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


def put_back(book: Book, units: int, sku: str = "A", shelf: int = 98) -> Book:
    """Units on the shelves of both systems again."""
    return book.erp_stock(sku, shelf + units).shop_stock(sku, shelf + units)


def unshipped(lines: Sequence[Line] = (("A", 2, 1000),)) -> Book:
    """Order 1, in the ERP as SO1 and not delivered."""
    return shared_shelf(Book()).at("10:00").bought("1", lines).at("10:01").created("SO1", "1")
