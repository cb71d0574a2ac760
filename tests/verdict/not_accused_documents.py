"""Documents that are right although they are many, or made by others than the integration."""

from __future__ import annotations

from collections.abc import Callable

from tests.judge.ledgers import Book, shared_shelf
from tests.judge.papers import put_back, repaid, sold, unshipped
from tests.verdict.cases import HELD, Case


def parts() -> Book:
    """Two refunds, answered one by one."""
    book = repaid().at("13:10").credited("SO1", 1000).at("14:00")
    return book.refunded("1", [("A", 1)], 1000, full=True, lifted=False).at("14:10").credited("SO1", 1000)


def two_for_one() -> Book:
    """Two refunds, answered by one credit note that comes to both."""
    book = repaid(300, ()).at("13:30").refunded("1", (), 450, full=False, lifted=False)
    return book.at("14:00").credited("SO1", 750)


def one_for_two() -> Book:
    """One refund, answered by a return that the ERP credits and a credit note for the shipping."""
    book = sold().at("13:00").refunded("1", [("A", 1)], 1490, full=False, lifted=False)
    book.came_back("SO1").at("14:00")
    number = book.facts[-1].keys["return"]
    return put_back(book.credited("SO1", 1000, "job:posting_run", number).credited("SO1", 490), 1)


def lowered() -> Book:
    """One of two units refunded before the shipment; the ERP order was lowered, and shipped like that."""
    book = unshipped().at("10:30").refunded("1", [("A", 1)], 1000, full=False)
    book.at("10:40").changed("SO1", "1", [("A", 1, 1000)])
    book.at("11:00").erp_stock("A", 99).delivered("SO1", [("A", 1)], ref="1").at("11:05").shop_stock("A", 99)
    book.reserved("A", 1, "1", "shipment_created").shipped("1", [("A", 1)])
    return book.at("12:00").status("SO1", "invoiced", "1").invoiced("SO1", 1000)


def cancelled_for_it() -> Book:
    """All refunded before the shipment; the ERP order was cancelled."""
    return unshipped().at("10:30").refunded("1").at("10:40").status("SO1", "cancelled", "1")


def shipping_kept(in_erp: bool = True) -> Book:
    """All goods refunded before the shipment in two memos; the shop keeps the shipping charge, the ERP cancelled."""
    book = shared_shelf(Book()).at("10:00").bought("1", [("A", 2, 1000)], shipping=490)
    book.bought("2").created("SO2", "2")
    if in_erp:
        book.at("10:01").created("SO1", "1")
    book.at("10:30").refunded("1", [("A", 1)], 1000, full=False)
    book.at("10:40").refunded("1", [("A", 1)], 1000, full=False)
    return book.at("10:50").status("SO1", "cancelled", "1") if in_erp else book


def guest_account(orders: int = 3) -> Book:
    """Every guest on one account of the ERP."""
    book = shared_shelf(Book()).at("10:00").customer("C1", "guests@shop.example")
    for order in range(1, orders + 1):
        email = "ann@example.com" if order % 2 else "bob@example.com"
        book.bought(str(order), email=email)
        book.created(f"SO{order}", str(order), email="guests@shop.example", customer="C1")
    return _delivered(book, orders)


def new_guests(orders: int = 3) -> Book:
    """A customer for every guest, none of whom comes back."""
    book = shared_shelf(Book()).at("10:00")
    for order in range(1, orders + 1):
        book.bought(str(order)).customer(f"C{order}", f"customer-{order}@example.com")
        book.created(f"SO{order}", str(order), customer=f"C{order}")
    return _delivered(book, orders)


def two_guest_accounts() -> Book:
    """Two accounts for guests with one address, which no customer has."""
    book = shared_shelf(Book()).at("10:00").customer("C1", "guests@shop.example")
    book.customer("C2", "guests@shop.example").bought("1").created("SO1", "1", email="guests@shop.example")
    return _delivered(book, 1)


def _delivered(book: Book, orders: int) -> Book:
    book.at("11:00").erp_stock("A", 100 - orders).at("11:05").shop_stock("A", 100 - orders)
    for order in range(1, orders + 1):
        book.delivered(f"SO{order}", ref=str(order)).reserved("A", 1, str(order), "shipment_created")
        book.shipped(str(order))
    return book


