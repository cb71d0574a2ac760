"""Recovery: how long the orders that a fault left behind took to reach the ERP."""

from __future__ import annotations

from bisect import bisect_left

from golive.judge.figures import NEVER
from golive.judge.oracles import Case
from golive.scenario import Scenario


def recovery_ms(case: Case, scenario: Scenario) -> float | None:
    """Return the longest time from the end of a fault until the last order that then waited was in the ERP.

    0 where none waited, NEVER where one of them is lost; None without faults, or where one was within its budget at the
    end of the run.
    """
    start_ms = scenario.clock.start_ms
    ends_ms = sorted({start_ms + spec.window[1] for spec in scenario.faults})
    if not ends_ms:
        return None
    longest_ms, is_open = 0, False
    for order, story in case.history.orders.stories.items():
        due_ms = story.due_ms
        if story.ended_ms is not None or due_ms is None or due_ms > ends_ms[-1]:
            continue
        latency_ms = case.latencies.get(order)
        if latency_ms is not None:
            end_ms = ends_ms[bisect_left(ends_ms, due_ms)]
            longest_ms = max(longest_ms, due_ms + latency_ms - end_ms)
        elif case.verdicts[order].word == "indeterminate":
            is_open = True
        elif not story.is_shown:
            return NEVER
    return None if is_open else longest_ms
