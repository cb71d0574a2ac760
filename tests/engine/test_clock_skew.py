"""A wrong clock: of the integration itself, and of a system."""

from __future__ import annotations

import itertools
from collections import Counter
from pathlib import Path

import pytest

from fake_erp.model.base import steady
from golive.candidates.registry import resolve
from golive.scenario import ScenarioError, load
from golive.sim import SystemClock
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
    told = [int(line.split()[-1]) - start_ms for line in out.log.splitlines()]
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
    first = next(line for line in out.log.splitlines() if int(line.split()[-1]) >= started.at_ms + 3_600_000)
    assert int(first.split()[-1]) == started.at_ms + 3_600_000


# -- the clock of a system ------------------------------------------------------------------------------------

SHOP_BEHIND = "[{change: skew_clock, system: shop, by: -7m, at: 10m..20m}]"
OWN_AHEAD = "[{fault: clock_skew, by: 6m, at: 10m, for: 10m}]"
SHOP_JUMPS_BACK = "[{change: skew_clock, system: shop, by: 10m, at: 5m..15m}]"


def test_a_system_writes_the_dates_of_its_own_clock_and_the_ledger_keeps_true_time() -> None:
    clock = SystemClock(lambda: 1_000_000)
    assert clock() == 1_000_000
    clock.by_ms = -7
    assert (clock(), clock.steady()) == (999_993, 1_000_000)
    assert steady(clock)() == 1_000_000
    assert steady(lambda: 5)() == 5


@pytest.mark.parametrize("chaos", [SHOP_BEHIND, SHOP_JUMPS_BACK, OWN_AHEAD])
def test_a_poll_by_its_own_clock_loses_orders_and_the_judge_says_why(tmp_path: Path, chaos: str) -> None:
    sets = ("traffic.orders.base=240/h", "shop.events.delivery=poll")
    wrong = run(tmp_path / "wrong", twins.polls_by_its_own_clock, chaos, *sets)
    right = run(tmp_path / "right", twins.polls_with_an_overlap, chaos, *sets)
    never = run(tmp_path / "never", twins.polls_by_its_own_clock, "[]", *sets)
    causes = Counter(each.cause.code for each in wrong.card.findings if each.kind == "lost")
    if chaos == SHOP_JUMPS_BACK:  # what was stamped ahead is returned again and again, and nothing is missed
        assert wrong.card.orders["lost"] == 0
    else:
        assert wrong.card.orders["lost"] > 5
        assert set(causes) == {"cursor_clock"}
    assert right.card.orders["lost"] == never.card.orders["lost"] == 0


@pytest.mark.parametrize("system", ["shop", "erp"])
@pytest.mark.parametrize("by", ["-7m", "10m"])
def test_a_right_candidate_is_not_accused_because_of_the_dates_of_a_wrong_clock(
    tmp_path: Path, system: str, by: str
) -> None:
    """Across midnight, where a few minutes are another day."""
    chaos = f"[{{change: skew_clock, system: {system}, by: {by}, at: 1m..29m}}]"
    midnight = ("clock.start=2025-11-30T23:45:00+01:00", "traffic.orders.base=240/h")
    out = run(tmp_path, resolve("reference"), chaos, *midnight)
    assert out.card.orders["exact"] == out.card.orders["total"] > 0
    made, undone = out.of(f"{system}.clock.set")
    assert (made.data["by_ms"], undone.data["by_ms"]) == ({"-7m": -420_000, "10m": 600_000}[by], 0)
    assert "its own clock is" in describe(made).text
    assert "right again" in describe(undone).text


def test_calls_do_not_hang_when_the_clock_of_a_busy_erp_is_set(tmp_path: Path) -> None:
    """Service times follow the steady clock: a call under way neither ends at once nor takes minutes longer."""
    chaos = "[{change: skew_clock, system: erp, by: -7m, at: 5m..15m}]"
    busy = ("erp.service.workers=1", "traffic.orders.base=240/h")
    out = run(tmp_path, resolve("reference"), chaos, *busy)
    took = [fact.at_ms - fact.data["sent_ms"] for fact in out.of("exchange.answered")]
    assert max(took) < 60_000
    assert out.card.orders["lost"] == 0


def test_a_token_expires_by_the_clock_of_its_system(tmp_path: Path) -> None:
    """One made before counts as expired while the clock is two hours ahead."""
    chaos = "[{change: skew_clock, system: erp, by: 2h, at: 10m..12m}]"
    for name, expected in ((chaos, True), ("[]", False)):
        out = run(tmp_path / str(expected), resolve("reference"), name, "traffic.orders.base=240/h")
        start_ms = out.facts[0].at_ms
        logins = [
            f.at_ms - start_ms for f in out.of("exchange.answered") if f.data["op"] == "erp.token.create"
        ]
        assert any(600_000 <= at_ms < 720_000 for at_ms in logins) is expected


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("{change: skew_clock, system: till, by: 5m}", "expected erp or shop, got till"),
        ("{change: skew_clock, system: erp}", "chaos[0].by"),
        ("{change: skew_clock, by: 5m}", "chaos[0].system"),
        ("{change: skew_clock, system: erp, by: 7}", "a duration needs a unit: 7s, 7m, 7h"),
    ],
)
def test_wrong_entries_are_refused_with_what_to_write_instead(entry: str, said: str) -> None:
    with pytest.raises(ScenarioError) as refused:
        load("calm", [f"chaos=[{entry}]"])
    assert said in str(refused.value)