def two_parcels() -> Book:
    book = shared_shelf(Book()).at("10:00").bought("1", [("A", 2, 1000)]).created("SO1", "1").at("11:00")
    for left in (99, 98):
        book.erp_stock("A", left).delivered("SO1", [("A", 1)], ref="1").shop_stock("A", left)
        book.reserved("A", 1, "1", "shipment_created").shipped("1", [("A", 1)]).after(600_000)
        book.invoiced("SO1", 1000)
    return book


def shipped_meanwhile() -> Book:
    """Refunded in full before the shop knew of the parcel; the goods came back and were credited."""
    book = unshipped().at("10:59").erp_stock("A", 98).delivered("SO1", [("A", 2)], ref="1").at("11:00")
    book.refunded("1").at("11:30").shop_stock("A", 98).at("12:00").status("SO1", "invoiced", "1")
    book.invoiced("SO1", 2000).at("13:00").came_back("SO1", [("A", 2)])
    number = book.facts[-1].keys["return"]
    return put_back(book.at("14:00").credited("SO1", 2000, "job:posting_run", number), 2)


RIGHT: tuple[tuple[str, Callable[[], Book]], ...] = (
    ("a refund and its credit note", lambda: repaid().at("13:30").credited("SO1", 1000)),
    ("a refund that is not due yet", lambda: _late()),
    ("a refund of an order that the ERP has not invoiced", lambda: _not_invoiced()),
    ("several refunds, one by one", parts),
    ("one credit note for two refunds", two_for_one),
    ("a return and a credit note for one refund", one_for_two),
    ("a refund before the shipment, answered by a lower order", lowered),
    ("a refund before the shipment, answered by a cancellation", cancelled_for_it),
    ("all goods refunded before the shipment, shipping kept", shipping_kept),
    ("all goods refunded before the transfer, shipping kept", lambda: shipping_kept(in_erp=False)),
    ("a refund that people credited", lambda: repaid().at("15:00").credited("SO1", 1000, "clerk:1")),
    ("a refund on the desk", lambda: repaid().at("13:30").shown("1", "refund 1 is not in the ERP")),
    ("a credit of a cent more through rounding", lambda: repaid().at("13:30").credited("SO1", 1001)),
    ("goodwill that people credited", lambda: sold().at("13:00").credited("SO1", 500, "clerk:1")),
    ("goodwill of the ERP, carried to the shop", lambda: _carried()),
    ("a return that people posted", lambda: put_back(sold().at("13:00").came_back("SO1", by="clerk:1"), 1)),
    ("one payment", lambda: sold().payment("SO1", 2000)),
    ("a payment in two parts", lambda: sold().payment("SO1", 500).payment("SO1", 1500)),
    ("payments of the ERP's own", lambda: sold().payment("SO1", 2000).payment("SO1", 2000, "job:terms")),
    ("a payment less a refund", lambda: repaid().payment("SO1", 1000).credited("SO1", 1000)),
    ("invoices of the ERP's own", lambda: sold().invoiced("SO1", 2000)),
    ("several parcels and invoices", two_parcels),
    ("one account for all guests of the shop", guest_account),
    ("two accounts for guests", two_guest_accounts),
    ("a customer for every new guest", new_guests),
    ("goods that left meanwhile and came back", shipped_meanwhile),
)


def _not_invoiced() -> Book:
    return sold(invoiced=False).at("13:00").refunded("1", [("A", 1)], 1000, full=False, lifted=False)


def _late() -> Book:
    return sold().at("19:30").refunded("1", [("A", 1)], 1000, full=False, lifted=False)


def _carried() -> Book:
    book = sold().at("13:00").credited("SO1", 500, "clerk:1").at("13:10")
    return book.refunded("1", (), 500, full=False, lifted=False, by="api")


def ended(book: Callable[[], Book]) -> Callable[[], Book]:
    return lambda: book().end("20:00")


CASES = tuple(Case(name, HELD, ledger=ended(book)) for name, book in RIGHT)
