"""Right orders in unusual forms: another representation of the same content is no fault."""

from __future__ import annotations

from tests.judge.ledgers import Book, content
from tests.verdict.cases import HELD, Case
from tests.verdict.orders_of_meaning import (
    COUPON,
    FLAT,
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
    sent,
    shop,
    with_lines,
)

ZONE = "clock.start=2025-11-28T09:00:00+01:00"
"""The same instant, in the calendar of a company in Berlin."""


def amended(reference: str) -> Book:
    return sent(edited(reference), "000000001-1", [("A", 3), ("B", 1)]).end()


def amended_after_a_parcel() -> Book:
    """The parcel left before the reference was changed: it is the new order's."""
    book = erp(
        shop([("A", 1, 1000)], "000000001", email="ann@example.com"),
        "SO1",
        "000000001",
        **with_lines([("A", 1, 1000)]),
    )
    book.at("10:30").cancelled("000000001")
    and_shop(book, [("A", 1, 1000)], "000000001-1", "10:30", replaces="000000001", email="ann@example.com")
    book.at("10:40").erp_stock("A", 99).delivered("SO1", [("A", 1)])
    changed(book.at("10:45"), "000000001-1", [("A", 1, 1000)])
    book.at("10:50").shop_stock("A", 99).reserved("A", 1, "000000001-1", "shipment_created")
    return book.shipped("000000001-1", [("A", 1)]).status("SO1", "invoiced").end()


def under_the_first_number() -> Book:
    """The reference stays that of the first order; the content is that of its successor."""
    return amended("000000001")


def in_parts() -> Book:
    book = parts(part([("A", 2, 1000)], 490), part([("B", 1, 2500)]))
    book.at("12:00").erp_stock("A", 98, warehouse="main").delivered("SO1", [("A", 2)])
    book.erp_stock("B", 99).delivered("SO2", [("B", 1)]).at("12:05")
    book.shop_stock("A", 98).reserved("A", 2, "1", "shipment_created").shipped("1", [("A", 2)])
    return book.shop_stock("B", 99).reserved("B", 1, "1", "shipment_created").shipped("1", [("B", 1)]).end()


def net() -> Book:
    """Prices without tax for a shop that has them with it, where the cents agree."""
    book = shop([("A", 2, 1190), ("B", 1, 2380)], shipping=476)
    return erp(
        book,
        **{**content([("A", 2, 1000), ("B", 1, 2000)], 400), "tax_cents": 836, "total_cents": 5236},
        net=True,
    ).end()


def rounded_by_document() -> Book:
    """The ERP rounds the tax of a net order as a whole: tax and total are a cent less."""
    book = shop(net=True)
    shop_total = {**content([("A", 2, 1000), ("B", 1, 2500)], 490)}
    amounts = book._content["1"]
    amounts.update(tax_cents=948, total_cents=amounts["total_cents"] + 948)
    book.facts = [each for each in book.facts if each.kind != "payment.captured"]
    for each in book.facts:
        if each.kind == "shop.order.placed":
            each.data.update(tax_cents=948, total_cents=amounts["total_cents"])
    less = {"tax_cents": 947, "total_cents": shop_total["total_cents"] + 947}
    return erp(book, **less, net=True).end()


def guests() -> Book:
    book = erp(shop(), email="guests@example.com")
    and_shop(book, order="2", at="10:10")
    return erp(book, "SO2", "2", email="guests@example.com").end()


def mapped() -> Book:
    """The company calls card payments CC and the flat rate DHL, in all orders."""
    book = shop()
    for number in ("1", "2", "3"):
        if number != "1":
            and_shop(book, order=number, at="10:10")
        total = book._content[number]["total_cents"]
        erp(book, f"SO{number}", number, payment=["CC", total, True], shipping_method="DHL Paket")
    return book.end()


def mapped_by_country() -> Book:
    book = erp(shop(), shipping_method="DHL")
    and_shop(book, order="2", at="10:10", ship_to=WORK)
    return erp(book, "SO2", "2", shipping_method="DPD").end()


