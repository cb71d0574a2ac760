"""Retries that clerks press reach a program over HTTP; whether it answers is a fact."""

from __future__ import annotations

from pathlib import Path

import pytest

from golive.candidates.files import load
from golive.candidates.programs.program import Program
from tests.live.program_runs import EXAMPLES, candidate, facts, python, run

pytestmark = pytest.mark.slow

SETS = [
    "clock.duration=4m",
    "clock.settle=4m",
    "traffic.orders.base=120/h",
    "people.clerks.desk_every=1m",
    "people.clerks.look=2s",
    "people.clerks.hours=always",
]


@pytest.mark.parametrize("way", ["own", "usual"])
def test_retry_goes_to_the_address_on_the_entry_or_else_to_the_usual_one(run_dir: Path, way: str) -> None:
    card = run(
        candidate(run_dir, command=python("desk_caller.py", way), webhook="/orders"), run_dir, SETS, speed=90
    )
    heard = facts(run_dir, "clerk.heard")
    assert heard
    assert {fact.data["status"] for fact in heard} == {200}
    assert all(fact.data["said"] == f"{fact.keys['order']} was never sent" for fact in heard)
    assert card.desk["entries"] > card.desk["open_at_end"] == 0


@pytest.mark.parametrize(("way", "status"), [("deaf", 404), ("elsewhere", None)])
def test_a_program_that_does_not_listen_is_a_fact_and_nothing_leaves_this_machine(
    run_dir: Path, way: str, status: int | None
) -> None:
    card = run(
        candidate(run_dir, command=python("desk_caller.py", way), webhook="/orders"), run_dir, SETS, speed=90
    )
    assert {fact.data["status"] for fact in facts(run_dir, "clerk.heard")} == {status}
    assert card.orders["stuck_visible"] == card.orders["total"] > 0


@pytest.mark.clients
def test_the_bundled_program_sends_again_once_people_have_lifted_the_block(run_dir: Path) -> None:
    """The only article is blocked for good, until a clerk reads why."""
    sets = [
        *SETS,
        "clock.settle=8m",
        "shop.catalog.skus=1",
        "traffic.baskets.lines=1..1",
        "chaos=[{change: block_items, at: 1m}]",
        "people.clerks.repair=30s",
        "people.clerks.impatient=50%",
    ]
    card = run(Program(load(EXAMPLES / "python_connector.yaml")), run_dir, sets, speed=20)
    assert len(facts(run_dir, "clerk.repaired")) == 1
    assert {fact.data["status"] for fact in facts(run_dir, "clerk.heard")} == {200}
    assert card.orders["stuck_visible"] == card.orders["lost"] == card.orders["duplicated"] == 0
