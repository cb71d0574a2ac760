"""What a drill needs of its candidate and of its runs."""

from __future__ import annotations

from golive.candidates.registry import Candidate, resolve
from golive.errors import InputError, UnknownCandidate
from golive.scenario import Scenario


def candidate_of(named: str) -> Candidate:
    """The candidate of that name. Raises UnknownCandidate for one that needs real time."""
    candidate = resolve(named)
    if "virtual" not in candidate.clocks:
        raise UnknownCandidate(
            f"--candidate {named}: expected an integration that runs in simulated time, got a separate program; a "
            "drill plays many hours, so write down what it does as a design, or play one run: golive run --clock live"
        )
    return candidate


def check_orders(scenario: Scenario, orders: int, least: int, where: str) -> None:
    """Raises InputError for a run with fewer orders than a drill can say something about."""
    if orders < least:
        raise InputError(
            f"{scenario.name}: expected at least {least} orders {where}, got {orders}: nothing can be said of so few; "
            "lengthen it with --set clock.duration=4h, or raise --set traffic.orders.base=60/h"
        )
