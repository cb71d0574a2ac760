"""Whitelisted functions."""

from __future__ import annotations

import json
from typing import Any

from tests.dialects.facts import fact
from tests.dialects.transport import Transport
from tests.erp.world import World

from .speaking import CUSTOMER, call, command, keyed, made, messages, order, path, shipped, submitted

SELLING = "erpnext.selling.doctype.sales_order.sales_order"

DIALECT = "erpnext"


@fact("erpnext-6.2-25", part="body:message")
def test_a_function(talk: Transport) -> None:
    assert talk.send("GET", "/api/method/ping").data == {"message": "pong"}


@fact("erpnext-6.2-26", part="body:message")
def test_a_command(talk: Transport) -> None:
    assert command(keyed(talk), "frappe.client.get_count", doctype="Item").data == {"message": 3}


@fact("erpnext-6.2-27", "erpnext-6.3-02", part="body:message.status")
def test_submitting(talk: Transport) -> None:
    doc = made(keyed(talk), "Sales Order", order())
    answer = call(talk, "frappe.client.submit", doc=json.dumps(doc))
    assert (answer.data["message"]["docstatus"], answer.data["message"]["status"]) == (
        1,
        "To Deliver and Bill",
    )


@fact("erpnext-6.2-28", part="body:message.docstatus")
def test_submitting_as_an_older_client(talk: Transport) -> None:
    doc = made(keyed(talk), "Sales Order", order())
    assert command(talk, "frappe.client.submit", doclist=doc).data["message"]["docstatus"] == 1


@fact("erpnext-6.2-53", part="body:exc_type")
def test_submitting_without_a_time(talk: Transport) -> None:
    name = made(keyed(talk), "Sales Order", order())["name"]
    answer = call(talk, "frappe.client.submit", doc={"doctype": "Sales Order", "name": name})
    assert answer.data["exc_type"] == "TimestampMismatchError"
    assert talk.erp.orders.by_number["SO100001"].status == "draft"


@fact("erpnext-6.2-29", "erpnext-6.3-04", part="body:message.status")
def test_cancelling(talk: Transport) -> None:
    name = submitted(keyed(talk))["name"]
    answer = command(talk, "frappe.client.cancel", doctype="Sales Order", name=name)
    assert (answer.data["message"]["docstatus"], answer.data["message"]["status"]) == (2, "Cancelled")


@fact("erpnext-6.2-30", part="body:message.item_name")
def test_a_value(talk: Transport) -> None:
    asked: dict[str, Any] = {"doctype": "Item", "fieldname": "item_name"}
    assert call(keyed(talk), "frappe.client.get_value", filters={"name": "A"}, **asked).data["message"] == {
        "item_name": "Item A"
    }
    assert (
        call(talk, "frappe.client.get_value", filters="B", **asked).data["message"]["item_name"] == "Item B"
    )


@fact("erpnext-6.2-31", part="body:message.mobile_no")
def test_setting_a_value(talk: Transport) -> None:
    answer = call(
        keyed(talk),
        "frappe.client.set_value",
        doctype="Customer",
        name=CUSTOMER,
        fieldname="mobile_no",
        value="5",
    )
    assert answer.data["message"]["mobile_no"] == "5"


@fact("erpnext-6.2-32", part="body:message")
def test_many(talk: Transport) -> None:
    docs = [{"doctype": "Sales Order", **order(po_no=f"R{at}")} for at in range(3)]
    answer = call(keyed(talk), "frappe.client.insert_many", docs=json.dumps(docs))
    assert answer.data["message"] == [f"SAL-ORD-2025-10000{at}" for at in (1, 2, 3)]


@fact("erpnext-6.2-33", part="body:_server_messages")
def test_too_many(talk: Transport) -> None:
    docs = [{"doctype": "Sales Order", **order()}] * 201
    answer = call(keyed(talk), "frappe.client.insert_many", docs=docs)
    assert messages(answer)[0]["message"] == "Only 200 inserts allowed in one request"
    assert not talk.erp.orders.by_number


@fact("erpnext-6.2-34", part="body:message.failed_docs")
def test_a_bulk_update(talk: Transport) -> None:
    good = {"doctype": "Customer", "docname": CUSTOMER, "mobile_no": "9"}
    answer = command(keyed(talk), "frappe.client.bulk_update", docs=[good, {**good, "docname": "nope"}])
    (failed,) = answer.data["message"]["failed_docs"]
    assert failed["doc"]["docname"] == "nope"
    assert talk.erp.customers.get("C100001").phone == "9"


@fact("erpnext-6.2-35", part="status")
def test_deleting(talk: Transport) -> None:
    name = made(keyed(talk), "Sales Order", order())["name"]
    assert call(talk, "frappe.client.delete", doctype="Sales Order", name=name).status == 200
    assert talk.send("GET", path("Sales Order", name)).status == 404


