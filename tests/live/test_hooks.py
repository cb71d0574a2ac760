"""A program that answers what the checkout asks, over HTTP."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.live.program_runs import candidate, facts, python, run

pytestmark = pytest.mark.slow

SETS = [
    "clock.duration=3m",
    "clock.settle=1m",
    "traffic.orders.base=600/h",
    "shop.hooks.before_order.timeout=30s",
]


def test_a_program_decides_over_each_checkout(run_dir: Path) -> None:
    """What it says yes to is placed, what it says no to is not, and every shopper waited for it."""
    run(candidate(run_dir, command=python("gatekeeper.py"), hook="/before"), run_dir, SETS, speed=20)
    asked = facts(run_dir, "shop.checkout.waited")
    placed = facts(run_dir, "shop.order.placed")
    outcomes = {fact.data["outcome"] for fact in asked}
    assert outcomes == {"success", "exception"}
    assert len(placed) == sum(fact.data["outcome"] == "success" for fact in asked)
    assert all(len(fact.data["lines"]) > 1 for fact in placed)
    assert all(fact.data["ms"] >= 6 for fact in asked)


def test_a_program_that_does_not_answer_keeps_the_shopper_no_longer_than_the_timeout(run_dir: Path) -> None:
    program = candidate(run_dir, command=python("gatekeeper.py", "slow"), hook="/before")
    card = run(program, run_dir, [*SETS, "shop.hooks.before_order.fallback=continue"], speed=20)
    asked = facts(run_dir, "shop.checkout.waited")
    assert {fact.data["outcome"] for fact in asked} == {"timeout"}
    assert all(fact.data["ms"] == 30_000 for fact in asked)
    assert card.checkout["failed"] == 0
    assert card.orders["total"] == len(asked)
