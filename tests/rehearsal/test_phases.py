"""Phases: which integration gets which events, and how a phase is written."""

from __future__ import annotations

import pytest

from golive.errors import InputError
from golive.keys.value_kinds import HOUR_MS, MINUTE_MS
from golive.rehearsal.phases import NEW, NONE, OLD, PLANS, Budget, Phase, phase_of


def test_a_canary_gets_its_share_and_every_order_goes_to_one() -> None:
    phase = Phase("canary", HOUR_MS, "canary", 0.1)
    got = [phase.receivers(f"{number:09d}") for number in range(1, 1001)]
    assert {len(names) for names in got} == {1}
    assert sum(names == (NEW,) for names in got) == 100


def test_the_events_of_an_order_stay_with_one_integration_as_a_canary_grows() -> None:
    small, large = Phase("a", 1, "canary", 0.1), Phase("b", 1, "canary", 0.5)
    for number in range(1, 301):
        order = f"{number:09d}"
        if small.receivers(order) == (NEW,):
            assert large.receivers(order) == (NEW,)


@pytest.mark.parametrize(
    ("runs", "active"),
    [(OLD, (OLD,)), (NEW, (NEW,)), ("both", (OLD, NEW)), (NONE, ()), ("canary", (OLD, NEW))],
)
def test_what_runs(runs: str, active: tuple[str, ...]) -> None:
    phase = Phase("x", 1, runs)
    assert phase.active == active
    if runs != "canary":
        assert phase.receivers("000000001") == active


@pytest.mark.parametrize(
    ("text", "phase"),
    [
        ("before: old 1h", Phase("before", HOUR_MS, OLD)),
        ("a b: canary 10% 30m", Phase("a b", 30 * MINUTE_MS, "canary", 0.1)),
        (
            "stable: new 4h order 5m late 0% drift 2.5 handover",
            Phase("stable", 4 * HOUR_MS, NEW, 0.0, Budget(5 * MINUTE_MS, 0.0, 2.5), True),
        ),
        ("gap: none 10m handover", Phase("gap", 10 * MINUTE_MS, NONE, hands_over=True)),
    ],
)
def test_a_phase_is_read(text: str, phase: Phase) -> None:
    assert phase_of(text) == phase


@pytest.mark.parametrize(
    "text",
    [
        "", "old 1h", ": old 1h", "x: old", "x: young 1h", "x: old 1", "x: old 0s", "x: canary 1h", "x: canary 10%",
        "x: canary 200% 1h", "x: new 1h order", "x: new 1h order soon", "x: new 1h speed 3", "x: new 1h drift much",
        "x: new 1h drift nan", "x: new 1h drift -2", "x: new 1h drift inf",
    ],
)  # fmt: skip
def test_what_is_no_phase_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(InputError, match="dual run: both 2h"):
        phase_of(text)


def test_every_bundled_plan_ends_with_a_tight_budget_and_has_its_own_name() -> None:
    for name, plan in PLANS.items():
        assert plan.name == name
        assert plan.about.endswith(".")
        assert plan.phases[-1].budget.order_ms < plan.phases[0].budget.order_ms
        assert plan.lasts_ms == sum(phase.lasts_ms for phase in plan.phases)
