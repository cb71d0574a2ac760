"""Stock of both systems over time: what is drift, what is only under way, and who is accused of what."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from golive.judge.chart_series import series
from golive.judge.history import History, SkuStock
from golive.judge.history.stock import Stock
from tests.depth import examples

from .ledgers import DAY_MS, HOUR_MS, MINUTE_MS, Book, kinds, shared_shelf, whole_life


def shelf(book: Book, sku: str = "A") -> SkuStock:
    return book.end().history().stock.skus[sku]


def drift(book: Book, sku: str = "A") -> tuple[int, float]:
    """Residual units at the end, and unexplained unit-hours on the way."""
    stock = shelf(book, sku)
    return stock.unexplained, stock.unit_ms / HOUR_MS


class TestHealthy:
    def test_an_order_in_mid_flight_shows_no_drift(self) -> None:
        """At every fact of a whole life the shop shows what it may."""
        book = whole_life().end()
        history = History(0)
        for fact in book.facts:
            history.see(fact)
        history.close()
        assert (history.stock.skus["A"].unexplained, history.stock.skus["A"].unit_ms) == (0, 0)

    def test_the_warehouse_ships_first_and_the_shop_hours_later(self) -> None:
        book = shared_shelf(Book()).at("10:00").bought("1").created("SO1", "1")
        book.at("11:00").erp_stock("A", 99).delivered("SO1").at("15:00")
        assert drift(book) == (0, 0)

    def test_the_shop_ships_first_and_the_warehouse_hours_later(self) -> None:
        book = shared_shelf(Book()).at("10:00").bought("1").created("SO1", "1")
        book.at("11:00").shop_stock("A", 99).reserved("A", 1, "1", "shipment_created").shipped("1")
        assert drift(book.at("15:00").erp_stock("A", 99).delivered("SO1")) == (0, 0)

    def test_a_cancelled_order_gives_its_goods_back(self) -> None:
        book = shared_shelf(Book()).bought("1", [("A", 3, 1000)]).at("12:00").cancelled("1")
        assert drift(book) == (0, 0)

    def test_a_refund_of_a_part_gives_that_part_back(self) -> None:
        book = shared_shelf(Book()).bought("1", [("A", 3, 1000)]).at("12:00")
        assert drift(book.refunded("1", [("A", 2)], cents=2000, full=False)) == (0, 0)

    def test_a_decorated_reference_is_still_ours(self) -> None:
        """The parcel of an order with an odd reference is one of the shop's own."""
        for ref in ("WEB-000000001/1", "", "5f2d"):
            book = shared_shelf(Book()).bought("000000001").created("SO1", ref, like="000000001")
            assert drift(book.at("11:00").erp_stock("A", 99).delivered("SO1", ref=ref)) == (0, 0), ref


class TestOthers:
    """What tills and receipts change is in the window while it is younger than the cadence (30 minutes)."""

    def test_in_time_is_not_unexplained(self) -> None:
        book = shared_shelf(Book()).at("10:00").erp_stock("A", 95).at("10:30").shop_stock("A", 95)
        assert drift(book) == (0, 0)

    def test_after_the_cadence_every_further_minute_counts(self) -> None:
        book = shared_shelf(Book()).at("10:00").erp_stock("A", 95).at("11:00").shop_stock("A", 95)
        assert drift(book) == (0, 2.5)

    def test_never_told_stays_as_a_residue(self) -> None:
        book = shared_shelf(Book()).at("10:00").erp_stock("A", 95)
        assert drift(book) == (5, 9.5 * 5)
        assert kinds(book, "O7") == ["O7 residual_stock"]

    def test_allocated_to_others_and_safety_are_not_for_the_shop(self) -> None:
        book = shared_shelf(Book()).at("10:00").erp_stock("A", 100, others=3, safety=2)
        assert drift(book.at("10:10").shop_stock("A", 95)) == (0, 0)

    def test_the_value_before_the_last_is_in_the_window_too(self) -> None:
        book = shared_shelf(Book()).at("10:00").erp_stock("A", 95).at("10:20").erp_stock("A", 97)
        assert drift(book.at("10:25").shop_stock("A", 95).at("10:45").shop_stock("A", 97)) == (0, 0)

    def test_each_warehouse_has_a_window_of_its_own(self) -> None:
        """A shop that knows of one change and not yet of the other shows a sum that never was."""
        book = Book()
        for place in ("berlin", "ulm"):
            book.erp_stock("A", 50, warehouse=place).shop_stock("A", 50, source=place)
        book.at("10:00").erp_stock("A", 55, warehouse="berlin").at("10:01").erp_stock(
            "A", 47, warehouse="ulm"
        )
        book.at("10:05").shop_stock("A", 47, source="ulm").at("10:20").shop_stock("A", 55, source="berlin")
        assert drift(book) == (0, 0)


