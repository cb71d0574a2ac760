"""What people, customers and other channels do to the ERP by themselves; a job that is off does nothing."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
import simpy
from hypothesis import given
from hypothesis import strategies as st

from fake_erp import jobs
from fake_erp.access.config import Service, Window
from fake_erp.accounting.config import Finance
from fake_erp.channels.config import Channels
from fake_erp.config import HOUR_MS, MINUTE_MS
from fake_erp.jobs import COMPANY_JOBS, JOBS
from fake_erp.jobs.registry import configured_jobs
from fake_erp.rules import configured_rules
from fake_erp.schedules import Hours, Moments, Schedule, daily, every, once, weekly

from .alone import DAY_MS, MONDAY_MS, advance, installation, order
from .world import START_MS

ON: Mapping[str, dict[str, Any]] = {
    "waves": {"wave_every_ms": MINUTE_MS},
    "posting_runs": {"invoice_every_ms": MINUTE_MS},
    "maintenance": {"service": Service(maintenance=(Window(daily(0), HOUR_MS),))},
    "batches": {"channels": Channels(batch=True)},
    "tables": {"channels": Channels(tables=True)},
    "files": {"channels": Channels(files=True)},
    "idocs": {"channels": Channels(idocs=True)},
    "stock_file": {"channels": Channels(files=True, stock_file_every_ms=HOUR_MS)},
    "price_file": {"channels": Channels(files=True, price_file_every_ms=HOUR_MS)},
    "sales": {"jobs": configured_jobs(sales=1.0)},
    "receipts": {"jobs": configured_jobs(receipts=daily(0))},
    "counts": {"jobs": configured_jobs(counts=weekly(6, 0))},
    "corrections": {"jobs": configured_jobs(corrections=every(HOUR_MS))},
    "transfers": {"jobs": configured_jobs(transfers=daily(0))},
    "prices": {"jobs": configured_jobs(prices=daily(0))},
    "contracts": {"jobs": configured_jobs(contracts=daily(0))},
    "approvals": {"jobs": configured_jobs(approvals=(0, 0))},
    "customer_approvals": {
        "jobs": configured_jobs(customer_approvals=(0, 0)),
        "finance": Finance(customer_approval="people"),
    },
    "payments": {"jobs": configured_jobs(payments=daily(0))},
    "month_end": {"jobs": configured_jobs(month_end=(0, DAY_MS))},
}
"""What switches each job on, and nothing else."""


@pytest.mark.parametrize("name", [*JOBS, *COMPANY_JOBS])
def test_a_job_is_on_where_the_installation_says_so_and_off_everywhere_else(name: str) -> None:
    world, _ = installation(**ON[name])
    both = {"files", name} if name.endswith("_file") or name == "idocs" else {name}
    assert set(world.erp.diary) == both


def test_an_erp_that_is_left_alone_has_no_life_at_all() -> None:
    world, env = installation()
    assert env.peek() == float("inf")
    assert world.erp.diary == {}


# -- counts, corrections, transfers, prices ------------------------------------------------------------------


def test_a_count_freezes_one_warehouse_after_the_other_and_puts_the_books_right() -> None:
    life = configured_jobs(counts={"at": every(DAY_MS), "lasts_ms": 2 * HOUR_MS, "wrong": 1.0, "units": 3})
    world, env = installation(
        jobs=life, warehouses=("main", "south"), wave_every_ms=15 * MINUTE_MS, lead_ms=0
    )
    advance(world, env, DAY_MS)
    assert dict(world.erp.stock.frozen) == {"main": "stock-taking"}
    waits = order(world)
    advance(world, env, DAY_MS + 2 * HOUR_MS - 1)
    assert waits.status == "released"
    advance(world, env, DAY_MS + 2 * HOUR_MS + 15 * MINUTE_MS)
    assert (dict(world.erp.stock.frozen), waits.status) == ({}, "shipped")
    counted = {
        row[0]: row[2]
        for f in world.of_kind("erp.stock.changed")
        if f[2]["why"] == "count"
        for row in f[2]["rows"]
    }
    assert set(counted) >= {"A", "B"}
    assert all(0 < abs(counted[sku] - was) <= 3 for sku, was in (("A", 100), ("B", 5)))
    advance(world, env, 2 * DAY_MS)
    assert list(world.erp.stock.frozen) == ["south"]


def test_a_count_that_finds_nothing_wrong_changes_nothing() -> None:
    world, env = installation(jobs=configured_jobs(counts={"at": every(DAY_MS), "wrong": 0.0}))
    advance(world, env, 2 * DAY_MS)
    assert not [f for f in world.of_kind("erp.stock.changed") if f[2]["why"] == "count"]
    assert world.of_kind("erp.warehouse.thawed")


def test_what_vanished_is_written_off_and_never_below_nothing() -> None:
    world, env = installation(
        jobs=configured_jobs(corrections={"at": every(HOUR_MS), "share": 1.0, "units": 2})
    )
    advance(world, env, 8 * HOUR_MS)
    stock = {row.item: row.on_hand for row in world.erp.stock.rows()}
    assert 84 <= stock["A"] <= 92
    assert (stock["B"], stock["C"]) == (0, 0)
    assert {f[2]["why"] for f in world.of_kind("erp.stock.changed")} == {"opening", "shrinkage"}


def test_corrections_take_stock_below_zero_where_the_company_allows_it() -> None:
    jobs = configured_jobs(corrections={"at": every(HOUR_MS), "share": 1.0, "units": 500})
    lowest = {}
    for allowed in (False, True):
        world, env = installation(jobs=jobs, negative_stock=allowed)
        advance(world, env, 8 * HOUR_MS)
        lowest[allowed] = min(row.on_hand for row in world.erp.stock.rows())
    assert lowest[False] == 0 > lowest[True]


def test_a_transfer_evens_out_what_is_short_somewhere_and_leaves_promised_units_where_they_are() -> None:
    world, env = installation(
        jobs=configured_jobs(transfers={"at": once(HOUR_MS), "below": 10}), warehouses=("main", "south")
    )
    for sku, units in (("A", 4), ("B", 3)):
        world.erp.stock.open(sku, "south", units)
    order(world, lines=[{"item": "A", "quantity": 90, "unit_price": 1, "warehouse": "main"}])
    advance(world, env, HOUR_MS)
    rows = {(row.item, row.warehouse): row.on_hand for row in world.erp.stock.rows()}
    assert (rows["A", "main"], rows["A", "south"]) == (97, 7)
    assert (rows["B", "main"], rows["B", "south"]) == (4, 4)


def test_price_changes_reach_the_share_of_items_they_are_meant_for_and_stay_within_bounds() -> None:
    world, env = installation(jobs=configured_jobs(prices={"at": once(HOUR_MS), "share": 0.5, "most": 0.1}))
    for number in range(200):
        world.erp.items.add(f"P{number}", "Item", 10_000, 19)
    advance(world, env, HOUR_MS)
    prices = [item.price_cents for sku, item in world.erp.items.by_sku.items() if sku.startswith("P")]
    assert all(9000 <= price <= 11_000 for price in prices)
    assert 60 < sum(price != 10_000 for price in prices) < 140


def test_a_contract_gives_some_customers_prices_of_their_own_and_the_orders_they_place_at_others_stop() -> (
    None
):
    world, env = installation(
        jobs=configured_jobs(
            contracts={"at": once(HOUR_MS), "share": 0.5, "items": 1.0, "discount": 0.25},
        ),
        rules=configured_rules(price_deviation="hold"),
    )
    others = [world.erp.customers.add(f"C{at}", f"c{at}@example.com", {}) for at in range(40)]
    advance(world, env, HOUR_MS)
    now = world.now_ms
    prices = [world.erp.prices.price_of("A", customer, now, 1) for customer in others]
    assert {*prices} == {1999, 1499}
    assert 10 < prices.count(1499) < 30
    signed = others[prices.index(1499)]
    lines = [{"item": "A", "quantity": 1, "unit_price": "19.99"}]
    assert order(world, customer=signed.number, lines=lines).hold_reason == ""  # placed before it was signed
    later = order(world, customer=signed.number, lines=lines, ordered_at="2025-11-28T06:00:00Z")
    assert later.hold_reason == "price"
    advance(world, env, HOUR_MS)
    assert world.erp.prices.price_of("A", signed, now, 1) == 1499


# -- payments, months and the warehouse --------------------------------------------------------------------


def test_customers_pay_after_their_terms_and_their_delay_with_the_bank_statement() -> None:
    life = configured_jobs(
        payments={"at": daily(9 * HOUR_MS), "terms_ms": 2 * DAY_MS, "late": (DAY_MS, DAY_MS)}
    )
    world, env = installation(jobs=life, wave_every_ms=HOUR_MS, invoice_every_ms=HOUR_MS, lead_ms=0)
    billed = order(world, payment=None)
    advance(world, env, 3 * DAY_MS + 4 * HOUR_MS - 1)
    assert (billed.status, billed.customer.exposure_cents) == ("invoiced", billed.total_cents)
    advance(world, env, 3 * DAY_MS + 4 * HOUR_MS)
    assert (billed.status, billed.customer.exposure_cents) == ("closed", 0)
    assert len(world.of_kind("erp.payment.posted")) == 1


def test_some_never_pay() -> None:
    life = configured_jobs(payments={"at": daily(9 * HOUR_MS), "terms_ms": 0, "never": 1.0})
    world, env = installation(jobs=life, wave_every_ms=HOUR_MS, invoice_every_ms=HOUR_MS, lead_ms=0)
    billed = order(world, payment=None)
    advance(world, env, 20 * DAY_MS)
    assert billed.status == "invoiced"


def test_the_old_month_is_closed_softly_some_hours_into_the_new_one_and_then_for_good() -> None:
    """In the installation's own time zone: it is an hour ahead of UTC."""
    finance = Finance(utc_offset_ms=HOUR_MS)
    world, env = installation(jobs=configured_jobs(month_end=(12 * HOUR_MS, 3 * DAY_MS)), finance=finance)
    december_ms = MONDAY_MS - START_MS - HOUR_MS
    advance(world, env, december_ms + 12 * HOUR_MS - 1)
    assert world.erp.calendar.states("2025-11")["sales"] == "open"
    advance(world, env, december_ms + 12 * HOUR_MS)
    assert world.erp.calendar.states("2025-11")["sales"] == "soft_closed"
    advance(world, env, december_ms + 3 * DAY_MS)
    assert world.erp.calendar.states("2025-11")["sales"] == "closed"
    assert world.erp.calendar.states("2025-12")["sales"] == "open"
    advance(world, env, december_ms + 34 * DAY_MS)
    assert world.erp.calendar.states("2025-12")["sales"] == "closed"