def at_midnight() -> Book:
    """Bought at 00:30 in Berlin, which is 23:30 of the day before in UTC; the ERP has the day of Berlin."""
    book = shop(at="23:30")
    return (
        erp(book, ordered_ms=book.now_ms + 30 * 60_000)
        .after(3_600_000)
        .say("run", "run.phase", {}, {"phase": "end"})
    )


def date_only() -> Book:
    book = shop(at="10:00")
    return erp(book, ordered_ms=book.now_ms - 10 * 3_600_000).end()


def on_account() -> Book:
    book = shop(method="purchaseorder")
    return erp(book, payment=["purchaseorder", 0, False]).end()


def paid_by_itself() -> Book:
    """The order is booked as open, and the payment is posted besides."""
    book = erp(shop(), payment=["card", 0, False])
    keys = {"order": "SO1", "ref": "1", "payment": "P1"}
    data = {"amount_cents": 4990, "currency": "EUR", "reference": "t1", "by": "integration"}
    return book.say("erp", "erp.payment.posted", keys, data).end()


def vouchers() -> Book:
    """The amount leaves out what a gift card paid."""
    return erp(shop(gift_cents=1000), payment=["card", 3990, True]).end()


BUNDLE = {"bundles": [["SET", 1, 4500, [["A", 2, 2000], ["B", 1, 2500]]]]}


def bundle_as_itself() -> Book:
    return erp(shop(**BUNDLE), **with_lines([("SET", 1, 4500)])).end()


def fixed_bundle_in_parts() -> Book:
    """The shop has a price for the bundle only; the ERP has it spread over the parts."""
    book = shop(bundles=[["SET", 1, 4500, [["A", 2, 0], ["B", 1, 0]]]])
    for each in book.facts:
        if each.kind == "shop.order.placed":
            each.data["lines"] = [["A", 2, None, 0], ["B", 1, None, 0]]
    return erp(book, **with_lines([("A", 2, 1200), ("B", 1, 2100)])).end()


def renamed() -> Book:
    """The ERP gave an article another SKU between the sale and the booking."""
    book = shop()
    book.say("erp", "erp.item.renamed", {}, {"from": "B", "to": "B-NEW"})
    return erp(book, **with_lines([("A", 2, 1000), ("B-NEW", 1, 2500)])).end()


def flagged() -> Book:
    """The ERP's own cents are reported, as the scenario demands."""
    book = erp(shop(), tax_cents=content([("A", 2, 1000), ("B", 1, 2500)], 490)["tax_cents"] + 1)
    return book.shown("1", "the ERP rounds otherwise", "tax by document").end()


