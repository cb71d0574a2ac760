"""frappe-client: log in with a password, order, submit, cancel, find, and be refused; then by API key."""

import json
import sys

from frappeclient import FrappeClient
from frappeclient.frappeclient import AuthError, FrappeException

url, login = sys.argv[1], json.loads(sys.argv[2])
client = FrappeClient(url, login["user"], login["password"])
assert client.get_api("frappe.auth.get_logged_user") == login["user"]
(ann,) = client.get_list(
    "Customer", fields=["name", "customer_name"], filters={"email_id": "ann@example.com"}
)
order = {
    "doctype": "Sales Order",
    "customer": ann["name"],
    "po_no": "M-1",
    "delivery_date": "2025-12-01",
    "items": [{"item_code": "A", "qty": 2, "rate": 19.99, "delivery_date": "2025-12-01"}],
}
draft = client.insert(order)
assert (draft["docstatus"], draft["grand_total"]) == (0, 39.98), draft
assert client.submit(draft)["docstatus"] == 1
(found,) = client.get_list("Sales Order", filters={"po_no": "M-1"})
assert found["status"] == "To Deliver and Bill", found
assert client.get_value("Sales Order", "status", {"po_no": "M-1"})["status"] == "To Deliver and Bill"
assert client.get_doc("Sales Order", found["name"])["items"][0]["item_code"] == "A"
assert client.cancel("Sales Order", found["name"])["docstatus"] == 2
client.set_value("Customer", ann["name"], "mobile_no", "0221 1")
assert client.get_doc("Customer", ann["name"])["mobile_no"] == "0221 1"
assert client.bulk_update([{"doctype": "Customer", "docname": ann["name"], "customer_name": "Anna"}]) == {
    "failed_docs": []
}
try:
    client.insert({"doctype": "Sales Order", "po_no": "M-2"})
except FrappeException as refused:
    said = str(refused)
else:
    raise AssertionError("an order without a customer was accepted")
assert "MandatoryError" in said, said
try:
    FrappeClient(url, login["user"], "wrong")
except AuthError:
    pass
else:
    raise AssertionError("a wrong password was accepted")
by_key = FrappeClient(url)
by_key.authenticate(login["api_key"], login["api_secret"])
assert [row["actual_qty"] for row in by_key.get_list("Bin", filters={"item_code": "A"})] == [100.0]
client.logout()
