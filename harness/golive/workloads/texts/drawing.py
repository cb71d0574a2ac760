"""Texts drawn by Hypothesis from the seed of a run: the same for the same seed and version of Hypothesis."""

from __future__ import annotations

from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

from golive.errors import LibraryMissing
from golive.scenario import Scenario
from golive.sim.seeding import stream

LIBRARY = "hypothesis"
EXAMPLES = 16
"""Sets of texts of a kind; the orders of a run draw from them."""


def check_library(scenario: Scenario) -> None:
    """Raises LibraryMissing where the scenario draws texts and Hypothesis is not installed."""
    if scenario.traffic.variety.share and find_spec(LIBRARY) is None:
        raise LibraryMissing(
            f"traffic.variety: expected the package {LIBRARY}, which draws the texts; it is not installed: "
            "python3 -m pip install 'golive[data]', or set traffic.variety.share to 0%"
        )


def libraries_of(scenario: Scenario) -> dict[str, str]:
    """The versions of the libraries on which the bytes of a run depend, by name; empty where there are none."""
    if not scenario.traffic.variety.share:
        return {}
    try:
        return {LIBRARY: version(LIBRARY)}
    except PackageNotFoundError:
        return {LIBRARY: "unknown"}


@lru_cache(maxsize=64)
def drawn(kind: str, seed: int) -> tuple[dict[str, str], ...]:
    """Sets of texts of a kind, each by field. Raises KeyError for a kind without texts."""
    import hypothesis

    from golive.workloads.texts.provider import register
    from golive.workloads.texts.strategies import texts_of

    found: list[dict[str, str]] = []

    @hypothesis.seed(stream(seed, f"variety.{kind}").getrandbits(64))
    @hypothesis.settings(
        backend=register(),
        max_examples=EXAMPLES,
        phases=(hypothesis.Phase.generate,),
        database=None,
        derandomize=False,
        deadline=None,
        print_blob=False,
        report_multiple_bugs=False,
        stateful_step_count=1,
        suppress_health_check=tuple(hypothesis.HealthCheck),
        verbosity=hypothesis.Verbosity.quiet,
    )
    @hypothesis.given(texts_of(kind))
    def keep(texts: dict[str, str]) -> None:
        found.append(texts)

    keep()
    return tuple(found)
