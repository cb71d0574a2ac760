"""What the ERP does by itself over time, and that the same seed does the same."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from random import Random

import simpy

from fake_erp import ErpConfig, configured_rules, jobs, new_erp
from fake_erp.config import HOUR_MS, MINUTE_MS
from fake_erp.jobs.registry import configured_jobs
from fake_erp.master_data import seed_customers, seed_items
from fake_erp.schedules import daily

from .world import MOUNTS, START_MS, Fact, World


def running(config: ErpConfig) -> tuple[World, simpy.Environment]:
    world = World(config)
    return world, simpy.Environment()


def advance(world: World, env: simpy.Environment, until_ms: int) -> None:
    """Step the environment, keeping the world's clock with it."""
    while env.peek() <= until_ms:
        world.now_ms = START_MS + int(env.peek())
        env.step()
    world.now_ms = START_MS + until_ms


def test_an_order_is_shipped_by_the_first_wave_after_its_lead_and_billed_by_the_next_run() -> None:
    world, env = running(ErpConfig())
    jobs.start(env, world.erp)
    advance(world, env, 1 * MINUTE_MS)
    MOUNTS["in_process"](world.erp).login().post("/orders", world.order())
    advance(world, env, 3 * HOUR_MS)
    moments = [(fact[2]["to"]) for fact in world.of_kind("erp.order.status")]
    assert moments == ["shipped", "invoiced", "closed"]
    (delivery,) = world.erp.shipping.feed.page(0, 10)[0]
    assert delivery.posted_at_ms == START_MS + 45 * MINUTE_MS
    (invoice,) = world.erp.invoicing.feed.page(0, 10)[0]
    assert invoice.posted_at_ms == START_MS + HOUR_MS


def test_held_and_cancelled_and_short_orders_are_not_shipped_and_the_oldest_goes_first() -> None:
    world, env = running(ErpConfig(lead_ms=0))
    client = MOUNTS["in_process"](world.erp).login()
    numbers = [client.post("/orders", world.order()).data["number"] for _ in range(4)]
    short = client.post("/orders", world.order(lines=[{"item": "C", "quantity": 1, "unit_price": 1}])).data[
        "number"
    ]
    client.post(f"/orders/{numbers[0]}/hold")
    client.post(f"/orders/{numbers[1]}/cancel")
    jobs.start(env, world.erp)
    advance(world, env, 15 * MINUTE_MS)
    assert [f[1]["order"] for f in world.of_kind("erp.delivery.posted")] == numbers[2:]
    client.login().post(f"/orders/{numbers[0]}/unhold")
    world.erp.stock.receive("C", "main", 1)
    advance(world, env, 30 * MINUTE_MS)
    assert [f[1]["order"] for f in world.of_kind("erp.delivery.posted")] == [*numbers[2:], numbers[0], short]


def test_receipts_come_daily_and_serve_who_waits() -> None:
    config = ErpConfig(
        jobs=configured_jobs(receipts={"at": daily(6 * HOUR_MS), "below": 10, "to": 50}),
        wave_every_ms=0,
        invoice_every_ms=0,
    )
    world, env = running(config)
    lines = [{"item": "B", "quantity": 12, "unit_price": 1}]
    MOUNTS["in_process"](world.erp).login().post("/orders", world.order(lines=lines))
    jobs.start(env, world.erp)
    advance(world, env, HOUR_MS - 1)
    assert not [f for f in world.of_kind("erp.stock.changed") if f[2]["why"] == "receipt"]
    advance(world, env, HOUR_MS)
    receipts = [f[2] for f in world.of_kind("erp.stock.changed") if f[2]["why"] == "receipt"]
    arrived = {row[0]: row[2] for data in receipts for row in data["rows"]}
    assert arrived == {"B": 62, "C": 50}
    row = world.erp.stock.row("B", "main")
    assert (row.allocated, row.available) == (12, 50)
    (order,) = world.erp.orders.with_reference("R1")
    assert order.missing == 0