# -- waves and tables ----------------------------------------------------------------------------------------


def test_the_warehouse_picks_during_its_hours_only() -> None:
    hours = Hours(8 * HOUR_MS, 16 * HOUR_MS, (0, 1, 2, 3, 4))
    world, env = installation(wave_every_ms=15 * MINUTE_MS, wave_hours=hours, lead_ms=0)
    early = order(world)
    advance(world, env, 3 * HOUR_MS - 1)
    assert early.status == "released"
    advance(world, env, 3 * HOUR_MS)
    assert early.status == "shipped"
    advance(world, env, 11 * HOUR_MS)
    late = order(world, external_reference="R2")
    advance(world, env, MONDAY_MS - START_MS + 8 * HOUR_MS - 1)
    assert late.status == "released"
    advance(world, env, MONDAY_MS - START_MS + 8 * HOUR_MS)
    assert late.status == "shipped"


def test_orders_take_their_own_time_to_be_picked_whatever_else_is_ordered() -> None:
    def shipped(references: list[str]) -> dict[str, int]:
        world, env = installation(wave_every_ms=MINUTE_MS, lead_ms=HOUR_MS, lead_spread_ms=6 * HOUR_MS)
        for reference in references:
            order(world, external_reference=reference, lines=[{"item": "A", "quantity": 1, "unit_price": 1}])
        advance(world, env, 8 * HOUR_MS)
        return {
            delivery.order.external_reference: delivery.posted_at_ms - START_MS
            for delivery in world.erp.shipping.feed.page(0, 100)[0]
        }

    some = shipped([f"R{number}" for number in range(20)])
    assert len(some) == 20
    assert all(HOUR_MS <= at <= 7 * HOUR_MS + MINUTE_MS for at in some.values())
    assert max(some.values()) - min(some.values()) > 3 * HOUR_MS
    more = shipped([f"R{number}" for number in reversed(range(30))])
    assert all(more[reference] == at for reference, at in some.items())


