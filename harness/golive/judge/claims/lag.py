"""Claims about the time that a kind of record takes to the other system."""

from __future__ import annotations

from golive.judge.claims.claim import Test, Tested, held, idle, refuted
from golive.judge.oracles import Case
from golive.keys.value_kinds import show_duration
from golive.record.run import Scorecard


def at_most(kind: str, noun: str) -> Test:
    """The test of a longest time; `kind` is a key of `lag` in the scorecard, `noun` its plural in words."""

    def test(case: Case, card: Scorecard, limit_ms: int) -> Tested:
        return carried(card, kind, noun, limit_ms)

    return test


def carried(card: Scorecard, kind: str, noun: str, limit_ms: int) -> Tested:
    """Whether the slowest record of a kind, by the scorecard alone, took at most that time."""
    lag = card.lag.get(kind, {})
    most_ms, count = lag.get("max"), lag.get("count") or 0
    if most_ms is None:
        return idle(f"there were no {noun} to carry")
    said = f"{count:,} {noun}, the slowest after {in_words(most_ms)}"
    return held(said) if most_ms <= limit_ms else refuted(said)


def in_words(duration_ms: int) -> str:
    """A duration, in whole seconds from a second on."""
    return show_duration(duration_ms // 1000 * 1000 if duration_ms >= 1000 else duration_ms)