def test_invoices_are_paid_when_their_terms_are_over() -> None:
    world, env = running(ErpConfig(lead_ms=0, payment_terms_ms=5 * HOUR_MS))
    number = MOUNTS["in_process"](world.erp).login().post("/orders", world.order(payment=None)).data["number"]
    jobs.start(env, world.erp)
    order = world.erp.orders.get(number)
    advance(world, env, 5 * HOUR_MS)
    assert (order.status, order.customer.exposure_cents) == ("invoiced", order.total_cents)
    advance(world, env, 6 * HOUR_MS)
    assert (order.status, order.customer.exposure_cents) == ("closed", 0)


def test_the_tills_sell_only_what_is_free() -> None:
    world, env = running(ErpConfig(jobs=configured_jobs(sales=60.0)))
    jobs.start(env, world.erp)
    advance(world, env, 8 * HOUR_MS)
    sales = world.of_kind("erp.order.created")
    assert 50 < len(sales) < 110  # of 105 units, one or two at a time
    assert {(f[2]["by"], f[2]["channel"], f[2]["status"]) for f in sales} == {("till", "store", "released")}
    for row in world.erp.stock.feed.page(0, 10)[0]:
        assert row.on_hand >= 0
        assert not row.waiting
    told = [row for f in world.of_kind("erp.stock.changed") for row in f[2]["rows"]]
    assert sum(row[4] for row in told) > 0
    assert sum(row[3] for row in told) == 0


def test_a_closed_period_stops_the_tills_without_stopping_the_jobs() -> None:
    world, env = running(
        ErpConfig(jobs=configured_jobs(sales=60.0), rules=configured_rules(posting_periods="monthly"))
    )
    world.erp.close_period("2025-11")
    jobs.start(env, world.erp)
    advance(world, env, HOUR_MS)
    assert not world.of_kind("erp.order.created")
    assert {f[2]["rule"] for f in world.of_kind("erp.order.refused")} == {"posting_periods"}
    world.erp.open_period("2025-11")
    advance(world, env, 2 * HOUR_MS)
    assert world.of_kind("erp.order.created")


def day(seed: int) -> list[Fact]:
    """The facts of half a day in a seeded ERP with everything going on at once."""
    env = simpy.Environment()
    facts: list[Fact] = []
    config = ErpConfig(
        jobs=configured_jobs(sales=90.0, receipts=daily(6 * HOUR_MS)), warehouses=("main", "south")
    )
    rng = Random(seed)
    erp = new_erp(lambda: START_MS + int(env.now), rng, lambda *fact: facts.append(fact), config)
    erp.add_client("shop", "secret")
    skus = seed_items(erp, rng, 20, (5, 40))
    customers = seed_customers(erp, rng, 3)
    jobs.start(env, erp)
    world = World()
    for at in range(24):
        client = MOUNTS["in_process"](erp).login()
        lines = [{"item": rng.choice(skus), "quantity": rng.randint(1, 9), "unit_price": "9.99"}]
        client.post(
            "/orders", world.order(customer=rng.choice(customers), lines=lines, external_reference=f"R{at}")
        )
        env.run(until=(at + 1) * 30 * MINUTE_MS)
    return facts


def test_the_same_seed_gives_the_same_facts_and_another_seed_others() -> None:
    assert day(7) == day(7)
    assert day(7) != day(8)


def test_the_order_of_hashes_does_not_matter() -> None:
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); from erp.test_jobs import day; print(repr(day(7)))"
    )
    command = [sys.executable, "-c", program, str(Path(__file__).parents[1])]
    told = {
        subprocess.run(
            command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1
    assert len(told.pop()) > 1000


def test_logging_in_once_more_does_not_move_the_tills() -> None:
    def sales(logins: int) -> list[Fact]:
        world, env = running(ErpConfig(jobs=configured_jobs(sales=60.0)))
        for _ in range(logins):
            MOUNTS["in_process"](world.erp).login()
        jobs.start(env, world.erp)
        advance(world, env, HOUR_MS)
        return world.facts

    assert sales(1) == sales(5)
