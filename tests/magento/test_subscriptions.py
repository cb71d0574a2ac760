"""Subscriptions: a receiver is told of the saves it has asked for, each once for each subscription it fits."""

from __future__ import annotations

from typing import Any

import pytest

from fake_magento import Shop, snapshot
from fake_magento.events.notices import Event

from .world import Send, World

SAVED = "observer.sales_order_save_commit_after"
SUBSCRIBE = "/rest/V1/eventing/eventSubscribe"
UNSUBSCRIBE = "/rest/V1/eventing/eventUnsubscribe/"
LIST = "/rest/V1/eventing/getEventSubscriptions"


def asked(*rules: tuple[str, str, str], name: str = "observer.mine", parent: str = SAVED) -> dict[str, Any]:
    listed = [{"field": field, "operator": how, "value": value} for field, how, value in rules]
    return {"event": {"name": name, "parent": parent, "rules": listed}}


@pytest.fixture
def sent(world: World) -> list[Event]:
    return hears(world.shop)


def hears(shop: Shop) -> list[Event]:
    events: list[Event] = []
    shop.on_event.append(events.append)  # type: ignore[arg-type]
    return events


def names(events: list[Event]) -> list[str]:
    return [event.name for event in events]


def test_only_saves_that_keep_all_rules_are_told(world: World, send: Send, sent: list[Event]) -> None:
    assert (
        send("POST", SUBSCRIBE, asked(("state", "in", "new, canceled"), ("store_id", "equal", "1"))).data
        == []
    )
    assert send("POST", UNSUBSCRIBE + SAVED).status == 200
    world.shop.cancel(world.order(store="us"))
    world.shop.cancel(world.order())
    world.paid()
    assert names(sent) == ["order.placed", "order.cancelled", "order.placed"]


def test_a_change_of_state_is_told_once(world: World, send: Send, sent: list[Event]) -> None:
    """A new order has changed; a comment or a part of the goods changes no state."""
    send("POST", SUBSCRIBE, asked(("state", "onChange", "")))
    send("POST", UNSUBSCRIBE + SAVED)
    order = world.paid(("SKU-1", 2))
    world.shop.comment(order, "gift", None)
    world.shop.ship(order, {order.lines[0].item_id: 1})
    world.shop.ship(order)
    assert names(sent) == ["order.placed", "order.paid", "order.shipped"]
    assert [event.state for event in sent] == ["new", "processing", "complete"]


def test_an_order_from_before_anybody_listened_has_not_changed_when_it_is_saved_again(
    world: World, send: Send
) -> None:
    """A sandbox opens with orders of the past; a subscriber to changes is then notified of changes only."""
    order = world.paid()
    events = hears(world.shop)
    send("POST", SUBSCRIBE, asked(("state", "onChange", "")))
    send("POST", UNSUBSCRIBE + SAVED)
    world.shop.comment(order, "gift", None)
    assert names(events) == []
    world.shop.ship(order)
    assert names(events) == ["order.shipped"]


def test_the_way_of_payment_can_decide(world: World, send: Send, sent: list[Event]) -> None:
    send("POST", SUBSCRIBE, asked(("payment.method", "in", "purchaseorder")))
    send("POST", UNSUBSCRIBE + SAVED)
    world.order()
    order = world.order(method="purchaseorder")
    assert [event.increment_id for event in sent] == [order.increment_id]


def test_a_notice_says_for_which_subscription_it_is(world: World, send: Send, sent: list[Event]) -> None:
    """A subscriber to a conditional event and to its parent is notified twice, under two ids."""
    send("POST", SUBSCRIBE, asked(("state", "equal", "new")))
    world.order()
    first, second = (event.payload() for event in sent)
    assert (first["type"], second["type"]) == (
        "com.adobe.commerce." + SAVED,
        "com.adobe.commerce.observer.mine",
    )
    assert first["event_id"] != second["event_id"]
    assert first["data"]["value"] == second["data"]["value"]


def test_what_is_subscribed_is_listed_and_can_be_given_back(send: Send) -> None:
    every = {"name": SAVED, "parent": "", "rules": []}
    assert send("GET", LIST).data == [every]
    request = asked(("state", "equal", "new"))
    send("POST", SUBSCRIBE, request)
    assert send("GET", LIST).data == [every, request["event"]]
    send("POST", UNSUBSCRIBE + SAVED)
    send("POST", UNSUBSCRIBE + "observer.mine")
    assert send("GET", LIST).data == []
    assert send("POST", SUBSCRIBE, {"event": {"name": SAVED}}).status == 200
    assert send("GET", LIST).data == [every]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"event": {}},
        asked(("state", "equal", "new"), name=""),
        asked(("state", "equal", "new"), name=SAVED),
        asked(("state", "equal", "new"), parent="observer.catalog_product_save_after"),
        asked(("mood", "equal", "new")),
        asked(("state", "lessThan", "new")),
        asked(("status", "onChange", "")),
        {"event": {"name": "observer.mine", "parent": SAVED, "rules": [{"field": "state"}]}},
    ],
)
def test_what_cannot_be_subscribed_is_refused_and_changes_nothing(send: Send, body: dict[str, Any]) -> None:
    before = send("GET", LIST).data
    reply = send("POST", SUBSCRIBE, body)
    assert reply.status == 400
    assert reply.data["message"]
    assert send("GET", LIST).data == before


def test_a_name_that_is_too_long_is_not_called_missing(send: Send) -> None:
    message = send("POST", SUBSCRIBE, {"event": {"name": "n" * 256, "parent": SAVED}}).data["message"]
    assert message == "name: expected at most 255 characters, got 256"


def test_who_is_not_subscribed_cannot_unsubscribe(send: Send) -> None:
    assert send("POST", UNSUBSCRIBE + "observer.other").status == 400


def test_subscriptions_and_what_was_last_saved_outlive_a_snapshot(world: World, send: Send) -> None:
    send("POST", SUBSCRIBE, asked(("state", "onChange", "")))
    send("POST", UNSUBSCRIBE + SAVED)
    hears(world.shop)
    world.paid()
    restored = snapshot.restore(snapshot.take(world.shop), lambda: world.now_ms, lambda *fact: None)
    events = hears(restored)
    (order,) = restored.orders
    restored.comment(order, "gift", None)
    restored.ship(order)
    assert names(events) == ["order.shipped"]


def test_a_shop_without_subscriptions_reports_every_save() -> None:
    world = World()
    events = hears(world.shop)
    order = world.paid()
    world.shop.comment(order, "gift", None)
    assert names(events) == ["order.placed", "order.paid", "order.updated"]