class TestWrongPushes:
    def test_a_push_that_already_excludes_exported_orders_deducts_them_twice(self) -> None:
        book = shared_shelf(Book()).at("10:00").bought("1", [("A", 4, 1000)]).created("SO1", "1")
        assert drift(book.at("11:00").shop_stock("A", 96)) == (-4, 9 * 4)

    def test_a_push_that_forgets_parcels_on_their_way_deducts_them_twice(self) -> None:
        book = shared_shelf(Book()).at("10:00").bought("1", [("A", 4, 1000)]).created("SO1", "1")
        book.at("11:00").erp_stock("A", 96).delivered("SO1", [("A", 4)]).shop_stock("A", 96)
        assert drift(book)[0] == -4

    def test_a_push_that_forgets_the_tills_promises_too_much(self) -> None:
        book = shared_shelf(Book()).at("10:00").erp_stock("A", 100, others=6).at("11:00").shop_stock("A", 100)
        assert drift(book)[0] == 6

    def test_a_source_switched_off_offers_nothing(self) -> None:
        book = shared_shelf(Book()).at("10:00").shop_stock("A", 100, in_stock=False)
        assert drift(book)[0] == -100


class TestParcelsOfOrdersThatEnded:
    def cancelled_after_it_left(self) -> Book:
        book = shared_shelf(Book()).at("10:00").bought("1", [("A", 5, 1000)]).created("SO1", "1")
        book.at("11:00").erp_stock("A", 95).delivered("SO1", [("A", 5)])
        return book.at("13:00").refunded("1")

    def test_the_goods_are_gone_and_the_shop_has_the_cadence_to_hear_of_it(self) -> None:
        assert drift(self.cancelled_after_it_left().at("13:30").shop_stock("A", 95)) == (0, 0)

    def test_and_not_longer(self) -> None:
        assert drift(self.cancelled_after_it_left().at("14:30").shop_stock("A", 95)) == (0, 5)
        assert drift(self.cancelled_after_it_left())[0] == 5


class TestSentTwice:
    def test_the_second_parcel_is_a_loss_that_the_shop_must_hear_of(self) -> None:
        book = shared_shelf(Book()).bought("1", [("A", 2, 1000)]).created("SO1", "1").created("SO2", "1")
        book.at("11:00").erp_stock("A", 98).delivered("SO1", [("A", 2)])
        book.erp_stock("A", 96).delivered("SO2", [("A", 2)])
        told = [*book.facts]
        assert drift(book)[0] == 2
        book.facts = told
        book.now_ms = book.facts[-1].at_ms
        assert drift(book.at("11:20").shop_stock("A", 98)) == (0, 0)


class TestSales:
    def test_oversold_is_what_the_erp_could_not_serve_at_that_moment(self) -> None:
        book = shared_shelf(Book(), units=5).at("10:00").erp_stock("A", 2).bought("1", [("A", 4, 1000)])
        assert book.end().history().stock.oversold == 2

    def test_units_promised_to_earlier_orders_are_not_there_for_later_ones(self) -> None:
        book = shared_shelf(Book(), units=5).bought("1", [("A", 4, 1000)]).bought("2", [("A", 4, 1000)])
        assert book.end().history().stock.oversold == 3

    def test_one_finding_per_order_with_all_its_articles(self) -> None:
        book = shared_shelf(shared_shelf(Book(), "A", 0), "B", 1)
        book.bought("1", [("A", 2, 1000), ("B", 3, 1000)]).end()
        assert kinds(book, "O8") == ["O8 oversold"]

    def test_lost_sale_minutes_run_while_the_shop_is_at_zero_and_the_erp_is_not(self) -> None:
        book = shared_shelf(Book(), units=0).at("10:00").erp_stock("A", 7).at("10:12").shop_stock("A", 7)
        assert shelf(book).lost_sale_ms == 12 * MINUTE_MS

    def test_both_at_zero_is_sold_out(self) -> None:
        assert shelf(shared_shelf(Book(), units=0)).lost_sale_ms == 0

    def test_negative_counts_each_time_the_salable_quantity_falls_below_zero(self) -> None:
        book = shared_shelf(Book(), units=3).bought("1", [("A", 3, 1000)])
        book.at("10:00").shop_stock("A", 1).at("11:00").shop_stock("A", 3).at("12:00").shop_stock("A", 2)
        assert book.end().history().stock.negative == 2

    def test_an_instant_below_zero_within_a_shipment_is_none(self) -> None:
        book = shared_shelf(Book(), units=1).bought("1").created("SO1", "1").at("11:00")
        book.shop_stock("A", 0).reserved("A", 1, "1", "shipment_created").shipped("1").at("12:00")
        assert book.end().history().stock.negative == 0


