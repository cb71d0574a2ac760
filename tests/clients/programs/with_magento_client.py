"""magento-client: OAuth with HMAC-SHA1, as shops before 2.4.4 take it."""

import sys

from magento_client.magento_client import Magento

client = Magento(sys.argv[1] + "/rest/V1", "ck", "cs", "at", "ats", advanced_mode=True)
assert client.request("GET", "products/S1").status_code == 200
assert client.request("GET", "products/bla%2Fkoe").json()["sku"] == "bla/koe"
page = client.request("GET", "orders", params={"searchCriteria[pageSize]": 2}).json()
assert (len(page["items"]), page["total_count"]) == (2, 12)
since = {
    "searchCriteria[filter_groups][0][filters][0][field]": "created_at",
    "searchCriteria[filter_groups][0][filters][0][value]": "2020-01-01 00:00:00",
    "searchCriteria[filter_groups][0][filters][0][condition_type]": "gt",
}
assert client.request("GET", "orders", params=since).json()["total_count"] == 12
assert client.set_category_position("S1", 2, 4).json() is True
assert client.get_categories().json()["product_count"] == 5
assert client.post("orders/1/hold").json() is True
wrong = Magento(sys.argv[1] + "/rest/V1", "ck", "wrong", "at", "ats", advanced_mode=True)
refused = wrong.request("GET", "products/S1")
assert (refused.status_code, refused.json()["message"]) == (
    401,
    "The signature is invalid. Verify and try again.",
)
