"""One contract, both mounts: what a client sees of the whole life of an order."""

from __future__ import annotations

import pytest

from .world import STORES, Send, World

V1 = "/rest/V1"


@pytest.mark.parametrize("prefix", ["/rest/V1", "/rest/all/V1", "/rest/us/V1", "/index.php/rest/V1"])
def test_every_prefix_reaches_the_same_order(world: World, send: Send, prefix: str) -> None:
    order = world.order()
    reply = send("GET", f"{prefix}/orders/{order.entity_id}")
    assert (reply.status, reply.data["increment_id"]) == (200, "000000001")
    assert send("GET", f"{prefix}/orders/{order.entity_id}/").status == 200


def test_a_login_gives_a_token_that_works_until_it_expires(world: World, send: Send) -> None:
    world.order()
    reply = send(
        "POST",
        f"{V1}/integration/admin/token",
        {"username": "integration", "password": "integration-1"},
        token=None,
    )
    assert reply.status == 200
    assert reply.data.count(".") == 2
    assert send("GET", f"{V1}/orders/1", token=reply.data).status == 200
    world.now_ms += world.shop.config.token_ttl_ms
    expired = send("GET", f"{V1}/orders/1", token=reply.data)
    assert expired.status == 401
    assert expired.data == {
        "message": "The consumer isn't authorized to access %resources.",
        "parameters": {"resources": "Magento_Sales::actions_view"},
    }


def test_six_failures_lock_the_user_out_with_the_same_words(world: World, send: Send) -> None:
    right = {"username": "integration", "password": "integration-1"}
    texts = {
        send("POST", f"{V1}/integration/admin/token", {**right, "password": "no"}).data["message"]
        for _ in range(6)
    }
    locked = send("POST", f"{V1}/integration/admin/token", right)
    assert locked.status == 401
    assert texts == {locked.data["message"]}
    world.now_ms += world.shop.config.lockout_ms
    assert send("POST", f"{V1}/integration/admin/token", right).status == 200


def test_paid_then_shipped_is_complete_and_lifts_the_reservation(world: World, send: Send) -> None:
    order = world.order(("SKU-1", 2), ("SKU-3", 1))
    assert world.shop.salable("SKU-1") == 48
    invoice_id = send("POST", f"{V1}/order/1/invoice", {"capture": True}).data
    assert invoice_id == "1"
    assert send("GET", f"{V1}/orders/1").data["state"] == "processing"
    shipment_id = send(
        "POST",
        f"{V1}/order/1/ship",
        {"tracks": [{"track_number": "1Z9", "title": "DHL", "carrier_code": "dhl"}]},
    )
    assert shipment_id.data == "1"
    data = send("GET", f"{V1}/orders/1").data
    assert (data["state"], data["status"], data["total_due"]) == ("complete", "complete", 0)
    assert [item["qty_shipped"] for item in data["items"]] == [2, 1]
    assert world.shop.salable("SKU-1") == world.shop.stock.quantity("SKU-1", "default") == 48
    shipment = send("GET", f"{V1}/shipment/1").data
    assert shipment["tracks"][0]["track_number"] == "1Z9"
    assert shipment["extension_attributes"] == {"source_code": "default"}
    invoice = send("GET", f"{V1}/invoices/1").data
    assert invoice["grand_total"] == data["grand_total"] == order.ordered.total / 100
    assert invoice["order_id"] == 1


def test_the_ordinary_refund_closes_an_unshipped_order(world: World, send: Send) -> None:
    world.paid(("SKU-1", 2))
    body = {"arguments": {"extension_attributes": {"return_to_stock_items": [1]}}}
    assert send("POST", f"{V1}/order/1/refund", body).data == "1"
    data = send("GET", f"{V1}/orders/1").data
    assert (data["state"], data["total_refunded"]) == ("closed", data["grand_total"])
    assert world.shop.salable("SKU-1") == 50
    assert send("GET", f"{V1}/creditmemo/1").data["grand_total"] == data["grand_total"]


def test_unshipped_goods_that_do_not_come_back_leave_the_source(world: World, send: Send) -> None:
    world.paid(("SKU-1", 2))
    send("POST", f"{V1}/order/1/refund", {})
    assert world.shop.stock.quantity("SKU-1", "default") == 48
    assert world.shop.salable("SKU-1") == 48


