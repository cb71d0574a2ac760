"""Shipments in the shop that came before their parcels, also where all is right in the end."""

from __future__ import annotations

from collections.abc import Callable

from tests.judge.ledgers import Book, shared_shelf
from tests.verdict.cases import BROKEN, Case


def _booked(orders: int = 1) -> Book:
    book = shared_shelf(Book()).at("10:00")
    for order in range(1, orders + 1):
        book.bought(str(order)).created(f"SO{order}", str(order))
    return book


def _ship(book: Book, order: str, units: int = 1) -> Book:
    return book.reserved("A", units, order, "shipment_created").shipped(order, [("A", units)])


def early(clock: str, deliveries: int = 1) -> Callable[[], Book]:
    """Shipped in the shop at 10:05, delivered by the ERP later."""

    def book() -> Book:
        book = _ship(_booked().at("10:05").shop_stock("A", 99), "1").at(clock)
        return book.erp_stock("A", 99).delivered("SO1", ref="1")

    return book


def every_order_early() -> Book:
    book = _booked(3).at("10:05")
    for order in "123":
        _ship(book.shop_stock("A", 100 - int(order)), order)
    book.at("11:00")
    for order in "123":
        book.erp_stock("A", 100 - int(order)).delivered(f"SO{order}", ref=order)
    return book


def early_of_two_parcels() -> Book:
    book = shared_shelf(Book()).at("10:00").bought("1", [("A", 2, 1000)]).created("SO1", "1").at("10:05")
    _ship(book.shop_stock("A", 98), "1", 2).at("11:00").erp_stock("A", 99)
    book.delivered("SO1", [("A", 1)], ref="1").at("12:00").erp_stock("A", 98)
    return book.delivered("SO1", [("A", 1)], ref="1")


FOUND: tuple[tuple[str, Callable[[], Book], str], ...] = (
    ("shipped in the shop an hour before the parcel", early("11:05"), "phantom_document"),
    ("shipped in the shop two minutes before the parcel", early("10:07"), "phantom_document"),
    ("every order shipped in the shop as soon as it was booked", every_order_early, "phantom_document"),
    ("two parcels shipped in the shop before the first", early_of_two_parcels, "phantom_document"),
)


def ended(book: Callable[[], Book]) -> Callable[[], Book]:
    return lambda: book().end("20:00")


CASES = tuple(Case(name, BROKEN, ledger=ended(book), finds=(kind,)) for name, book, kind in FOUND)
