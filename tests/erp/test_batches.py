"""Batch import: accepted with a job, worked off later, each row the same operation as a call."""

from __future__ import annotations

from typing import Any

import pytest

from fake_erp import ErpConfig
from fake_erp.channels.config import Channels

from .world import MOUNTS, Client, World


def batch_world(mount: str, **ways: Any) -> tuple[World, Client]:
    world = World(ErpConfig(channels=Channels(batch=True, **ways)))
    return world, MOUNTS[mount](world.erp).login()


def orders(world: World, *references: str, **changes: Any) -> list[dict[str, Any]]:
    return [world.order(external_reference=reference, **changes) for reference in references]


def send(client: Client, rows: list[Any], **more: Any) -> Any:
    return client.post("/batches", {"operation": "order.create", "rows": rows, **more})


def test_a_batch_is_accepted_at_once_and_worked_off_later(mount: str) -> None:
    world, client = batch_world(mount)
    sent = send(client, orders(world, "R1", "R2"))
    assert (sent.status, sent.data["status"], sent.data["worked"]) == (202, "queued", 0)
    assert sent.headers["location"] == f"/api/v1/batches/{sent.data['number']}"
    assert client.get("/orders").data["rows"] == []
    world.now_ms += 60_000
    assert world.erp.batches.work() == 2
    done = client.get(f"/batches/{sent.data['number']}").data
    assert (done["status"], done["accepted"], done["refused"]) == ("done", 2, 0)
    assert done["finished_at"] == "2025-11-28T05:01:00.000Z"
    by_reference = [client.get(f"/orders?external_reference=R{n}").data["rows"][0]["number"] for n in (1, 2)]
    assert [row["number"] for row in done["results"]] == by_reference
    assert [fact[2]["by"] for fact in world.of_kind("erp.order.created")] == [f"batch:{done['number']}"] * 2


def test_rows_fail_one_by_one_with_the_field_and_in_their_order(mount: str) -> None:
    world, client = batch_world(mount)
    rows = orders(world, "R1", "R2", "R3", "R4")
    rows[1]["customer"] = "C999"
    rows[3] = "no order"  # type: ignore[call-overload]
    number = send(client, rows).data["number"]
    world.erp.batches.work()
    batch = client.get(f"/batches/{number}").data
    assert (batch["status"], batch["accepted"], batch["refused"]) == ("partly_failed", 2, 2)
    told = [
        (row["row"], row["error"] and (row["error"]["code"], row["error"]["field"]))
        for row in batch["results"]
    ]
    assert told == [(0, None), (1, ("unknown_customer", "customer")), (2, None), (3, ("malformed", "body"))]
    assert [fact[1]["ref"] for fact in world.of_kind("erp.order.refused")] == ["R2", ""]


def test_a_batch_of_which_every_row_fails_has_failed(mount: str) -> None:
    world, client = batch_world(mount)
    number = send(client, orders(world, "R1", "R2", currency="XXX")).data["number"]
    world.erp.batches.work()
    assert client.get(f"/batches/{number}").data["status"] == "failed"
    (finished,) = world.of_kind("erp.batch.finished")
    assert finished[2] == {"status": "failed", "accepted": 0, "refused": 2}


def test_a_closed_period_is_met_when_the_rows_are_worked_off_not_when_they_are_sent(mount: str) -> None:
    world, client = batch_world(mount)
    number = send(client, orders(world, "R1")).data["number"]
    world.erp.change_rule("posting_periods", mode="monthly")
    world.erp.close_period("2025-11")
    world.erp.batches.work()
    (row,) = client.get(f"/batches/{number}").data["results"]
    assert (row["number"], row["error"]["field"]) == (None, "ordered_at")


def test_duplicates_within_a_batch_meet_the_rule_of_the_installation(mount: str) -> None:
    world, client = batch_world(mount)
    send(client, orders(world, "R1", "R1"))
    world.erp.batches.work()
    assert len(world.erp.orders.with_reference("R1")) == 2
    world.erp.change_rule("duplicate_reference", mode="refuse")
    number = send(client, orders(world, "R2", "R2")).data["number"]
    world.erp.batches.work()
    codes = [
        row["error"] and row["error"]["code"] for row in client.get(f"/batches/{number}").data["results"]
    ]
    assert codes == [None, "duplicate_reference"]


def test_an_external_id_makes_sending_again_safe(mount: str) -> None:
    world, client = batch_world(mount)
    rows = orders(world, "R1")
    first = send(client, rows, external_id="night-1")
    again = send(client, rows, external_id="night-1")
    assert (first.status, again.status) == (202, 200)
    assert again.data == first.data
    other = send(client, orders(world, "R2"), external_id="night-1")
    assert (other.status, other.data["error"]["details"]) == (409, {"number": first.data["number"]})
    world.erp.batches.work()
    assert len(world.erp.orders.by_number) == 1
    assert send(client, rows, external_id="night-1").data["status"] == "done"


@pytest.mark.parametrize(("repeated", "status", "made"), [("refuse", 409, 1), ("again", 202, 2)])
def test_what_becomes_of_a_repeated_external_id_is_a_setting(
    mount: str, repeated: str, status: int, made: int
) -> None:
    world, client = batch_world(mount, batch_repeated=repeated)
    rows = orders(world, "R1")
    send(client, rows, external_id="night-1")
    assert send(client, rows, external_id="night-1").status == status
    world.erp.batches.work()
    assert len(world.erp.orders.by_number) == made


