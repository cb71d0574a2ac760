"""Snapshots of the ERP: what is restored has the same future, to the last byte, and shares nothing."""

from __future__ import annotations

from random import Random
from typing import Any

import orjson
import pytest
import simpy
from hypothesis import given, settings
from hypothesis import strategies as st

from fake_erp import Erp, ErpConfig, configured_rules, jobs, new_erp, snapshot
from fake_erp.access.config import CallLimits, Service
from fake_erp.channels.config import Channels
from fake_erp.jobs.registry import configured_jobs
from fake_erp.master_data import seed_customers, seed_items
from fake_erp.quirks import configured_quirks
from fake_erp.schedules import daily, every
from fake_erp.settings import Amount, Rate
from fake_erp.snapshot import Snapshot
from tests.erp.world import START_MS, Client, World, in_process

INSTALLATIONS = {
    "plain": ErpConfig(),
    "strict": ErpConfig(
        rules=configured_rules(
            credit_limit="hold", hidden_fields=["custom.sales_channel"], posting_periods="monthly"
        ),
        limits=CallLimits(rate=Rate(5, "s"), concurrency=3),
    ),
    "lively": ErpConfig(
        rules=configured_rules(order_approval={"above": Amount(6_000, "EUR"), "mode": "ask"}),
        quirks=configured_quirks(
            drop_order=0.1, limbo=0.1, truncate_text=0.2, error_in_ok=0.1, stale_reads=0.3
        ),
        channels=Channels(batch=True, files=True, changes=True, webhooks=True),
        limits=CallLimits(quota=500),
        service=Service(workers=2, queue=5),
        partial_deliveries=True,
        payment_terms_ms=3_600_000,
    ),
}


class Line:
    """A clock that two futures share, and what was heard in each of them."""

    def __init__(self, now_ms: int) -> None:
        self.now_ms = now_ms
        self.facts: list[Any] = []

    def now(self) -> int:
        return self.now_ms

    def hear(self, kind: str, keys: dict[str, str], data: dict[str, Any]) -> None:
        self.facts.append((self.now_ms, kind, dict(keys), data))


def _busy(installation: str, steps: int, seed: int) -> World:
    world = World(INSTALLATIONS[installation])
    _live(world, world.erp, in_process(world.erp).login(), Random(seed), steps)
    return world


def _live(clock: Any, erp: Erp, client: Client, rng: Random, steps: int) -> list[bytes]:
    """Some hours in which everything may happen; what clients were told."""
    told = []
    for at in range(steps):
        clock.now_ms += rng.randrange(400)
        act = rng.randrange(12)
        if act < 5:
            lines = [{"item": rng.choice("ABC"), "quantity": rng.randint(1, 3), "unit_price": "19.99"}]
            order = World.order(
                _CUSTOMER, external_reference=f"R{rng.randrange(30)}", lines=lines, release=rng.random() < 0.8
            )
            told.append(client.post("/orders", order))
        elif act == 5:
            clock.now_ms += rng.randrange(3_600_000)
            erp.shipping.wave()
            erp.invoicing.run()
        elif act == 6:
            erp.stock.receive(rng.choice("ABC"), "main", rng.randint(0, 9))
        elif act == 7:
            erp.till.sell()
        elif act == 8:
            told.append(client.get(f"/orders?after={rng.randrange(20)}&limit=3"))
            clock.now_ms += 2_000
            client.login()
        elif act == 9:
            rows = [World.order(_CUSTOMER, external_reference=f"B{rng.randrange(30)}")]
            told.append(client.post("/batches", {"operation": "order.create", "rows": rows}))
            told.append(client.get("/changes"))
        elif act == 10:
            erp.batches.work()
            told.append(client.post("/subscriptions", {"url": "http://127.0.0.1:1/x", "kinds": ["order"]}))
            erp.subscriptions.due()
        else:
            number = f"SO{100_000 + rng.randint(1, at + 1)}"
            told.append(
                client.post(f"/orders/{number}/{rng.choice(('hold', 'unhold', 'cancel', 'release'))}")
            )
    return [orjson.dumps((answer.status, answer.data)) for answer in told]


class _Customer:
    customer = "C100001"


_CUSTOMER: Any = _Customer()


@pytest.mark.parametrize("installation", INSTALLATIONS)
@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000), steps=st.integers(0, 60))
def test_what_is_restored_has_the_same_future(installation: str, seed: int, steps: int) -> None:
    """The same calls to the original and to what was restored: the same replies and the same facts."""
    world = _busy(installation, steps, seed)
    taken = snapshot.take(world.erp)
    told, heard = [], []
    world.now_ms += 10_000
    start_ms, world.facts = world.now_ms, []
    line = Line(start_ms)
    restored = snapshot.restore(taken, line.now, line.hear)
    told.append(_live(line, restored, in_process(restored).login(), Random(seed), 40))
    heard.append([fact[1:] for fact in line.facts])
    told.append(_live(world, world.erp, in_process(world.erp).login(), Random(seed), 40))
    heard.append(world.facts)
    assert told[0] == told[1]
    assert heard[0] == heard[1]


def test_taking_one_changes_nothing_and_says_the_same_twice() -> None:
    world = _busy("plain", 80, 1)
    first, second = snapshot.take(world.erp), snapshot.take(world.erp)
    assert (first.data, first.at_ms) == (second.data, second.at_ms)


