"""Notices: one per save, delivered at least once or given up loudly; facts: one per change."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import simpy

from fake_magento import Shop, ShopConfig, jobs
from fake_magento.events.notices import Event

from .world import STORES, World


class Post:
    """Receives deliveries and answers with the scripted statuses, then 200."""

    def __init__(self, env: simpy.Environment, *statuses: int | Exception | None) -> None:
        self.env = env
        self.statuses: Iterator[int | Exception | None] = iter(statuses)
        self.seen: list[tuple[int, str, int]] = []

    def __call__(self, event: Event, attempt: int) -> simpy.Event:
        self.seen.append((int(self.env.now), event.name, attempt))
        status = next(self.statuses, 200)
        answer = self.env.event()
        if isinstance(status, Exception):
            return answer.fail(status)
        return answer.succeed(status)


@pytest.fixture
def env() -> simpy.Environment:
    return simpy.Environment()


def started(env: simpy.Environment, post: Post, **config: object) -> World:
    world = World(**config)
    world.shop.now = lambda: world.now_ms + int(env.now)
    jobs.start(env, world.shop, post)
    return world


def test_every_save_is_delivered_once_after_the_delay(env: simpy.Environment) -> None:
    post = Post(env)
    world = started(env, post)
    world.paid(method="card")
    env.run(until=10_000)
    assert post.seen == [(1000, "order.placed", 1), (1000, "order.paid", 1)]


@pytest.mark.parametrize(("published", "sent_ms"), [("commit", 4000), ("save", 1000)])
def test_an_event_waits_for_the_commit_unless_it_is_published_at_the_save(
    env: simpy.Environment, published: str, sent_ms: int
) -> None:
    post = Post(env)
    world = started(env, post, event_published=published)
    world.order(commit_after_ms=3000)
    env.run(until=10_000)
    assert [moment for moment, _, _ in post.seen] == [sent_ms]


def test_failures_are_repeated_with_growing_pauses_and_then_given_up(env: simpy.Environment) -> None:
    post = Post(env, 500, None, ConnectionError("reset"), 503)
    world = started(env, post)
    world.order()
    env.run(until=3_600_000)
    assert [moment for moment, _, _ in post.seen] == [1000, 61_000, 181_000, 421_000]
    assert [attempt for _, _, attempt in post.seen] == [1, 2, 3, 4]
    keys, data = world.last("shop.event.given_up")
    assert (keys, data["name"]) == ({"order": "000000001"}, "order.placed")


def test_a_late_success_ends_the_repeats(env: simpy.Environment) -> None:
    post = Post(env, ConnectionError("reset"), 200)
    world = started(env, post)
    world.order()
    env.run(until=3_600_000)
    assert len(post.seen) == 2
    assert "shop.event.given_up" not in world.kinds()


def test_what_was_on_its_way_out_when_the_receiver_was_switched_off_is_not_sent(
    env: simpy.Environment,
) -> None:
    post = Post(env, 500)
    world = started(env, post, event_delay_ms=1_000, event_retries=0, event_switch_off=1)
    world.order()
    env.run(until=500)
    world.order()
    env.run(until=10_000)
    assert len(post.seen) == 1
    assert world.kinds().count("shop.event.lost") == 1


def test_a_polling_shop_sends_nothing(env: simpy.Environment) -> None:
    post = Post(env)
    world = started(env, post, events="poll")
    world.order()
    env.run(until=10_000)
    assert post.seen == []


def test_midnight_removes_reservations_that_sum_to_zero(env: simpy.Environment) -> None:
    world = started(env, Post(env))
    world.shop.ship(world.paid(("SKU-1", 2)))
    world.order(("SKU-1", 1))
    salable = world.shop.salable("SKU-1")
    env.run(until=jobs.DAY_MS)
    assert [row[2] for row in world.shop.stock.reservations] == [-1]
    assert world.shop.salable("SKU-1") == salable


def test_the_notice_shows_the_order_as_it_was_saved() -> None:
    world = World()
    events: list[Event] = []
    world.shop.on_event.append(events.append)
    order = world.paid(store="us")
    world.shop.hold(order)
    world.shop.unhold(order)
    world.shop.ship(order)
    assert [event.name for event in events] == [
        "order.placed",
        "order.paid",
        "order.updated",
        "order.updated",
        "order.shipped",
    ]
    assert len({event.event_id for event in events}) == 5
    body = events[0].payload()
    assert body["type"] == "com.adobe.commerce.observer.sales_order_save_commit_after"
    assert body["time"] == "2026-03-02T09:41:07.250Z"
    assert body["data"]["value"] == {
        "entity_id": "1",
        "increment_id": "2000000001",
        "state": "new",
        "status": "pending",
        "store_id": "2",
        "customer_email": "ines@example.com",
        "grand_total": "60.560000",
        "created_at": "2026-03-02 09:41:07",
        "updated_at": "2026-03-02 09:41:07",
        "_isNew": True,
    }
    assert [event.payload()["data"]["value"]["state"] for event in events] == [
        "new",
        "processing",
        "holded",
        "processing",
        "complete",
    ]


def test_the_facts_of_an_ordinary_order() -> None:
    world = World(stores=STORES)
    world.facts.clear()
    world.shop.ship(world.paid(("SKU-1", 2), ("SKU-3", 1), method="card", coupon_percent=10, coupon_code="X"))
    assert world.kinds() == [
        "shop.reservation.added",
        "shop.order.placed",
        "shop.order.paid",
        "shop.stock.changed",
        "shop.reservation.added",
        "shop.order.shipped",
        "shop.order.state",
    ]
    keys, placed = world.last("shop.order.placed")
    assert keys == {"order": "000000001"}
    assert placed["lines"] == [["SKU-1", 2, 1990, 398], ["SKU-3", 1, 12_345, 1235]]
    assert (
        placed["subtotal_cents"] - placed["discount_cents"] + placed["shipping_cents"]
        == placed["total_cents"]
    )
    assert (placed["guest"], placed["customer_id"], placed["replaces"]) == (True, None, "")
    assert world.last("shop.order.paid")[1]["amount_cents"] == placed["total_cents"]
    assert world.last("shop.order.shipped") == (
        {"order": "000000001", "shipment": "000000001"},
        {"source": "default", "lines": [["SKU-1", 2], ["SKU-3", 1]], "by": "admin"},
    )
    assert world.last("shop.stock.changed") == (
        {},
        {
            "why": "shipment",
            "by": "admin",
            "rows": [["SKU-1", "default", 48, True], ["SKU-3", "default", 49, True]],
        },
    )
    assert world.last("shop.reservation.added") == (
        {"order": "000000001"},
        {"event": "shipment_created", "rows": [["SKU-1", 2], ["SKU-3", 1]]},
    )


def test_a_default_shop_stands_alone() -> None:
    import random

    shop = Shop(lambda: 0, random.Random(1), lambda kind, keys, data: None)
    assert shop.config == ShopConfig()
    assert shop.service_ms("order.read") > 0
    assert shop.service_ms("anything.else") == shop.config.default_service_ms
