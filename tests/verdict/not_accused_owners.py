"""Ledgers of integrations that write records and prices as they should, each in another way."""

from __future__ import annotations

from tests.judge.ledgers import Book
from tests.judge.records import MANY, day, every, noon
from tests.verdict.cases import HELD, Case
from tests.verdict.not_held_owners import CHANGED, PLAYED, PROMOTED
from tests.verdict.record_writers import all_prices, with_duty


def customers_for_orders() -> Book:
    book = day().customer().at("11:30").customer("C2", "customer-2@example.com")
    return (
        book.customer_set("group", "web", number="C2")
        .customer_set("tax_status", "exempt", "taxable", "C2")
        .end()
    )


def address_of_a_new_order() -> Book:
    book = day().customer()
    for number, clock in enumerate(every(20, 5)):
        order = str(number + 2)
        book.at(clock).bought(order, email="customer-1@example.com").created(f"SO{order}", order)
        book.customer_set("address", {"street": f"Road {number}", "city": "Ulm"})
    return book.end()


def guests_on_one_account() -> Book:
    book = day().customer(email="guests@shop.example")
    for number, clock in enumerate(every(20, 5)):
        order = str(number + 2)
        book.at(clock).bought(order).created(f"SO{order}", order)
        book.customer_set("address", {"street": f"Road {number}", "city": "Ulm"})
    return book.end()


def prices_within_cadence() -> Book:
    book = day().at("12:00").erp_price("B", 2400).at("12:55").shop_price("B", 2400)
    return (
        book.at("14:00")
        .erp_price("B", 2200)
        .at("14:10")
        .erp_price("B", 2300)
        .at("14:58")
        .shop_price("B", 2300)
        .end()
    )


def full_sync_every_10_minutes() -> Book:
    """A push of equal values is no write; only changes show."""
    book = day(MANY).at("12:00")
    for sku, cents in MANY.items():
        book.erp_price(sku, cents + 100)
    book.at("12:10")
    for sku, cents in MANY.items():
        book.shop_price(sku, cents + 100)
    return book.end()


def every_store_view() -> Book:
    book = day(stores=(1, 2)).at("12:00").erp_price("B", 2400).at("12:10")
    for store in (1, 2):
        book.shop_price("B", 2400, store=store)
    return book.end()


def the_only_store_view() -> Book:
    return day().at("12:00").erp_price("B", 2400).at("12:10").shop_price("B", 2400, store=1).end()


def period_as_special_price() -> Book:
    book = day().at("11:30").erp_row("B", 1500, begins="12:00", ends="16:00")
    return book.at("11:40").special("B", 1500, "12:00", "16:00").end()


def period_with_an_end_a_second_early() -> Book:
    book = day().at("11:30").erp_row("B", 1500, begins="12:00", ends="16:00")
    return book.at("11:40").special("B", 1500, "12:00", "16:00", off_ms=-1000).end()


def period_as_base_price() -> Book:
    book = day().at("11:30").erp_row("B", 1500, begins="12:00", ends="16:00")
    return book.at("12:10").shop_price("B", 1500).at("16:10").shop_price("B", 2000).end()


def period_without_an_end() -> Book:
    book = day().at("11:30").erp_row("B", 1500, begins="12:00", ends="16:00")
    return book.at("12:05").special("B", 1500).at("16:05").special("B", None).end()


def price_update_during_a_promotion() -> Book:
    book = day().at("11:30").special("B", 1500, "11:30", "18:00", by="admin")
    return book.at("12:00").erp_price("B", 2400).at("12:10").shop_price("B", 2400).end()


def net_prices_in_the_shop() -> Book:
    book = day(shop={"B": 1681})
    return book.at("12:00").erp_price("B", 2400).at("12:10").shop_price("B", 2017).end()


def group_prices() -> Book:
    book = (
        day().at("11:20").erp_row("B", 1700, owner="list:wholesale").at("11:30").tier("B", 1700, "Wholesale")
    )
    return (
        book.at("12:00")
        .erp_row("B", 1600, owner="list:wholesale")
        .at("12:20")
        .tier("B", 1600, "Wholesale")
        .end()
    )


def contract_of_a_group() -> Book:
    book = day().at("11:20").erp_row("B", 1700, owner="customer:C1").at("11:30")
    return book.tier("B", 1700, "Contract 1").end()


def prices_that_either_side_owns() -> Book:
    book = day()
    for number, clock in enumerate(every(5, 6)):
        book.at(clock).shop_price("B", 2000 + number + 1)
    return book.end()


