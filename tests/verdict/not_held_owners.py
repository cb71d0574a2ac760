"""Ledgers of runs that must not be held: wrong prices, records of no concern, writes against their owner."""

from __future__ import annotations

from tests.judge.ledgers import Book
from tests.judge.records import MANY, day, every, noon
from tests.verdict.cases import BROKEN, Case
from tests.verdict.record_writers import (
    disabled,
    first_page_of_prices,
    one_customer,
    one_price,
    prices_without_promotions,
    with_duty,
)

HOUR_MS = 3_600_000


def price_every_5_minutes() -> Book:
    book = day()
    for number, clock in enumerate(every(5, 19)):
        book.at(clock).shop_price("B", 2000 + 10 * (number + 1))
    return book.end()


def price_there_and_back() -> Book:
    book = day()
    for number, clock in enumerate(every(5, 20)):
        book.at(clock).shop_price("B", 2100 if number % 2 == 0 else 2000)
    return book.end()


def customer_every_5_minutes() -> Book:
    book = day().customer()
    for number, clock in enumerate(every(5, 19)):
        book.at(clock).customer_set("phone", f"0800 {number}")
    return book.end()


def terms_every_5_minutes() -> Book:
    book = day().customer(by="people")
    for number, clock in enumerate(every(5, 6)):
        book.at(clock).customer_set("credit_limit_cents", 1000 * number, was=500_000)
    return book.end()


def both_every_5_minutes() -> Book:
    book = day().customer()
    for number, clock in enumerate(every(5, 10)):
        book.at(clock).shop_price("B", 2000 + 10 * (number + 1)).customer_set("name", f"Customer {number}")
    return book.end()


def customer_on_both_sides() -> Book:
    book = day().customer()
    for number, clock in enumerate(every(5, 12)):
        moved = book.at(clock)
        if number % 2:
            moved.account_set("firstname", f"Ann {number}")
        else:
            moved.customer_set("name", f"Ann {number}")
    return book.end()


def collective_account_there_and_back() -> Book:
    book = day().customer(email="guests@shop.example")
    for number, clock in enumerate(every(5, 8)):
        order = str(number + 2)
        book.at(clock).bought(order).created(f"SO{order}", order)
        book.customer_set("address", {"street": "Road 1" if number % 2 else "Lane 2", "city": "Ulm"})
    return book.end()


def never_updated() -> Book:
    return day().at("12:00").erp_price("B", 2400).end()


def late_update() -> Book:
    return day().at("12:00").erp_price("B", 2400).at("14:00").shop_price("B", 2400).end()


def removed_promotion() -> Book:
    book = day().at("11:30").special("B", 1500, "11:30", "18:00", by="admin")
    return book.at("12:00").special("B", None).end()


def promotion_as_base_price() -> Book:
    book = day().at("11:30").special("B", 1500, "11:30", "18:00", by="admin")
    return book.at("12:00").shop_price("B", 1500).end()


def price_of_zero() -> Book:
    return day().at("12:00").shop_price("B", 0).end()


def zero_for_no_price() -> Book:
    return day().at("12:00").erp_price("B", None).at("12:10").shop_price("B", 0).end()


def one_store_alone() -> Book:
    return (
        day(stores=(1, 2)).at("12:00").erp_price("B", 2400).at("12:10").shop_price("B", 2400, store=1).end()
    )


def masked_by_a_store() -> Book:
    book = day(stores=(1, 2)).at("11:10").shop_price("B", 2000, store=2)
    return book.at("12:00").erp_price("B", 2400).at("12:10").shop_price("B", 2400).end()


def window(off_ms: int) -> Book:
    book = day().at("11:30").erp_row("B", 1500, begins="12:00", ends="16:00")
    return book.at("11:40").special("B", 1500, "12:00", "16:00", off_ms=off_ms).end()


def first_page() -> Book:
    book = day(MANY).at("12:00")
    for sku, cents in MANY.items():
        book.erp_price(sku, cents + 100)
    book.at("12:10")
    for sku, cents in list(MANY.items())[:20]:
        book.shop_price(sku, cents + 100)
    return book.end()


