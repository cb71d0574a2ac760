"""From a history to a scorecard: figures, thresholds, score, coverage, verdict."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive import scenario
from golive.judge.figures import duration, expectations, figures, percentile
from golive.judge.history import History
from golive.judge.score import PARTS, coverage, lowering, score
from golive.judge.scorecard import judge
from golive.record.ledger import MemoryLedger
from golive.record.oracles import FindingKind
from golive.record.run import (
    BROKEN,
    HELD,
    ORDER_VERDICTS,
    UNKNOWN,
    Expectation,
    FaultCount,
    OrderLine,
    Scorecard,
)
from golive.scenario.model.metrics import METRICS
from golive.scenario.model.thresholds import Result, Threshold

from .ledgers import Book, shared_shelf, whole_life

CALM = scenario.load("calm", ["clock.start=2025-11-28T08:00:00+00:00"])
"""Its traffic ends at ten."""
NOTHING_DUE = "no order, stock, price or customer was there to move, so nothing was tested"


def card_of(book: Book, expect: dict[str, str] | None = None, **changes: Any) -> Scorecard:
    return judged(book, expect, **changes)[0]


def declared(card: Scorecard) -> list[Expectation]:
    """The expectations of the scenario, without those by default."""
    return [each for each in card.expectations if each.source == "scenario"]


def judged(
    book: Book, expect: dict[str, str] | None = None, history: History | None = None, **changes: Any
) -> tuple[Scorecard, list[OrderLine]]:
    thresholds = {metric: METRICS[metric].parse(text) for metric, text in (expect or {}).items()}
    plan = replace(CALM, expect=thresholds, **changes)
    history = book.history() if history is None else history
    card, lines = judge(history, MemoryLedger(book.facts), plan, "c", 1, "virtual", "golive run")
    return card, list(lines)


def with_faults(book: Book, *faults: tuple[int, int]) -> Book:
    rows = [
        {"id": f"f{number}", "kind": "slow", "asked": 9, "hit": hit, "effective": effective}
        for number, (hit, effective) in enumerate(faults, 1)
    ]
    return book.say("run", "run.faults", {}, {"faults": rows})


def lots() -> Book:
    return lots_open().end()


def lots_open() -> Book:
    """One order of every kind of fate."""
    book = shared_shelf(Book(), units=100).at("10:00")
    for order in "123456789":
        book.bought(order)
    book.at("10:01")
    for order in "1234":
        book.created(f"SO{order}", order)
    book.created("SO2b", "2").created("SO3b", "3").status("SO3b", "cancelled")
    book.created("SO5", "5", total_cents=1).created("SO6", "6", status="draft").shown("7")
    book.created("SO0", "0", lines=[["Z", 1, 1, 0]])
    return book.at("11:00").created("SO8", "8").erp_stock("A", 50)


class TestCard:
    def test_counts_every_order_once_under_its_verdict(self) -> None:
        card, lines = judged(lots())
        assert {word: count for word, count in card.orders.items() if count} == {
            "total": 9, "exact": 2, "duplicated": 1, "compensated": 1, "wrong_content": 1, "wrong_state": 1,
            "stuck_visible": 1, "late": 1, "lost": 1, "phantom": 1,
        }  # fmt: skip
        assert sum(card.orders[word] for word in ORDER_VERDICTS if word != "phantom") == card.orders["total"]
        assert sorted(line.verdict for line in lines) == sorted(
            word for word in ORDER_VERDICTS for _ in range(card.orders[word])
        )

    def test_survives_its_json_form(self) -> None:
        card, lines = judged(with_faults(lots(), (1, 1)), {"orders.lost": "0", "latency.p95": "<= 15m"})
        assert Scorecard.from_json(orjson.loads(orjson.dumps(card.as_json()))) == card
        assert [OrderLine.from_json(orjson.loads(orjson.dumps(line.as_json()))) for line in lines] == lines

    def test_judging_twice_gives_the_same(self) -> None:
        book, history = lots(), lots().history()
        first, second = (judged(book, history=history) for _ in range(2))
        assert first == second == judged(book)

    def test_findings_beyond_the_limit_are_counted_and_not_listed(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("golive.judge.findings.MOST_FINDINGS", 3)
        book = Book()
        for number in range(5):
            book.bought(f"9{number:08d}")
        card = card_of(book.end())
        assert (card.counts["O1 lost"], card.count_of("lost")) == (5, 5)
        assert len([each for each in card.findings if each.kind == "lost"]) == 3
        assert card.harm["by_kind"]["lost"] == 5 * (1000 + CALM.costs.contact.cents)

    def test_causes_find_calls_under_any_name_of_the_order(self) -> None:
        book = Book().at("10:00").bought("000000012").notice("000000012")
        book.create_call("WEB-000000012", status=422, truth="not_applied").end()
        assert [finding.cause.code for finding in card_of(book).findings] == ["refused_and_given_up"]

    def test_causes_claim_nothing_when_calls_name_no_order(self) -> None:
        book = (
            Book().at("10:00").bought("1").notice("1").create_call("", status=422, truth="not_applied").end()
        )
        assert [finding.cause.code for finding in card_of(book).findings] == [""]


class TestVerdict:
    def test_held(self) -> None:
        assert card_of(whole_life().end(), {"orders.lost": "0"}).verdict == HELD

    def test_broken_comes_before_unknown(self) -> None:
        card = card_of(with_faults(lots(), (0, 0)), {"orders.lost": "0", "checkout.p95": "<= 1s"})
        assert card.verdict == BROKEN
        assert card.reasons[0] == "orders.lost: expected 0, was 1"
        assert card.reasons[-2:] == [
            "checkout.p95 could not be measured", "fault f1 never hit, so it proves nothing",
        ]  # fmt: skip

    def test_unknown_when_no_order_was_placed(self) -> None:
        card = card_of(Book().end(), {"orders.lost": "0"})
        assert (card.verdict, card.reasons) == (
            UNKNOWN,
            ["no order, stock, price or customer was there to move, so nothing was tested"],
        )

    @pytest.mark.parametrize(("fault", "words"), [((0, 0), "never hit"), ((3, 0), "changed nothing")])
    def test_unknown_when_a_fault_had_no_effect(self, fault: tuple[int, int], words: str) -> None:
        card = card_of(with_faults(whole_life(), (2, 2), fault).end())
        assert (card.verdict, card.reasons) == (UNKNOWN, [f"fault f2 {words}, so it proves nothing"])

    def test_unknown_while_orders_in_flight_decide(self) -> None:
        book = whole_life().at("15:00").bought("2").end("15:05")
        card = card_of(book, {"orders.lost": "0", "orders.exact": ">= 1", "orders.duplicated": "<= 1"})
        assert [each.verdict for each in declared(card)] == [UNKNOWN, HELD, HELD]
        assert card.reasons[0] == "orders.lost: expected 0, was 0 to 1 (some still in flight)"
        assert card_of(book, {"orders.lost": "<= 1"}).reasons == [
            "1 order was still in flight when the run ended; a longer clock.settle decides it"
        ]
        assert card_of(book, {"orders.lost": "<= 1", "orders.indeterminate": "1"}).verdict == HELD

    def test_a_crash_breaks_the_run_and_is_the_first_reason(self) -> None:
        book = whole_life().say("candidate", "candidate.ended", {}, {"why": "ValueError: 7"}).end()
        card = card_of(book)
        assert (card.verdict, card.reasons[0]) == (
            BROKEN, "the integration crashed at 11:05:00: ValueError: 7",
        )  # fmt: skip

    @pytest.mark.parametrize("why", ["returned", "exit status 0"])
    def test_a_program_that_ends_well_is_alive_and_its_end_is_told(self, why: str) -> None:
        book = whole_life().say("candidate", "candidate.ended", {}, {"why": why}).end()
        card = card_of(book)
        assert (card.verdict, card.reasons) == (HELD, [f"the integration ended at 11:05:00: {why}"])


class TestMetrics:
    @pytest.mark.parametrize(
        "book", [lots(), whole_life().end(), Book().end(), Book()], ids=["many", "one", "none", "begun"]
    )
    def test_every_metric_is_a_figure_or_unknown(self, book: Book) -> None:
        measured = figures(Result(card_of(book)))
        for metric in METRICS:
            assert metric in measured
            assert measured[metric] is None or isinstance(measured[metric], (int, float))

    def test_nothing_measured_is_unknown_and_not_zero(self) -> None:
        expect = {"latency.p95": "<= 1h", "erp.calls_per_order": "<= 5", "orders.lost": "<= 5%"}
        card = card_of(Book().end(), expect)
        assert [each.actual for each in declared(card)] == ["not measured"] * 3
        assert {each.verdict for each in declared(card)} == {UNKNOWN}

    def test_shares_are_of_all_orders(self) -> None:
        card = card_of(lots(), {"orders.lost": "<= 11.2%", "orders.late": "< 11.1%"})
        assert declared(card) == [
            Expectation("orders.lost", "<= 11.2%", "11.11%", HELD, tolerated=True),
            Expectation("orders.late", "< 11.1%", "11.11%", BROKEN),
        ]

    def test_findings_that_are_no_verdict_have_a_metric(self) -> None:
        book = whole_life().shown("1").end()
        found = declared(card_of(book, {"findings.false_alarm": "0", "findings.alert_storm": "0 findings"}))
        assert [(each.actual, each.verdict) for each in found] == [("1", BROKEN), ("0", HELD)]

    def test_money(self) -> None:
        total = card_of(lots()).harm["total"]
        low, high = f"<= {(total - 1) / 100:.2f} EUR", f"<= {total / 100:.2f} EUR"
        found = [declared(card_of(lots(), {"harm.total": text}))[0].verdict for text in (low, high)]
        assert found == [BROKEN, HELD]

    def test_drain_ends_with_the_last_order_and_never_while_one_is_missing(self) -> None:
        assert card_of(whole_life().end(), {"drain": "<= 1h"}).expectations[0].actual == "1m00s"
        ended = card_of(whole_life().bought("2").cancelled("2").end(), {"drain": "<= 1h"})
        assert ended.expectations[0].actual == "1m00s"
        lost = card_of(Book().bought("1").end(), {"drain": "<= 1h"})
        assert (lost.expectations[0].actual, lost.expectations[0].verdict) == ("never", BROKEN)
        open_ = card_of(Book().at("15:00").bought("1").end("15:05"), {"drain": "<= 1h"})
        assert open_.expectations[0].verdict == UNKNOWN

    def test_recovery_is_from_the_end_of_a_fault_to_the_last_order_that_waited(self) -> None:
        def found(book: Book, *chaos: str) -> tuple[str, str]:
            faults = scenario.load("calm", ["clock.duration=6h", f"chaos=[{', '.join(chaos)}]"]).chaos
            (each,) = declared(card_of(book, {"recovery": "<= 1h"}, chaos=faults))
            return each.actual, each.verdict

        waited = whole_life().end()
        (story,) = waited.history().orders.stories.values()
        assert story.due_ms is not None
        assert story.latency_ms is not None
        due_s, live_s = (
            (at_ms - CALM.clock.start_ms) // 1000 for at_ms in (story.due_ms, story.due_ms + story.latency_ms)
        )
        before, during = (
            f"{{fault: outage, on: erp, at: 0s..{end_s}s}}" for end_s in (due_s - 1, live_s - 40)
        )
        assert found(waited, during) == ("40.0s", HELD)
        assert found(waited, during, during.replace("outage", "refuse")) == ("40.0s", HELD)
        assert found(waited, before) == ("0ms", HELD)
        assert found(Book().bought("1").end(), during) == ("never", BROKEN)
        assert found(waited)[1] == UNKNOWN

    @given(st.lists(st.integers(0, 10**9), max_size=60), st.integers(1, 100))
    def test_percentile_is_the_smallest_value_that_enough_are_not_above(
        self, values: list[int], percent: int
    ) -> None:
        values.sort()
        found = percentile(values, percent / 100)
        if not values:
            assert found is None
            return
        enough = [value for value in values if 100 * sum(x <= value for x in values) >= percent * len(values)]
        assert found == min(enough)

    @given(
        st.sampled_from(["<=", "<", ">=", ">", "=="]),
        st.integers(0, 6),
        st.integers(0, 6),
        st.integers(0, 4),
    )
    def test_held_and_broken_only_whatever_becomes_of_orders_in_flight(
        self, op: str, value: int, count: int, in_flight: int
    ) -> None:
        measured: dict[str, float | None] = {"orders.lost": count, "orders.indeterminate": in_flight}
        threshold = Threshold(op, value, "number")
        fates = {threshold.holds(count + more) for more in range(in_flight + 1)}
        expected = UNKNOWN if len(fates) == 2 else HELD if fates == {True} else BROKEN
        assert expectations({"orders.lost": threshold}, measured, 20, "EUR")[0].verdict == expected

    @pytest.mark.parametrize(
        ("span_ms", "text"),
        [
            (999, "999ms"),
            (1000, "1.0s"),
            (59_949, "59.9s"),
            (59_990, "1m00s"),
            (3_599_700, "1h00m"),
            (0, "0ms"),
        ],
    )
    def test_durations_as_people_write_them(self, span_ms: int, text: str) -> None:
        assert duration(span_ms) == text


COUNTS = st.fixed_dictionaries({word: st.integers(0, 50) for word in ORDER_VERDICTS})
STOCKS = st.fixed_dictionaries({"oversold_units": st.integers(0, 50), "residual_units": st.integers(0, 50)})
BAD = [word for part in PARTS for word in lowering(part) if word in ORDER_VERDICTS] + ["stuck_visible"]


class TestScore:
    @given(COUNTS, STOCKS, st.integers(0, 500))
    def test_lies_between_0_and_100_and_is_made_of_its_parts(
        self, counts: dict[str, int], stock: dict[str, float], units: int
    ) -> None:
        points, parts = score({"total": sum(counts.values()), **counts}, stock, units, {})
        assert 0 <= points <= 100
        assert all(0 <= part["grade"] <= 1 for part in parts)
        assert math.isclose(points, 100 * math.prod(part["grade"] for part in parts), abs_tol=0.06)
        assert all(part["grade"] == 1 for part in parts if not part["share"])

    @given(COUNTS, STOCKS, st.sampled_from(BAD))
    def test_never_rises_when_a_good_order_goes_wrong(
        self, counts: dict[str, int], stock: dict[str, float], word: str
    ) -> None:
        total = sum(counts.values()) + 1
        before, _ = score({"total": total, **counts, "exact": counts["exact"] + 1}, stock, 100, {})
        after, _ = score({"total": total, **counts, word: counts[word] + 1}, stock, 100, {})
        assert after <= before

    @given(COUNTS, STOCKS, st.sampled_from(["oversold_units", "residual_units"]))
    def test_never_rises_with_more_wrong_stock(
        self, counts: dict[str, int], stock: dict[str, float], name: str
    ) -> None:
        orders = {"total": sum(counts.values()), **counts}
        before, _ = score(orders, stock, 100, {})
        assert score(orders, {**stock, name: stock[name] + 1}, 100, {})[0] <= before

    def test_findings_that_are_no_verdict_lower_the_part_they_name(self) -> None:
        unbilled = FindingKind("unbilled", "Not billed", "findings.unbilled", True, "nothing lost")
        orders = {"total": 100, **dict.fromkeys(ORDER_VERDICTS, 0), "exact": 100}
        stock = {"oversold_units": 0.0, "residual_units": 0.0}

        def points(count: int) -> float:
            return score(orders, stock, 10, {"unbilled": count}, {"unbilled": unbilled})[0]

        assert points(0) == 100 > points(1) > points(2)

    def test_only_right_orders_are_100(self) -> None:
        assert card_of(whole_life().end()).score == 100


FAULTS = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 3)).map(
        lambda row: FaultCount("f", "slow", 9, max(row), min(row))
    ),
    max_size=5,
)


class TestCoverage:
    @given(
        FAULTS,
        st.lists(st.sampled_from("abcd"), unique=True),
        st.dictionaries(st.sampled_from("abcd"), st.integers(0, 3)),
    )
    def test_lies_between_0_and_1_and_never_falls_when_more_happens(
        self, faults: list[FaultCount], declared: list[str], flowed: dict[str, int]
    ) -> None:
        before, parts = coverage(faults, declared, flowed)
        assert 0 <= before <= 1
        assert all(0 <= part["grade"] <= 1 for part in parts)
        more = {kind: flowed.get(kind, 0) + 1 for kind in declared}
        acted = [replace(fault, hit=fault.hit + 1, effective=fault.effective + 1) for fault in faults]
        assert coverage(acted, declared, more)[0] == 1 >= before

    def test_a_fault_that_never_hit_lowers_it(self) -> None:
        assert card_of(with_faults(whole_life(), (1, 1), (0, 0)).end()).coverage < 1


class TestHarm:
    def test_each_order_is_priced_once(self) -> None:
        card = card_of(lots())
        assert card.harm["total"] == sum(card.harm["by_kind"].values())
        beside = {"oversold", "lost_sales", "captured_differs", "reconciliation"}
        assert set(card.harm["by_kind"]) <= {*ORDER_VERDICTS, *beside}

    def test_the_findings_add_up_to_the_harm(self) -> None:
        """With an order wrong in money and lines, and two wrong captures, one of them of a lost order."""
        book = lots_open().bought("20").created("SO20", "20", total_cents=5, lines=[["Q", 1, 5, 0]])
        book.placed("21").paid("21", cents=1).created("SO21", "21").placed("22").paid("22", cents=1)
        card = card_of(book.end())
        found = sum(finding.harm_cents for finding in card.findings)
        assert {"O3 captured_differs", "O3 wrong_content", "O4 wrong_content"} <= set(card.counts)
        costs = card.harm["by_kind"]
        assert card.harm["total"] == found + costs["stuck_visible"] + costs["reconciliation"]

    def test_oversold_units_are_priced_by_the_unit_in_finding_and_sum(self) -> None:
        book = shared_shelf(shared_shelf(Book(), "A", 0), "B", 1)
        book.bought("1", [("A", 2, 1000), ("B", 3, 1000)]).created("SO1", "1").end()
        card = card_of(book)
        oversold = [finding.harm_cents for finding in card.findings if finding.kind == "oversold"]
        assert oversold == [4 * CALM.costs.oversold_unit.cents] == [card.harm["by_kind"]["oversold"]]

    def test_a_lost_order_costs_its_value_and_a_call(self) -> None:
        book = Book().bought("1").end()
        assert card_of(book).harm["by_kind"]["lost"] == 1000 + CALM.costs.contact.cents

    def test_twice_on_paper_is_cheaper_than_twice_sent(self) -> None:
        paper = shared_shelf(Book()).bought("1").created("SO1", "1").created("SO2", "1")
        sent = shared_shelf(Book()).bought("1").created("SO1", "1").created("SO2", "1")
        sent.delivered("SO1").delivered("SO2").shipped("1")
        costs = [card_of(book.end()).harm["by_kind"]["duplicated"] for book in (paper, sent)]
        assert costs[1] - costs[0] == round(1000 * CALM.costs.duplicate_shipment)
