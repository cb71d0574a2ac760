"""The life of documents, what is refused, and what happens silently."""

from __future__ import annotations

import json

from fake_erp import configured_rules
from fake_erp.errors import UnderMaintenance
from fake_erp.settings import Amount
from tests.dialects.facts import fact
from tests.dialects.transport import Answer, Transport
from tests.erp.world import World

from .speaking import CUSTOMER, call, create, keyed, made, messages, order, path, rows, shipped, submitted

DIALECT = "erpnext"


def _put(talk: Transport, name: str, doc: object) -> Answer:
    return talk.send("PUT", path("Sales Order", name), doc)


def _rules(world: World, **rules: object) -> None:
    world.erp.set_rules(configured_rules(**rules))


@fact("erpnext-6.3-01", part="body:data.docstatus")
def test_submitting(talk: Transport) -> None:
    name = made(keyed(talk), "Sales Order", order())["name"]
    assert _put(talk, name, {"docstatus": 1}).data["data"]["docstatus"] == 1
    assert talk.erp.orders.by_number["SO100001"].status == "released"


@fact("erpnext-6.3-03", part="body:data.status")
def test_a_draft(talk: Transport) -> None:
    assert made(keyed(talk), "Sales Order", order())["status"] == "Draft"


@fact("erpnext-6.3-05", part="body:exc_type")
def test_never_back(talk: Transport) -> None:
    answer = _put(talk, submitted(keyed(talk))["name"], {"docstatus": 0})
    assert answer.data["exc_type"] == "DocstatusTransitionError"
    assert talk.erp.orders.by_number["SO100001"].status == "released"


@fact("erpnext-6.3-06", part="body:exc_type")
def test_a_draft_is_not_cancelled(talk: Transport) -> None:
    name = made(keyed(talk), "Sales Order", order())["name"]
    answer = call(talk, "frappe.client.cancel", doctype="Sales Order", name=name)
    assert answer.data["exc_type"] == "DocstatusTransitionError"


@fact("erpnext-6.3-07", part="body:data.name")
def test_amending(talk: Transport) -> None:
    first = submitted(keyed(talk))["name"]
    assert create(talk, "Sales Order", order(amended_from=first)).status == 417
    call(talk, "frappe.client.cancel", doctype="Sales Order", name=first)
    second = made(talk, "Sales Order", order(amended_from=first, docstatus=1))
    assert (second["name"], second["amended_from"]) == (f"{first}-1", first)
    assert talk.send("GET", path("Sales Order", second["name"])).data["data"]["docstatus"] == 1
    call(talk, "frappe.client.cancel", doctype="Sales Order", name=second["name"])
    assert made(talk, "Sales Order", order(amended_from=second["name"]))["name"] == f"{first}-2"


@fact("erpnext-6.3-08", part="body:exc_type")
def test_changing_what_was_submitted(talk: Transport) -> None:
    name = submitted(keyed(talk))["name"]
    answer = _put(talk, name, {"items": [{"item_code": "A", "qty": 9, "rate": 1}]})
    assert answer.data["exc_type"] == "UpdateAfterSubmitError"
    assert _put(talk, name, {"po_no": "R2", "custom_gift": "yes"}).data["data"]["po_no"] == "R2"
    assert talk.erp.orders.by_number["SO100001"].custom["gift"] == "yes"


@fact("erpnext-6.3-09", part="body:exc_type")
def test_linked_documents(talk: Transport, world: World) -> None:
    name = shipped(world, keyed(talk))["name"]
    answer = call(talk, "frappe.client.cancel", doctype="Sales Order", name=name)
    assert answer.data["exc_type"] == "LinkExistsError"
    assert "MAT-DN-2025-100001" in messages(answer)[0]["message"]


@fact("erpnext-6.3-10", part="body:data[0].status")
def test_an_order_that_is_done(talk: Transport, world: World) -> None:
    shipped(world, keyed(talk))
    assert rows(talk, "Sales Order", fields=["status", "per_delivered", "per_billed"]) == [
        {"status": "Completed", "per_delivered": 100.0, "per_billed": 100.0}
    ]


