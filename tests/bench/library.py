"""CPU time of all bundled scenarios with the reference, in simulated time."""

from __future__ import annotations

import time
from typing import Any

from golive.candidates.registry import resolve
from golive.runner import Plan, carry_out
from golive.scenario import load
from golive.scenario.loading.files import bundled_names

MOST_S = 90
"""What all of them together may take on one core."""


def run() -> list[dict[str, Any]]:
    """One row per figure: `{name, value, unit}`."""
    took: dict[str, float] = {}
    for name in bundled_names():
        begun_s = time.process_time()
        carry_out(Plan(load(name), resolve("reference"), name, "reference", 1), None)
        took[name] = time.process_time() - begun_s
    longest = max(took, key=lambda name: took[name])
    return [
        {
            "name": f"all {len(took)} scenarios (at most {MOST_S})",
            "value": round(sum(took.values()), 1),
            "unit": "s",
        },
        {"name": f"the longest, {longest}", "value": round(took[longest], 1), "unit": "s"},
    ]
