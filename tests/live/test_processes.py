"""Candidates of several processes, and processes that are started anew in their turn."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from golive.errors import CandidateFailed
from golive.runner import run as run_in_memory
from tests.engine.mortals import ticks
from tests.live.program_runs import candidate, facts, run

pytestmark = pytest.mark.slow

BRIEF = ["clock.duration=2m", "clock.settle=10s"]
CALLS = """
import os, time, urllib.request
print("up", flush=True)
while True:
    urllib.request.urlopen(os.environ["GOLIVE_ERP_URL"] + "/api/v1/health").read()
    time.sleep(0.1)
"""
STAYS = ["{python}", "-c", CALLS]
FAILS = ["{python}", "-c", "import sys; print('a run'); sys.exit(3)"]
SLEEPS = ["{python}", "-c", "import time; time.sleep(60)"]


def test_one_of_several_processes_is_killed_and_started_again_by_name(run_dir: Path) -> None:
    program = candidate(run_dir, processes={"web": STAYS, "worker": STAYS}, stop="100ms")
    run(program, run_dir, [*BRIEF, "chaos=[{fault: kill, process: worker, at: 30s, down: 30s}]"])
    (killed,) = facts(run_dir, "candidate.killed")
    whole, again = facts(run_dir, "candidate.started")
    assert (killed.data["process"], again.data["process"]) == ("worker", "worker")
    assert "process" not in whole.data
    log = (run_dir / "candidate.log").read_text().splitlines()
    assert (log.count("[web] up"), log.count("[worker] up")) == (1, 2)
    assert facts(run_dir, "candidate.ended") == []


def test_a_crash_of_one_process_is_named_and_the_others_go_on(run_dir: Path) -> None:
    crashes = "import time; time.sleep(0.8); raise SystemExit(7)"
    program = candidate(
        run_dir, processes={"web": STAYS, "worker": ["{python}", "-c", crashes]}, stop="100ms"
    )
    run(program, run_dir, BRIEF)
    (ended,) = facts(run_dir, "candidate.ended")
    assert ended.data == {"why": "the process worker: exit status 7", "crashed": True}
    assert facts(run_dir, "exchange.answered")[-1].at_ms > ended.at_ms


@pytest.mark.parametrize(
    ("processes", "there"),
    [
        ({"processes": {"web": STAYS}}, "its processes are web"),
        ({"command": STAYS}, "it has no processes with names"),
    ],
)
def test_a_scenario_that_strikes_an_unknown_process_is_refused(
    run_dir: Path, processes: dict[str, object], there: str
) -> None:
    program = candidate(run_dir, **processes, stop="100ms")
    with pytest.raises(CandidateFailed, match=there):
        run(program, run_dir, [*BRIEF, "chaos=[{fault: pause, process: worker, at: 30s, for: 30s}]"])


def test_an_integration_in_process_has_no_processes() -> None:
    with pytest.raises(CandidateFailed, match="it has no processes with names"):
        run_in_memory("calm", ticks, sets=[*BRIEF, "chaos=[{fault: kill, process: worker, at: 30s}]"])


def test_a_program_with_turns_is_started_anew_and_its_exit_status_recorded(run_dir: Path) -> None:
    run(candidate(run_dir, command=FAILS, every="30s", stop="100ms"), run_dir, BRIEF, speed=30)
    started, ended = facts(run_dir, "candidate.job_started"), facts(run_dir, "candidate.job_ended")
    assert [fact.data["number"] for fact in started] == list(range(1, len(started) + 1))
    assert len(started) >= 4
    assert {fact.data["status"] for fact in ended} == {3}
    assert {tuple(fact.data["said"]) for fact in ended} == {("a run",)}
    begins = [fact.at_ms for fact in started]
    assert all(later - earlier >= 30_000 for earlier, later in pairwise(begins))
    assert facts(run_dir, "candidate.ended") == []


@pytest.mark.parametrize("overlap", ["allow", "skip"])
def test_runs_overlap_as_with_cron_or_are_left_out(run_dir: Path, overlap: str) -> None:
    program = candidate(run_dir, command=SLEEPS, every="30s", overlap=overlap, stop="100ms")
    run(program, run_dir, BRIEF)
    started, skipped = facts(run_dir, "candidate.job_started"), facts(run_dir, "candidate.job_skipped")
    if overlap == "skip":
        assert len(started) == 1
        assert {fact.data["why"] for fact in skipped} == {"the run before is still under way"}
    else:
        assert len(started) >= 4
        assert skipped == []


def test_a_kill_ends_runs_under_way_and_starts_none_while_it_is_down(run_dir: Path) -> None:
    program = candidate(run_dir, processes={"push": {"command": SLEEPS, "every": "20s"}}, stop="100ms")
    run(program, run_dir, [*BRIEF, "chaos=[{fault: kill, at: 30s, down: 50s}]"])
    (killed,) = facts(run_dir, "candidate.killed")
    again = facts(run_dir, "candidate.started")[1]
    ended = facts(run_dir, "candidate.job_ended")
    assert [fact.data.get("killed") for fact in ended[:2]] == [True, True]
    begins = [fact.at_ms for fact in facts(run_dir, "candidate.job_started")]
    assert not [at_ms for at_ms in begins if killed.at_ms < at_ms < again.at_ms]
    assert [at_ms for at_ms in begins if at_ms >= again.at_ms]
