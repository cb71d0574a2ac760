"""Documents that are there twice, or that nothing explains, and refunds that ended in the shop."""

from __future__ import annotations

from collections.abc import Callable

from tests.judge.ledgers import Book, shared_shelf
from tests.judge.papers import put_back, repaid, sold, unshipped
from tests.verdict.cases import BROKEN, Case


def several(orders: int) -> Book:
    """Orders that are right, all of one customer."""
    book = shared_shelf(Book()).at("10:00")
    for order in range(1, orders + 1):
        book.bought(str(order), email="ann@example.com")
        book.customer(f"C{order}", "ann@example.com").created(f"SO{order}", str(order), customer=f"C{order}")
    return book


def disguised() -> Book:
    """As many customers as orders, each with an address that was made up."""
    book = shared_shelf(Book()).at("10:00")
    for order in "12":
        book.bought(order, email="ann@example.com").customer(f"C{order}", f"{order}@erp.invalid")
        book.created(f"SO{order}", order, customer=f"C{order}", email=f"{order}@erp.invalid")
    return book


def guests(*emails: str) -> Book:
    book = shared_shelf(Book()).at("10:00")
    for order, email in enumerate(emails, 1):
        book.bought(str(order), email=email).customer(f"C{order}", email)
        book.created(f"SO{order}", str(order), customer=f"C{order}")
    return book


def half_of_the_refunds() -> Book:
    return repaid().credited("SO1", 1000).refunded("1", [("A", 1)], 1000, full=True, lifted=False)


def shipped_again_in_the_shop() -> Book:
    book = shared_shelf(Book()).at("10:00").bought("1", [("A", 2, 1000)]).created("SO1", "1").at("11:00")
    book.erp_stock("A", 99).delivered("SO1", [("A", 1)], ref="1").shop_stock("A", 99)
    for _ in range(2):
        book.reserved("A", 1, "1", "shipment_created").shipped("1", [("A", 1)])
    return book


def invented_returns() -> Book:
    return put_back(sold().at("13:00").came_back("SO1", [("A", 2)]), 2)


def returned_twice() -> Book:
    book = sold().at("13:00").refunded("1", [("A", 1)], 1000, full=False, lifted=False)
    return put_back(book.came_back("SO1").came_back("SO1").credited("SO1", 1000), 2)


def of_no_order() -> Book:
    return sold().at("13:00").credited("SO99", 500)


FOUND: tuple[tuple[str, Callable[[], Book], str], ...] = (
    ("a refund that ends in the shop", repaid, "refund_missing"),
    ("half of the refunds end in the shop", half_of_the_refunds, "refund_missing"),
    ("an adjustment that ends in the shop", lambda: repaid(300, ()), "refund_missing"),
    (
        "an adjustment beside a refund that arrives",
        lambda: repaid().credited("SO1", 1000).refunded("1", (), 300, full=False, lifted=False),
        "refund_missing",
    ),
    (
        "a full refund after the shipment",
        lambda: sold().at("13:00").refunded("1", lifted=False),
        "refund_missing",
    ),
    ("a refund with half its amount", lambda: repaid().credited("SO1", 500), "refund_differs"),
    ("a refund without its tax", lambda: repaid().credited("SO1", 840), "refund_differs"),
    ("a refund with more than its amount", lambda: repaid().credited("SO1", 1190), "refund_differs"),
    (
        "a refund before the shipment that did not lower the ERP order",
        lambda: unshipped().at("10:30").refunded("1", (), 700, full=False, lifted=False),
        "refund_missing",
    ),
    (
        "two credit notes for one refund",
        lambda: repaid().credited("SO1", 1000).credited("SO1", 1000),
        "duplicated_document",
    ),
    (
        "one credit note of two refunds posted again",
        lambda: half_of_the_refunds().credited("SO1", 1000).credited("SO1", 1000),
        "duplicated_document",
    ),
    ("a credit note without a refund", lambda: sold().at("13:00").credited("SO1", 500), "phantom_document"),
    ("a credit note for an ERP order of nothing", of_no_order, "phantom_document"),
    ("goods paid twice", lambda: sold().payment("SO1", 2000).payment("SO1", 2000), "duplicated_document"),
    (
        "parts of a payment that come to more than it",
        lambda: sold().payment("SO1", 1500).payment("SO1", 1500),
        "duplicated_document",
    ),
    ("a payment of half the amount", lambda: sold().payment("SO1", 1000), "captured_differs"),
    (
        "a payment that was never made",
        lambda: shared_shelf(Book()).at("10:00").placed("1").created("SO1", "1").payment("SO1", 1000),
        "phantom_document",
    ),
    (
        "two invoices for one order",
        lambda: sold().invoiced("SO1", 2000, "integration"),
        "duplicated_document",
    ),
    ("two invoices in the shop", lambda: sold().paid("1"), "duplicated_document"),
    ("returns of goods that no customer sent back", invented_returns, "phantom_document"),
    ("a return posted twice", returned_twice, "duplicated_document"),
    ("a shipment posted twice in the shop", shipped_again_in_the_shop, "duplicated_document"),
    (
        "a refund of the ERP repeated in the shop",
        lambda: (
            sold()
            .at("13:00")
            .credited("SO1", 500, "clerk:1")
            .refunded("1", (), 500, full=False, lifted=False, by="api")
            .refunded("1", (), 500, full=False, lifted=False, by="api")
        ),
        "duplicated_document",
    ),
    (
        "a refund in the shop that the ERP knows nothing of",
        lambda: sold().at("13:00").refunded("1", (), 500, full=False, lifted=False, by="api"),
        "phantom_document",
    ),
    ("a customer for every order", lambda: several(3), "duplicated_customer"),
    ("a made-up customer for every order", disguised, "duplicated_customer"),
    (
        "an e-mail address in another case",
        lambda: guests("Ann@Example.com", "ann@example.com"),
        "duplicated_customer",
    ),
    (
        "an e-mail address with a space",
        lambda: guests("ann@example.com", " ann@example.com"),
        "duplicated_customer",
    ),
    (
        "a customer for every order of a guest who comes back",
        lambda: guests("ann@example.com", "bob@example.com", "ann@example.com"),
        "duplicated_customer",
    ),
)


def ended(book: Callable[[], Book]) -> Callable[[], Book]:
    return lambda: book().end("20:00")


CASES = tuple(Case(name, BROKEN, ledger=ended(book), finds=(kind,)) for name, book, kind in FOUND)
