"""m2-sdk: typed orders, documents and customers, catalogue pages in parallel, stock both ways, products, a bulk."""

import asyncio
import sys

from m2_sdk import APIError, AuthManager, M2Client, M2Config
from m2_sdk.catalog import CatalogStore
from m2_sdk.models import catalog, sales
from m2_sdk.services.inventory_service import InventoryService
from m2_sdk.services.product_service import ProductService

URL = sys.argv[1]
config = M2Config(api_url=f"{URL}/rest/all", username="u", password="p", max_retries=0)
client = M2Client(config, AuthManager(config))

# orders, typed
found = (
    client.orders()
    .filter(status="pending")
    .sort_by("entity_id", "desc")
    .limit(5)
    .typed(sales.OrderSearchResult)
    .get()
)
assert (found.total_count, len(found.items)) == (12, 5)
assert [order.entity_id for order in found.items] == sorted((o.entity_id for o in found.items), reverse=True)
assert found.search_criteria.page_size == 5
pages = client.orders().where("created_at", ">=", "2020-01-01 00:00:00").iter_pages(page_size=5)
ids = [order["entity_id"] for page in pages for order in page["items"]]
assert len(ids) == len(set(ids)) == 12
order = client.orders(ids[0]).typed(sales.Order).get()
assert order.customer_name == "Ines Møller"
assert (order.coupon_code, order.payment.method) == ("SPRING10", "checkmo")
assert order.discount_amount == -sum(item.discount_amount for item in order.items)
assert order.items[1].sku == "bla/koe"

# invoice, shipment, documents, refund
invoice_id = client.resource(f"order/{ids[0]}/invoice").post({"capture": True, "notify": False})
assert int(invoice_id)
track = {"track_number": "JD1", "title": "Parcel", "carrier_code": "custom"}
shipment_id = client.resource(f"order/{ids[0]}/ship").post({"tracks": [track]})
invoice = client.invoices(int(invoice_id)).typed(sales.Invoice).get()
assert (invoice.order_id, invoice.grand_total) == (ids[0], order.grand_total)
shipment = client.shipment(int(shipment_id)).typed(sales.Shipment).get()
assert [each.track_number for each in shipment.tracks] == ["JD1"]
of_order = client.shipments().filter(order_id=str(ids[0])).typed(sales.ShipmentSearchResult).get()
assert of_order.total_count == 1
memo_id = client.resource(f"order/{ids[0]}/refund").post(
    {"items": [{"order_item_id": order.items[0].item_id, "qty": 1}], "arguments": {"shipping_amount": 0}}
)
memo = client.creditmemo(int(memo_id)).typed(sales.CreditMemo).get()
assert memo.grand_total == round(order.items[0].price * 1.19 - order.items[0].discount_amount, 2)
assert client.creditmemos().limit(9).typed(sales.CreditMemoSearchResult).get().total_count == 1
assert client.resource(f"orders/{ids[1]}/comments").post(
    {"statusHistory": {"comment": "ERP order 7", "is_visible_on_front": 0, "is_customer_notified": 0}}
)
assert client.orders(ids[1]).typed(sales.Order).get().status_histories[0].comment == "ERP order 7"

# customers
people = client.resource("customers/search").filter(email="ines@example.com").get()
[ines] = people["items"]
assert (ines["addresses"][0]["city"], ines["group_id"]) == ("Hamburg", 1)
ines["firstname"] = "Inés"
assert client.customers(ines["id"]).put({"customer": ines})["firstname"] == "Inés"

# stock: no route for stockItems/{sku} takes a PUT, so the client falls back on that of the product
stock = InventoryService(client)
assert stock.update_stock("S1", 70).qty == 70
assert stock.update_stock_item("bla/koe", qty=0, is_in_stock=False).is_in_stock is False
assert stock.update_source_item("S2", "default", 33) == []
assert stock.get_stock_item("S2").qty == 33
assert [each["source_code"] for each in stock.get_sources()] == ["default"]
assert [each["stock_id"] for each in stock.get_stocks()] == [1]

# products
products = ProductService(client)
assert products.get_by_sku("nothing") is None
assert catalog.Product.model_validate(products.get_by_sku("Späti 5")).price == 99.95
assert products.update("S3", {"price": 12.5})["price"] == 12.5
made = products.create({"sku": "NEW", "name": "New", "price": 5, "attribute_set_id": 4, "type_id": "simple"})
assert catalog.Product.model_validate(made).sku == "NEW"
assert products.update_price("NEW", 6)["price"] == 6
assert products.update_status("NEW", 2)["status"] == 2
before = client.catalog("products", page_size=2)
assert before["NEW"]["price"] == 6
in_parallel = asyncio.run(client.acatalog("products", page_size=2, concurrency=3))
assert in_parallel == before
store = CatalogStore(":memory:")
store.save(before)
assert store.count() == 6
client.products(sku="NEW").delete()
try:
    client.products(sku="NEW").get()
except APIError as error:
    assert error.status_code == 404  # noqa: PT017
else:
    raise AssertionError("the product is still there")

# a bulk request
base = M2Client(M2Config(api_url=f"{URL}/rest/all/async/bulk", username="u", password="p"), client.auth)
bulk = base.products.post([{"product": {"sku": "S1", "name": "One", "attribute_set_id": 4, "price": 3}}])
assert bulk["errors"] is False
for _ in range(3):
    status = client.resource(f"bulk/{bulk['bulk_uuid']}/status").get()
assert [each["status"] for each in status["operations_list"]] == [1]
assert products.get_by_sku("S1")["name"] == "One"
client.close()