def test_cancel_says_false_with_200_when_it_is_too_late(world: World, send: Send) -> None:
    world.order()
    assert send("POST", f"{V1}/orders/1/cancel").data is True
    again = send("POST", f"{V1}/orders/1/cancel")
    assert (again.status, again.data) == (200, False)
    data = send("GET", f"{V1}/orders/1").data
    assert data["total_due"] == data["total_canceled"] == data["grand_total"]


def test_hold_remembers_where_the_order_was_and_only_while_held(world: World, send: Send) -> None:
    world.paid()
    assert "hold_before_state" not in send("GET", f"{V1}/orders/1").data
    assert send("POST", f"{V1}/orders/1/hold").data is True
    held = send("GET", f"{V1}/orders/1").data
    assert (held["state"], held["hold_before_state"]) == ("holded", "processing")
    assert send("POST", f"{V1}/orders/1/unhold").data is True
    assert "hold_before_state" not in send("GET", f"{V1}/orders/1").data


def test_a_comment_without_status_empties_the_status(world: World, send: Send) -> None:
    world.order()
    body = {"statusHistory": {"comment": "exported", "is_customer_notified": 0, "is_visible_on_front": 0}}
    assert send("POST", f"{V1}/orders/1/comments", body).data is True
    data = send("GET", f"{V1}/orders/1").data
    assert "status" not in data
    assert data["state"] == "new"
    assert send("GET", f"{V1}/orders/1/statuses").data == []
    listed = send("GET", f"{V1}/orders/1/comments").data
    assert [entry["comment"] for entry in listed["items"]] == ["exported"]


def test_stock_is_pushed_in_absolute_quantities(world: World, send: Send) -> None:
    world.order(("SKU-1", 2))
    rows = [{"sku": "sku-1", "source_code": "default", "quantity": 10, "status": 1}]
    assert send("POST", f"{V1}/inventory/source-items", {"sourceItems": rows}).data == []
    assert send("GET", f"{V1}/inventory/get-product-salable-quantity/SKU-1/1").data == 8
    assert send("GET", f"{V1}/inventory/is-product-salable/SKU-1/1").data is True
    rows[0]["status"] = 0
    send("POST", f"{V1}/inventory/source-items", {"source_items": rows})
    assert send("GET", f"{V1}/inventory/get-product-salable-quantity/SKU-1/1").data == 0
    listed = send(
        "GET",
        f"{V1}/inventory/source-items",
        query="searchCriteria[filter_groups][0][filters][0][field]=sku"
        "&searchCriteria[filter_groups][0][filters][0][value]=SKU-1",
    )
    assert listed.data["items"] == [{"sku": "SKU-1", "source_code": "default", "quantity": 10, "status": 0}]
    assert send("GET", f"{V1}/stockItems/SKU-1").data["qty"] == 10
    assert [s["source_code"] for s in send("GET", f"{V1}/inventory/sources").data["items"]] == ["default"]


def test_an_edit_cancels_and_recreates_with_a_suffix(world: World, send: Send) -> None:
    old = world.order(("SKU-1", 2))
    new = world.shop.edit(world.shop.edit(old, [("SKU-1", 1)]), [("SKU-4", 3)])
    first, second, third = (send("GET", f"{V1}/orders/{number}").data for number in (1, 2, 3))
    assert (first["state"], first["relation_child_real_id"], first["relation_child_id"]) == (
        "canceled",
        "000000001-1",
        "2",
    )
    assert (second["relation_parent_real_id"], second["original_increment_id"]) == ("000000001", "000000001")
    assert third["increment_id"] == new.increment_id == "000000001-2"
    assert third["relation_parent_real_id"] == "000000001-1"
    assert world.shop.salable("SKU-1") == 50


def test_editing_a_paid_order_refunds_it_in_full(world: World, send: Send) -> None:
    old = world.paid(("SKU-1", 2), method="card")
    new = world.shop.edit(old, [("SKU-1", 50)])
    assert send("GET", f"{V1}/orders/1").data["state"] == "closed"
    assert (new.state, world.shop.salable("SKU-1")) == ("processing", 0)
    assert world.last("shop.order.placed")[1]["replaces"] == "000000001"


