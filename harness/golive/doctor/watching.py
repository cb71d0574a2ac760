"""Running a candidate through a calm minute."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from golive.record import folder
from golive.runner import Plan, execute
from golive.scenario import load

SCENARIO = "calm"
ORDERS = "240/h"
TRAFFIC_SHARE = 0.7
"""The rest of the time is for what follows the last orders."""


def watch(candidate: Any, speed: float, seconds: int, sets: Sequence[str], out: str | None) -> Path:
    """Run the candidate for so many seconds of real time; the run folder. Raises CandidateFailed."""
    length_ms = int(seconds * speed * 1000)
    traffic_ms = max(1000, int(length_ms * TRAFFIC_SHARE))
    own = [
        f"clock.duration={traffic_ms}ms",
        f"clock.settle={max(1000, length_ms - traffic_ms)}ms",
        f"traffic.orders.base={ORDERS}",
    ]
    scenario = load(SCENARIO, [*own, *sets])
    clock = "virtual" if "virtual" in candidate.clocks else "live"
    run_dir = folder.new_folder(out, "doctor", candidate.name, 1)
    plan = Plan(scenario, candidate, SCENARIO, candidate.name, clock=clock, speed=speed, sets=[*own, *sets])
    execute(plan, run_dir)
    return run_dir
