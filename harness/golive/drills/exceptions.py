"""The share of orders that need a person, swept up to where an integration is no cheaper than typing every order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from golive.drills.subjects import candidate_of, check_orders
from golive.keys.value_kinds import HOUR_MS
from golive.runner import Plan, carry_out
from golive.scenario import load

LEAST_ORDERS = 10
"""The fewest orders of which a tenth can be exceptions."""
SHARES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6)


@dataclass(frozen=True, slots=True)
class Step:
    """A run with a share of exceptions. Money in cents; `by_hand_cents` is typing every order of it into the ERP.

    `at_desk` are orders that were left to people visibly, `silent` those that went wrong and were not.
    """

    share: float
    orders: int
    right: int
    at_desk: int
    silent: int
    harm_cents: int
    by_hand_cents: int
    work_minutes: float

    @property
    def ratio(self) -> float:
        """What the integration costs as a share of typing every order."""
        return self.harm_cents / max(1, self.by_hand_cents)


@dataclass(frozen=True, slots=True)
class Sweep:
    """The steps of one candidate. `worth_up_to`: the share from which on it costs as much as typing every order.

    None: it is worth it at every share that was played; 0: at none.
    """

    candidate: str
    steps: tuple[Step, ...]

    @property
    def worth_up_to(self) -> float | None:
        """The share at which the ratio crosses 1, between two steps in proportion."""
        before = None
        for step in self.steps:
            if step.ratio >= 1:
                if before is None:
                    return 0.0
                part = (1 - before.ratio) / (step.ratio - before.ratio)
                return before.share + part * (step.share - before.share)
            before = step
        return None

    def as_json(self) -> dict[str, Any]:
        """The sweep as JSON values."""
        return {**asdict(self), "worth_up_to": self.worth_up_to}


def sweep(
    scenario_named: str,
    candidates: Sequence[str],
    *,
    seed: int = 1,
    sets: Sequence[str] = (),
    shares: Sequence[float] = SHARES,
    say: Callable[[float, str], None] = lambda share, what: None,
) -> list[Sweep]:
    """Play each candidate with each share of exceptions, from 0 on.

    Raises ScenarioError, UnknownCandidate and CandidateFailed.

    An exception is an order that the ERP refuses until a person deals with it. The ERP has a minimum order value for
    that, which is set so that the share of the orders is below it: the same orders for all candidates.
    """
    found, done, total = [], 0, len(candidates) * len(shares)
    for candidate in candidates:
        steps, totals = [], list[int]()
        for share in shares:
            least_cents = _quantile(totals, share)
            steps.append(_step(scenario_named, candidate, seed, sets, share, least_cents, totals))
            done += 1
            say(done / total, f"{candidate} with {share:.0%}")
        found.append(Sweep(candidate, tuple(steps)))
    return found


def _quantile(totals: Sequence[int], share: float) -> int:
    """The order value below which that share of the orders is; 0 without any."""
    return sorted(totals)[min(len(totals) - 1, round(share * len(totals)))] if totals and share else 0


def _step(
    scenario_named: str,
    candidate: str,
    seed: int,
    sets: Sequence[str],
    share: float,
    least_cents: int,
    totals: list[int],
) -> Step:
    """Play a share; the first step fills `totals` with the values of all orders."""
    mode = "refuse" if least_cents else "off"
    refused = (
        f"erp.rules.minimum_order={{mode: {mode}, value: {least_cents // 100}.{least_cents % 100:02d} EUR}}"
    )
    scenario = load(scenario_named, (*sets, refused))
    result = carry_out(Plan(scenario, candidate_of(candidate), scenario_named, candidate, seed), None)
    card = result.scorecard
    if not totals:
        totals += [line.total_cents for line in result.orders]
        check_orders(scenario, len(totals), LEAST_ORDERS, "in a run")
    counts, costs = card.orders, scenario.costs
    right = counts["exact"] + counts["late"] + counts["compensated"]
    return Step(
        share,
        counts["total"],
        right,
        counts["stuck_visible"],
        counts["total"] - right - counts["stuck_visible"],
        int(card.harm["total"]),
        round(counts["total"] * costs.hourly_wage.cents * costs.order_rekey_ms / HOUR_MS),
        float(card.harm["work_minutes"]),
    )
