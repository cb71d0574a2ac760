"""What is known of designs shows in the list of scenarios for them: which of two does better where, at what price."""

from __future__ import annotations

import pytest

from golive.record.cells import Cell, CellResult, Job
from golive.sweep.cells.local import Block, LocalEngine
from golive.sweep.matrix.suites import SUITES

PLAYED = {
    "lost-replies": ("idempotent-queue", "ipaas", "nightly-batch", "two-way"),
    "silent-drops": ("outbox", "custom-api", "connector", "idempotent-queue"),
    "killed-before-sending": ("log-and-continue", "idempotent-queue"),
}
Results = dict[tuple[str, str], CellResult]


@pytest.fixture(scope="module")
def results() -> Results:
    named = {each.scenario: each for each in SUITES["designs"]}
    jobs = [
        Job(scenario, design, 1, named[scenario].sets)
        for scenario, designs in PLAYED.items()
        for design in designs
    ]
    found: Results = {}

    def take(cell: Cell) -> None:
        found[cell.job.scenario, cell.job.candidate] = cell.result

    LocalEngine(2).play([Block(tuple(jobs[::2])), Block(tuple(jobs[1::2]))], take)
    return found


def test_every_cell_has_enough_orders_and_a_fault_that_hit(results: Results) -> None:
    assert len(results) == sum(map(len, PLAYED.values()))
    assert all(each.orders["total"] >= 100 and each.has_a_fault for each in results.values())


def test_a_table_of_what_was_sent_beats_sending_again_where_replies_are_lost(results: Results) -> None:
    remembering, forgetting = (results["lost-replies", name] for name in ("idempotent-queue", "ipaas"))
    assert remembering.orders["duplicated"] == 0 < forgetting.orders["duplicated"]
    assert remembering.harm_cents < forgetting.harm_cents


@pytest.mark.parametrize(
    ("name", "compares"),
    [("outbox", True), ("custom-api", True), ("connector", False), ("idempotent-queue", False)],
)
def test_only_designs_that_compare_both_systems_lose_nothing_that_is_dropped_silently(
    results: Results, name: str, compares: bool
) -> None:
    assert (results["silent-drops", name].orders["lost"] == 0) is compares


def test_a_durable_buffer_beats_memory_where_the_process_is_killed(results: Results) -> None:
    durable, memory = (
        results["killed-before-sending", name] for name in ("idempotent-queue", "log-and-continue")
    )
    assert durable.orders["lost"] == 0 < memory.orders["lost"]


def test_a_nightly_batch_spares_the_erp_and_is_late(results: Results) -> None:
    batch, real_time = (results["lost-replies", name] for name in ("nightly-batch", "idempotent-queue"))
    assert batch.calls["erp"] < real_time.calls["erp"]
    assert (batch.latency_ms["p50"] or 0) > 10 * (real_time.latency_ms["p50"] or 0)


def test_stock_with_one_owner_drifts_less_than_stock_with_two(results: Results) -> None:
    owned, both_ways = (results["lost-replies", name] for name in ("idempotent-queue", "two-way"))
    assert owned.stock["unexplained_unit_hours"] < both_ways.stock["unexplained_unit_hours"]