def test_a_wave_and_a_posting_run_hold_their_tables_for_every_document_they_post() -> None:
    world, env = installation(wave_every_ms=15 * MINUTE_MS, invoice_every_ms=HOUR_MS, lead_ms=0, lock_ms=50)
    for number in range(3):
        order(world, external_reference=f"R{number}")
    advance(world, env, HOUR_MS)
    held = [fact[2] for fact in world.of_kind("erp.tables.held")]
    assert held == [
        {"tables": ["orders", "stock"], "ms": 150, "by": "wave"},
        {"tables": ["orders", "ledger"], "ms": 150, "by": "posting_run"},
    ]
    assert world.erp.capacity.held_until("ledger") == START_MS + HOUR_MS + 150


# -- time ----------------------------------------------------------------------------------------------------

MOMENTS = st.one_of(
    st.integers(0, DAY_MS - 1).map(daily),
    st.builds(weekly, st.integers(0, 6), st.integers(0, DAY_MS - 1)),
    st.integers(1, 40 * DAY_MS).map(every),
)


@given(MOMENTS, st.integers(0, 10**13), st.integers(-14, 14))
def test_the_next_moment_is_later_and_the_last_one_is_not(moments: Moments, now_ms: int, ahead: int) -> None:
    schedule = moments.schedule(START_MS, ahead * HOUR_MS)
    after, since = schedule.after(now_ms), schedule.since(now_ms)
    assert after is not None
    assert since is not None
    assert since <= now_ms < after == since + schedule.every_ms


