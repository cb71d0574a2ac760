"""frappe-connector: by API key and by password, documents and functions, and the errors of a site."""

import json
import sys

from frappe_connector import FrappeConnector, LoginFailedError, ServerError

url, login = sys.argv[1], json.loads(sys.argv[2])
with FrappeConnector(url, api_key=login["api_key"], api_secret=login["api_secret"]) as client:
    customer = client.create_doc(
        {
            "doctype": "Customer",
            "customer_name": "Globex",
            "email_id": "g@example.com",
            "customer_type": "Company",
        }
    )
    address = client.create_doc(
        {
            "doctype": "Address",
            "address_title": "Globex",
            "address_type": "Billing",
            "address_line1": "Weg 1",
            "city": "Bonn",
            "pincode": "53111",
            "country": "Germany",
            "links": [{"link_doctype": "Customer", "link_name": customer["name"]}],
        }
    )
    order = client.create_doc(
        {
            "doctype": "Sales Order",
            "customer": customer["name"],
            "po_no": "M-7",
            "customer_address": address["name"],
            "items": [{"item_code": "B", "qty": 1, "rate": 5}],
        }
    )
    assert client.submit_doc({"doctype": "Sales Order", "name": order["name"]})["docstatus"] == 1
    assert client.get_doc("Sales Order", filters={"po_no": "M-7"})["name"] == order["name"]
    assert client.get_api("frappe.client.get_count", {"doctype": "Sales Order"}) == 1
    assert len(client.get_list("Item", fields=["item_code"], page_size=2, order_by="item_code asc")) == 2
    updated = client.update_doc({"doctype": "Customer", "name": customer["name"], "disabled": 1})
    assert updated["disabled"] == 1
    for act, exc_type in (
        (lambda: client.create_doc({"doctype": "Sales Order", "customer": "Ada"}), "LinkValidationError"),
        (lambda: client.get_doc("Sales Order", "SAL-ORD-2025-7"), "DoesNotExistError"),
        (lambda: client.delete_doc("Customer", customer["name"]), "PermissionError"),
    ):
        try:
            act()
        except ServerError as refused:
            found = refused.exc_type
        else:
            found = "nothing"
        assert found == exc_type, (found, exc_type)
with FrappeConnector(url, login["user"], login["password"]) as client:
    assert client.post_api(
        "frappe.client.get_value", {"doctype": "Item", "fieldname": "item_name", "filters": "A"}
    ) == {"item_name": "Item A"}
try:
    FrappeConnector(url, login["user"], "wrong")
except LoginFailedError:
    pass
else:
    raise AssertionError("a wrong password was accepted")
