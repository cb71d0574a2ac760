"""Every doubt names what makes it known."""

from __future__ import annotations

import pytest

from golive.judge.doubts.cures import cure_of_exercise, cure_of_fault, cure_of_metric
from golive.record.run import UNKNOWN, Exercised, FaultCount
from golive.scenario.model.metrics import METRICS

from .ledgers import Book, whole_life
from .test_scorecard import card_of, with_faults


@pytest.mark.parametrize("metric", METRICS)
def test_every_metric_has_a_cure(metric: str) -> None:
    assert cure_of_metric(metric)


def test_the_cure_of_a_metric_is_that_of_its_longest_known_beginning() -> None:
    assert "traffic.life.cancelled" in cure_of_metric("lag.cancellation.p95")
    assert "expect" in cure_of_metric("own.metric")


@pytest.mark.parametrize(
    ("count", "words"), [((0, 0, 0), "on:"), ((9, 0, 0), "chance"), ((9, 9, 0), "writes")]
)
def test_a_fault_that_did_nothing(count: tuple[int, int, int], words: str) -> None:
    assert words in cure_of_fault(FaultCount("f", "slow", *count))


def test_a_fault_whose_calls_came_at_another_time_needs_a_wider_window() -> None:
    assert "widen" in cure_of_fault(FaultCount("f", "slow", 0, 0, 0, "52 came outside its window"))


@pytest.mark.parametrize(
    ("what", "words"),
    [("rule", "erp.rules"), ("quirk", "erp.quirks"), ("job", "clock"), ("surprise", "shop")],
)
def test_what_was_not_exercised(what: str, words: str) -> None:
    assert words in cure_of_exercise(Exercised(what, "x", True, 0, 0, "a return"))


@pytest.mark.parametrize(
    "book",
    [
        Book().end("09:00"),
        with_faults(whole_life(), (0, 0)).end(),
        Book().at("08:00").bought("1").end("08:05"),
    ],
    ids=["nothing due", "idle fault", "in flight"],
)
def test_a_run_that_is_unknown_has_doubts_with_cures(book: Book) -> None:
    card = card_of(book)
    assert card.verdict == UNKNOWN
    assert card.doubts
    assert all(doubt.cure and doubt.what in card.reasons for doubt in card.doubts)


def test_canary_a_run_that_holds_has_none() -> None:
    assert card_of(whole_life().end()).doubts == []
