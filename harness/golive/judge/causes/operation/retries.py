"""Why a call was repeated so often: without a pause, or without a limit, with what the last answer was."""

from __future__ import annotations

from golive.judge.history.watch.calls import ENDLESS_REPEATS, Storm
from golive.record.run import Cause


def retries(operation: str, storm: Storm) -> Cause:
    """Return the cause of a storm of retries of an operation."""
    what = f"{operation} of {storm.key or 'no record'} was repeated {storm.most} times after {storm.error}"
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