def test_an_article_that_opens_with_nothing_is_judged_like_any_other() -> None:
    book = Book().shop_stock("A", 5).erp_stock("A", 0)
    assert drift(book)[0] == 5
    assert Book().shop_stock("A", 5).erp_stock("A", 0).bought("1").end().history().stock.oversold == 1


def test_the_chart_shows_drift_while_it_lasts_and_nothing_for_a_healthy_shipment() -> None:
    book = shared_shelf(Book()).at("10:00").erp_stock("A", 96).at("11:30").shop_stock("A", 96)
    history = History(30 * MINUTE_MS, DAY_MS, 20 * MINUTE_MS)
    for fact in [*book.end().facts]:
        history.see(fact)
    history.close()
    chart = next(line for line in series(history, DAY_MS, DAY_MS + 12 * HOUR_MS) if "drift" in line.name)
    assert {number: value for number, value in enumerate(chart.values) if value} == {
        31: 2,
        32: 4,
        33: 4,
        34: 2,
    }
    assert sum(value or 0 for value in chart.values) / 3 == history.stock.skus["A"].unit_ms / HOUR_MS

    healthy = History(30 * MINUTE_MS, DAY_MS, 20 * MINUTE_MS)
    for fact in whole_life().end().facts:
        healthy.see(fact)
    healthy.close()
    assert not any(
        value
        for line in series(healthy, DAY_MS, DAY_MS + DAY_MS // 10)
        if "drift" in line.name
        for value in line.values
    )


# -- against the definition ----------------------------------------------------------------------------------

CADENCE = 7
WAREHOUSES = ("w1", "w2")
Event = tuple[int, str, str, int]
"""(ms, what, warehouse, number)."""

events = st.lists(
    st.tuples(
        st.integers(0, 60),
        st.sampled_from(["erp", "erp", "source", "sold", "given_up", "left", "lost_parcel", "reserved"]),
        st.sampled_from(WAREHOUSES),
        st.integers(0, 6),
    ),
    max_size=40,
).map(lambda rows: sorted(rows, key=lambda row: row[0]))


class Obvious:
    """The definitions of the judge, evaluated anew at every millisecond."""

    def __init__(self, rows: list[Event], end: int) -> None:
        self.free: dict[str, int] = {}
        self.parcels = dict.fromkeys(WAREHOUSES, 0)
        self.sources: dict[str, int] = {}
        self.reserved = self.open = self.oversold = 0
        self.levels: list[dict[str, int]] = []
        self.unit_ms = self.starved_ms = self.negative = self.residual = 0
        was_negative = False
        for now in range(end + 1):
            for row in rows:
                if row[0] == now:
                    self.apply(*row[1:])
            self.levels.append({place: free + self.parcels[place] for place, free in self.free.items()})
            self.residual = self.unexplained(now)
            if now < end:
                self.unit_ms += abs(self.residual)
                self.starved_ms += bool(self.free and self.sources and self.shown() <= 0 < self.expected())
                self.negative += self.shown() < 0 and not was_negative
                was_negative = self.shown() < 0

    def apply(self, what: str, place: str, number: int) -> None:
        if what == "erp":
            self.free[place] = number * 3
        elif what == "source":
            self.sources[place] = number * 3
        elif what == "reserved":
            self.reserved -= number
        elif what == "sold":
            if self.free:
                self.oversold += max(0, number - max(0, self.expected()))
            self.open += number
        elif what == "given_up":
            self.open -= number
        elif place in self.free:
            if what == "left":
                self.open -= number
                self.parcels[place] += number
            else:
                self.parcels[place] -= number

    def expected(self) -> int:
        return sum(self.free.values()) - self.open

    def shown(self) -> int:
        return sum(self.sources.values()) + self.reserved

    def unexplained(self, now: int) -> int:
        if not (self.free and self.sources):
            return 0
        used = self.open + sum(self.parcels.values())
        low = high = -used
        for place in self.free:
            recent = [levels[place] for levels in self.levels[max(0, now - CADENCE) :] if place in levels]
            low, high = low + min(recent), high + max(recent)
        shown, low, high = max(0, self.shown()), max(0, low), max(0, high)
        return shown - high if shown > high else shown - low if shown < low else 0


def run_events(stock: Stock, rows: list[Event]) -> None:
    known: dict[str, None] = {}
    for seq, (now, what, place, number) in enumerate(rows):
        if what == "erp":
            known[place] = None
            stock.erp_changed(now, "A", place, number * 3 + 2, 1, 1)
        elif what == "source":
            stock.source_changed(now, "A", place, number * 3)
        elif what == "reserved":
            stock.reserved(now, "A", -number)
        elif what == "sold":
            stock.sold(now, "A", number, "1", seq)
        elif what == "given_up":
            stock.given_up(now, "A", number)
        elif place in known and number:
            stock.left(now, "A", number if what == "left" else -number, place)


@settings(max_examples=examples(400), deadline=None)
@given(events)
def test_stock_is_what_the_definition_says_at_every_millisecond(rows: list[Event]) -> None:
    end = 80
    stretches: list[tuple[int, int, int]] = []
    stock = Stock(CADENCE, lambda *stretch: stretches.append(stretch))
    run_events(stock, rows)
    stock.finish(end)
    model, found = Obvious(rows, end), stock.skus["A"]
    spread = sum((until - since) * units for since, until, units in stretches)
    assert (found.unexplained, found.unit_ms, stock.oversold, found.lost_sale_ms, stock.negative, spread) == (
        model.residual,
        model.unit_ms,
        model.oversold,
        model.starved_ms,
        model.negative,
        model.unit_ms,
    )


@settings(max_examples=examples(60), deadline=None)
@given(st.integers(0, 2**32))
def test_a_careful_integration_never_shows_unexplained_drift(seed: int) -> None:
    """Random sales, parcels, tills and cancellations; stock is pushed every ten minutes by the formula."""
    chance = random.Random(seed)
    book, on_hand, sent = shared_shelf(Book()), 100, dict[str, int]()
    waiting: dict[str, int] = {}
    away: dict[str, int] = {}
    number = 0
    for minute in range(240):
        book.after(MINUTE_MS)
        act = chance.randrange(7)
        if act == 0 and sum(waiting.values()) + sum(away.values()) < on_hand - 10:
            number += 1
            waiting[str(number)] = chance.randint(1, 4)
            book.bought(str(number), [("A", waiting[str(number)], 1000)]).created(f"SO{number}", str(number))
        elif act == 1 and waiting:
            order = chance.choice(list(waiting))
            away[order] = units = waiting.pop(order)
            on_hand -= units
            book.erp_stock("A", on_hand).delivered(f"SO{order}", [("A", units)])
        elif act == 2 and away:
            order = chance.choice(list(away))
            units = away.pop(order)
            stock = sent.get("A", 100) - units
            sent["A"] = stock
            book.shop_stock("A", stock).reserved("A", units, order, "shipment_created").shipped(order)
        elif act == 3:
            on_hand += chance.randint(-2, 3) if on_hand > 30 else 20
            book.erp_stock("A", on_hand)
        elif act == 4 and chance.random() < 0.3 and waiting:
            order = chance.choice(list(waiting))
            del waiting[order]
            book.cancelled(order).status(f"SO{order}", "cancelled")
        elif act == 5 and chance.random() < 0.2 and away:
            order = chance.choice(list(away))
            del away[order]
            book.refunded(order)
        if minute % 10 == 0:
            sent["A"] = on_hand + sum(away.values())
            book.shop_stock("A", sent["A"])
    book.after(MINUTE_MS).shop_stock("A", on_hand + sum(away.values()))
    assert shelf(book).unit_ms == 0


def test_oversold_and_drift_agree_whatever_the_order_of_facts_within_an_instant() -> None:
    """Placing an order writes reservations and the order itself at one instant: no drift in between."""
    book = shared_shelf(Book()).at("10:00").bought("1", [("A", 1, 100), ("A", 2, 100)])
    history = book.end().history()
    assert (history.stock.oversold, history.stock.skus["A"].unit_ms) == (0, 0)
