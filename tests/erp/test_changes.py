"""One feed of changes over all documents, and webhooks that tell of them."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fake_erp import ErpConfig
from fake_erp.channels.change_feed import KINDS
from fake_erp.channels.config import Channels
from fake_erp.channels.feed import Feed
from fake_erp.channels.webhooks import SIGNATURE, Delivery
from tests.depth import examples

from .world import MOUNTS, Client, World


def told_world(mount: str, **ways: Any) -> tuple[World, Client]:
    world = World(ErpConfig(channels=Channels(changes=True, webhooks=True, **ways)))
    return world, MOUNTS[mount](world.erp).login()


def seen(client: Client, token: str = "", more: str = "") -> tuple[list[tuple[str, str]], str]:
    after = f"after={token}&" if token else ""
    page = client.get(f"/changes?{after}{more}").data
    return [(row["kind"], row["id"]) for row in page["rows"]], page["token"]


def test_all_documents_appear_in_one_order_of_change(mount: str) -> None:
    world, client = told_world(mount)
    rows, token = seen(client)
    assert [row for row in rows if row[0] != "customer"] == [
        ("item", "A"), ("stock", "A"), ("item", "B"), ("stock", "B"), ("item", "C"), ("stock", "C")
    ]  # fmt: skip
    number = client.post("/orders", world.order()).data["number"]
    world.now_ms += world.config.lead_ms
    world.erp.shipping.wave()
    client.login()
    rows, token = seen(client, token)
    assert [kind for kind, _ in rows if kind != "customer"] == ["stock", "order", "delivery"]
    assert ("order", number) in rows
    assert seen(client, token)[0] == []
    world.erp.items.set_status("B", "blocked")
    assert seen(client, token)[0] == [("item", "B")]


def test_a_change_names_the_record_its_reference_and_where_to_read_it(mount: str) -> None:
    world, client = told_world(mount)
    number = client.post("/orders", world.order()).data["number"]
    (row,) = client.get("/changes?kinds=order").data["rows"]
    assert row == {
        "kind": "order",
        "id": number,
        "external_reference": "R1",
        "changed_at": "2025-11-28T05:00:00.000Z",
        "address": f"/api/v1/orders/{number}",
    }
    assert client.get(row["address"].removeprefix("/api/v1")).data["number"] == number


def test_every_kind_of_document_is_told_of_and_can_be_read_where_it_says(mount: str) -> None:
    world, client = told_world(mount)
    number = client.post("/orders", world.order(payment={"method": "invoice", "prepaid": False})).data[
        "number"
    ]
    world.now_ms += world.config.lead_ms
    client.login()
    world.erp.shipping.wave()
    world.erp.invoicing.run()
    client.post("/payments", {"order": number, "amount": "1.00", "method": "transfer"})
    back = {"order": number, "lines": [{"line": 1, "quantity": 1}], "disposition": "restock"}
    client.post("/returns", back)
    world.erp.credit_notes.run()
    world.erp.prices.set_list_price("standard", "A", 1500)
    rows = client.get("/changes?limit=1000").data["rows"]
    assert {row["kind"] for row in rows} == set(KINDS)
    for row in rows:
        assert client.get(row["address"].removeprefix("/api/v1")).status == 200, row


def test_kinds_narrow_the_feed_and_pages_lose_nothing(mount: str) -> None:
    world, client = told_world(mount)
    for at in range(5):
        client.post("/orders", world.order(external_reference=f"R{at}"))
    whole, _ = seen(client, more="kinds=order,stock&limit=1000")
    paged: list[tuple[str, str]] = []
    token, more = "", True
    while more:
        after = f"after={token}&" if token else ""
        page = client.get(f"/changes?{after}kinds=order,stock&limit=2").data
        paged += [(row["kind"], row["id"]) for row in page["rows"]]
        token, more = page["token"], page["more"]
    assert paged == whole
    assert {kind for kind, _ in whole} == {"order", "stock"}


def test_an_old_token_is_gone_and_reading_starts_over(mount: str) -> None:
    world, client = told_world(mount, changes_kept_ms=3_600_000)
    _, token = seen(client)
    world.now_ms += 3_600_001
    client.login()
    gone = client.get(f"/changes?after={token}")
    assert (gone.status, gone.data["error"]["code"], gone.data["error"]["field"]) == (
        410,
        "token_expired",
        "after",
    )
    rows, fresh = seen(client)
    assert ("stock", "A") in rows
    assert seen(client, fresh)[0] == []


@pytest.mark.parametrize("token", ["1", "x-y", "-", "1-", "-1-1", "1--1", "%F0", "f" * 50 + "-1"])
def test_what_is_no_token_is_refused(mount: str, token: str) -> None:
    _, client = told_world(mount)
    answer = client.get(f"/changes?after={token}")
    assert (answer.status, answer.data["error"]["field"]) == (400, "after")


def test_a_token_of_another_system_is_gone(mount: str) -> None:
    world, client = told_world(mount)
    assert client.get(f"/changes?after=ffff-{world.now_ms:x}").status == 410


def test_an_unknown_kind_is_refused(mount: str) -> None:
    _, client = told_world(mount)
    assert client.get("/changes?kinds=order,mood").data["error"]["field"] == "kinds"


def test_a_installation_without_the_feed_says_so_and_pays_nothing(mount: str) -> None:
    world = World()
    client = MOUNTS[mount](world.erp).login()
    assert client.get("/changes").status == 404
    assert client.post("/subscriptions", {}).status == 404
    assert type(world.erp.orders.feed) is type(world.erp.stock.feed) is Feed


# -- webhooks --------------------------------------------------------------------------------------------------


def subscribe(client: Client, *kinds: str) -> str:
    wanted = {"url": "http://127.0.0.1:9/events", "kinds": list(kinds), "secret": "shh"}
    number: str = client.post("/subscriptions", wanted).data["number"]
    return number


def test_a_subscriber_is_told_of_each_record_once_however_often_it_changed(mount: str) -> None:
    world, client = told_world(mount)
    subscribe(client, "order")
    assert world.erp.subscriptions.due() == []
    number = client.post("/orders", world.order()).data["number"]
    client.post(f"/orders/{number}/cancel")
    (delivery,) = world.erp.subscriptions.due()
    event = delivery.event
    assert (event.name, event.increment_id, delivery.attempt) == ("order.changed", "R1", 1)
    assert event.payload()["id"] == number
    assert world.erp.subscriptions.due() == []


def test_a_notice_is_signed_over_its_bytes(mount: str) -> None:
    world, client = told_world(mount)
    subscribe(client, "order")
    client.post("/orders", world.order())
    (delivery,) = world.erp.subscriptions.due()
    body = orjson.dumps(delivery.event.payload())
    headers = delivery.event.headers(body, delivery.attempt)
    assert headers[SIGNATURE] == "sha256=" + hmac.new(b"shh", body, hashlib.sha256).hexdigest()
    assert headers["X-Erp-Attempt"] == "1"


def test_what_is_not_answered_is_sent_again_later_each_time_until_given_up(mount: str) -> None:
    world, client = told_world(mount, webhook_attempts=3)
    subscribe(client, "order")
    client.post("/orders", world.order())
    pauses = []
    deliveries = world.erp.subscriptions.due()
    while deliveries:
        sent_ms = world.now_ms
        world.erp.subscriptions.answered(deliveries[0], 500 if len(pauses) else None)
        deliveries = []
        while not deliveries and world.now_ms < sent_ms + 600_000:
            world.now_ms += 1000
            deliveries = world.erp.subscriptions.due()
        if deliveries:
            pauses.append((deliveries[0].attempt, world.now_ms - sent_ms))
    assert pauses == [(2, 30_000), (3, 60_000)]
    (given_up,) = world.of_kind("erp.notice.given_up")
    assert given_up[1] == {"ref": "R1"}


def test_a_subscription_that_keeps_failing_is_switched_off(mount: str) -> None:
    world, client = told_world(mount, webhook_attempts=1, webhook_failures=2)
    number = subscribe(client, "order")

    def fail(reference: str, status: int | None) -> None:
        client.post("/orders", world.order(external_reference=reference))
        for delivery in world.erp.subscriptions.due():
            world.erp.subscriptions.answered(delivery, status)

    for reference, status in (("R1", 500), ("R2", 204), ("R3", 302), ("R4", None)):
        fail(reference, status)
    (row,) = client.get("/subscriptions").data["rows"]
    assert (row["number"], row["status"], row["failures"]) == (number, "failed", 2)
    fail("R5", 200)
    assert world.erp.subscriptions.due() == []
    assert [fact[1] for fact in world.of_kind("erp.subscription.failed")] == [{"subscription": number}]


def test_a_deleted_subscription_hears_nothing_more(mount: str) -> None:
    world, client = told_world(mount)
    number = subscribe(client, "order")
    client.post("/orders", world.order())
    assert client.raw("DELETE", f"/api/v1/subscriptions/{number}").status == 200
    assert world.erp.subscriptions.due() == []
    assert client.raw("DELETE", f"/api/v1/subscriptions/{number}").status == 404


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"url": "ftp://x/"}, "url"),
        ({"url": "http:///x"}, "url"),
        ({"url": "http://a:99999/"}, "url"),
        ({"url": "http://ä/"}, "url"),
        ({"kinds": []}, "kinds"),
        ({"kinds": ["mood"]}, "kinds"),
        ({"kinds": [{}]}, "kinds"),
        ({"secret": ""}, "secret"),
    ],
)
def test_what_is_no_subscription_is_refused_with_the_field(mount: str, change: Any, field: str) -> None:
    _, client = told_world(mount)
    wanted = {"url": "http://127.0.0.1/", "kinds": ["order"], "secret": "shh"} | change
    answer = client.post("/subscriptions", wanted)
    assert (answer.status, answer.data["error"]["field"]) == (400, field)


STEPS = st.lists(st.sampled_from(["order", "cancel", "receive", "read", "send"]), max_size=25)


@settings(max_examples=examples(60), deadline=None)
@given(STEPS, st.integers(1, 4))
def test_a_reader_and_a_subscriber_hear_of_every_record_after_its_last_change(
    steps: list[str], limit: int
) -> None:
    world, client = told_world("in_process")
    subscribe(client, "order", "stock")
    token, read_up_to, told_up_to = "", {}, {}
    last: dict[tuple[str, str], int] = {}

    def read() -> None:
        nonlocal token
        more = True
        while more:
            found, token, more = world.erp.changes.page(token, ("order", "stock"), limit)
            read_up_to.update({(each.kind, each.id): each.at_ms for each in found})

    def send() -> None:
        for delivery in world.erp.subscriptions.due():
            event = delivery.event
            told_up_to[event.kind, event.id] = event.changed_at_ms
            world.erp.subscriptions.answered(Delivery(event, delivery.attempt, delivery.due_ms), 200)

    for step in (*steps, "read", "send"):
        world.now_ms += 1
        if step == "order":
            number = client.post("/orders", world.order()).data["number"]
            last["order", number] = last["stock", "A"] = world.now_ms
        elif step == "cancel":
            live = [order for order in world.erp.orders.by_number.values() if order.status == "released"]
            if live:
                world.erp.orders.cancel(live[0])
                last["order", live[0].number] = last["stock", "A"] = world.now_ms
        elif step == "receive":
            world.erp.stock.receive("B", "main", 1)
            last["stock", "B"] = world.now_ms
        else:
            read() if step == "read" else send()
    assert {key: read_up_to[key] for key in last} == last
    assert told_up_to == last
