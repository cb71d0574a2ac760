"""The own clock of a program that is set wrong while it runs: the time of day, and nothing else."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from golive.candidates.programs.options import Options
from golive.errors import CandidateFailed
from golive.machine import faketime
from golive.machine.own_clock import PROBE_AHEAD_MS, OwnClock
from golive.machine.probing import measure
from golive.machine.runtimes import LOCK, RUNTIMES, SLEEP, Runtime
from golive.record.run import Scorecard
from tests.live.alive import eventually
from tests.live.program_runs import HERE, candidate, facts, run

pytestmark = pytest.mark.slow

FOUND = faketime.find()
CAN = FOUND is not None and any(shutil.which(name) for name in ("cc", "gcc", "clang"))
can_be_set = pytest.mark.skipif(not CAN, reason=f"needs a C compiler and libfaketime: {faketime.PACKAGE}")
needs_node = pytest.mark.skipif(shutil.which("node") is None, reason="needs node")

AHEAD = "[{fault: clock_skew, by: 6m, at: 3m, for: 4m}]"
SETS = [
    "clock.duration=10m",
    "clock.settle=4m",
    "traffic.orders.base=240/h",
    "shop.events.delivery=poll",
    "budgets.order=3m",
]


def polled(folder: Path, earlier_minutes: int, chaos: str = AHEAD) -> Scorecard:
    command = ["node", str(HERE / "programs" / "polls.mjs"), str(earlier_minutes)]
    program = candidate(folder, command=command, time="follow", stop="200ms")
    return run(program, folder, [*SETS, f"chaos={chaos}"], speed=120)


def left_in_memory() -> set[str]:
    """What libfaketime shares between processes of which none is left."""
    found = {path.name: path.name.rpartition("_")[2] for path in Path("/dev/shm").glob("*faketime_s*")}
    return {name for name, pid in found.items() if not Path("/proc", pid).exists()}


@can_be_set
@needs_node
def test_a_poll_by_its_own_clock_loses_orders_while_it_is_ahead(run_dir: Path) -> None:
    before = left_in_memory()
    card = polled(run_dir, 0)
    wrong, right = facts(run_dir, "candidate.clock_set")
    assert (wrong.data["by_ms"], right.data["by_ms"]) == (360_000, 0)
    ticks = [tuple(map(int, line.split())) for line in (run_dir / "candidate.log").read_text().splitlines()]
    apart = [round((now - steady) / 60_000) for now, steady in ticks]
    assert [apart[at] for at in (0, len(apart) // 2, -1)] == [0, 6, 0], apart
    assert {round((later[1] - earlier[1]) / 60_000) for earlier, later in pairwise(ticks)} == {2}
    causes = Counter(each.cause.code for each in card.findings if each.kind == "lost")
    assert card.orders["lost"] > 3
    assert set(causes) == {"cursor_clock"}
    eventually(lambda: left_in_memory() <= before, "the shared memory of the program removed")


@pytest.mark.clients
@can_be_set
@needs_node
def test_one_whose_looks_overlap_holds(run_dir: Path) -> None:
    assert polled(run_dir, 15).orders["lost"] == 0
    assert facts(run_dir, "candidate.clock_set")


@can_be_set
def test_runs_in_turns_read_the_wrong_clock_too(run_dir: Path) -> None:
    program = candidate(run_dir, command=["sh", "-c", "date +%s"], every="1m", time="follow", stop="100ms")
    chaos = "chaos=[{fault: clock_skew, by: -1h, at: 2m30s, for: 2m}]"
    run(program, run_dir, ["clock.duration=6m", "clock.settle=10s", chaos], speed=90)
    begins = [fact.at_ms for fact in facts(run_dir, "candidate.job_started")]
    told = [int(line) * 1000 for line in (run_dir / "candidate.log").read_text().splitlines()]
    off = [round((clock - at_ms) / 3_600_000) for clock, at_ms in zip(told, begins, strict=False)]
    assert off == [0, 0, 0, -1, -1, *[0] * (len(off) - 5)]
    assert len(off) >= 6


def test_without_following_time_it_is_refused_with_what_to_write(run_dir: Path) -> None:
    program = candidate(run_dir, command=["sh", "-c", "date"], every="1m")
    with pytest.raises(CandidateFailed, match="cannot have a clock of its own; write `time: follow`"):
        run(program, run_dir, [*SETS, f"chaos={AHEAD}"])
    program.options = Options(time="follow")
    assert "clock" in program.able_to


@pytest.mark.skipif(FOUND is None, reason=faketime.PACKAGE)
def test_without_a_compiler_it_is_refused_by_name(run_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(run_dir))
    program = candidate(run_dir, command=["sh", "-c", "date"], every="1m", time="follow")
    with pytest.raises(CandidateFailed, match="cannot be built here: there is no C compiler"):
        run(program, run_dir, [*SETS, f"chaos={AHEAD}"])


@pytest.fixture(scope="module")
def own_clock() -> Iterator[OwnClock]:
    made = OwnClock()
    yield made
    made.close()


@can_be_set
@pytest.mark.parametrize(
    "runtime",
    [pytest.param(each, marks=pytest.mark.clients if each.name == "Java" else ()) for each in RUNTIMES],
    ids=lambda each: each.name,
)
def test_waits_take_their_time_in_every_runtime_whose_clock_is_a_day_ahead(
    runtime: Runtime, own_clock: OwnClock
) -> None:
    found = {"Python": "python3", "shell": "sh"}.get(runtime.name, runtime.name.lower())
    interpreter = shutil.which(found)
    if interpreter is None:
        pytest.skip(f"there is no {runtime.name} here")
    assert FOUND is not None
    aspects = [SLEEP] if runtime.name == "Python" else [SLEEP, LOCK]
    own_clock.set(PROBE_AHEAD_MS)
    measured = measure(runtime, interpreter, own_clock.above(FOUND, PROBE_AHEAD_MS), aspects)
    assert measured.obstacles == []
    own_clock.set(0)
    wrong = measure(runtime, interpreter, own_clock.above(FOUND, PROBE_AHEAD_MS), [SLEEP])
    assert wrong.clock == "own clock", "the probe sees a clock that is not ahead"
