"""my-magento: logs in with a password, logs in again on 401, searches, reads related records."""

import sys

from magento import Client

URL = sys.argv[1]
client = Client(
    "127.0.0.1", "u", "p", local=True, login=False, user_agent="t", log_requests=False, log_level="ERROR"
)
client.BASE_URL = URL + "/rest/V1/"
client.authenticate()
client.ACCESS_TOKEN = "expired long ago"

order = client.orders.by_number("000000001")
assert order.number == "000000001"
assert order.status == "pending"
assert [item.sku for item in order.items] == ["S1", "bla/koe"]
everything = client.orders.get_all()
assert len(everything) == 12
assert all(item.sku for each in everything for item in each.items)
assert client.orders.by_id(2).number == "000000002"
chosen = client.orders.by_list("entity_id", [1, 3, 5])
assert [each.number for each in chosen] == ["000000001", "000000003", "000000005"]
assert client.orders.add_criteria("created_at", "2099-01-01", "gteq").execute() in ([], None)
assert order.grand_total > 0
assert order.shipping_address["city"] == "Hamburg"
assert order.billing_address["postcode"] == "20457"
item = client.order_items.by_sku("S1")
assert len(item) == 12
assert client.products.by_sku("S1").name == "Thing 1"
assert client.customers.by_id(1) is not None or client.customers.get_all()