@fact("erpnext-6.3-13", part="body:_server_messages")
def test_a_cancelled_document(talk: Transport) -> None:
    name = submitted(keyed(talk))["name"]
    _put(talk, name, {"docstatus": 2})
    assert messages(_put(talk, name, {"po_no": "R2"}))[0]["message"] == "Cannot edit cancelled document"


@fact("erpnext-6.3-14", part="body:data.docstatus")
def test_inserting_as_submitted(talk: Transport) -> None:
    assert submitted(keyed(talk))["docstatus"] == 1


@fact("erpnext-6.3-15", part="status")
def test_a_submitted_document_is_not_deleted(talk: Transport) -> None:
    name = submitted(keyed(talk))["name"]
    assert talk.send("DELETE", path("Sales Order", name)).status == 417


# -- errors ------------------------------------------------------------------------------------------------------


@fact("erpnext-6.4-01", "erpnext-6.4-11", part="body:exception")
def test_the_exception(talk: Transport) -> None:
    answer = create(keyed(talk), "Sales Order", order(customer=None))
    module, _, text = answer.data["exception"].partition(": ")
    assert (module, text[:14], text[-8:]) == (
        "frappe.exceptions.MandatoryError",
        "[Sales Order, ",
        "customer"[-8:],
    )


@fact("erpnext-6.4-02", part="body:exc_type")
def test_the_class(talk: Transport) -> None:
    assert create(keyed(talk), "Sales Order", order(customer=None)).data["exc_type"] == "MandatoryError"


@fact("erpnext-6.4-03", part="body:exc")
def test_the_traceback(talk: Transport) -> None:
    (traceback,) = json.loads(create(keyed(talk), "Sales Order", order(customer=None)).data["exc"])
    assert traceback.startswith("Traceback (most recent call last):")


@fact("erpnext-6.4-04", "erpnext-6.4-10", part="body:_server_messages")
def test_the_messages(talk: Transport) -> None:
    (message,) = messages(create(keyed(talk), "Sales Order", order(customer=None)))
    assert message["message"] == "Error: Value missing for Sales Order: Customer"
    assert message["indicator"] == "red"


@fact("erpnext-6.4-05", "erpnext-6.4-15", part="body:_server_messages")
def test_a_warning(talk: Transport, world: World) -> None:
    _rules(world, duplicate_reference="warn")
    first = submitted(keyed(talk))["name"]
    answer = create(talk, "Sales Order", order())
    assert answer.status == 200
    assert messages(answer)[0]["message"] == (
        f"Warning: Sales Order {first} already exists against Customer's Purchase Order R1"
    )


@fact("erpnext-6.4-16", part="body:_server_messages")
def test_a_repeated_order(talk: Transport, world: World) -> None:
    _rules(world, duplicate_reference="refuse")
    first = submitted(keyed(talk))["name"]
    (message,) = messages(create(talk, "Sales Order", order()))
    assert message["message"].startswith(
        f"Sales Order {first} already exists against Customer's Purchase Order R1. To allow multiple Sales Orders"
    )
    assert len(world.erp.orders.by_number) == 1


@fact("erpnext-6.4-06", part="status")
def test_the_status(talk: Transport) -> None:
    assert create(keyed(talk), "Sales Order", order(items=[{"item_code": "A", "qty": 0}])).status == 417


@fact("erpnext-6.4-07", part="body:exc_type")
def test_what_does_not_exist(talk: Transport) -> None:
    answer = keyed(talk).send("GET", path("Sales Order", "SAL-ORD-2025-00007"))
    assert (answer.status, answer.data["exc_type"]) == (404, "DoesNotExistError")


@fact("erpnext-6.4-08", part="body:exc_type")
def test_a_duplicate(talk: Transport) -> None:
    doc = {"customer_name": "Bob", "custom_external_reference": "M1"}
    made(keyed(talk), "Customer", doc)
    answer = create(talk, "Customer", doc)
    assert (answer.status, answer.data["exc_type"]) == (409, "DuplicateEntryError")


