"""Batches, subscriptions and limits."""

from __future__ import annotations

from fake_erp.quirks import configured_quirks
from tests.dialects.facts import fact
from tests.dialects.transport import Answer, Transport

from .calls import Caller, order_body

DIALECT = "business_central"


def batch(caller: Caller, *calls: tuple[str, str, object]) -> Answer:
    company = f"companies({caller.login['company_id']})"
    requests = [
        {"id": str(at), "method": method, "url": f"{company}/{below}", **({"body": body} if body else {})}
        for at, (method, below, body) in enumerate(calls, 1)
    ]
    return caller.talk.send("POST", f"{caller.root}/$batch", {"requests": requests})


@fact("business_central-3.3-10", part="body:responses.[0].id")
def test_each_response_has_the_id_of_its_request(talk: Transport) -> None:
    answer = batch(Caller(talk), ("GET", "customers", None), ("POST", "salesOrders", order_body()))
    assert answer.status == 200
    first, second = answer.data["responses"]
    assert [(each["id"], each["status"]) for each in (first, second)] == [("1", 200), ("2", 201)]
    assert second["body"]["number"] == "SO100001"
    assert "headers" in first


@fact("business_central-3.3-12", part="body:responses.[1].status")
def test_an_operation_that_fails_does_not_undo_the_others(talk: Transport) -> None:
    caller = Caller(talk)
    answer = batch(caller, ("POST", "salesOrders", order_body()), ("POST", "salesOrders", {"x": 1}))
    assert [each["status"] for each in answer.data["responses"]] == [201, 400]
    assert len(caller.get("salesOrders").data["value"]) == 1


@fact("business_central-3.3-11", part="status")
def test_at_most_100_operations(talk: Transport) -> None:
    caller = Caller(talk)
    assert batch(caller, *[("GET", "customers", None)] * 100).status == 200
    assert batch(caller, *[("GET", "customers", None)] * 101).status == 400


@fact("business_central-3.3-13", part="body:responses.[0].status")
def test_a_snapshot_is_one_transaction(talk: Transport) -> None:
    caller = Caller(talk)
    caller.talk.headers["isolation"] = "snapshot"
    answer = batch(caller, ("POST", "salesOrders", order_body()), ("POST", "salesOrders", {"x": 1}))
    assert [each["status"] for each in answer.data["responses"]] == [424, 400]
    assert caller.get("salesOrders").data["value"] == []
    answer = batch(caller, ("GET", "customers", None), ("POST", "salesOrders", order_body()))
    assert [each["status"] for each in answer.data["responses"]] == [200, 201]


@fact("business_central-3.3-14", part="body:responses.[1].status")
def test_a_failure_at_the_beginning_may_leave_one_response(talk: Transport) -> None:
    caller = Caller(talk)
    calls: list[tuple[str, str, object]] = [
        ("POST", "salesOrders", {"x": 1}),
        ("POST", "salesOrders", order_body()),
    ]
    assert [each["status"] for each in batch(caller, *calls).data["responses"]] == [400, 201]
    talk.erp.set_quirks(configured_quirks(half_batch={"share": 1.0, "only_failed": True}))
    assert [each["id"] for each in batch(caller, *calls).data["responses"]] == ["1"]
    assert len(talk.erp.orders.by_number) == 2