def all_lists_overwritten() -> Book:
    book = day().at("11:20").erp_row("B", 1700, owner="list:Wholesale").tier("B", 1700, "Wholesale")
    return book.at("12:00").tier("B", 2000, "Wholesale").end()


def contract_for_all() -> Book:
    return day().at("11:20").erp_row("B", 1700, owner="customer:C1").at("11:30").shop_price("B", 1700).end()


def stale_price() -> Book:
    book = day().at("12:00").erp_price("B", 2400).at("12:10").shop_price("B", 2400)
    return (
        book.at("13:00")
        .erp_price("B", 2600)
        .at("13:05")
        .shop_price("B", 2600)
        .at("13:10")
        .shop_price("B", 2400)
        .end()
    )


def person_overwritten() -> Book:
    book = day().at("11:20").product_set("B", "name", "Mug, blue", was="Mug")
    book.facts[-1].data["by"] = "admin"
    return book.at("12:00").product_set("B", "name", "Mug").end()


def corrected_address_overwritten() -> Book:
    old, new = {"street": "Road 1", "city": "Ulm"}, {"street": "Road 11", "city": "Ulm"}
    book = day().customer().at("11:20").customer_set("address", new, was=old, by="people")
    return book.at("12:00").customer_set("address", old).end()


PLAYED = ("clock.duration=90m", "clock.settle=70m", "traffic.orders.base=40/h")
CHANGED = "chaos=[{change: change_prices, at: 20m, count: 40}]"
PROMOTED = "chaos=[{change: promote, at: 20m, count: 3, lasts: 4h}]"

