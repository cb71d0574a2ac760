"""pymagento: lists, pages, invoices, ships, holds, reads documents and sources, sends a bulk."""

import sys

from magento import Magento
from magento.exceptions import MagentoException

URL = sys.argv[1]
client = Magento(token="tok", base_url=URL, scope="all", batch_page_size=5)

ids = [order["entity_id"] for order in client.get_orders(status="pending")]
assert len(ids) == len(set(ids)) == 12
assert client.get_total_orders_count() == 12
assert [order["entity_id"] for order in client.get_last_orders(3)] == ids[:-4:-1]
by_id = list(client.get_paginated("/V1/orders", id_pagination=True, page_size=20))
assert [order["entity_id"] for order in by_id] == ids
some = list(client.get_paginated("/V1/orders", fields="increment_id,items[sku]"))
assert some[0] == {"increment_id": "000000001", "items": [{"sku": "S1"}, {"sku": "bla/koe"}]}
found = client.get_orders_by_increment_ids(["000000002", "000000004", "000009999"])
assert sorted(found) == ["000000002", "000000004"]
assert client.get_order_by_increment_id("000009999") is None
assert client.get_order(999999, none_on_404=True) is None

first = ids[0]
assert client.hold_order(first) is True
held = client.get_order(first)
assert held["status"] == "holded"
assert "hold_before_state" in held
assert client.unhold_order(first) is True
assert "hold_before_state" not in client.get_order(first)
invoice = client.create_order_invoice(first, {"items": []})
shipment = client.ship_order(first, {"items": []})
assert isinstance(invoice, str)
assert int(invoice)
assert int(shipment)
assert client.get_order(first)["state"] == "complete"
assert client.get_invoice(int(invoice))["order_id"] == first
assert [each["entity_id"] for each in client.get_order_invoices(first)] == [int(invoice)]
assert [each["order_id"] for each in client.get_order_shipments(first)] == [first]
try:
    client.create_order_invoice(first, {"items": []})
except MagentoException as error:
    assert "An invoice cannot be created when an order has a status of complete" in str(error)  # noqa: PT017
else:
    raise AssertionError("a second invoice was made")

item = client.get_order(ids[1])["items"][0]
assert client.get_order_item(item["item_id"])["sku"] == "S1"
assert len(list(client.get_orders_items(sku="S1"))) == 12
assert client.get_product("bla/koe")["sku"] == "bla/koe"
assert client.get_product("Späti 5")["sku"] == "Späti 5"
assert client.get_product("nothing", none_on_404=True) is None
assert {each["sku"] for each in client.get_products()} >= {"S1", "S2", "S3", "bla/koe"}
assert client.sku_was_bought("S1")
assert not client.sku_was_bought("S2")
assert [each["source_code"] for each in client.get_sources()] == ["default"]
[row] = client.get_source_items(sku="S3")
client.save_source_items([{**row, "quantity": 7}])
assert next(iter(client.get_source_items(sku="S3")))["quantity"] == 7
assert client.get_product_stock_item("S3")["qty"] == 7
assert client.get_store_views()
assert client.get_store_configs(["us"])[0]["code"] == "us"
assert {site["code"] for site in client.get_websites()} == {"base", "admin"}

bulk = client.post_json_api(
    "/V1/order/byOrderId/ship", async_bulk=True, json=[{"orderId": ids[2]}, {"orderId": 999}]
)
assert bulk["errors"] is False
status = client.get_json_api(f"/V1/bulk/{bulk['bulk_uuid']}/status")
status = client.get_json_api(f"/V1/bulk/{bulk['bulk_uuid']}/status")
assert [operation["status"] for operation in status["operations_list"]] == [1, 3]
