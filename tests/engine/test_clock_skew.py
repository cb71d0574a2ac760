"""A wrong clock: of the integration itself, and of a system."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from golive_reports.words.story_line import describe

from . import mortals, twins
from .test_lives import run


@pytest.mark.parametrize(
    ("by", "by_ms", "words"),
    [("-7m", -420_000, "7 min 00 s behind"), ("10m", 600_000, "10 min 00 s ahead")],
)
def test_the_candidate_reads_a_wrong_time_and_then_the_right_one(
    tmp_path: Path, by: str, by_ms: int, words: str
) -> None:
    out = run(tmp_path, twins.tells_the_time, f"[{{fault: clock_skew, by: {by}, at: 10m, for: 5m}}]")
    start_ms = out.facts[0].at_ms
    told = [int(line.split()[1]) - start_ms for line in out.log.splitlines()]
    off = [at_ms - 60_000 * minute for minute, at_ms in enumerate(told)]
    assert off[:10] == [0] * 10
    assert off[11:15] == [by_ms] * 4
    assert off[16:] == [0] * len(off[16:])
    wrong, right = out.of("candidate.clock_set")
    assert (wrong.data["by_ms"], right.data["by_ms"]) == (by_ms, 0)
    assert out.minutes("candidate.clock_set") == [10, 15]
    assert words in describe(wrong).text


def test_it_does_not_move_timers_and_the_ledger_keeps_true_time(tmp_path: Path) -> None:
    out = run(tmp_path, mortals.ticks, "[{fault: clock_skew, by: -7m, at: 10m, for: 5m}]")
    sent = [fact.data["sent_ms"] for fact in out.of("exchange.answered")]
    assert sent == sorted(sent)
    assert {other - one for one, other in itertools.pairwise(sent)} <= set(range(10_000, 11_000))


def test_a_machine_keeps_its_wrong_clock_through_a_restart(tmp_path: Path) -> None:
    chaos = "[{fault: clock_skew, by: 1h, at: 10m, for: 10m}, {fault: kill, at: 12m, down: 1m}]"
    out = run(tmp_path, twins.tells_the_time, chaos)
    (started,) = out.of("candidate.started")[1:]
    first = next(line for line in out.log.splitlines() if int(line.split()[1]) >= started.at_ms + 3_600_000)
    assert int(first.split()[1]) == started.at_ms + 3_600_000
