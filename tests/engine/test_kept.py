"""Rows and tasks of an integration are measured where the scenario has a budget for them."""

from __future__ import annotations

import asyncio

from golive import scenario
from golive.build.exercised import budgets_of
from golive.candidates.coroutine import InProcess
from golive.candidates.kit import Kit
from golive.judge.history import History
from golive.record.run import Fact, Scorecard
from golive.runner import Plan, carry_out
from golive.scenario import Budgets

HOUR = ("clock.duration=1h", "clock.settle=1m", "traffic.orders.base=5/h", "expect={}")


async def keeps(kit: Kit) -> None:
    """A row in each of two tables every ten minutes, the second one for ten minutes only, and a task."""
    held, passing = kit.storage.table("held"), kit.storage.table("passing")
    tasks = []
    while True:
        number = str(len(held))
        held[number] = number
        passing.clear()
        passing[number] = number
        tasks.append(asyncio.get_running_loop().create_task(asyncio.Event().wait()))
        await asyncio.sleep(600)


def played(*sets: str) -> tuple[Scorecard, list[Fact]]:
    """The scorecard, and the facts about what is kept."""
    plan = Plan(scenario.load("calm", [*HOUR, *sets]), InProcess("keeps", keeps), "calm", "keeps", 1)
    result = carry_out(plan, None)
    return result.scorecard, [fact for fact in result.ledger if fact.kind == "candidate.kept"]


def test_rows_and_tasks_are_counted_at_intervals() -> None:
    card, facts = played("budgets.records=100", "budgets.tasks=100")
    sizes = [fact.data for fact in facts]
    assert len(sizes) == 61
    assert sizes[15] == {"records": {"held": 2, "passing": 1}, "tasks": 3}
    assert sizes[55] == {"records": {"held": 6, "passing": 1}, "tasks": 7}
    assert {each.name: each.acts for each in card.exercised if each.what == "budget"} == {
        "records": 61,
        "tasks": 61,
    }


def test_a_budget_that_is_exceeded_breaks_the_run() -> None:
    card, _ = played("budgets.records=5", "budgets.tasks=6")
    found = {each.key: each.cause.code for each in card.findings if each.kind == "keeps_too_much"}
    assert found == {"rows": "never_removed", "tasks": "never_released"}
    assert any("findings.keeps_too_much" in reason for reason in card.reasons)


def test_nothing_is_measured_without_a_budget() -> None:
    card, facts = played()
    assert facts == []
    assert [each for each in card.exercised if each.what == "budget"] == []


def test_a_budget_that_was_not_measured_is_not_exercised() -> None:
    (unmeasured,) = [each for each in budgets_of(History(0), Budgets(records=5)) if each.name == "records"]
    assert (
        unmeasured.miss == "budget records never acted: it needs an integration that is a coroutine function"
    )
