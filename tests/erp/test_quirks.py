"""Every quirk in the registry acts when it must, is recorded in the ledger only, and else changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from fake_erp import ErpConfig, Request, snapshot
from fake_erp.access.config import Token
from fake_erp.channels.config import Channels
from fake_erp.quirks import QUIRKS, configured_quirks
from fake_erp.settings import Amount, settings_of

from .world import ADDRESS, MOUNTS, Answer, Client, World

Story = Callable[[World, Client], Any]


def under(**quirks: Any) -> tuple[World, Client]:
    world = World(
        ErpConfig(
            quirks=configured_quirks(**quirks), channels=Channels(batch=True), token=Token(lifetime_ms=10**12)
        )
    )
    return world, MOUNTS["in_process"](world.erp).login()


def saved(**changes: Any) -> Story:
    """Send the plain order with changes, and give what the books then have, or None."""

    def told(world: World, client: Client) -> Any:
        answer = client.post("/orders", world.order(**changes))
        assert answer.status == 201, answer
        return world.erp.orders.by_number.get(answer.data["number"])

    return told


def lines(*wanted: tuple[str, int, str]) -> dict[str, Any]:
    return {"lines": [{"item": sku, "quantity": n, "unit_price": price} for sku, n, price in wanted]}


def cancelled(world: World, client: Client) -> Answer:
    number = client.post("/orders", world.order()).data["number"]
    return client.post(f"/orders/{number}/cancel")


def held(world: World, client: Client) -> Answer:
    number = client.post("/orders", world.order()).data["number"]
    return client.post(f"/orders/{number}/hold")


def in_batch(world: World, client: Client) -> str:
    batch = client.post("/batches", {"operation": "order.create", "rows": [world.order()]}).data
    world.erp.batches.work()
    return world.erp.batches.by_number[batch["number"]].status


def in_bundle(world: World, client: Client) -> int:
    """How many replies of three calls in one request are sent."""
    return world.erp.active_quirks.replies_of_bundle([False, False, False], "R1")


def alone(world: World, client: Client) -> int:
    return world.erp.active_quirks.replies_of_bundle([False], "R1")


def status(**changes: Any) -> Story:
    """Send the plain order with changes, and give the status of the reply and how many orders there are."""

    def told(world: World, client: Client) -> tuple[int, int]:
        return client.post("/orders", world.order(**changes)).status, len(world.erp.orders.by_number)

    return told


def warned(world: World, client: Client) -> list[str]:
    warnings: list[str] = client.post("/orders", world.order()).data.get("warnings", [])
    return warnings


def read_back(wait_ms: int) -> Story:
    def told(world: World, client: Client) -> tuple[int, int, int]:
        number = client.post("/orders", world.order()).data["number"]
        world.now_ms += wait_ms
        found = client.get("/orders?external_reference=R1").data["rows"]
        listed = client.get("/orders").data
        return client.get(f"/orders/{number}").status, len(found), len(listed["rows"])

    return told


def turn(operation: str) -> Story:
    def told(world: World, client: Client) -> Any:
        method, path = (
            ("POST", "/api/v1/orders") if operation == "order.create" else ("GET", "/api/v1/orders")
        )
        surface = world.erp.surface
        turn = world.erp.begin(
            Request(method, path, data=world.order()), surface.match(Request(method, path)), 100
        )
        return None if turn is None else 60_000 <= turn.done_ms - world.now_ms - 100 <= 120_000

    return told


THREE = lines(("A", 1, "19.99"), ("B", 1, "19.99"), ("A", 2, "19.99"))
NAMED = {**ADDRESS, "name": "N" * 31, "company": "Ann GmbH"}
SENT = {"ship_to": NAMED, "bill_to": {**ADDRESS, "street": "Elsewhere 9"}}


@dataclass(frozen=True)
class Example:
    """A story and what must come of it with the quirk on, and another one with which the quirk has nothing to do."""

    story: Story
    becomes: Callable[[Any], bool]
    other: Story
    stays: Callable[[Any], bool]
    settings: Any = 1.0


EXAMPLES: dict[str, Example] = {
    "drop_order": Example(
        saved(), lambda it: it is None, cancelled, lambda it: it.status == 404, {"share": 1.0}
    ),
    "drop_lines": Example(
        saved(**THREE), lambda it: len(it.lines) == 2, saved(), lambda it: len(it.lines) == 1
    ),
    "merge_lines": Example(
        saved(**THREE),
        lambda it: [(line.item.sku, line.quantity) for line in it.lines] == [("A", 3), ("B", 1)],
        saved(),
        lambda it: len(it.lines) == 1,
    ),
    "cap_quantity": Example(
        saved(**lines(("A", 100, "19.99"))),
        lambda it: it.lines[0].quantity == 99,
        saved(),
        lambda it: it.lines[0].quantity == 2,
    ),
    "round_prices": Example(
        saved(),
        lambda it: (it.lines[0].unit_price_cents, it.total_cents) == (2000, 4000),
        saved(**lines(("A", 1, "19.90"))),
        lambda it: it.total_cents == 1990,
    ),
    "drop_fields": Example(
        saved(**SENT),
        lambda it: "company" not in it.ship_to and it.bill_to is None,
        saved(ship_to=ADDRESS),
        lambda it: it.ship_to == ADDRESS,
    ),
    "default_fields": Example(
        saved(shipping={"method": "EXPRESS"}),
        lambda it: it.shipping_method == "STANDARD",
        saved(shipping={"method": "STANDARD"}),
        lambda it: it.shipping_method == "STANDARD",
    ),
    "truncate_text": Example(
        saved(**SENT),
        lambda it: it.ship_to["name"] == "N" * 30,
        saved(ship_to=ADDRESS),
        lambda it: it.ship_to == ADDRESS,
    ),
    "lost_custom_fields": Example(
        saved(custom={"sales_channel": "web", "gift": "yes"}),
        lambda it: it.custom == {"sales_channel": "web"},
        saved(),
        lambda it: it.custom == {"sales_channel": "web"},
        {"share": 1.0, "keeps": ("sales_channel",)},
    ),
    "own_address": Example(
        saved(**SENT),
        lambda it: it.ship_to["street"] == "Elsewhere 9",
        saved(ship_to=ADDRESS),
        lambda it: it.ship_to == ADDRESS,
    ),
    "date_only": Example(
        saved(),
        lambda it: it.ordered_at_ms % 86_400_000 == 0,
        saved(ordered_at="2025-11-28T00:00:00Z"),
        lambda it: it.ordered_at_ms % 86_400_000 == 0,
    ),
    "header_only": Example(
        saved(),
        lambda it: (it.lines, it.status, it.total_cents) == ((), "draft", 0),
        lambda world, client: client.get("/orders").status,
        lambda it: it == 200,
    ),
    "needless_warning": Example(
        warned,
        lambda it: it == ["The requested delivery date is not a working day"],
        status(customer="C9"),
        lambda it: it[1] == 0,
    ),
    "limbo": Example(
        saved(),
        lambda it: (it.status, it.hold_reason, it.lines[0].allocated) == ("held", "system", 0),
        saved(ship_to={**ADDRESS, "country": "CH"}),
        lambda it: it.status == "released",
        {"share": 1.0, "state": "held", "countries": ("DE",)},
    ),
    "approval_draft": Example(
        saved(),
        lambda it: (it.status, it.resume, it.lines[0].allocated) == ("pending_approval", "released", 0),
        status(customer="C9"),
        lambda it: it[1] == 0,
    ),
    "ignore_update": Example(
        cancelled,
        lambda it: (it.status, it.data["status"]) == (200, "released"),
        held,
        lambda it: it.data["status"] == "held",
    ),
    "write_conflict": Example(
        status(),
        lambda it: it == (409, 0),
        lambda world, client: client.get("/orders").status,
        lambda it: it == 200,
        {"share": 1.0, "operations": ("order.create",)},
    ),
    "error_in_ok": Example(
        lambda world, client: client.post("/orders", world.order(customer="C9")),
        lambda it: (it.status, it.data.get("success"), it.data["error"]["field"]) == (200, False, "customer"),
        saved(),
        lambda it: it.status == "released",
    ),
    "blunt_refusals": Example(
        lambda world, client: client.post("/orders", world.order(customer="C9")),
        lambda it: (it.status, it.data["error"]["code"], it.data["error"]["field"]) == (422, "refused", None),
        saved(),
        lambda it: it.status == "released",
    ),
    "commit_then_fail": Example(
        status(), lambda it: it == (500, 1), status(customer="C9"), lambda it: it == (422, 0)
    ),
    "half_batch": Example(in_bundle, lambda it: it == 1, alone, lambda it: it == 1),
    "no_number": Example(
        lambda world, client: client.post("/orders", world.order()),
        lambda it: (it.status, it.data) == (202, {"status": "accepted"}),
        lambda world, client: client.post("/orders", {}),
        lambda it: it.status == 400,
    ),
    "late_commit": Example(turn("order.create"), bool, turn("order.list"), lambda it: it is False),
    "late_failure": Example(in_batch, lambda it: it == "failed", saved(), lambda it: it.status == "released"),
    "stale_reads": Example(
        read_back(59_999), lambda it: it == (404, 0, 0), read_back(60_000), lambda it: it == (200, 1, 1)
    ),
    "session_death": Example(
        lambda world, client: client.post("/orders", world.order()).status,
        lambda it: it == 401,
        lambda world, client: client.post("/token", {"client_id": "shop", "client_secret": "secret"}).status,
        lambda it: it == 200,
    ),
}


def test_every_quirk_has_an_example() -> None:
    assert list(EXAMPLES) == list(QUIRKS)


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_quirk_acts_and_tells_the_ledger(name: str) -> None:
    example = EXAMPLES[name]
    world, client = under(**{name: example.settings})
    found = example.story(world, client)
    assert example.becomes(found), found
    told = world.of_kind("erp.quirk")
    assert told
    assert {fact[2]["quirk"] for fact in told} == {name}
    assert {fact[1]["ref"] for fact in told} <= {"R1", ""}


@pytest.mark.parametrize("name", [name for name in EXAMPLES if name != "drop_order"])
def test_a_quirk_leaves_alone_what_it_is_not_about(name: str) -> None:
    example = EXAMPLES[name]
    world, client = under(**{name: example.settings})
    found = example.other(world, client)
    assert example.stays(found), found
    assert world.of_kind("erp.quirk") == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_installation_without_the_quirk_does_what_it_says(name: str) -> None:
    world, client = under()
    assert not world.erp.active_quirks.is_on
    assert not EXAMPLES[name].becomes(EXAMPLES[name].story(world, client))


@pytest.mark.parametrize("quirk", QUIRKS.values(), ids=list(QUIRKS))
def test_a_quirk_declares_itself(quirk: Any) -> None:
    first, *_ = settings_of(quirk)
    assert (first.key, first.default) == ("share", 0.0)
    assert (quirk.__doc__ or "").splitlines()[0].endswith(".")
    assert quirk.seen


def test_a_quirk_changes_neither_what_the_rules_see_nor_what_the_client_holds() -> None:
    world, client = under(lost_custom_fields=1.0, drop_fields=1.0)
    world.erp.change_rule("hidden_fields", fields=("custom.sales_channel", "bill_to"))
    document = world.order(**SENT)
    assert client.post("/orders", document).status == 201
    assert document == world.order(**SENT)


def test_who_is_hit_depends_on_reference_and_attempt_alone() -> None:
    def dropped(references: list[str]) -> list[str]:
        world, client = under(drop_order=0.3)
        for reference in references:
            client.post("/orders", world.order(external_reference=reference))
        return sorted(fact[1]["ref"] for fact in world.of_kind("erp.order.dropped"))

    some = [f"R{number}" for number in range(60)]
    others = [f"X{number}" for number in range(60)]
    hit = dropped(some)
    assert 8 <= len(hit) <= 28
    assert hit == dropped(some[::-1])
    assert hit == [ref for ref in dropped([*others, *some]) if ref[0] == "R"]
    assert 0 < len(dropped(hit * 2)) - len(hit) < len(hit), "a second attempt has chances of its own"


def test_conditions_narrow_down_who_could_be_hit() -> None:
    world, client = under(drop_order={"share": 1.0, "above": Amount(3_998, "EUR"), "groups": ("b2b",)})
    world.erp.customers.get(world.customer).group = "b2b"
    kept, big = saved()(world, client), saved(**lines(("A", 3, "19.99")))(world, client)
    world.erp.customers.get(world.customer).group = ""
    assert (kept is None, big is None) == (False, True)
    assert saved(**lines(("A", 3, "19.99")))(world, client) is not None


def test_tills_have_no_interface_and_so_no_quirks() -> None:
    world, _ = under(drop_order=1.0, limbo=1.0)
    assert any(world.erp.till.sell() for _ in range(10))
    assert world.of_kind("erp.quirk") == []
    assert len(world.erp.orders.by_number) == len(world.of_kind("erp.order.created"))


def test_quirks_go_on_where_a_snapshot_left_off() -> None:
    world, client = under(drop_order=0.5)
    for _ in range(3):
        client.post("/orders", world.order())
    heard: list[str] = []
    forked = snapshot.restore(
        snapshot.take(world.erp), lambda: world.now_ms, lambda kind, keys, data: heard.append(kind)
    )
    there = MOUNTS["in_process"](forked).login()
    world.facts.clear()
    for _ in range(10):
        client.post("/orders", world.order())
        there.post("/orders", world.order())
    assert "erp.order.dropped" in heard
    assert [kind for kind in heard if "token" not in kind] == [fact[0] for fact in world.facts]
