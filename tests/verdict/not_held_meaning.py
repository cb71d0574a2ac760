"""Wrong orders: a field lost, an amount off by a cent, parts that do not add up."""

from __future__ import annotations

from tests.judge.ledgers import Book
from tests.verdict.cases import BROKEN, Case
from tests.verdict.orders_of_meaning import (
    COUPON,
    HOME,
    WORK,
    and_shop,
    booked,
    changed,
    edited,
    erp,
    going_to,
    part,
    parts,
    same,
    shop,
    with_lines,
)

WRONG = ("wrong_content",)


def part_cancelled() -> Book:
    book = parts(part([("A", 2, 1000)], 490), part([("B", 1, 2500)]))
    return book.at("11:00").status("SO2", "cancelled").end()


def one_without_phone() -> Book:
    book = erp(shop())
    and_shop(book, order="2", at="10:10")
    return erp(book, "SO2", "2", ship_to=[*HOME[:7], ""]).end()


def replaced_by_the_erp() -> Book:
    """The ERP put its own shipping method into every order."""
    book = shop().say("erp", "erp.quirk", {"ref": "1"}, {"quirk": "any", "what": "shipping.method"})
    return erp(book, shipping_method="STANDARD").end()


def one_word_of_many() -> Book:
    book = shop()
    for number in map(str, range(1, 31)):
        if number != "1":
            and_shop(book, [("A", 1, 1000)], number, "10:10")
        total = book._content[number]["total_cents"]
        method = "CASH" if number == "30" else "CC"
        erp(book, f"SO{number}", number, payment=[method, total, True])
    return book.end()


def swapped() -> Book:
    """Goods go to the billing address and the invoice to the delivery address."""
    return erp(shop(bill_to=list(WORK)), ship_to=list(WORK), bill_to=list(HOME)).end()


def unpaid() -> Book:
    return erp(shop(), payment=["card", 0, False]).end()


def paid_on_account() -> Book:
    book = shop()
    book.at("10:10").placed(
        "2", method="purchaseorder", ship_to=HOME, bill_to=None, store="default", shipping_method=""
    )
    return erp(erp(book), "SO2", "2", payment=["purchaseorder", 1000, True]).end()


def amended_and_left() -> Book:
    """The reference was changed and the lines were not."""
    return changed(edited("000000001"), "000000001-1", [("A", 2, 1000), ("B", 1, 2500)]).end()


def day_before() -> Book:
    book = shop(at="10:00")
    return erp(book, ordered_ms=book.now_ms - 11 * 3_600_000).end()


def two_known_skus() -> Book:
    """The ERP has both `A` and `a`: they are different articles."""
    book = shop()
    book.erp_stock("a", 5)
    return erp(book, **with_lines([("a", 2, 1000), ("B", 1, 2500)])).end()


