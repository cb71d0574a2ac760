"""Expectations on what `--load` measures."""

from __future__ import annotations

from golive.errors import LoadProblem
from golive.scenario import Scenario
from golive.scenario.model.metrics import LOAD


def check_load(scenario: Scenario, workers: int) -> None:
    """Raises LoadProblem for an expectation on a load in a run that has none."""
    named = [name for name in scenario.expect if name.startswith(f"{LOAD}.")]
    if named and not workers:
        raise LoadProblem(
            f"expect.{named[0]}: expected a run with customers over HTTP, this one simulates them; use golive run with "
            f"--clock live --load 2, or leave out the expectation{'s' if len(named) > 1 else ''} on {LOAD}"
        )
