"""A connector that stands two replicas or a wrong clock, one that does not, and what the judge says of it."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

import golive
from golive.runner import RunResult

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[2] / "examples"
DEPLOY = (
    "clock.duration=15m",
    "clock.settle=5m",
    "erp.rules.duplicate_reference=accept",
    "chaos=[{fault: overlap, at: 3m, for: 11m}, {fault: slow, latency: 6s, on: erp.order.create}]",
)
OWN_AHEAD = (
    "clock.duration=18m",
    "clock.settle=5m",
    "chaos=[{fault: clock_skew, by: 6m, at: 2m, for: 6m}]",
)


def poll(folder: Path, scenario: str, *arguments: str, sets: tuple[str, ...] = ()) -> RunResult:
    path = folder / "poller.yaml"
    said = {"python": str(HERE / "poller.py"), "arguments": arguments, "env": {"PYTHONPATH": str(EXAMPLES)}}
    path.write_text(json.dumps(said), "utf-8")
    return golive.run(scenario, str(path), sets=sets, seed=1)


def causes(result: RunResult, kind: str) -> Counter[str]:
    return Counter(each.cause.code for each in result.scorecard.findings if each.kind == kind)


def test_two_replicas_book_twice_unless_they_claim_under_a_unique_key(tmp_path: Path) -> None:
    wrong = poll(tmp_path, "calm", sets=DEPLOY)
    assert wrong.scorecard.orders["duplicated"] > 2
    assert set(causes(wrong, "duplicated")) == {"two_instances"}
    right = poll(tmp_path, "calm", "--claims", sets=DEPLOY)
    assert right.scorecard.orders["duplicated"] == right.scorecard.orders["lost"] == 0
    sent = {fact.data.get("instance") for fact in right.facts if fact.data.get("op") == "erp.order.create"}
    assert sent == {None, 1, 2}, "both send"


def test_a_cursor_by_the_own_clock_misses_orders_when_it_is_set_right(tmp_path: Path) -> None:
    wrong = poll(tmp_path, "calm", "--own-clock", sets=OWN_AHEAD)
    assert wrong.scorecard.orders["lost"] > 2
    assert set(causes(wrong, "lost")) == {"cursor_clock"}
    right = poll(tmp_path, "calm", sets=OWN_AHEAD)
    assert right.scorecard.orders["lost"] == right.scorecard.orders["duplicated"] == 0


@pytest.mark.clients
@pytest.mark.parametrize(("arguments", "books_twice"), [((), True), (("--claims",), False)])
def test_the_bundled_deploy(tmp_path: Path, arguments: tuple[str, ...], books_twice: bool) -> None:
    result = poll(tmp_path, "overlapping-deploy", *arguments)
    assert (result.scorecard.orders["duplicated"] > 5) is books_twice
    assert result.scorecard.orders["lost"] == 0
    assert ("two_instances" in causes(result, "duplicated")) is books_twice
    assert [(each.hit, each.effective) for each in result.scorecard.faults if each.id == "deploy"] == [(2, 2)]


@pytest.mark.clients
@pytest.mark.parametrize(("arguments", "loses"), [(("--own-clock",), True), ((), False)])
def test_the_bundled_wrong_clock(tmp_path: Path, arguments: tuple[str, ...], loses: bool) -> None:
    result = poll(tmp_path, "wrong-clock", *arguments)
    assert (result.scorecard.orders["lost"] > 5) is loses
    assert set(causes(result, "lost")) == ({"cursor_clock"} if loses else set())
    assert result.scorecard.orders["duplicated"] == 0
