"""Async and bulk: accepted with 202 at once, carried out when cron starts the consumers, told one by one."""

from __future__ import annotations

import json
from typing import Any

import pytest
import simpy

from fake_magento import jobs

from .world import Send, World, direct, over_http

SYNC = "/rest/V1"
ASYNC = "/rest/all/async/V1"
BULK = "/rest/all/async/bulk/V1"
COMMENT = {"statusHistory": {"comment": "seen", "status": "pending"}}


def submitted(send: Send, *bodies: Any, path: str = "orders/byId/comments") -> dict[str, Any]:
    reply = send("POST", f"{BULK}/{path}", list(bodies))
    assert reply.status == 202
    data: dict[str, Any] = reply.data
    return data


def statuses(send: Send, bulk_uuid: str) -> list[int]:
    data = send("GET", f"{SYNC}/bulk/{bulk_uuid}/status").data
    return [operation["status"] for operation in data["operations_list"]]


def test_a_bulk_is_open_until_cron_comes_and_then_done(world: World, send: Send) -> None:
    for _ in range(2):
        world.order()
    data = submitted(send, *({"id": number, **COMMENT} for number in (1, 2, 99)))
    assert list(data) == ["bulk_uuid", "request_items", "errors"]
    assert data["errors"] is False
    assert [item["id"] for item in data["request_items"]] == [0, 1, 2]
    assert all(
        len(item["data_hash"]) == 64 and item["status"] == "accepted" for item in data["request_items"]
    )
    assert statuses(send, data["bulk_uuid"]) == [4, 4, 4]
    assert world.shop.orders.get(1).histories == ()
    world.now_ms += 60_000
    assert statuses(send, data["bulk_uuid"]) == [1, 1, 3]
    assert [len(world.shop.orders.get(number).histories) for number in (1, 2)] == [1, 1]


def test_the_status_tells_what_ran_and_what_was_refused(world: World, send: Send) -> None:
    world.order()
    data = submitted(send, {"id": "1", **COMMENT}, {"id": 99, **COMMENT})
    world.now_ms += 60_000
    summary = send("GET", f"{SYNC}/bulk/{data['bulk_uuid']}/status").data
    assert summary["operation_count"] == 2
    assert (summary["user_type"], summary["bulk_id"]) == (1, data["bulk_uuid"])
    assert summary["description"] == "Topic async.magento.sales.api.ordermanagementinterface.addcomment.post"
    assert [operation["result_message"] for operation in summary["operations_list"]] == [
        "Service execution success Magento\\Sales\\Api\\OrderManagementInterface::addComment",
        "The entity that was requested doesn't exist. Verify the entity and try again.",
    ]
    detailed = send("GET", f"{SYNC}/bulk/{data['bulk_uuid']}/detailed-status").data["operations_list"]
    assert json.loads(json.loads(detailed[0]["serialized_data"])["meta_information"]) == {
        "id": "1",
        **COMMENT,
    }
    assert [json.loads(operation["result_serialized_data"] or "null") for operation in detailed] == [
        True,
        None,
    ]
    assert send("GET", f"{SYNC}/bulk/{data['bulk_uuid']}/operation-status/1").data == 1
    listed = send("GET", f"{SYNC}/bulk", query="searchCriteria[filter_groups][0][filters][0][field]=status"
                  "&searchCriteria[filter_groups][0][filters][0][value]=3").data  # fmt: skip
    assert [row["id"] for row in listed["items"]] == [1]


def test_an_unknown_bulk_is_404(send: Send) -> None:
    assert send("GET", f"{SYNC}/bulk/none/status").status == 404


@pytest.mark.parametrize(
    "wrong", [17, {"id": 1, "statusHistory": "text"}, {"id": 1, "statusHistory": {"nonsense": 1}}, COMMENT]
)
def test_only_an_elements_shape_is_rejected_at_once(world: World, send: Send, wrong: Any) -> None:
    world.order()
    data = submitted(send, {"id": 1, **COMMENT}, wrong)
    assert data["errors"] is True
    assert [item["status"] for item in data["request_items"]] == ["accepted", "rejected"]
    assert data["request_items"][1]["error_message"]
    world.now_ms += 60_000
    assert statuses(send, data["bulk_uuid"]) == [1, 5]