@fact("erpnext-6.4-09", part="body:exc_type")
def test_a_permission(talk: Transport) -> None:
    answer = create(keyed(talk), "Item", {"item_code": "Z"})
    assert (answer.status, answer.data["exc_type"]) == (403, "PermissionError")


@fact("erpnext-6.4-12", part="body:_server_messages")
def test_an_unknown_customer(talk: Transport) -> None:
    assert messages(create(keyed(talk), "Sales Order", order(customer="Ada")))[0]["message"] == (
        "Could not find Customer: Ada"
    )


@fact("erpnext-6.4-13", part="body:exc_type")
def test_the_class_of_a_link(talk: Transport) -> None:
    assert create(keyed(talk), "Sales Order", order(customer="Ada")).data["exc_type"] == "LinkValidationError"


@fact("erpnext-6.4-14", part="body:_server_messages")
def test_an_unknown_item(talk: Transport) -> None:
    items = [{"item_code": "A", "qty": 1, "rate": 1}, {"item_code": "X", "qty": 1, "rate": 1}]
    answer = create(keyed(talk), "Sales Order", order(items=items))
    assert messages(answer)[0]["message"] == "Could not find Row #2: Item Code: X"


@fact("erpnext-6.4-17", part="body:_server_messages")
def test_credit(talk: Transport, world: World) -> None:
    _rules(world, credit_limit={"mode": "refuse", "credit": Amount(100, "EUR")})
    world.erp.customers.set_credit_limit("C100001", 100)
    name = made(keyed(talk), "Sales Order", order(custom_prepaid=0))["name"]
    (message,) = messages(_put(talk, name, {"docstatus": 1}))
    assert message["message"].startswith(
        f"Credit limit has been crossed for customer {CUSTOMER} (39.98/1.00)"
    )
    assert world.erp.orders.by_number["SO100001"].status == "draft"


@fact("erpnext-6.4-18", part="body:_server_messages")
def test_a_disabled_customer(talk: Transport, world: World) -> None:
    world.erp.customers.set_blocked("C100001", blocked=True)
    assert (
        messages(create(keyed(talk), "Sales Order", order()))[0]["message"]
        == f"Customer {CUSTOMER} is disabled"
    )


@fact("erpnext-6.4-19", part="body:exc_type")
def test_the_class_of_a_disabled_customer(talk: Transport, world: World) -> None:
    world.erp.customers.set_blocked("C100001", blocked=True)
    assert create(keyed(talk), "Sales Order", order()).data["exc_type"] == "PartyDisabled"


@fact("erpnext-6.4-20", part="body:exc_type")
def test_a_closed_period(talk: Transport, world: World) -> None:
    doc = shipped(world, keyed(talk))
    _rules(world, posting_periods="monthly")
    world.erp.close_period("2025-11")
    item = {"item_code": "A", "qty": -1, "sales_order": doc["name"]}
    answer = create(talk, "Sales Invoice", {"is_return": 1, "docstatus": 1, "items": [item]})
    assert answer.data["exc_type"] == "ClosedAccountingPeriod"
    assert not world.erp.credit_notes.by_number


@fact("erpnext-6.4-22", part="body:exc_type")
def test_a_stale_document(talk: Transport) -> None:
    name = made(keyed(talk), "Sales Order", order())["name"]
    answer = _put(talk, name, {"po_no": "R2", "modified": "2025-11-28 04:00:00.000000"})
    assert answer.data["exc_type"] == "TimestampMismatchError"
    assert talk.erp.orders.by_number["SO100001"].external_reference == "R1"


@fact("erpnext-6.4-23", part="body:_server_messages")
def test_the_text_of_a_stale_document(talk: Transport) -> None:
    name = made(keyed(talk), "Sales Order", order())["name"]
    answer = _put(talk, name, {"modified": "2025-11-28 04:00:00.000000"})
    assert "Document has been modified after you have opened it" in messages(answer)[0]["message"]


