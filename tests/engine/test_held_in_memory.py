"""A run held in memory is the run that a folder holds; one replayed from its own hits is the same run again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import golive
from golive.chaos.hit_list import AnyHit
from golive.record.ledger import MemoryLedger
from golive.record.run import LEDGER_FILE, ORDERS_FILE, SCORECARD_FILE
from golive.result import RunResult
from golive.scenario.loading.files import bundled_names
from tests.depth import only_deep

from . import mortals

SETS = ("clock.duration=20m", "clock.settle=40m", "traffic.orders.base=120/h")

SHORT = ("silent-patch", "two-currencies")
"""Scenarios whose runs are short."""

FAULTS = (
    "{fault: slow, latency: lognormal 400ms p99 40s, chance: 30%}",
    "{fault: slow, id: road, latency: 1s..9s, part: travel, chance: 20%}",
    "{fault: refuse, status: 429, retry_after: 5s, chance: 10%}",
    "{fault: outage, how: hang, at: 5m..6m}",
    "{fault: lose_reply, chance: 30%}",
    "{fault: lose_reply, id: torn, how: truncated, chance: 20%, attempts: first}",
    "{fault: rate_limit, rate: 20/m, burst: 3}",
    "{fault: silent_drop, chance: 5%}",
    "{fault: duplicate_notice, chance: 30%}",
    "{fault: drop_notice, chance: 10%}",
    "{fault: delay_notice, chance: 20%, by: 10s..2m}",
    "{fault: reorder_notices, chance: 50%}",
    "{fault: kill, times: 2, down: 30s}",
    "{fault: kill, id: at_call, on: erp.order.create, when: before, down: 10s}",
    "{fault: pause, for: 20s}",
)


def run(chaos: str, seed: int = 1, candidate: Any = "reference", **options: Any) -> RunResult:
    return golive.run("calm", candidate, seed=seed, sets=[*SETS, f"chaos=[{chaos}]"], **options)


def content(result: RunResult) -> bytes:
    assert isinstance(result.ledger, MemoryLedger)
    return result.ledger.content


def test_a_run_in_memory_is_the_one_in_a_folder(tmp_path: Path) -> None:
    chaos = ", ".join(FAULTS)
    memory, stored = run(chaos), run(chaos, out=tmp_path / "run")
    assert memory.folder is None
    assert stored.folder == tmp_path / "run"
    assert content(memory) == (stored.folder / LEDGER_FILE).read_bytes()
    assert memory.facts == stored.facts
    assert len(memory.orders) > 10
    assert memory.orders == stored.orders
    assert memory.scorecard.as_json() == stored.scorecard.as_json()
    assert memory.log == stored.log
    assert {SCORECARD_FILE, ORDERS_FILE} <= {path.name for path in stored.folder.iterdir()}


@pytest.mark.parametrize(
    "name", [*SHORT, *only_deep(*(name for name in bundled_names() if name not in SHORT))]
)
def test_a_run_in_memory_is_judged_as_in_a_folder(name: str, tmp_path: Path) -> None:
    memory = golive.run(name, "reference", seed=3)
    stored = golive.run(name, "reference", seed=3, out=tmp_path / "run")
    assert memory.scorecard.as_json() == stored.scorecard.as_json()
    assert memory.orders == stored.orders
    in_folder_only = ("parts", "ran_at", "bodies")
    known, written = memory.record.as_json(), stored.record.as_json()
    assert [key for key in known if known[key] != written[key] and key not in in_folder_only] == []


def test_a_coroutine_function_is_a_candidate_and_its_log_is_kept() -> None:
    async def integrate(kit: golive.Kit) -> None:
        kit.log("hello")
        await mortals.ticks(kit)

    result = run("", candidate=integrate)
    assert result.log == "2025-11-12T13:00:00.000Z hello\n"
    assert result.record.candidate.endswith("integrate")


def test_the_log_of_a_candidate_that_never_called_is_in_the_error() -> None:
    async def integrate(kit: golive.Kit) -> None:
        kit.log("no idea what to do")

    with pytest.raises(golive.CandidateFailed, match=r"its log: 2025\S+Z no idea what to do"):
        run("", candidate=integrate)


def test_a_blocking_function_and_sets_beside_a_loaded_scenario_are_refused() -> None:
    with pytest.raises(golive.UnknownCandidate, match="async def integrate"):
        golive.run("calm", lambda kit: None)  # type: ignore[arg-type,return-value]
    with pytest.raises(ValueError, match="load_scenario"):
        golive.run(golive.load_scenario("calm"), "reference", sets=["clock.duration=1h"])


# -- replay --------------------------------------------------------------------------------------------------


def test_a_run_with_every_fault_repeats_from_its_own_hits() -> None:
    chaos = ", ".join(FAULTS)
    recorded = run(chaos, record_hits=True)
    assert {hit.fault for hit in recorded.hits} == {count.id for count in recorded.scorecard.faults}
    replayed = run(chaos, hits=recorded.hits, record_hits=True)
    assert content(replayed) == content(recorded)
    assert replayed.hits == recorded.hits
    assert replayed.scorecard.as_json() == recorded.scorecard.as_json()


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sets(st.sampled_from(FAULTS), min_size=1, max_size=4), st.integers(1, 10**6))
def test_a_run_repeats_from_its_own_hits(chosen: set[str], seed: int) -> None:
    chaos = ", ".join(sorted(chosen))
    recorded = run(chaos, seed, record_hits=True)
    assert content(run(chaos, seed, hits=recorded.hits)) == content(recorded)


def test_canary_without_one_of_its_hits_it_is_another_run() -> None:
    chaos = "{fault: lose_reply, chance: 30%}"
    recorded = run(chaos, record_hits=True)
    fewer = run(chaos, hits=recorded.hits[1:])
    assert content(fewer) != content(recorded)
    assert fewer.scorecard.faults[0].hit < recorded.scorecard.faults[0].hit


def test_without_hits_nothing_happens() -> None:
    """The same orders, and no fault took effect on any message."""
    chaos = ", ".join(FAULTS)
    nothing: list[AnyHit] = []
    result = run(chaos, hits=nothing)
    assert all((count.hit, count.effective) == (0, 0) for count in result.scorecard.faults)
    assert not any(fact.data.get("faults") for fact in result.facts if fact.kind != "run.faults")
    assert not [fact for fact in result.facts if fact.kind == "candidate.killed"]


def test_hits_of_faults_that_are_not_declared_are_refused() -> None:
    recorded = run("{fault: lose_reply, chance: 30%}", record_hits=True)
    with pytest.raises(ValueError, match=r"expected ids of the scenario's faults \(slow\), got lose_reply"):
        run("{fault: slow, latency: 1s}", hits=recorded.hits)
