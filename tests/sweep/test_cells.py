"""A cell as a value: its identity, its JSON form, and its figures beside those of the scorecard."""

from __future__ import annotations

import json
from dataclasses import replace

import jsonschema
import pytest

from golive.candidates.registry import resolve
from golive.record.cells import Cell, Job
from golive.record.schemas import schema
from golive.result import RunResult
from golive.runner import Plan, carry_out
from golive.scenario import load
from golive.sweep.cells.measured import measured
from golive.sweep.exposure import count_met
from golive.sweep.matrix.metrics import FIGURES

SETS = (
    "clock.duration=40m",
    "clock.settle=30m",
    "chaos=[{fault: lose_reply, on: erp.order.create, chance: 20%}]",
)
JOB = Job("calm", "naive", 3, SETS, fingerprint="f" * 64)


@pytest.fixture(scope="module")
def run() -> tuple[Plan, RunResult]:
    plan = Plan(load("calm", SETS), resolve("naive"), "calm", "naive", 3, sets=SETS)
    return plan, carry_out(plan, None)


@pytest.fixture(scope="module")
def cell(run: tuple[Plan, RunResult]) -> Cell:
    return Cell(JOB, measured(*run, took_s=0.5))


def test_a_cell_survives_json_and_fits_its_schema(cell: Cell) -> None:
    row = json.loads(json.dumps(cell.as_json()))
    jsonschema.Draft202012Validator(schema("cell")).validate(row)
    assert Cell.from_json(row) == cell


def test_the_figures_are_those_of_the_run(cell: Cell, run: tuple[Plan, RunResult]) -> None:
    result, card = cell.result, run[1].scorecard
    assert result.orders == card.orders
    assert result.orders["duplicated"] > 0
    assert sum(each.count for each in result.findings) == len(card.findings)
    assert {(each.kind, each.cause) for each in result.findings} == {
        (each.kind, each.cause.code) for each in card.findings
    }
    answered = [fact for fact in run[1].ledger if fact.kind == "exchange.answered"]
    assert sum(result.calls.values()) == sum(result.operations.values()) == len(answered)
    assert result.operations["erp.order.create"] == sum(
        fact.data["op"] == "erp.order.create" for fact in answered
    )
    assert 0 < result.peak_hour["erp"] <= result.calls["erp"]
    assert result.notices == sum(fact.kind == "notice.delivered" for fact in run[1].ledger)
    assert result.staleness["order"].total_ms == sum(line.latency_ms or 0 for line in run[1].orders)
    assert (result.traffic_ms, result.lasts_ms) == (40 * 60_000, 70 * 60_000)
    assert result.has_a_fault
    end_ms = run[0].scenario.clock.traffic_end_ms
    while_selling = [fact for fact in answered if fact.data["sent_ms"] < end_ms]
    assert 0 < result.calls_while_selling == len(while_selling) < len(answered)
    assert FIGURES["calls_per_day"](result) == len(while_selling) * 24 * 60 / 40
    assert FIGURES["harm_per_day_cents"](result) == result.harm_cents * 24 * 60 / 40


def test_orders_that_met_a_fault_are_counted_once_and_by_any_of_their_numbers(
    run: tuple[Plan, RunResult],
) -> None:
    line = next(line for line in run[1].orders if line.erp_orders)
    counts = count_met([line.order, line.erp_orders[0], "of no order"], run[1].orders)
    assert (counts["total"], counts[line.verdict]) == (1, 1)


@pytest.mark.parametrize("change", [{"seed": 4}, {"sets": ()}, {"fingerprint": "0" * 64}, {"candidate": "x"}])
def test_what_changes_the_result_changes_the_key(change: dict[str, object]) -> None:
    assert replace(JOB, **change).key != JOB.key  # type: ignore[arg-type]


def test_labels_do_not_change_the_key_and_real_time_does_not_change_the_result(cell: Cell) -> None:
    assert replace(JOB, variant="slow", scenario_named="./calm.yaml").key == JOB.key
    assert replace(cell.result, took_s=9.0).proper == cell.result.proper


def test_the_command_plays_the_cell_alone() -> None:
    assert Job("calm", "naive", 3, ("a.b=1 2",)).command == (
        "golive run calm --candidate naive --seed 3 --set 'a.b=1 2'"
    )