def test_a_restored_erp_is_written_down_as_the_same() -> None:
    """Restoring is the inverse of taking: the books of both are equal, row by row."""
    world = _busy("strict", 80, 2)
    line = Line(world.now_ms)
    restored = snapshot.restore(snapshot.take(world.erp), line.now, line.hear)
    for path in ("/orders?limit=1000", "/items?limit=1000", "/stock?limit=1000", "/deliveries", "/invoices"):
        assert _told(restored, path) == _told(world.erp, path)


def _told(erp: Erp, path: str) -> bytes:
    erp.limits.configure()
    return orjson.dumps(in_process(erp).login().get(path).data.get("rows"))


def test_forks_share_nothing_that_changes() -> None:
    """An order in one fork is in no other and not in the original."""
    world = _busy("plain", 20, 3)
    before = len(world.erp.orders.by_number)
    line = Line(world.now_ms)
    forks = [snapshot.restore(snapshot.take(world.erp), line.now, line.hear) for _ in range(3)]
    in_process(forks[0]).login().post("/orders", world.order(external_reference="only-here"))
    counts = [len(erp.orders.by_number) for erp in (world.erp, *forks)]
    assert counts == [before, before + 1, before, before]
    forks[1].stock.receive("A", "main", 7)
    assert forks[2].stock.row("A", "main").on_hand == world.erp.stock.row("A", "main").on_hand


def test_rules_in_force_are_those_of_the_snapshot() -> None:
    """A rule that was changed while the system ran is restored as changed, and a later change is undone."""
    world = World()
    world.erp.change_rule("hidden_fields", fields=("custom.cost_centre",))
    taken = snapshot.take(world.erp)
    world.erp.change_rule("hidden_fields", fields=())
    snapshot.restore_into(world.erp, taken)
    client = in_process(world.erp).login()
    assert client.post("/orders", world.order()).status == 422
    line = Line(world.now_ms)
    elsewhere = in_process(snapshot.restore(taken, line.now, line.hear)).login()
    assert elsewhere.post("/orders", world.order()).status == 422


def test_restoring_into_an_erp_keeps_requests_under_way() -> None:
    """A request that was admitted before and leaves after the restore gives back a slot that is taken."""
    world = World(INSTALLATIONS["strict"])
    client = in_process(world.erp).login()
    world.now_ms += 10_000
    taken = snapshot.take(world.erp)
    world.erp.limits.enter()
    snapshot.restore_into(world.erp, taken)
    assert world.erp.limits.in_service == 1
    world.erp.limits.leave()
    world.now_ms += 10_000
    assert client.get("/items").status == 200


def test_long_chains_of_waiting_orders_do_not_nest() -> None:
    """Orders that wait for stock in turn, each on the next item: as deep as a warehouse is wide."""
    world = World()
    count = 3_000
    for at in range(count):
        world.erp.items.add(f"N{at}", "n", 100, 19)
        world.erp.stock.open(f"N{at}", "main", 0)
    client = in_process(world.erp).login()
    for at in range(count - 1):
        lines = [{"item": f"N{at + each}", "quantity": 1, "unit_price": "1.00"} for each in (0, 1)]
        answer = client.post("/orders", world.order(external_reference=f"W{at}", lines=lines))
        assert answer.status == 201
    line = Line(world.now_ms)
    restored = snapshot.restore(snapshot.take(world.erp), line.now, line.hear)
    assert len(restored.stock.row("N1", "main").waiting) == 2


def test_a_snapshot_knows_its_instant_and_its_size() -> None:
    world = _busy("plain", 10, 4)
    taken: Snapshot = snapshot.take(world.erp)
    assert taken.at_ms == world.now_ms
    assert len(taken) == len(taken.data) > 1_000


def test_the_jobs_of_a_fork_go_on_where_the_original_was() -> None:
    """Waves, posting runs, receipts, other channels: after the snapshot both live through the same day."""
    life = configured_jobs(sales=20.0, receipts=daily(5 * 3_600_000), payments=every(3_600_000))
    env = simpy.Environment(initial_time=START_MS)
    heard: list[Any] = []

    def hear(kind: str, keys: dict[str, str], data: dict[str, Any]) -> None:
        heard.append((env.now, kind, keys, data))

    erp = new_erp(lambda: int(env.now), Random(5), hear, ErpConfig(jobs=life))
    seed_items(erp, Random(1), 20)
    erp.add_client("shop", "secret")
    customer = seed_customers(erp, Random(2), 1)[0]
    jobs.start(env, erp)
    client = in_process(erp).login()
    for at in range(30):
        lines = [{"item": f"ITEM-{at % 20 + 1:05d}", "quantity": 2, "unit_price": "9.00"}]
        order = World.order(_CUSTOMER, customer=customer, external_reference=f"R{at}", lines=lines)
        assert client.post("/orders", order).status == 201
    env.run(until=START_MS + 1_000_000)

    other = simpy.Environment(initial_time=START_MS + 1_000_000)
    told: list[Any] = []
    fork = snapshot.restore(
        snapshot.take(erp), lambda: int(other.now), lambda *fact: told.append((other.now, *fact))
    )
    jobs.start(other, fork)
    heard.clear()
    env.run(until=START_MS + 100_000_000)
    other.run(until=START_MS + 100_000_000)
    assert len(heard) > 100
    assert told == heard
