"""Programs that are killed, started again and stopped for a while: real signals, and nothing left behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from golive.candidates.files import load
from golive.candidates.programs.program import Program
from tests.live.alive import eventually
from tests.live.program_runs import EXAMPLES, HERE, candidate, facts, interrupted, python, run

pytestmark = pytest.mark.slow


@pytest.mark.clients
def test_the_example_with_its_inbox_on_disk_survives_every_kill(run_dir: Path) -> None:
    sets = [
        "clock.duration=14m",
        "clock.settle=16m",
        "traffic.orders.base=240/h",
        "chaos=[{fault: kill, at: 2m, down: 30s},"
        " {fault: kill, on: erp.order.create, when: after, at: 4m..8m, times: 2, down: 30s},"
        " {fault: kill, on: erp.order.create, when: before, at: 8m..12m, times: 2, down: 30s},"
        " {fault: pause, at: 13m, for: 40s}]",
    ]
    card = run(Program(load(EXAMPLES / "python_connector.yaml")), run_dir, sets, speed=60)
    assert card.orders["total"] > 30
    bad = {kind: card.orders[kind] for kind in ("lost", "duplicated", "wrong_content")}
    assert bad == {"lost": 0, "duplicated": 0, "wrong_content": 0}, [each.what for each in card.findings]
    assert all(each.effective for each in card.faults), card.faults
    killed, started = facts(run_dir, "candidate.killed"), facts(run_dir, "candidate.started")
    assert len(killed) == 5
    assert [fact.data.get("start") for fact in started] == [None, 2, 3, 4, 5, 6]
    assert facts(run_dir, "candidate.ended") == []
    unheard = [fact for fact in facts(run_dir, "exchange.answered") if fact.data["how"] == "killed"]
    assert {fact.keys["x"] for fact in killed if "x" in fact.keys} <= {fact.keys["x"] for fact in unheard}


def test_it_is_unreachable_while_it_is_down_and_appends_to_its_log(run_dir: Path) -> None:
    sets = ["clock.duration=6m", "clock.settle=1m", "chaos=[{fault: kill, at: 1m, down: 3m}]"]
    program = candidate(run_dir, command=python("odd.py", "endless"), webhook="/hook", stop="200ms")
    run(program, run_dir, [*sets, "traffic.orders.base=900/h"], speed=30)
    (killed,) = facts(run_dir, "candidate.killed")
    started = facts(run_dir, "candidate.started")[1]
    during = [
        fact.data["status"]
        for fact in facts(run_dir, "notice.delivered")
        if killed.at_ms < fact.data["handed_ms"] and fact.at_ms < started.at_ms
    ]
    assert during
    assert set(during) == {None}
    assert (run_dir / "candidate.log").read_text().count("the shop says 401") == 2


def test_a_program_that_stands_still_sends_nothing(run_dir: Path) -> None:
    sets = ["clock.duration=4m", "clock.settle=1m", "chaos=[{fault: pause, at: 1m, for: 2m}]"]
    program = candidate(run_dir, command=python("ticking.py"), stop="200ms")
    run(program, run_dir, sets, speed=30)
    (paused,), (resumed,) = facts(run_dir, "candidate.paused"), facts(run_dir, "candidate.resumed")
    sent = [fact.data["sent_ms"] for fact in facts(run_dir, "exchange.answered")]
    slack_ms = 3_000  # what was on its way into the server when the signal came: 100 ms of real time
    assert [at_ms for at_ms in sent if paused.at_ms + slack_ms < at_ms < resumed.at_ms] == []
    assert [at_ms for at_ms in sent if at_ms < paused.at_ms]
    assert [at_ms for at_ms in sent if at_ms > resumed.at_ms]


def test_a_program_that_does_not_start_again_has_ended_and_the_run_says_so(run_dir: Path) -> None:
    script = run_dir.parent / "once.py"
    script.write_text(f"import os, runpy, sys\nos.remove(__file__)\nsys.argv = ['odd.py', 'hang']\n"
                      f"runpy.run_path({str(HERE / 'programs' / 'odd.py')!r}, run_name='__main__')\n")  # fmt: skip
    sets = ["clock.duration=3m", "clock.settle=1m", "chaos=[{fault: kill, at: 1m, down: 10s}]"]
    program = candidate(run_dir, command=["{python}", str(script)], webhook="/hook", stop="200ms")
    card = run(program, run_dir, sets, speed=30)
    assert [fact.data["why"] for fact in facts(run_dir, "candidate.ended")] == ["exit status 2"]
    assert any("the integration crashed" in reason for reason in card.reasons)


@pytest.mark.parametrize(
    ("chaos", "seen"),
    [
        ("[{fault: kill, at: 10s, down: 50m}]", "candidate.killed"),
        ("[{fault: pause, at: 10s, for: 50m}]", "candidate.paused"),
    ],
    ids=["down", "standing still"],
)
def test_an_interrupted_run_leaves_nothing_of_a_program_that_is_down_or_stands_still(
    run_dir: Path, chaos: str, seen: str
) -> None:
    candidate(run_dir, command=python("odd.py", "hang"), webhook="/hook", ready="60s", stop="100ms")

    def until(out: Path) -> None:
        ledger = out / "ledger.jsonl"
        eventually(lambda: ledger.exists() and seen in ledger.read_text(), f"{seen} is in the ledger")

    interrupted(run_dir, until, "--set", f"chaos={chaos}", speed=30)