def test_moments_of_the_calendar_are_local() -> None:
    assert weekly(4, 7 * HOUR_MS).schedule(0, HOUR_MS).after(START_MS) == START_MS + HOUR_MS
    assert daily(5 * HOUR_MS).schedule(0, 0).after(START_MS) == START_MS + DAY_MS
    assert Schedule(START_MS).after(START_MS) is None


@given(
    st.builds(
        Hours,
        st.integers(0, 23).map(lambda hour: hour * HOUR_MS),
        st.integers(0, 24).map(lambda hour: hour * HOUR_MS),
        st.lists(st.integers(0, 6), min_size=1, max_size=7, unique=True).map(tuple),
    ),
    st.integers(0, 30 * DAY_MS),
    st.integers(0, 3 * DAY_MS),
)
def test_working_time_is_spent_in_the_hours_minute_by_minute(
    hours: Hours, since_ms: int, work_ms: int
) -> None:
    now, work_ms = START_MS + since_ms // MINUTE_MS * MINUTE_MS, work_ms // HOUR_MS * HOUR_MS
    done = hours.later(now, work_ms)
    spent = sum(hours.is_open(at) for at in range(now, done, 10 * MINUTE_MS))
    first = hours.opening(now)
    assert done >= first >= now
    if first == now and now % HOUR_MS == 0:
        assert spent * 10 * MINUTE_MS == work_ms


# -- the past of a job ---------------------------------------------------------------------------------------


def test_a_restored_erp_goes_on_where_it_was() -> None:
    life = configured_jobs(
        sales=30.0, corrections={"at": every(7 * HOUR_MS), "share": 0.5}, counts=every(20 * HOUR_MS)
    )
    config = {"jobs": life, "wave_every_ms": 15 * MINUTE_MS, "invoice_every_ms": HOUR_MS}
    world, env = installation(**config)
    advance(world, env, 30 * HOUR_MS + 1)
    diary = pickle.loads(pickle.dumps(world.erp.diary))
    count = len(world.facts)
    advance(world, env, 60 * HOUR_MS)
    whole = world.facts[count:]

    again, env_again = installation(**config)
    advance(again, env_again, 30 * HOUR_MS + 1)
    fresh = simpy.Environment()
    again.erp.diary = diary
    jobs.start(fresh, again.erp)
    while fresh.peek() <= 30 * HOUR_MS - 1:
        again.now_ms = START_MS + 30 * HOUR_MS + 1 + int(fresh.peek())
        fresh.step()
    assert again.facts[count:] == whole


def test_jobs_are_declared_for_people() -> None:
    for name, job in COMPANY_JOBS.items():
        assert job.__doc__, name
        assert job() == replace(job())