def test_an_async_call_takes_its_id_from_the_path(world: World, send: Send) -> None:
    world.order()
    reply = send("POST", f"{ASYNC}/order/1/ship", {"notify": False})
    assert (reply.status, len(reply.data["request_items"])) == (202, 1)
    world.now_ms += 60_000
    assert statuses(send, reply.data["bulk_uuid"]) == [1]
    assert len(world.shop.shipments) == 1


def test_bulk_ship_by_order_id_ends_in_one_shipment_per_order(world: World, send: Send) -> None:
    for _ in range(3):
        world.order()
    data = submitted(send, {"orderId": 1}, {"order_id": "3"}, {"orderId": 1}, path="order/byOrderId/ship")
    world.now_ms += 60_000
    assert statuses(send, data["bulk_uuid"]) == [1, 1, 3]
    assert [shipment.order.entity_id for shipment in world.shop.shipments] == [1, 3]


@pytest.mark.parametrize(
    "prefix", ["/rest/async", "/rest/all/async", "/rest/us/async", "/rest/async/bulk", "/rest/all/async/bulk"]
)
def test_there_is_no_reading_behind_these_doors(send: Send, prefix: str) -> None:
    reply = send("GET", f"{prefix}/V1/orders/1")
    assert (reply.status, reply.data) == (400, {"message": "Specified request cannot be processed."})


def test_the_doors_ask_for_the_same_right_as_the_service(world: World, send: Send) -> None:
    refused = send("POST", f"{BULK}/order/byOrderId/ship", [{}], token="no")
    assert (refused.status, refused.data["parameters"]) == (401, {"resources": "Magento_Sales::ship"})
    assert send("POST", f"{BULK}/nothing/byId", [{}]).status == 404
    assert send("POST", f"{BULK}/order/byOrderId/ship", {"orderId": 1}).status == 400


def test_consumers_in_parallel_do_not_keep_the_order(world: World) -> None:
    def order_of_work(**config: Any) -> list[int]:
        own = World(**config)
        for _ in range(12):
            own.order()
        submitted(direct(own), *({"id": number, **COMMENT} for number in range(1, 13)))
        own.now_ms += 60_000
        own.shop.bulks.consume()
        first = sorted(own.shop.orders, key=lambda order: order.histories[0].entity_id)
        return [order.entity_id for order in first]

    assert order_of_work() == list(range(1, 13))
    shuffled = order_of_work(bulk_shuffled=True)
    assert shuffled == order_of_work(bulk_shuffled=True)
    assert shuffled != sorted(shuffled) == list(range(1, 13))


def test_an_open_operation_may_be_shown_as_failed() -> None:
    world = World(bulk_open_as_failed=True)
    world.order()
    send = over_http(world)
    data = submitted(send, {"id": 1, **COMMENT})
    assert statuses(send, data["bulk_uuid"]) == [2]


def test_with_a_clock_of_its_own_the_shop_consumes_without_being_asked() -> None:
    env = simpy.Environment()
    world = World()
    start = world.now_ms
    world.shop.now = lambda: start + int(env.now)  # type: ignore[method-assign]
    world.shop.bulks._now = world.shop.now
    jobs.start(env, world.shop, lambda event, attempt: env.event().succeed(200))
    world.order()
    submitted(direct(world), {"id": 1, **COMMENT})
    env.run(until=61_000)
    assert len(world.shop.orders.get(1).histories) == 1


def test_a_list_of_objects_may_be_limited(world: World) -> None:
    send = over_http(World(complex_array_limit=20))
    rows = [{"sku": "SKU-1", "source_code": "default", "quantity": 1, "status": 1}]
    assert send("POST", f"{SYNC}/inventory/source-items", {"sourceItems": rows * 20}).status == 200
    refused = send("POST", f"{SYNC}/inventory/source-items", {"sourceItems": rows * 21})
    assert refused.status == 400
    assert refused.data["message"] == 'Maximum items of type "%type" is %max'
    assert send("POST", f"{ASYNC}/inventory/source-items", {"sourceItems": rows * 21}).data["errors"] is False
