"""People approve orders and new customers: when they are at work, in their own time, or never."""

from __future__ import annotations

from typing import Any

import pytest

from fake_erp.accounting.config import Finance
from fake_erp.config import HOUR_MS, MINUTE_MS
from fake_erp.jobs.registry import configured_jobs
from fake_erp.rules import configured_rules
from fake_erp.schedules import Hours

from .alone import DAY_MS, MONDAY_MS, advance, installation, order
from .world import START_MS

NEEDED = {"rules": configured_rules(order_approval="ask")}
ABOVE = [{"item": "A", "quantity": 60, "unit_price": "20.00"}]


def approving(**settings: Any) -> dict[str, Any]:
    return {**NEEDED, "jobs": configured_jobs(approvals={"within": (HOUR_MS, HOUR_MS), **settings})}


def test_people_approve_when_they_are_at_work_and_have_got_round_to_it() -> None:
    world, env = installation(**approving(hours=Hours(8 * HOUR_MS, 18 * HOUR_MS)))
    waits = order(world, lines=ABOVE)
    assert waits.status == "pending_approval"
    advance(world, env, 4 * HOUR_MS - 1)
    assert waits.status == "pending_approval"
    advance(world, env, 4 * HOUR_MS)  # opens at 8, which is three hours on, and then an hour of work
    assert waits.status == "released"


def test_working_time_goes_on_the_next_working_day() -> None:
    office = Hours(8 * HOUR_MS, 18 * HOUR_MS, (0, 1, 2, 3, 4))
    world, env = installation(**approving(within=(12 * HOUR_MS, 12 * HOUR_MS), hours=office))
    waits = order(world, lines=ABOVE)
    advance(world, env, MONDAY_MS - START_MS + 10 * HOUR_MS - 1)
    assert waits.status == "pending_approval"
    advance(world, env, MONDAY_MS - START_MS + 10 * HOUR_MS)
    assert waits.status == "released"


@pytest.mark.parametrize(
    ("settings", "status"), [({"rejected": 1.0}, "cancelled"), ({"forgotten": 1.0}, "pending_approval")]
)
def test_some_are_turned_down_and_some_forgotten(settings: dict[str, Any], status: str) -> None:
    world, env = installation(**approving(hours=Hours(), **settings))
    waits = order(world, lines=ABOVE)
    advance(world, env, 3 * DAY_MS)
    assert waits.status == status


def test_orders_stay_pending_where_no_approver_is_configured() -> None:
    world, env = installation(**NEEDED)
    waits = order(world, lines=ABOVE)
    advance(world, env, 30 * DAY_MS)
    assert waits.status == "pending_approval"


# -- customers pay, month end --------------------------------------------------------------------------------


# -- new customers -------------------------------------------------------------------------------------------


def test_people_approve_new_customers_in_working_time_and_let_their_orders_go() -> None:
    world, env = installation(
        jobs=configured_jobs(customer_approvals=(HOUR_MS, HOUR_MS)),
        finance=Finance(customer_approval="people"),
        rules=configured_rules(approved_customer="hold"),
    )
    waits = order(world)
    assert (waits.status, waits.hold_reason) == ("held", "customer_approval")
    advance(world, env, 4 * HOUR_MS - 1)  # they come at eight, three hours after the start
    assert waits.customer.approval == "pending"
    advance(world, env, 4 * HOUR_MS + 5 * MINUTE_MS)
    assert (waits.customer.approval, waits.status) == ("approved", "released")
    assert order(world, external_reference="R2").status == "released"


def test_a_customer_without_a_reviewer_stays_pending() -> None:
    world, env = installation(
        jobs=configured_jobs(customer_approvals={"within": (0, 0), "forgotten": 1.0}),
        finance=Finance(customer_approval="people"),
    )
    advance(world, env, 3 * DAY_MS)
    assert world.erp.customers.pending
