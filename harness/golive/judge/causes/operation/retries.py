"""Why a call was repeated so often: no limit of the rate, no pause, or no end, with what the last answer was."""

from __future__ import annotations

from golive.judge.history.watch.calls import ENDLESS_REPEATS, RATE, Flood, Storm
from golive.record.run import Cause

CROWD = 20
"""Different calls refused for their rate within a minute, from which on nothing limits the rate of all calls."""
TIMES = 5
"""Refusals of each of them in that minute."""


def retries(operation: str, storm: Storm, flood: Flood) -> Cause:
    """Return the cause of a storm of retries of an operation, given the worst minute of its system."""
    what = f"{operation} of {storm.key or 'no record'} was repeated {storm.most} times after {storm.error}"
    if storm.error == RATE and flood.records >= CROWD and flood.refused >= TIMES * flood.records:
        return Cause(
            "rate_not_limited",
            f"{what}; within one minute {flood.refused:,} calls of {flood.records} records were refused for their rate",
            "Let one place limit the rate of all calls to a system, and let all of them wait after a refusal.",
        )
    if storm.most >= ENDLESS_REPEATS:
        return Cause(
            "retries_without_limit",
            f"{what}, with no limit",
            "Stop after a number of attempts and report the record. An answer that refuses the content of a call will "
            "not change: report it at the first attempt.",
        )
    return Cause(
        "no_back_off",
        f"{what}, with no pause",
        "Wait longer after each failure of the same call, with jitter, and stop after a number of attempts.",
    )