@fact("erpnext-6.4-24", part="header:content-type")
def test_pages(talk: Transport) -> None:
    body = "cmd=frappe.client.get&doctype=Item&name=X"
    form = {"content-type": "application/x-www-form-urlencoded"}
    page = keyed(talk).send("POST", "/", body, form)
    assert page.headers["content-type"].startswith("text/html")
    answer = talk.send("POST", "/", body, {**form, "accept": "application/json"})
    assert answer.headers["content-type"] == "application/json"


@fact("erpnext-6.4-25", part="status")
def test_maintenance(talk: Transport, world: World) -> None:
    def closed() -> None:
        raise UnderMaintenance("planned maintenance")

    world.erp.admission.require_open = closed  # type: ignore[method-assign]
    answer = keyed(talk).send("GET", path("Item"))
    assert answer.status == 503
    assert "Your system is being updated" in answer.text


@fact("erpnext-6.4-27", part="status")
def test_an_unknown_doctype(talk: Transport) -> None:
    assert keyed(talk).send("GET", path("Nope")).status == 404


@fact("erpnext-6.4-28", part="status")
def test_an_unknown_field(talk: Transport) -> None:
    assert keyed(talk).send("GET", path("Item") + '?fields=["nope"]').status == 417
    assert talk.send("GET", path("Item") + '?filters=[["nope","=","1"]]').status == 417


# -- limits and silence ------------------------------------------------------------------------------------------


def _throttled(talk: Transport) -> Answer:
    talk.erp.limits.configure(rate_per_second=0.1, burst=1)
    keyed(talk).send("GET", path("Item"))
    return talk.send("GET", path("Item"))


@fact("erpnext-6.5-01", part="status")
def test_too_many_requests(talk: Transport) -> None:
    answer = _throttled(talk)
    assert (answer.status, answer.text) == (429, "Too Many Requests")


@fact("erpnext-6.5-02", part="header:retry-after")
def test_how_long_to_wait(talk: Transport) -> None:
    assert _throttled(talk).headers["retry-after"] == "10"


@fact("erpnext-6.5-03", part="header:x-ratelimit-reset")
def test_headers_of_the_limit(talk: Transport) -> None:
    headers = _throttled(talk).headers
    assert (headers["x-ratelimit-reset"], headers["x-ratelimit-remaining"]) == ("10", "0")
    assert "x-ratelimit-limit" in headers


@fact("erpnext-6.5-05", part="status")
def test_no_limit_by_default(talk: Transport) -> None:
    assert {keyed(talk).send("GET", path("Item")).status for _ in range(200)} == {200}


@fact("erpnext-6.5-06", part="status")
def test_unknown_fields(talk: Transport) -> None:
    answer = create(keyed(talk), "Sales Order", order(nonsense=1))
    assert answer.status == 200
    assert "nonsense" not in answer.data["data"]


@fact("erpnext-6.5-07", part="body:data.items[0].rate")
def test_a_missing_rate(talk: Transport) -> None:
    assert (
        made(keyed(talk), "Sales Order", order(items=[{"item_code": "A", "qty": 1}]))["items"][0]["rate"]
        == 19.99
    )


@fact("erpnext-6.5-08", part="body:data.items[0].warehouse")
def test_a_missing_warehouse(talk: Transport) -> None:
    assert made(keyed(talk), "Sales Order", order())["items"][0]["warehouse"] == "main - G"


@fact("erpnext-6.5-09", part="body:data.taxes[0].tax_amount")
def test_missing_taxes(talk: Transport) -> None:
    assert made(keyed(talk), "Sales Order", order())["taxes"][0]["tax_amount"] == 6.38


@fact("erpnext-6.5-11", part="body:exc_type")
def test_no_items(talk: Transport) -> None:
    assert create(keyed(talk), "Sales Order", order(items=[])).data["exc_type"] == "MandatoryError"


@fact("erpnext-6.5-12", part="body:_server_messages")
def test_a_fraction(talk: Transport) -> None:
    answer = create(keyed(talk), "Sales Order", order(items=[{"item_code": "A", "qty": 2.5, "rate": 1}]))
    assert "cannot be a fraction" in messages(answer)[0]["message"]
