"""Shipments in the shop at unusual but right times, of orders in parts and of several parcels."""

from __future__ import annotations

from collections.abc import Callable

from tests.judge.ledgers import Book, shared_shelf
from tests.verdict.cases import HELD, Case


def _booked() -> Book:
    return shared_shelf(Book()).at("10:00").bought("1", [("A", 2, 1000)]).created("SO1", "1")


def _ship(book: Book, units: int) -> Book:
    return book.reserved("A", units, "1", "shipment_created").shipped("1", [("A", units)])


def at_the_same_instant() -> Book:
    book = _booked().at("11:00").erp_stock("A", 98).delivered("SO1", [("A", 2)], ref="1")
    return _ship(book.shop_stock("A", 98), 2)


def told_before_the_ledger_has_it() -> Book:
    """The clocks of two systems differ by seconds."""
    book = _ship(_booked().at("11:00").shop_stock("A", 98), 2)
    return book.at("11:00:20").erp_stock("A", 98).delivered("SO1", [("A", 2)], ref="1")


def one_shipment_for_two_parcels() -> Book:
    book = _booked().at("11:00").erp_stock("A", 99).delivered("SO1", [("A", 1)], ref="1")
    book.at("11:20").erp_stock("A", 98).delivered("SO1", [("A", 1)], ref="1")
    return _ship(book.at("11:25").shop_stock("A", 98), 2)


def in_parts_by_warehouse() -> Book:
    book = shared_shelf(Book()).at("10:00").bought("1", [("A", 2, 1000)])
    book.created("SO1", "1/1", email="customer-1@example.com")
    book.created("SO2", "1/2", email="customer-1@example.com").at("11:00")
    book.erp_stock("A", 99).delivered("SO2", [("A", 1)], ref="1/2")
    _ship(book.at("11:05").shop_stock("A", 99), 1).at("12:00").erp_stock("A", 98)
    book.delivered("SO1", [("A", 1)], ref="1/1")
    return _ship(book.at("12:05").shop_stock("A", 98), 1)


RIGHT: tuple[tuple[str, Callable[[], Book]], ...] = (
    ("a shipment at the instant of its parcel", at_the_same_instant),
    ("a shipment some seconds before its parcel", told_before_the_ledger_has_it),
    ("one shipment for two parcels", one_shipment_for_two_parcels),
    ("two parts, the second shipped first", in_parts_by_warehouse),
)


def ended(book: Callable[[], Book]) -> Callable[[], Book]:
    return lambda: book().end("20:00")


CASES = tuple(Case(name, HELD, ledger=ended(book)) for name, book in RIGHT)
