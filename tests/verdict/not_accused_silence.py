"""Runs in which a duty rests, fails for a short time, or was alerted: nothing is wrong."""

from __future__ import annotations

from collections.abc import Callable

from golive.candidates.kit import Kit
from golive.candidates.reference import run as run_design
from golive.candidates.reference.design import Design
from tests.judge.ledgers import HOUR_MS, MINUTE_MS, Book, whole_life
from tests.verdict.cases import HELD, Case


async def every_half_hour(kit: Kit) -> None:
    """The reference with stock and shipments every half hour."""
    await run_design(kit, Design(stock_every_s=1800))


def failing(
    operation: str, status: int, minutes: int, alert: Callable[[Book], object] | None = None
) -> Callable[[], Book]:
    """After a whole life: calls that fail for so many minutes, with an alert after ten of them, and succeed again."""

    def ledger() -> Book:
        book = whole_life().at("12:00")
        for minute in range(0, minutes, 5):
            book.call(operation, "", status=status, truth=None)
            if alert is not None and minute == 10:
                alert(book)
            book.after(5 * MINUTE_MS)
        for _ in range(4):
            book.call(operation, "", status=200, truth=None).after(5 * MINUTE_MS)
        return book.end()

    return ledger


def _nightly() -> Book:
    book = whole_life().at("12:00").bought("2", [("B", 1, 500)]).at("13:00").bought("3", [("B", 1, 500)])
    return book.at("19:00").created("SO2", "2").created("SO3", "3").end()


def _nightly_stock() -> Book:
    return whole_life().at("12:00").erp_stock("A", 90).at("19:00").shop_stock("A", 90).end()


def _half_hours() -> Book:
    book = whole_life().at("12:00")
    for half in range(8):
        names = [f"{half}{number}" for number in range(3)]
        for name in names:
            book.after(9 * MINUTE_MS).bought(name, [("B", 1, 500)])
        book.after(3 * MINUTE_MS)
        for name in names:
            book.created(f"SO{name}", name)
    return book.end()


def _quiet_night() -> Book:
    return whole_life().at("19:00").bought("2", [("B", 1, 500)]).created("SO2", "2").end()


def _killed() -> Book:
    book = (
        whole_life()
        .at("12:00")
        .say("candidate", "candidate.killed", {}, {"faults": ["k"], "down_ms": HOUR_MS})
    )
    book.bought("2", [("B", 1, 500)]).bought("3", [("B", 1, 500)]).after(2 * HOUR_MS)
    book.say("candidate", "candidate.started", {}, {"name": "c"}).created("SO2", "2").created("SO3", "3")
    return book.end()


def _resolved_and_sent() -> Book:
    book = whole_life().at("12:00").bought("2", [("B", 1, 500)]).shown("2").resolved("2").after(MINUTE_MS)
    return book.created("SO2", "2").end()


def _tokens() -> Book:
    book = whole_life().at("12:00")
    for _ in range(6):
        book.call("erp.order.list", "", status=401, truth=None).call("erp.token.create", "", status=200)
        book.call("erp.order.list", "", status=200, truth=None).after(HOUR_MS)
    return book.end()


def _poller() -> Book:
    book = whole_life().at("12:00")
    for _ in range(20):
        book.after(5 * MINUTE_MS).notice("1", status=None)
    return book.end()


def _refused_by_a_rule() -> Book:
    """Every order for two hours is refused by a rule of the ERP, and is on the desk by name."""
    book = whole_life().at("12:00")
    for number in range(2, 14):
        order = str(number)
        book.bought(order).after(MINUTE_MS).create_call(order, status=422, truth="not_applied")
        book.refused(order).shown(order).after(9 * MINUTE_MS)
    return book.end()


CASES = [
    Case("orders that a rule refuses, each on the desk", HELD, _refused_by_a_rule),
    Case("a nightly batch of orders", HELD, _nightly, sets=("budgets.order=24h",)),
    Case("a nightly batch of stock", HELD, _nightly_stock, sets=("budgets.stock=24h",)),
    Case("orders every half hour", HELD, _half_hours, sets=("budgets.order=45m",)),
    Case("a quiet night without orders", HELD, _quiet_night),
    Case("stock down for less than its budget", HELD, failing("shop.stock.write", 500, 25)),
    Case("stock down, and an alert", HELD, failing("shop.stock.write", 500, 60, lambda book: book.alert("stock"))),
    Case("stock down, and a desk entry", HELD,
         failing("shop.stock.write", 500, 60, lambda book: book.shown("stock", "not sent", "500"))),
    Case("a login that was refused for ten minutes", HELD, failing("erp.token.create", 401, 10)),
    Case("a login that was refused, and an alert", HELD,
         failing("erp.order.list", 401, 60, lambda book: book.alert("login"))),
    Case("tokens that expire", HELD, _tokens),
    Case("a candidate that polls and takes no notices", HELD, _poller),
    Case("a kill, and work after it", HELD, _killed, sets=("budgets.order=3h",)),
    Case("an entry that was resolved and sent", HELD, _resolved_and_sent),
    Case("an outage shorter than the budget", HELD, candidate="reference",
         sets=("clock.duration=1h", "budgets.order=1h", "chaos=[{fault: outage, on: erp, at: 20m..40m}]")),
    Case("stock and shipments every half hour", HELD, candidate=every_half_hour,
         sets=("clock.duration=90m", "budgets.stock=45m", "erp.others={sales: 60/h}"),
         expect={"stock.oversold": "<= 5"}),
]  # fmt: skip