def test_without_an_external_id_the_same_rows_are_worked_off_twice(mount: str) -> None:
    world, client = batch_world(mount)
    rows = orders(world, "R1")
    assert send(client, rows).data["number"] != send(client, rows).data["number"]
    world.erp.batches.work()
    assert len(world.erp.orders.with_reference("R1")) == 2


def test_an_atomic_batch_leaves_no_live_order_when_one_row_is_refused(mount: str) -> None:
    world, client = batch_world(mount)
    rows = orders(world, "R1", "R2", "R3", "R4")
    rows[2]["customer"] = "C999"
    number = send(client, rows, atomic=True).data["number"]
    world.erp.batches.work()
    batch = client.get(f"/batches/{number}").data
    assert (batch["status"], batch["accepted"], batch["refused"]) == ("failed", 0, 4)
    codes = [row["error"]["code"] for row in batch["results"]]
    assert codes == ["taken_back", "taken_back", "unknown_customer", "not_tried"]
    assert [order.status for order in world.erp.orders.by_number.values()] == ["cancelled"] * 2
    assert client.get("/stock/A").data["rows"][0]["allocated"] == 0


def test_a_long_batch_is_worked_off_in_several_runs_and_says_how_far_it_is(mount: str) -> None:
    world, client = batch_world(mount, batch_rows_per_run=2)
    number = send(client, orders(world, "R1", "R2", "R3")).data["number"]
    later = send(client, orders(world, "R4")).data["number"]
    assert world.erp.batches.work() == 2
    half = client.get(f"/batches/{number}").data
    assert (half["status"], half["worked"], half["finished_at"]) == ("running", 2, None)
    assert client.get(f"/batches/{later}").data["status"] == "queued"
    assert world.erp.batches.work() == 2
    assert [row["status"] for row in client.get("/batches").data["rows"]] == ["done", "done"]
    assert list(world.erp.orders.by_reference) == ["R1", "R2", "R3", "R4"]
    assert world.erp.batches.work() == 0


def test_results_come_in_pages(mount: str) -> None:
    world, client = batch_world(mount)
    number = send(client, orders(world, *(f"R{at}" for at in range(5)))).data["number"]
    world.erp.batches.work()
    rows, cursor, more = [], 0, True
    while more:
        page = client.get(f"/batches/{number}?after={cursor}&limit=2").data
        rows += page["results"]
        cursor, more = page["cursor"], page["more"]
    assert [row["row"] for row in rows] == [0, 1, 2, 3, 4]
    beyond = client.get(f"/batches/{number}?after=99").data
    assert (beyond["results"], beyond["cursor"], beyond["more"]) == ([], 99, False)


def test_other_operations_go_by_the_batch_too(mount: str) -> None:
    world, client = batch_world(mount)
    made = client.post("/orders", world.order()).data["number"]
    people = [
        {
            "name": "Bo",
            "email": "bo@example.com",
            "address": {"street": "a", "city": "b", "postcode": "", "country": "DE"},
        }
    ]
    client.post("/batches", {"operation": "customer.create", "rows": people})
    number = client.post("/batches", {"operation": "order.cancel", "rows": [{"number": made}, {}]}).data[
        "number"
    ]
    world.erp.batches.work()
    assert client.get("/customers?email=bo@example.com").data["total"] == 1
    assert client.get(f"/orders/{made}").data["status"] == "cancelled"
    results = client.get(f"/batches/{number}").data["results"]
    assert (results[0]["number"], results[1]["error"]["field"]) == (made, "number")


def test_a_batch_has_no_more_rights_than_who_sent_it(mount: str) -> None:
    world, client = batch_world(mount)
    world.erp.change_rule("permissions", operations=["order.create"], clients=["shop"])
    number = send(client, orders(world, "R1")).data["number"]
    world.erp.batches.work()
    (row,) = client.get(f"/batches/{number}").data["results"]
    assert (row["number"], row["error"]["code"]) == (None, "forbidden")
    assert [fact[1]["ref"] for fact in world.of_kind("erp.order.refused")] == ["R1"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"operation": "order.create"}, "rows"),
        ({"operation": "order.create", "rows": []}, "rows"),
        ({"operation": "order.create", "rows": [{}] * 4}, "rows"),
        ({"operation": "order.list", "rows": [{}]}, "operation"),
        ({"operation": "customer.create", "rows": [{}], "atomic": True}, "atomic"),
        ({"operation": "order.create", "rows": [{}], "external_id": "x" * 65}, "external_id"),
    ],
)
def test_what_is_no_batch_is_refused_with_the_field(mount: str, body: Any, field: str) -> None:
    _, client = batch_world(mount, batch_rows=3)
    answer = client.post("/batches", body)
    assert (answer.status, answer.data["error"]["field"]) == (400, field)


def test_a_installation_without_batch_import_says_so(mount: str) -> None:
    world = World()
    client = MOUNTS[mount](world.erp).login()
    assert send(client, orders(world, "R1")).status == 404
    assert "not enabled" in client.get("/batches").data["error"]["message"]
    assert client.get("/batches/JOB1").status == 404