CASES = [
    Case("a price a cent too low", BROKEN, booked([("A", 2, 999), ("B", 1, 2500)]), finds=WRONG),
    Case(
        "a price a cent too high on one article and too low on another",
        BROKEN,
        booked([("A", 2, 1001), ("B", 1, 2498)]),
        finds=WRONG,
    ),
    Case("the discount lost", BROKEN, booked([("A", 2, 1000), ("B", 1, 2500)], of=COUPON), finds=WRONG),
    Case(
        "the discount twice",
        BROKEN,
        booked([("A", 2, 900, 200), ("B", 1, 2250, 250)], of=COUPON),
        finds=WRONG,
    ),
    Case("shipping lost", BROKEN, booked([("A", 2, 1000), ("B", 1, 2500)], 0), finds=WRONG),
    Case(
        "shipping twice, in the header and as a line",
        BROKEN,
        booked([("A", 2, 1000), ("B", 1, 2500), ("SHIPPING", 1, 490)]),
        finds=WRONG,
    ),
    Case("a line lost", BROKEN, booked([("A", 2, 1000)]), finds=WRONG),
    Case("a unit too many", BROKEN, booked([("A", 3, 1000), ("B", 1, 2500)]), finds=WRONG),
    Case("another article of the same price", BROKEN, booked([("A", 2, 1000), ("C", 1, 2500)]), finds=WRONG),
    Case("articles that differ in case where the ERP has both", BROKEN, two_known_skus, finds=WRONG),
    Case("another currency", BROKEN, same(currency="USD"), finds=WRONG),
    Case("tax of another rate", BROKEN, same(tax_cents=250), finds=WRONG),
    Case(
        "net prices rounded to another total",
        BROKEN,
        booked([("A", 2, 840), ("B", 1, 2101)], 412, tax_cents=797, total_cents=4990 + 2, net=True),
        finds=WRONG,
    ),
    Case("a part is missing", BROKEN, lambda: parts(part([("A", 2, 1000)], 490)).end(), finds=WRONG),
    Case("a part is cancelled", BROKEN, part_cancelled, finds=WRONG),
    Case(
        "parts that overlap",
        BROKEN,
        lambda: parts(part([("A", 2, 1000)], 490), part([("A", 1, 1000), ("B", 1, 2500)])).end(),
        finds=("duplicated",),
    ),
    Case(
        "shipping in both parts",
        BROKEN,
        lambda: parts(part([("A", 2, 1000)], 490), part([("B", 1, 2500)], 490)).end(),
        finds=WRONG,
    ),
    Case("a second whole order", BROKEN, lambda: erp(erp(shop()), "SO2", "1").end(), finds=("duplicated",)),
    Case("amended in its reference only", BROKEN, amended_and_left, finds=WRONG),
    Case(
        "the billing address lost",
        BROKEN,
        same(bill_to=["Web shop guests", "-", "-", "-", "DE", "", "", ""]),
        finds=WRONG,
    ),
    Case(
        "the billing address for the delivery address",
        BROKEN,
        lambda: erp(shop(bill_to=list(WORK)), ship_to=list(WORK)).end(),
        finds=WRONG,
    ),
    Case("both addresses swapped", BROKEN, swapped, finds=WRONG),
    Case("the street cut off", BROKEN, going_to(HOME, HOME[0], "Rue de l'Église", *HOME[2:]), finds=WRONG),
    Case(
        "two numbers of the street swapped",
        BROKEN,
        going_to((HOME[0], "Rue 5, Apt 2", *HOME[2:]), HOME[0], "Rue 2, Apt 5", *HOME[2:]),
        finds=WRONG,
    ),
    Case("the company lost", BROKEN, going_to(WORK, *WORK[:5], "", "", WORK[7]), finds=WRONG),
    Case("the phone of one order lost", BROKEN, one_without_phone, finds=WRONG),
    Case("a phone with a wrong digit", BROKEN, going_to(HOME, *HOME[:7], "+33 2 99 40 12 35"), finds=WRONG),
    Case(
        "no phone where it is demanded",
        BROKEN,
        going_to(HOME, *HOME[:7], ""),
        sets=("judge.demand=phone",),
        finds=WRONG,
    ),
    Case("the payment method lost", BROKEN, same(payment=["", 4990, True]), finds=WRONG),
    Case("the payment amount lost", BROKEN, same(payment=["card", 0, True]), finds=WRONG),
    Case("another payment amount", BROKEN, same(payment=["card", 4989, True]), finds=WRONG),
    Case("paid, and booked as unpaid", BROKEN, unpaid, finds=WRONG),
    Case("on account, and booked as paid", BROKEN, paid_on_account, finds=WRONG),
    Case("the shipping method lost", BROKEN, same(shipping_method=""), finds=WRONG),
    Case("the shipping method that the ERP put in", BROKEN, replaced_by_the_erp, finds=WRONG),
    Case("one payment method unlike all others", BROKEN, one_word_of_many, finds=WRONG),
    Case("the sales channel lost", BROKEN, same(custom={}), finds=WRONG),
    Case("a custom field lost", BROKEN, same(), sets=("judge.custom_fields={shop: store}",), finds=WRONG),
    Case(
        "a method unlike the one written down",
        BROKEN,
        same(),
        sets=("judge.equal.payment_methods={card: CC}",),
        finds=WRONG,
    ),
    Case("the day before", BROKEN, day_before, finds=WRONG),
    Case(
        "rounding that must be flagged",
        BROKEN,
        same(tax_cents=797),
        sets=("judge.rounding=flag",),
        finds=WRONG,
    ),
    Case(
        "the account of another customer",
        BROKEN,
        lambda: erp(
            and_shop(erp(shop()), order="2", at="10:10"), "SO2", "2", email="customer-1@example.com"
        ).end(),
        finds=WRONG,
    ),
]
