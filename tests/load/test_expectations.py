"""Expectations on what `--load` measures: figures, and refusals without a load."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pytest

from golive import load_scenario, run
from golive.errors import LoadProblem
from golive.load.expected import check_load
from golive.load.outcome import outcome
from golive.load.visits import Visit
from golive.record.run import Scorecard
from golive.scenario import METRICS, Result
from golive.scenario.model.metrics import LOAD
from golive.sweep.plan import check

NAMES = [name for name in METRICS if name.startswith(f"{LOAD}.")]
VISITS = [Visit(number, number * 1000, 0, ()) for number in range(5)]
ROWS = [(0, 0, 100, ""), (1, 1000, 1300, ""), (2, 2500, 2900, ""), (3, 3000, 3100, "status 503")]
EXPECTED = {
    "load.p50": 300, "load.p95": 900, "load.p99": 900, "load.max": 900,
    "load.service.p50": 300, "load.service.p95": 400, "load.service.p99": 400, "load.service.max": 400,
    "load.orders": 0.6, "load.failed": 1, "load.unfinished": 0, "load.unsent": 1, "load.late": 1,
}  # fmt: skip


def figures(load: dict[str, Any]) -> dict[str, float | None]:
    card: Scorecard = None  # type: ignore[assignment]
    return {name: METRICS[name].value(Result(card, load=load)) for name in NAMES}


def test_every_figure_is_that_of_the_load() -> None:
    measured = asdict(outcome(VISITS, 5000, {"rows": ROWS, "halted": False, "calls": []}))
    assert figures(measured) == EXPECTED


def test_without_a_load_nothing_was_measured() -> None:
    assert set(figures({}).values()) == {None}


def test_a_load_without_any_order_has_no_percentiles() -> None:
    none = asdict(outcome(VISITS, 5000, {"rows": [], "halted": True, "calls": []}))
    assert figures(none)["load.p95"] is None
    assert figures(none)["load.orders"] == 0


@pytest.mark.parametrize("name", NAMES)
def test_a_run_without_a_load_is_refused(name: str) -> None:
    written = (
        "1h" if METRICS[name].measure == "duration" else "50%" if METRICS[name].measure == "share" else "3"
    )
    sets = [f'expect={{{name}: "<= {written}"}}']
    with pytest.raises(LoadProblem, match=rf"^expect\.{name}: .*--clock live --load 2"):
        check("calm", sets)
    check_load(load_scenario("calm", sets), 1)


def test_a_run_of_the_library_is_refused_before_it_begins() -> None:
    with pytest.raises(LoadProblem):
        run("calm", "naive", sets=['expect={load.p95: "<= 800ms"}'])