@fact("erpnext-6.2-36", part="body:message")
def test_counting(talk: Transport) -> None:
    assert (
        call(keyed(talk), "frappe.client.get_count", doctype="Item", filters={"name": "A"}).data["message"]
        == 1
    )


@fact("erpnext-6.2-37", part="body:message.po_no")
def test_inserting_and_getting(talk: Transport) -> None:
    doc = call(keyed(talk), "frappe.client.insert", doc={"doctype": "Sales Order", **order()}).data["message"]
    found = call(talk, "frappe.client.get", doctype="Sales Order", name=doc["name"]).data["message"]
    assert found["po_no"] == doc["po_no"] == "R1"
    by_filters = call(talk, "frappe.client.get", doctype="Sales Order", filters={"po_no": "R1"}).data[
        "message"
    ]
    assert by_filters["name"] == doc["name"]


@fact("erpnext-6.2-47", part="body:message.items[0].qty")
def test_a_delivery_note_of_an_order(talk: Transport) -> None:
    name = submitted(keyed(talk))["name"]
    made_of = call(talk, f"{SELLING}.make_delivery_note", source_name=name).data["message"]
    assert (made_of["doctype"], made_of["docstatus"], made_of["items"][0]["qty"]) == ("Delivery Note", 0, 2.0)
    assert "name" not in made_of
    assert talk.send("POST", path("Delivery Note"), made_of).status == 403


@fact("erpnext-6.2-48", part="body:message.items[0].sales_order")
def test_an_invoice_of_an_order(talk: Transport) -> None:
    name = submitted(keyed(talk))["name"]
    made_of = call(talk, f"{SELLING}.make_sales_invoice", source_name=name).data["message"]
    assert (made_of["doctype"], made_of["items"][0]["sales_order"]) == ("Sales Invoice", name)


@fact("erpnext-6.2-51", part="body:message.items[0].qty")
def test_a_return_of_a_delivery(talk: Transport, world: World) -> None:
    shipped(world, keyed(talk))
    method = "erpnext.stock.doctype.delivery_note.delivery_note.make_sales_return"
    doc = call(talk, method, source_name="MAT-DN-2025-100001").data["message"]
    assert (doc["is_return"], doc["return_against"], doc["items"][0]["qty"]) == (
        1,
        "MAT-DN-2025-100001",
        -2.0,
    )
    goods = made(talk, "Delivery Note", {**doc, "docstatus": 1, "issue_credit_note": 1})
    assert (goods["status"], world.erp.returns.by_number["RT100001"].credit) == ("Return", "automatic")


@fact("erpnext-6.3-11", part="status")
def test_holding_an_order(talk: Transport) -> None:
    name = submitted(keyed(talk))["name"]
    order = talk.erp.orders.by_number["SO100001"]
    assert call(talk, f"{SELLING}.update_status", name=name, status="On Hold").status == 200
    assert order.status == "held"
    assert call(talk, f"{SELLING}.update_status", name=name, status="Draft").status == 200
    assert order.status == "released"


@fact("erpnext-6.3-12", part="status")
def test_closing_an_order(talk: Transport) -> None:
    name = submitted(keyed(talk))["name"]
    assert call(talk, f"{SELLING}.update_status", name=name, status="Closed").status == 200
    assert talk.erp.orders.by_number["SO100001"].status == "cancelled"


def test_changing_rows_of_a_submitted_order(talk: Transport) -> None:
    doc = submitted(keyed(talk), items=[{"item_code": sku, "qty": 2, "rate": 5} for sku in "AB"])
    kept = {"docname": doc["items"][0]["name"], "item_code": "A", "qty": 1}
    method = "erpnext.controllers.accounts_controller.update_child_qty_rate"
    named = {"parent_doctype": "Sales Order", "parent_doctype_name": doc["name"]}
    new = {"item_code": "C", "qty": 3, "rate": 2}
    assert call(talk, method, trans_items=json.dumps([kept, new]), **named).status == 200
    lines = talk.erp.orders.by_number["SO100001"].lines
    assert [(line.item.sku, line.quantity - line.cancelled) for line in lines] == [
        ("A", 1),
        ("B", 0),
        ("C", 3),
    ]


def test_prices_and_stock(talk: Transport, world: World) -> None:
    world.erp.prices.set_contract_price("C100001", "A", 1500)
    args = json.dumps({"item_code": "A", "customer": CUSTOMER})
    found = call(keyed(talk), "erpnext.stock.get_item_details.get_item_details", args=args).data["message"]
    assert found["price_list_rate"] == 15.0
    assert call(talk, "erpnext.stock.utils.get_stock_balance", item_code="A").data["message"] == 100.0
    assert call(talk, "erpnext.stock.utils.get_stock_balance", item_code="X").status == 404