CASES = [
    Case(
        "credit for a customer of its own making",
        BROKEN,
        lambda: day().customer().at("12:00").customer_set("credit_limit_cents", 1, was=0).end(),
        finds=("against_owner",),
    ),
    Case("a shop price every 5 minutes", BROKEN, price_every_5_minutes, finds=("echo_loop", "wrong_price")),
    Case("a shop price there and back", BROKEN, price_there_and_back, finds=("echo_loop",)),
    Case("an ERP customer every 5 minutes", BROKEN, customer_every_5_minutes, finds=("echo_loop",)),
    Case("credit limits every 5 minutes", BROKEN, terms_every_5_minutes, finds=("echo_loop",)),
    Case(
        "a shop price and an ERP customer every 5 minutes",
        BROKEN,
        both_every_5_minutes,
        finds=("echo_loop", "wrong_price"),
    ),
    Case("a customer in both systems in turns", BROKEN, customer_on_both_sides, finds=("echo_loop",)),
    Case(
        "the address of a collective account there and back",
        BROKEN,
        collective_account_there_and_back,
        finds=("echo_loop",),
    ),
    Case(
        "a changed price never sent",
        BROKEN,
        never_updated,
        because="findings.wrong_price",
        finds=("wrong_price",),
    ),
    Case("a changed price sent after its budget", BROKEN, late_update, finds=("wrong_price",)),
    Case("a promotion removed by a price update", BROKEN, removed_promotion, finds=("wrong_price",)),
    Case("a promotion written as base price", BROKEN, promotion_as_base_price, finds=("wrong_price",)),
    Case("a price of 0", BROKEN, price_of_zero, finds=("wrong_price",)),
    Case("a price of 0 where the ERP has none", BROKEN, zero_for_no_price, finds=("wrong_price",)),
    Case("a price written for one of two stores", BROKEN, one_store_alone, finds=("wrong_price",)),
    Case("a price masked by that of a store", BROKEN, masked_by_a_store, finds=("wrong_price",)),
    Case("a window off by an hour", BROKEN, lambda: window(HOUR_MS), finds=("wrong_price",)),
    Case("a window off by a day", BROKEN, lambda: window(24 * HOUR_MS), finds=("wrong_price",)),
    Case("a window off by seconds", BROKEN, lambda: window(3_000), finds=("wrong_price",)),
    Case("the first page of prices only", BROKEN, first_page, finds=("wrong_price",)),
    Case("all price lists overwritten", BROKEN, all_lists_overwritten, finds=("wrong_price",)),
    Case("a contract price for everybody else", BROKEN, contract_for_all, finds=("wrong_price",)),
    Case("an old price written over a new one", BROKEN, stale_price, finds=("wrong_price",)),
    Case("a product name of a person overwritten", BROKEN, person_overwritten, finds=("lost_update",)),
    Case("an address of a clerk overwritten", BROKEN, corrected_address_overwritten, finds=("lost_update",)),
    Case(
        "a credit limit set by the integration",
        BROKEN,
        lambda: (
            day()
            .customer(by="people")
            .at("12:00")
            .customer_set("credit_limit_cents", 900_000, was=500_000)
            .end()
        ),
        finds=("against_owner",),
    ),
    Case(
        "a login changed by the integration",
        BROKEN,
        lambda: noon().account_set("email", "x@example.com").end(),
        finds=("against_owner",),
    ),
    Case(
        "a product renamed by the integration",
        BROKEN,
        lambda: noon().product_set("B", "name", "ITEM B", was="Mug").end(),
        finds=("against_owner",),
    ),
    Case(
        "a description replaced",
        BROKEN,
        lambda: noon().product_set("B", "attribute description", "", was="A fine mug").end(),
        finds=("against_owner",),
    ),
    Case(
        "a customer account deleted",
        BROKEN,
        lambda: noon().account_gone().end(),
        finds=("bystander_changed",),
    ),
    Case("a product deleted", BROKEN, lambda: noon().product_gone("B").end(), finds=("bystander_changed",)),
    Case(
        "a product disabled",
        BROKEN,
        lambda: noon().product_set("B", "status", 0, was=1).end(),
        finds=("bystander_changed",),
    ),
    Case(
        "a product hidden",
        BROKEN,
        lambda: noon().product_set("B", "visibility", 1, was=4).end(),
        finds=("bystander_changed",),
    ),
    Case(
        "a product taken out of its categories",
        BROKEN,
        lambda: noon().product_set("B", "categories", [], was=[2]).end(),
        finds=("bystander_changed",),
    ),
    Case(
        "a category renamed",
        BROKEN,
        lambda: noon().record("category 5", {"name": "Mugs"}, {"name": "M"}).end(),
        finds=("bystander_changed",),
    ),
    Case(
        "a customer group deleted",
        BROKEN,
        lambda: noon().record("customer group 2", {"code": "Wholesale"}, None).end(),
        finds=("bystander_changed",),
    ),
    Case(
        "an order of the till cancelled",
        BROKEN,
        lambda: noon().till_order().cancelled_by("T1").end(),
        finds=("bystander_changed",),
    ),
    Case(
        "a price written in the ERP",
        BROKEN,
        lambda: noon().erp_price("B", 2100, by="web-integration").end(),
        finds=("against_owner",),
    ),
    Case(
        "played: one price every 5 minutes",
        BROKEN,
        candidate=with_duty(one_price),
        sets=PLAYED,
        finds=("echo_loop", "wrong_price"),
    ),
    Case(
        "played: one customer every 5 minutes",
        BROKEN,
        candidate=with_duty(one_customer),
        sets=PLAYED,
        finds=("echo_loop",),
    ),
    Case(
        "played: a product disabled",
        BROKEN,
        candidate=with_duty(disabled),
        sets=PLAYED,
        finds=("bystander_changed",),
    ),
    Case(
        "played: ten prices of forty",
        BROKEN,
        candidate=with_duty(first_page_of_prices, prices=False),
        sets=(*PLAYED, CHANGED),
        finds=("wrong_price",),
    ),
    Case(
        "played: promotions removed",
        BROKEN,
        candidate=with_duty(prices_without_promotions),
        sets=(*PLAYED, PROMOTED),
        finds=("wrong_price",),
    ),
]