def test_customers_products_and_stores_can_be_read(world: World, send: Send) -> None:
    world.shop.customers.add("ines@example.com", "Ines", "Møller", world.cart().ship_to)
    customer = send("GET", f"{V1}/customers/1").data
    assert (customer["default_billing"], customer["addresses"][0]["region"]["region_id"]) == ("1", 0)
    found = send(
        "GET",
        f"{V1}/customers/search",
        query="searchCriteria[filter_groups][0][filters][0][field]=email"
        "&searchCriteria[filter_groups][0][filters][0][value]=INES%40example.com",
    ).data
    assert found["total_count"] == 1
    product = send("GET", f"{V1}/products/SKU-1").data
    assert (product["price"], product["extension_attributes"]["stock_item"]["qty"]) == (19.9, 50)
    assert send("GET", f"{V1}/products", query="searchCriteria=").data["total_count"] == 5
    assert send("GET", f"{V1}/store/websites", query="fields=id").data == [{"id": 1}, {"id": 0}]
    assert len(send("GET", f"{V1}/store/storeViews").data) == 3
    assert [row["code"] for row in send("GET", f"{V1}/store/storeConfigs").data] == [
        store.code for store in STORES
    ]


def test_a_slash_in_a_sku_travels_percent_encoded(world: World, send: Send) -> None:
    world.shop.catalog.add("bla/koe", "Odd", 100)
    assert send("GET", f"{V1}/products/bla%2Fkoe").data["sku"] == "bla/koe"
    assert send("GET", f"{V1}/products/bla/koe").status == 404


def test_fields_keep_only_what_they_name(world: World, send: Send) -> None:
    world.order()
    assert send("GET", f"{V1}/orders/1", query="fields=increment_id,items[sku]").data == {
        "increment_id": "000000001",
        "items": [{"sku": "SKU-1"}],
    }
    assert send("GET", f"{V1}/orders/1", query="fields=nonsense").data == []
    assert send("GET", f"{V1}/orders/1", query="fields=items[").data == []
    listed = send("GET", f"{V1}/orders", query="searchCriteria=all&fields=items[entity_id],total_count").data
    assert listed == {"items": [{"entity_id": 1}], "total_count": 1}


@pytest.mark.parametrize("payment", ["payment", "payment[method]", "payment[method,cc_last4]"])
def test_a_listed_order_has_the_fields_that_it_has_alone(world: World, send: Send, payment: str) -> None:
    world.order()
    wanted = f"increment_id,state,{payment}"
    alone = send("GET", f"{V1}/orders/1", query=f"fields={wanted}").data
    listed = send("GET", f"{V1}/orders", query=f"searchCriteria=all&fields=items[{wanted}]").data
    assert listed == {"items": [alone]}
    assert alone["payment"]["method"]


def test_an_empty_id_in_a_path_is_refused(world: World, send: Send) -> None:
    world.order()
    assert send("GET", f"{V1}/orders//comments").status == 400


def test_maintenance_answers_with_a_page(world: World, send: Send) -> None:
    world.shop.maintenance = True
    reply = send("GET", f"{V1}/orders/1")
    assert reply.status == 503
    assert "<title>Error 503: Service Unavailable</title>" in (reply.text or "")


def test_business_keys_are_numbers_and_skus(world: World) -> None:
    from fake_magento.surface import Request

    order = world.order()
    match = world.surface.match
    ship = match("POST", f"/rest/V1/order/{order.entity_id}/ship")
    assert ship is not None
    assert (ship.operation, ship.key(Request("POST", ""))) == ("order.ship", "000000001")
    write = match("POST", "/rest/V1/inventory/source-items")
    assert write is not None
    rows = [{"sku": "SKU-1"}, {"sku": "SKU-2"}]
    assert write.key(Request("POST", "", data={"sourceItems": rows[:1]})) == "SKU-1"
    assert write.key(Request("POST", "", data={"sourceItems": rows})) is None
    assert write.key(Request("POST", "", body=b'{"sourceItems":[{"sku":"SKU-3"}]}')) == "SKU-3"
    assert write.key(Request("POST", "", body=b"{")) is None
    assert match("GET", "/rest/nowhere/V1/orders") is None
    items = match("GET", "/rest/V1/orders/items")
    assert items is not None
    assert items.operation == "order.items"


def test_replies_share_nothing_with_the_shop(world: World) -> None:
    from .world import direct

    world.paid()
    send = direct(world)
    before = send("GET", f"{V1}/orders/1").encode()
    data = send("GET", f"{V1}/orders/1").data
    data["items"][0]["sku"] = "changed"
    data["billing_address"]["street"].append("changed")
    data["status_histories"].append("changed")
    data["payment"]["additional_information"].clear()
    assert send("GET", f"{V1}/orders/1").encode() == before
