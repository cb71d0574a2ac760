"""Defects of customers, products and prices."""

from __future__ import annotations

from golive.zoo.changes import content
from golive.zoo.changes.masters import accounts, prices, windows
from golive.zoo.defect import Defect
from golive.zoo.findings import CUSTOMER_TWICE, WRONG_CONTENT, WRONG_PRICE

MASTER_DATA: tuple[Defect, ...] = (
    Defect(
        "CPP-01",
        "A customer account per order",
        "several accounts with one e-mail address",
        content.customer_per_order,
        "returning-customers",
        CUSTOMER_TWICE,
        ("customer_per_order",),
    ),
    Defect(
        "CPP-02",
        "E-mail addresses are compared as they were written",
        "two customers whose addresses differ in capitals",
        accounts.email_as_written,
        "guests-come-again",
        CUSTOMER_TWICE,
        ("email_compared_by_case",),
    ),
    Defect(
        "CPP-03",
        "Two jobs create the same customer",
        "two customers that were created at once",
        accounts.without_reference,
        "first-orders-at-once",
        CUSTOMER_TWICE,
        ("taken_at_once",),
    ),
    Defect(
        "CPP-04",
        "Guests and accounts have different keys",
        "a second customer for a guest who registered",
        accounts.two_keys,
        "guests-come-again",
        CUSTOMER_TWICE,
        ("guest_and_account",),
    ),
    Defect(
        "CPP-05",
        "A new address of a customer is written into earlier orders",
        "open orders that show the address of a later one",
        accounts.moves_open_orders,
        "customers-who-move",
        WRONG_CONTENT,
        ("changed_by_integration",),
    ),
    Defect(
        "CPP-06",
        "The window of a special price in local time",
        "lower prices that begin and end an hour late",
        windows.carries_windows(windows.LocalWindows),
        "planned-campaign",
        WRONG_PRICE,
        ("window_in_other_zone",),
    ),
    Defect(
        "CPP-07",
        "Equal windows are compared and written again",
        "windows that never match, and are written at every pass",
        windows.carries_windows(windows.RewrittenWindows),
        "equal-windows",
        (*WRONG_PRICE, "echo_loop"),
        ("rewritten_without_change", "window_drifts"),
    ),
    Defect(
        "CPP-08",
        "Prices are written for one store",
        "one store has new prices, the others old ones",
        prices.writes_as(prices.OneStore),
        "prices-of-two-stores",
        WRONG_PRICE,
        ("wrong_scope",),
    ),
    Defect(
        "CPP-09",
        "A missing price becomes 0",
        "articles sold for nothing",
        prices.writes_as(prices.MissingIsZero),
        "withdrawn-prices",
        WRONG_PRICE,
        ("price_zero",),
    ),
    Defect(
        "CPP-11",
        "Prices of the first page only",
        "a fixed part of the articles keeps its old prices",
        prices.reads_one_page,
        "many-prices",
        WRONG_PRICE,
        ("first_page_only",),
    ),
    Defect(
        "CPP-12",
        "The price is written into every list",
        "prices of customer groups replaced by the list price",
        prices.writes_as(prices.AllLists),
        "group-prices",
        WRONG_PRICE,
        ("price_list_overwritten",),
    ),
    Defect(
        "CPP-13",
        "A price update deletes special prices",
        "promotions that end early",
        prices.writes_as(prices.ClearsSpecialPrices),
        "prices-under-a-promotion",
        WRONG_PRICE,
        ("promotion_removed",),
    ),
)

NOT_PLAYED_MASTER_DATA: dict[str, str] = {}
