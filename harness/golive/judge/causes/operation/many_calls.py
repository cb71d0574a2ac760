"""Why there are so many calls: retries, reading record by record, or lists that are read in full again and again."""

from __future__ import annotations

from golive.judge.history.watch.calls import ENDLESS_REPEATS, CallWatch, SystemUse
from golive.record.run import Cause

_MOST = 0.5
STOP = "Stop after a number of attempts and report the record; wait longer after each failure."


def many_calls(system: str, use: SystemUse, watch: CallWatch) -> Cause:
    """Return the cause of too many calls to a system."""
    if use.repeats >= _MOST * use.calls:
        return Cause(
            "retries_without_limit",
            f"{use.repeats:,} of {use.calls:,} calls repeat one that had failed, over {use.failed:,} records",
            STOP,
        )
    counts = {op: sum(each.values()) for op, each in watch.hours.items() if op.startswith(f"{system}.")}
    operation = max(counts, key=lambda op: counts[op], default="")
    repeats = sum(each.repeats for each in watch.systems.values())
    endless = any(storm.most >= ENDLESS_REPEATS for storm in watch.storms.values())
    if endless and repeats >= _MOST * counts.get(operation, 0):
        return Cause(
            "retries_without_limit",
            f"{repeats:,} calls repeat one that had failed, and most calls to the {system} are made for them: "
            f"{counts[operation]:,} x {operation}",
            STOP,
        )
    share = f"{counts.get(operation, 0):,} of {use.calls:,} calls are {operation}"
    if operation.endswith(".read"):
        return Cause(
            "polled_one_by_one",
            f"{share}: records are asked for one by one",
            "Ask with one list call for what has changed since the last answer.",
        )
    if operation.endswith(".list"):
        return Cause(
            "polls_too_often",
            f"{share}: the list is read again and again, however few orders there are",
            "Ask for what has changed since the last answer, at an interval, and not for everything.",
        )
    return Cause(
        "written_one_by_one",
        f"{share}: their number does not follow the number of orders",
        "Write only what has changed, several records with one call.",
    )