CASES = [
    Case("an order as it should be", HELD, same()),
    Case("amended by a change of the reference", HELD, lambda: amended("000000001-1")),
    Case("amended, with a prefix", HELD, lambda: amended("WEB-000000001-1")),
    Case("amended, with a suffix", HELD, lambda: amended("000000001-1/B")),
    Case("amended after its parcel left", HELD, amended_after_a_parcel),
    Case("amended under the number of the first order", HELD, under_the_first_number),
    Case("two parts by line, shipped each", HELD, in_parts),
    Case(
        "three parts",
        HELD,
        lambda: parts(part([("A", 1, 1000)], 490), part([("A", 1, 1000)]), part([("B", 1, 2500)])).end(),
    ),
    Case(
        "parts under one reference",
        HELD,
        lambda: parts(part([("A", 2, 1000)]), part([("B", 1, 2500)], 490), refs=("1", "1")).end(),
    ),
    Case("one line split in two", HELD, booked([("A", 1, 1000), ("A", 1, 1000), ("B", 1, 2500)])),
    Case("two lines as one", HELD, booked([("A", 2, 1000)], of=[("A", 1, 1000), ("A", 1, 1000)])),
    Case("the discount in the unit price", HELD, booked([("A", 2, 900), ("B", 1, 2250)], of=COUPON)),
    Case(
        "the discount in the header",
        HELD,
        booked(
            [("A", 2, 1000), ("B", 1, 2500)], of=COUPON, discount_cents=450, total_cents=4540, tax_cents=726
        ),
    ),
    Case("the discount on one line", HELD, booked([("A", 2, 1000, 450), ("B", 1, 2500)], of=COUPON)),
    Case("net prices where the cents agree", HELD, net),
    Case("shipping as a line", HELD, booked([("A", 2, 1000), ("B", 1, 2500), ("SHIPPING", 1, 490)], 0)),
    Case("a bundle as itself", HELD, bundle_as_itself),
    Case("a bundle with a fixed price as its parts", HELD, fixed_bundle_in_parts),
    Case("a SKU in small letters", HELD, booked([("a ", 2, 1000), ("B", 1, 2500)])),
    Case(
        "a SKU of the company's own",
        HELD,
        booked([("A", 2, 1000), ("4711", 1, 2500)]),
        sets=("judge.equal.skus={B: '4711'}",),
    ),
    Case("an article that the ERP renamed", HELD, renamed),
    Case(
        "an address in capitals",
        HELD,
        going_to(HOME, "ZOE GROESSE", "RUE DE L EGLISE 5", "SAINT MALO", "35 400", "FR", "", "", HOME[7]),
    ),
    Case("the house number first", HELD, going_to(HOME, HOME[0], "5, Rue de l'Église", *HOME[2:])),
    Case("the family name first", HELD, going_to(HOME, "Größe, Zoë", *HOME[1:])),
    Case(
        "the company in the name",
        HELD,
        going_to(WORK, "Weiß & Söhne GmbH, Jörg Weiß", *WORK[1:5], "", "", WORK[7]),
    ),
    Case("a phone with two zeros", HELD, going_to(HOME, *HOME[:7], "0033299401234")),
    Case("a phone without its country", HELD, going_to(HOME, *HOME[:7], "02.99.40.12.34")),
    Case("a phone with a zero in brackets", HELD, going_to(WORK, *WORK[:7], "+49 (0)221 / 12 34 56")),
    Case("no phone in any order", HELD, going_to(HOME, *HOME[:7], ""), finds=("field_not_sent",)),
    Case(
        "a region by its code",
        HELD,
        going_to(
            ("Ann", "Main St 1", "Fresno", "93650", "US", "", "California|CA", ""),
            "Ann",
            "Main St 1",
            "Fresno",
            "93650",
            "US",
            "",
            "CA",
            "",
        ),
    ),
    Case("an e-mail address in capitals", HELD, same(email="CUSTOMER-1@EXAMPLE.COM")),
    Case("one account for all guests", HELD, guests),
    Case("other words for payment and shipping", HELD, mapped),
    Case("another carrier for another country", HELD, mapped_by_country),
    Case("a date without a time", HELD, date_only),
    Case("the day of the company near midnight", HELD, at_midnight, sets=(ZONE,)),
    Case("on account, no amount announced", HELD, on_account),
    Case("the payment posted by itself", HELD, paid_by_itself),
    Case("the amount without vouchers", HELD, vouchers),
    Case("tax rounded by document", HELD, rounded_by_document, finds=("rounding_difference",)),
    Case("tax a cent off by split lines", HELD, same(tax_cents=797), finds=("rounding_difference",)),
    Case(
        "the total rounded to coins",
        HELD,
        same(total_cents=4995, rounding_cents=5),
        finds=("rounding_difference",),
    ),
    Case(
        "rounding that is flagged",
        HELD,
        flagged,
        sets=("judge.rounding=flag",),
        expect={"orders.stuck_visible": "1"},
    ),
    Case(
        "a field that the company ignores",
        HELD,
        same(shipping_method="", payment=["", 4990, True]),
        sets=("judge.ignore=[shipping_method, payment_method]",),
    ),
    Case(
        "the billing address where it differs",
        HELD,
        lambda: erp(shop(bill_to=list(WORK)), bill_to=list(WORK)).end(),
    ),
    Case(
        "a custom field that must be kept",
        HELD,
        same(custom={"sales_channel": "web", "shop": "DEFAULT"}),
        sets=("judge.custom_fields={shop: store}",),
    ),
    Case(
        "a mapping that the company has written down",
        HELD,
        same(shipping_method="UPS"),
        sets=(f"judge.equal.shipping_methods={{{FLAT}: UPS}}",),
    ),
]