CASES = [
    Case("creates ERP customers for orders", HELD, customers_for_orders),
    Case("updates an address from each new order", HELD, address_of_a_new_order),
    Case("keeps guests on one account with the last address", HELD, guests_on_one_account),
    Case("prices within their cadence", HELD, prices_within_cadence),
    Case(
        "prices by a declared longer cadence",
        HELD,
        lambda: noon().erp_price("B", 2400).at("18:00").shop_price("B", 2400).end(),
        sets=("budgets.prices=12h",),
    ),
    Case("all prices every 10 minutes", HELD, full_sync_every_10_minutes),
    Case("prices written for every store view", HELD, every_store_view),
    Case("prices written for the only store view", HELD, the_only_store_view),
    Case("a period of the ERP as a special price", HELD, period_as_special_price),
    Case("a period that ends a second early", HELD, period_with_an_end_a_second_early),
    Case("a period of the ERP as two base prices", HELD, period_as_base_price),
    Case("a period of the ERP without an end in the shop", HELD, period_without_an_end),
    Case("a list price changed during a promotion", HELD, price_update_during_a_promotion),
    Case("net prices in the shop, gross ones in the ERP", HELD, net_prices_in_the_shop),
    Case("prices of a group by the list of its name", HELD, group_prices),
    Case("a contract as the price of a group", HELD, contract_of_a_group),
    Case(
        "prices that either side owns",
        HELD,
        prices_that_either_side_owns,
        sets=("owners.prices.list=either",),
    ),
    Case("a price of a person in the shop", HELD, lambda: noon().shop_price("B", 2100, by="admin").end()),
    Case(
        "a price of a person put right",
        HELD,
        lambda: noon().shop_price("B", 2100, by="admin").at("12:10").shop_price("B", 2000).end(),
    ),
    Case(
        "an acknowledgement in an attribute",
        HELD,
        lambda: (
            noon()
            .product_set("B", "attribute erp_number", "100001")
            .at("12:10")
            .product_set("B", "attribute erp_number", "100002")
            .at("12:20")
            .product_set("B", "attribute erp_number", "100003")
            .end()
        ),
    ),
    Case(
        "a product disabled with its item",
        HELD,
        lambda: (
            noon().item_status("B", "discontinued").at("12:05").product_set("B", "status", 0, was=1).end()
        ),
    ),
    Case(
        "a product deleted with its item",
        HELD,
        lambda: noon().item_status("B", "discontinued").at("12:05").product_gone("B").end(),
    ),
    Case(
        "a product of its own filled in",
        HELD,
        lambda: (
            noon()
            .product_new("N")
            .product_set("N", "name", "New mug")
            .product_set("N", "visibility", 4, was=1)
            .end()
        ),
    ),
    Case(
        "an attribute and a category of its own",
        HELD,
        lambda: (
            noon()
            .record("attribute erp_number", None, {"label": "ERP"})
            .record("attribute erp_number", {"label": "ERP"}, {"label": "ERP no."})
            .end()
        ),
    ),
    Case("a customer group by the terms of the ERP", HELD, lambda: noon().account_set("group_id", 2).end()),
    Case(
        "a customer who changes the account",
        HELD,
        lambda: noon().account_set("email", "new@example.com", by="customer").end(),
    ),
    Case(
        "customers blocked and unblocked by clerks",
        HELD,
        lambda: (
            day()
            .customer()
            .at("12:00")
            .customer_set("blocked", True, was=False, by="")
            .at("12:30")
            .customer_set("blocked", False, by="")
            .end()
        ),
    ),
    Case(
        "an e-mail address brought back from the shop",
        HELD,
        lambda: (
            day()
            .customer()
            .at("12:00")
            .customer_set("email", "x@example.com", was="customer-1@example.com", by="people")
            .at("12:10")
            .customer_set("email", "customer-1@example.com")
            .end()
        ),
    ),
    Case(
        "a till order cancelled at the till",
        HELD,
        lambda: noon().till_order().cancelled_by("T1", "till").end(),
    ),
    Case(
        "product content that the ERP owns",
        HELD,
        lambda: (
            noon().product_set("B", "name", "ITEM B", was="Mug").product_set("B", "status", 0, was=1).end()
        ),
        sets=("owners.products.content=erp",),
    ),
    Case(
        "played: all prices every 10 minutes",
        HELD,
        candidate=with_duty(all_prices, 600),
        sets=(*PLAYED, CHANGED),
    ),
    Case(
        "played: all prices during a promotion",
        HELD,
        candidate=with_duty(all_prices, 600),
        sets=(*PLAYED, PROMOTED),
    ),
]
