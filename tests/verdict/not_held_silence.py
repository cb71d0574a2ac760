"""Duties that stopped, and nothing was alerted: no order is lost, and yet the run must not be held."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from golive.candidates.kit import Kit
from golive.candidates.reference import integrate
from tests.judge.ledgers import HOUR_MS, MINUTE_MS, Book, whole_life
from tests.verdict.cases import BROKEN, Case

SILENCE = ("unnoticed_silence",)
AUTH = '{fault: refuse, id: auth, on: "erp.*", at: 20m..50m, status: 401}'
STOCK = "{fault: refuse, id: stock, on: shop.stock.write, at: 20m..70m, status: 500}"
CALM_TOO = ("clock.duration=90m", "budgets.order=3h")


async def mute(kit: Kit) -> None:
    """The reference without alerts."""
    vars(kit.desk)["alert"] = lambda *words, **more: None
    await integrate(kit)


async def mute_without_desk(kit: Kit) -> None:
    """The reference without alerts or entries."""
    vars(kit.desk)["exception"] = lambda *words, **more: None
    await mute(kit)


def again(do: Callable[[Book], Any], minutes: int, every: int = 5) -> Callable[[], Book]:
    """After a whole life: something again and again for so many minutes, from twelve o'clock."""

    def ledger() -> Book:
        book = whole_life().at("12:00")
        for _ in range(minutes // every):
            do(book)
            book.after(every * MINUTE_MS)
        return book.after(HOUR_MS).end()

    return ledger


def fails(operation: str, status: int) -> Callable[[Book], Any]:
    return lambda book: book.call(operation, "", status=status, truth=None)


def _orders_wait(book: Book) -> None:
    book.bought(str(len(book.facts)))


def _late_orders() -> Book:
    book = whole_life().at("12:00").bought("2").after(10 * MINUTE_MS).bought("3").at("15:00")
    return book.created("SO2", "2").created("SO3", "3").end()


def _shipments_late() -> Book:
    book = whole_life().at("12:00")
    for number in ("2", "3"):
        book.bought(number, [("B", 1, 500)]).created(f"SO{number}", number)
        book.after(MINUTE_MS).delivered(f"SO{number}", [("B", 1)], ref=number)
    for number in ("2", "3"):
        book.after(2 * HOUR_MS).reserved("B", 1, number, "shipment_created").shipped(number)
    return book.end()


def _wiped() -> Book:
    book = whole_life().at("12:00").bought("2").shown("2").after(MINUTE_MS).resolved("2").at("15:00")
    return book.created("SO2", "2").end()


def _stock_waits() -> Book:
    book = whole_life().at("12:00").erp_stock("A", 80).at("12:30").erp_stock("A", 70).at("15:00")
    return book.shop_stock("A", 70).end()


def _dead_receiver() -> Book:
    book = whole_life().at("12:00").notice("1")
    for _ in range(12):
        book.after(5 * MINUTE_MS).notice("1", status=500)
    return book.notice("1").end()


def _long_drift() -> Book:
    book = whole_life().at("12:00").erp_stock("A", 90).at("12:10").alert("stock is wrong").after(30 * HOUR_MS)
    return book.shop_stock("A", 90).after(MINUTE_MS).say("run", "run.phase", {}, {"phase": "end"})


CASES = [
    Case("credentials and stock dead for fifty minutes", BROKEN, candidate=mute, finds=SILENCE,
         sets=(*CALM_TOO, f"chaos=[{AUTH}, {STOCK}]")),
    Case("stock refused for fifty minutes", BROKEN, candidate=mute, finds=SILENCE,
         sets=(*CALM_TOO, f"chaos=[{STOCK}]")),
    Case("an ERP that is down for two hours", BROKEN, candidate=mute_without_desk, finds=SILENCE,
         sets=("clock.duration=3h", "budgets.order=1h", "chaos=[{fault: outage, on: erp, at: 20m..2h20m}]")),
    Case("two o'clock in the morning, without an alert", BROKEN, scenario="black-friday-2am",
         candidate=mute_without_desk, because="alert.first"),
    Case("stock that answers 500", BROKEN, again(fails("shop.stock.write", 500), 50), finds=SILENCE),
    Case("stock that times out", BROKEN, again(
        lambda book: book.call("shop.stock.write", "", None, "unknown", "timeout"), 50), finds=SILENCE),
    Case("stock that cannot be read", BROKEN, again(fails("erp.stock.list", 503), 60), finds=SILENCE),
    Case("a login that is refused", BROKEN, again(fails("erp.token.create", 401), 40), finds=SILENCE),
    Case("a login of the shop that is refused", BROKEN, again(fails("shop.token.create", 401), 40), finds=SILENCE),
    Case("rights that were taken away", BROKEN, again(fails("erp.order.list", 403), 40), finds=SILENCE),
    Case("deliveries that cannot be read", BROKEN, again(fails("erp.delivery.list", 500), 90), finds=SILENCE),
    Case("orders that wait for hours", BROKEN, _late_orders, finds=SILENCE),
    Case("orders that never come", BROKEN, again(_orders_wait, 120, 20), finds=SILENCE),
    Case("parcels that are reported hours later", BROKEN, _shipments_late, finds=SILENCE),
    Case("an entry that was wiped", BROKEN, _wiped, finds=SILENCE),
    Case("stock that waits for hours", BROKEN, _stock_waits, finds=SILENCE),
    Case("a receiver that died", BROKEN, _dead_receiver, finds=SILENCE),
    Case("stock that was wrong for a day", BROKEN, _long_drift, finds=("long_drift",)),
]  # fmt: skip
