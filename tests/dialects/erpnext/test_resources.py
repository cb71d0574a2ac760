"""Resources: lists and documents."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import pytest

from tests.dialects.facts import fact
from tests.dialects.transport import Transport

from .speaking import CUSTOMER, FORM, RESOURCE, call, create, form, keyed, made, order, path, rows, submitted

DIALECT = "erpnext"


@fact("erpnext-6.2-01", part="body:data")
def test_a_list(talk: Transport) -> None:
    assert keyed(talk).send("GET", f"{RESOURCE}/Customer").data["data"] == [{"name": CUSTOMER}]


@fact("erpnext-6.2-02", part="body:data[0].email_id")
def test_fields(talk: Transport) -> None:
    assert rows(keyed(talk), "Customer", fields=["email_id", "customer_name as called"]) == [
        {"email_id": "ann@example.com", "called": "Ann"}
    ]


@fact("erpnext-6.2-03", part="body:data[*]")
def test_names_only(talk: Transport) -> None:
    assert {tuple(row) for row in rows(keyed(talk), "Item")} == {("name",)}


@fact("erpnext-6.2-04", part="body:data[0].item_name")
def test_all_fields(talk: Transport) -> None:
    for fields in ('"*"', '["*"]', "*"):
        row = rows(keyed(talk), "Item", fields=fields, filters={"name": "A"})[0]
        assert row["item_name"] == "Item A"
        assert "uoms" not in row


@fact("erpnext-6.2-05", part="body:data[0].name")
def test_filters_as_a_list(talk: Transport) -> None:
    assert rows(keyed(talk), "Item", filters=[["item_code", "=", "B"]]) == [{"name": "B"}]
    assert rows(talk, "Item", filters=["item_code", "=", "B"]) == [{"name": "B"}]


@fact("erpnext-6.2-06", part="body:data[0].name")
def test_filters_as_an_object(talk: Transport) -> None:
    assert rows(keyed(talk), "Item", filters={"item_code": "B", "disabled": 0}) == [{"name": "B"}]


@fact("erpnext-6.2-07", part="body:data[0].po_no")
def test_filters_on_child_tables(talk: Transport) -> None:
    submitted(keyed(talk), items=[{"item_code": "B", "qty": 1, "rate": 1}])
    submitted(talk, po_no="R2")
    for filters in (
        [["Sales Order Item", "item_code", "=", "B"]],
        [["Sales Order", "po_no", "=", "R1"], ["Sales Order Item", "qty", "<", 2]],
        [["items.item_code", "=", "B"]],
    ):
        assert rows(talk, "Sales Order", filters=filters, fields=["po_no"]) == [{"po_no": "R1"}]


@fact("erpnext-6.2-08", part="body:data[0].name")
def test_operators_in_an_object(talk: Transport) -> None:
    assert rows(keyed(talk), "Bin", filters={"actual_qty": [">", 50]}, fields=["item_code as name"]) == [
        {"name": "A"}
    ]


@fact("erpnext-6.2-09", part="body:data")
def test_twenty_rows(talk: Transport) -> None:
    for at in range(23):
        talk.erp.items.add(f"X{at}", "X", 100, 19)
    assert len(rows(keyed(talk), "Item")) == 20


@fact("erpnext-6.2-10", "erpnext-6.5-14", part="body:data[0].name")
def test_pages(talk: Transport) -> None:
    keyed(talk)
    pages = [rows(talk, "Item", order_by="name asc", limit_start=at, limit_page_length=2) for at in (0, 2, 4)]
    assert pages == [[{"name": "A"}, {"name": "B"}], [{"name": "C"}], []]
    assert rows(talk, "Item", order_by="name asc", limit=1) == [{"name": "A"}]


@fact("erpnext-6.2-11", part="body:data")
def test_no_limit(talk: Transport) -> None:
    assert len(rows(keyed(talk), "Country", limit_page_length=0)) > 200


@fact("erpnext-6.2-12", part="body:data[0].name")
def test_order(talk: Transport) -> None:
    assert rows(keyed(talk), "Item", order_by="`tabItem`.`item_code` desc")[0] == {"name": "C"}
    talk.erp.items.set_price("A", 1)
    assert rows(talk, "Item")[0] == {"name": "A"}


OPERATORS: list[tuple[str, Any, list[str]]] = [
    ("=", "A", ["A"]),
    ("!=", "A", ["B", "C"]),
    (">", "A", ["B", "C"]),
    ("<", "B", ["A"]),
    (">=", "B", ["B", "C"]),
    ("<=", "B", ["A", "B"]),
    ("like", "%b", ["B"]),
    ("not like", "_", []),
    ("in", ["A", "C"], ["A", "C"]),
    ("in", "A,C", ["A", "C"]),
    ("not in", ["A"], ["B", "C"]),
    ("between", ["A", "B"], ["A", "B"]),
    ("is", "set", ["A", "B", "C"]),
    ("is", "not set", []),
]


@fact("erpnext-6.2-13", part="body:data")
def test_operators(talk: Transport) -> None:
    keyed(talk)
    for operator, value, expected in OPERATORS:
        found = rows(talk, "Item", filters=[["item_code", operator, value]], order_by="name asc")
        assert [row["name"] for row in found] == expected, operator


@fact("erpnext-6.2-14", part="body:data[*].name")
def test_alternatives(talk: Transport) -> None:
    found = rows(
        keyed(talk), "Item", or_filters=[["name", "=", "A"], ["name", "=", "C"]], order_by="name asc"
    )
    assert [row["name"] for row in found] == ["A", "C"]


@fact("erpnext-6.2-15", part="status")
def test_creating(talk: Transport) -> None:
    assert create(keyed(talk), "Sales Order", order()).status == 200


@fact("erpnext-6.2-16", "erpnext-6.2-18", part="body:data.name")
def test_a_new_document(talk: Transport) -> None:
    assert made(keyed(talk), "Sales Order", order())["name"] == "SAL-ORD-2025-100001"


@fact("erpnext-6.2-17", "erpnext-6.5-10", part="body:data.docstatus")
def test_a_new_document_is_a_draft(talk: Transport) -> None:
    assert made(keyed(talk), "Sales Order", order())["docstatus"] == 0
    assert talk.erp.orders.by_number["SO100001"].status == "draft"


@fact("erpnext-6.2-19", part="body:data.customer_name")
def test_reading(talk: Transport) -> None:
    assert keyed(talk).send("GET", path("Customer", CUSTOMER)).data["data"]["customer_name"] == "Ann"


@fact("erpnext-6.2-20", part="body:data.mobile_no")
def test_changing(talk: Transport) -> None:
    answer = keyed(talk).send("PUT", path("Customer", CUSTOMER), {"mobile_no": "123"})
    assert answer.data["data"]["mobile_no"] == "123"
    assert talk.erp.customers.get("C100001").phone == "123"


@fact("erpnext-6.2-21", part="status")
def test_deleting(talk: Transport) -> None:
    name = made(keyed(talk), "Sales Order", order())["name"]
    assert talk.send("DELETE", path("Sales Order", name)).status == 202
    assert talk.send("GET", path("Sales Order", name)).status == 404
    assert rows(talk, "Sales Order") == []


@fact("erpnext-6.2-22", part="body:data")
def test_what_deleting_says(talk: Transport) -> None:
    name = made(keyed(talk), "Sales Order", order())["name"]
    assert talk.send("DELETE", path("Sales Order", name)).data == {"data": "ok"}


@fact("erpnext-6.2-23", part="body:data.po_no")
def test_a_form(talk: Transport) -> None:
    answer = keyed(talk).send("POST", path("Sales Order"), form(data=order()), FORM)
    assert answer.data["data"]["po_no"] == "R1"
    raw = json.dumps(order(po_no="R2"))
    assert (
        talk.send("POST", path("Sales Order"), raw, {"content-type": "text/plain"}).data["data"]["po_no"]
        == "R2"
    )
    assert talk.send("POST", path("Sales Order"), raw, {"content-type": ""}).data["data"]["po_no"] == "R2"


@fact("erpnext-6.2-24", part="body:data.docstatus")
def test_a_method_of_a_document(talk: Transport) -> None:
    name = made(keyed(talk), "Sales Order", order())["name"]
    answer = talk.send("POST", path("Sales Order", name) + "?run_method=submit")
    assert answer.data["data"]["docstatus"] == 1
    assert talk.send("PUT", path("Sales Order", name) + "?run_method=cancel").data["data"]["docstatus"] == 2


@fact("erpnext-6.2-38", part="body:has_next_page")
def test_the_second_version(talk: Transport) -> None:
    answer = keyed(talk).send("GET", "/api/v2/document/Item?limit=2&fields=" + quote('["name"]'))
    assert (len(answer.data["data"]), answer.data["has_next_page"]) == (2, True)
    doc = talk.send("POST", "/api/v2/document/Sales Order", order()).data["data"]
    assert doc["docstatus"] == 0
    name = doc["name"]
    assert (
        talk.send("POST", f"/api/v2/document/Sales Order/{name}/method/submit").data["data"]["docstatus"] == 1
    )
    assert (
        talk.send("GET", f"/api/v2/document/Sales Order/{name}/").data["data"]["status"]
        == "To Deliver and Bill"
    )
    assert talk.send("GET", "/api/v2/doctype/Sales Order/count").data == {"data": 1}
    assert talk.send("GET", "/api/v2/doctype/Item/meta").data["data"]["name"] == "Item"
    assert talk.send("GET", "/api/v1/resource/Item/A").data["data"]["item_code"] == "A"


@fact("erpnext-6.2-39", part="body:data")
def test_functions_of_the_second_version(talk: Transport) -> None:
    assert keyed(talk).send("GET", "/api/v2/method/frappe.auth.get_logged_user").data == {"data": "shop"}


@fact("erpnext-6.2-41", part="body:errors[0].type")
def test_errors_of_the_second_version(talk: Transport) -> None:
    answer = keyed(talk).send("POST", "/api/v2/document/Sales Order", order(customer=None))
    assert (answer.status, answer.data["errors"][0]["type"]) == (417, "MandatoryError")


@fact("erpnext-6.2-42", part="body:data.credit_limits[0].credit_limit")
def test_a_customer(talk: Transport) -> None:
    doc = keyed(talk).send("GET", path("Customer", CUSTOMER)).data["data"]
    assert (doc["customer_name"], doc["disabled"], doc["is_frozen"]) == ("Ann", 0, 0)
    assert {"customer_group", "territory"} <= set(doc)
    assert doc["credit_limits"][0]["credit_limit"] == 5000.0


@fact("erpnext-6.2-43", part="body:data.item_name")
def test_an_item(talk: Transport) -> None:
    doc = keyed(talk).send("GET", path("Item", "A")).data["data"]
    named = ("item_code", "item_name", "stock_uom", "disabled")
    assert tuple(doc[name] for name in named) == ("A", "Item A", "Nos", 0)


@fact("erpnext-6.2-44", part="body:data[0].projected_qty")
def test_a_bin(talk: Transport) -> None:
    submitted(keyed(talk))
    fields = ["item_code", "warehouse", "actual_qty", "reserved_qty", "projected_qty"]
    assert rows(talk, "Bin", filters={"item_code": "A"}, fields=fields) == [
        {
            "item_code": "A",
            "warehouse": "main - G",
            "actual_qty": 100.0,
            "reserved_qty": 2.0,
            "projected_qty": 98.0,
        }
    ]


@fact("erpnext-6.2-45", part="body:data.grand_total")
def test_a_sales_order(talk: Transport) -> None:
    doc = submitted(keyed(talk))
    named = ("po_no", "grand_total", "status", "per_delivered", "per_billed")
    assert tuple(doc[name] for name in named) == ("R1", 39.98, "To Deliver and Bill", 0.0, 0.0)
    assert (len(doc["items"]), len(doc["taxes"])) == (1, 1)


@fact("erpnext-6.2-46", part="body:data.items[0].parent")
def test_rows_of_child_tables(talk: Transport) -> None:
    doc = submitted(keyed(talk))
    row = doc["items"][0]
    assert (row["parent"], row["idx"], row["doctype"]) == (doc["name"], 1, "Sales Order Item")
    assert row["name"]


@fact("erpnext-6.2-49", part="body:data[0].qty")
def test_rows_of_child_tables_in_lists(talk: Transport) -> None:
    name = submitted(keyed(talk))["name"]
    asked = {"parent": "Sales Order", "fields": ["item_code", "qty"]}
    for filters in ([["parent", "=", name]], [["parent", "in", [name]]], [["item_code", "=", "A"]]):
        assert rows(talk, "Sales Order Item", filters=filters, **asked) == [{"item_code": "A", "qty": 2.0}]


@fact("erpnext-6.2-50", part="status")
def test_child_tables_without_a_parent(talk: Transport) -> None:
    assert keyed(talk).send("GET", path("Sales Order Item")).status == 403


@fact("erpnext-6.2-52", part="body:data[0].name")
def test_warehouses(talk: Transport) -> None:
    assert rows(keyed(talk), "Warehouse") == [{"name": "main - G"}]


@fact("erpnext-6.2-54", part="body:data")
def test_doctypes(talk: Transport) -> None:
    found = {
        row["name"]: row["istable"]
        for row in rows(keyed(talk), "DocType", fields=["name", "istable"], limit=100)
    }
    assert (found["Item"], found["Sales Order Item"]) == (0, 1)


@fact("erpnext-6.2-55", part="body:data.customer_primary_address")
def test_a_customer_with_an_address(talk: Transport) -> None:
    place = {"address_line1": "Weg 1", "city": "Bonn", "pincode": "53111", "country": "Germany"}
    doc = made(keyed(talk), "Customer", {"customer_name": "Bob", **place})
    address = talk.send("GET", path("Address", doc["customer_primary_address"])).data["data"]
    assert {name: address[name] for name in place} == place
    assert talk.erp.customers.get("C100002").address["country"] == "DE"


@pytest.mark.parametrize("doctype", ["Address", "Contact"])
def test_addresses_and_contacts_change_their_customer(talk: Transport, doctype: str) -> None:
    links = [{"link_doctype": "Customer", "link_name": CUSTOMER}]
    doc: dict[str, Any] = {"links": links, "first_name": "Ann", "phone_nos": [{"phone": "77"}]}
    if doctype == "Address":
        doc = {
            "links": links,
            "address_line1": "Weg 2",
            "city": "Ulm",
            "country": "Austria",
            "is_primary_address": 1,
        }
    saved = made(keyed(talk), doctype, doc)
    customer = talk.erp.customers.get("C100001")
    if doctype == "Address":
        assert (customer.address["street"], customer.address["country"]) == ("Weg 2", "AT")
        talk.send("PUT", path(doctype, saved["name"]), {"city": "Linz"})
        assert customer.address["city"] == "Linz"
    else:
        assert customer.phone == "77"
    assert saved["links"][0]["link_name"] == CUSTOMER
    assert call(talk, "frappe.client.get_count", doctype=doctype).data["message"] == 1
