"""The record API: create, read, list, change, upsert, delete, transform."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import pytest

from tests.dialects.facts import fact
from tests.dialects.netsuite.calls import RECORD, created, detail, order_of, path_of, signed_in
from tests.dialects.transport import Answer, Transport
from tests.erp.world import World

DIALECT = "netsuite"
ORDERS = f"{RECORD}/salesOrder"


def listed(talk: Transport, kind: str, q: str, **more: int) -> Any:
    extra = "".join(f"&{name}={value}" for name, value in more.items())
    return talk.send("GET", f"{RECORD}/{kind}?q={quote(q)}{extra}").data


def lines(talk: Transport, path: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = talk.send("GET", f"{path}?expandSubResources=true").data["item"]["items"]
    return found


@fact("netsuite-4.2-01", "netsuite-10.1-02", part="status")
@fact("netsuite-4.2-01", part="body")
@fact("netsuite-4.2-02", part="header:location")
def test_a_record_is_created_without_a_body(talk: Transport) -> None:
    answer = signed_in(talk).send("POST", ORDERS, order_of(talk))
    assert (answer.status, answer.text) == (204, "")
    assert "content-type" not in answer.headers
    assert answer.headers["location"].startswith("https://")
    assert talk.erp.orders.by_reference["M-1"][0].number == "SO100001"
    assert answer.headers["location"].endswith("/services/rest/record/v1/salesOrder/1000011")


@fact("netsuite-4.2-03", part="header:content-type")
def test_a_record_has_a_media_type_of_its_own(talk: Transport) -> None:
    answer = signed_in(talk).send("GET", created(talk))
    assert answer.headers["content-type"] == "application/vnd.oracle.resource+json; type=singular"


@fact("netsuite-4.2-04", part="body:externalId")
@fact("netsuite-4.2-23", part="body:entity")
@fact("netsuite-4.2-24", part="body:otherRefNum")
def test_a_record_is_found_by_its_external_id(talk: Transport) -> None:
    created(signed_in(talk))
    answer = talk.send("GET", f"{ORDERS}/eid:M-1")
    assert answer.data["externalId"] == "M-1"
    assert answer.data["otherRefNum"] == "M-1"
    assert answer.data["entity"]["id"] == "100001"
    assert talk.send("GET", f"{ORDERS}/eid%3AM-1").data == answer.data


@fact("netsuite-4.2-05", part="body:item")
def test_sublists_are_links_unless_expanded(talk: Transport) -> None:
    path = created(signed_in(talk))
    assert list(talk.send("GET", path).data["item"]) == ["links"]
    line = lines(talk, path)[0]
    assert (line["item"]["id"], line["quantity"], line["rate"], line["amount"]) == ("1", 2, 19.99, 39.98)
    assert talk.send("GET", f"{path}/item").data["items"][0]["rate"] == 19.99
    assert talk.send("GET", f"{path}/item/1").data["rate"] == 19.99
    assert talk.send("GET", f"{path}/item/2").status == 404


@fact("netsuite-4.2-06", part="body:totalResults")
@fact("netsuite-4.2-07", part="body:hasMore")
@fact("netsuite-4.2-08", part="body:items")
def test_a_list_is_filtered_and_paged(talk: Transport) -> None:
    for reference in ("M-1", "M-2", "M-3"):
        created(signed_in(talk), externalId=reference)
    found = listed(talk, "salesOrder", 'externalId IS "M-2"')
    assert found["totalResults"] == found["count"] == 1
    assert set(found["items"][0]) == {"links", "id"}
    page = listed(talk, "salesOrder", 'externalId START_WITH "M-"', limit=2)
    assert (page["count"], page["hasMore"], page["offset"], page["totalResults"]) == (2, True, 0, 3)
    rest = listed(talk, "salesOrder", 'externalId START_WITH "M-"', limit=2, offset=2)
    assert (rest["count"], rest["hasMore"]) == (1, False)
    assert [link["rel"] for link in page["links"]] == ["self", "next", "last"]
    assert listed(talk, "salesOrder", 'otherRefNum IS "M-2"')["count"] == 1


@pytest.mark.parametrize(
    ("q", "count"),
    [
        ('externalId IS "M-1" OR externalId IS "M-2"', 2),
        ('(externalId CONTAIN "1" AND total GREATER 30) AND memo EMPTY', 1),
        ("total BETWEEN [39, 40]", 2),
        ('externalId ANY_OF ["M-1", "M-9"]', 1),
        ("entity EQUAL 100001", 2),
        ('tranDate ON_OR_AFTER "2025-11-28"', 2),
        ('tranDate AFTER "2025-11-28"', 0),
        ('externalId IS_NOT "M-1"', 1),
        ("id EQUAL 1000011", 1),
    ],
)
def test_filters_combine(talk: Transport, q: str, count: int) -> None:
    for reference in ("M-1", "M-2"):
        created(signed_in(talk), externalId=reference)
    assert listed(talk, "salesOrder", q)["count"] == count


@pytest.mark.parametrize(
    "q", ["externalId", "externalId IS", 'nothing IS "a"', "((((", 'a FLY "b"', '"a" IS 1', "a IS 1 b"]
)
def test_a_wrong_filter_is_refused(talk: Transport, q: str) -> None:
    answer = signed_in(talk).send("GET", f"{ORDERS}?q={quote(q)}")
    assert (answer.status, detail(answer)["o:errorQueryParam"]) == (400, "q")


@fact("netsuite-4.2-09", part="status")
def test_a_page_has_a_thousand_rows_at_most(talk: Transport) -> None:
    assert signed_in(talk).send("GET", f"{ORDERS}?limit=1000").status == 200
    assert talk.send("GET", f"{ORDERS}?limit=1001").status == 400
    assert talk.send("GET", f"{ORDERS}?limit=10&offset=5").status == 400


@fact("netsuite-4.2-10", part="header:location")
@fact("netsuite-4.6-03", part="body:item.items")
def test_a_patch_adds_lines_that_are_not_keyed(talk: Transport) -> None:
    path = created(signed_in(talk))
    more = {"item": {"items": [{"item": {"id": "2"}, "quantity": 1, "rate": 5}]}}
    answer = talk.send("PATCH", path, more)
    assert (answer.status, path_of(answer)) == (204, path)
    assert [line["item"]["refName"] for line in lines(talk, path)] == ["A", "B"]


def test_a_patch_changes_a_line_by_its_number(talk: Transport) -> None:
    path = created(signed_in(talk))
    change = {"memo": "gift", "item": {"items": [{"line": 1, "quantity": 3, "rate": 10}]}}
    assert talk.send("PATCH", path, change).status == 204
    assert (lines(talk, path)[0]["quantity"], lines(talk, path)[0]["amount"]) == (3, 30)
    assert talk.send("GET", path).data["memo"] == "gift"


@fact("netsuite-4.2-11", part="body:item.items")
def test_replace_takes_the_lines_as_all_there_are(talk: Transport) -> None:
    path = created(signed_in(talk))
    other = {"item": {"items": [{"item": {"id": "2"}, "quantity": 1, "rate": 5}]}}
    assert talk.send("PATCH", f"{path}?replace=item", other).status == 204
    kept = [line["item"]["refName"] for line in lines(talk, path) if not line["isClosed"]]
    assert kept == ["B"]


@fact("netsuite-4.2-12", part="header:location")
@fact("netsuite-4.2-13", part="header:location")
def test_an_upsert_creates_and_updates(talk: Transport) -> None:
    signed_in(talk)
    first = talk.send("PUT", f"{ORDERS}/eid:M-1", order_of(talk, externalId=None))
    again = talk.send("PUT", f"{ORDERS}/eid:M-1", order_of(talk, externalId=None, memo="gift"))
    assert first.status == again.status == 204
    assert path_of(first) == path_of(again) == f"{ORDERS}/1000011"
    assert len(talk.erp.orders.by_number) == 1
    assert talk.erp.orders.get("SO100001").custom == {"memo": "gift"}
    assert len(talk.erp.orders.get("SO100001").lines) == 1


def test_the_same_upsert_changes_nothing(talk: Transport, world: World) -> None:
    signed_in(talk)
    body = order_of(talk, shippingCost=4.9, shipMethod={"id": "post"}, custbody_prepaid=True)
    for _ in range(2):
        assert talk.send("PUT", f"{ORDERS}/eid:M-1", body).status == 204
    assert not world.of_kind("erp.order.changed")


@fact("netsuite-4.2-14", part="status")
@fact("netsuite-4.2-15", part="status")
def test_a_deleted_order_is_gone(talk: Transport) -> None:
    path = created(signed_in(talk))
    assert talk.send("DELETE", path).status == 204
    assert talk.send("GET", path).status == 404
    assert talk.send("GET", f"{ORDERS}/eid:M-1").status == 404
    assert talk.erp.orders.get("SO100001").status == "cancelled"
    assert created(talk) == f"{ORDERS}/1000021"


@fact("netsuite-4.2-25", part="body:companyName")
def test_a_customer_is_created_found_and_changed(talk: Transport) -> None:
    body = {
        "firstName": "Bo",
        "lastName": "Ek",
        "isPerson": True,
        "email": "bo@example.com",
        "externalId": "C-1",
        "creditLimit": 500,
        "addressBook": {
            "items": [{"addressBookAddress": {"addr1": "Gata 1", "city": "Lund", "country": "SE"}}]
        },
    }
    path = path_of(signed_in(talk).send("POST", f"{RECORD}/customer", body))
    read = talk.send("GET", path).data
    assert (read["companyName"], read["email"], read["creditLimit"]) == ("Bo Ek", "bo@example.com", 500)
    assert read["entityId"].endswith("Bo Ek")
    assert listed(talk, "customer", 'email IS "BO@example.com"')["count"] == 1
    assert talk.send("PATCH", path, {"email": "bo@example.org", "isInactive": True}).status == 204
    customer = talk.erp.customers.by_reference["C-1"]
    assert (customer.email, customer.blocked, customer.address["city"]) == ("bo@example.org", True, "Lund")
    assert talk.send("PUT", f"{RECORD}/customer/eid:C-1", {"phone": "1"}).status == 204
    assert customer.phone == "1"


@fact("netsuite-4.5-11", part="body:creditHoldOverride.id")
def test_a_customer_has_a_credit_hold_override(talk: Transport) -> None:
    read = signed_in(talk).send("GET", f"{RECORD}/customer/100001").data
    assert read["creditHoldOverride"]["id"] == "AUTO"


@fact("netsuite-4.2-28", part="status")
def test_record_names_come_in_any_case(talk: Transport) -> None:
    assert signed_in(talk).send("POST", f"{RECORD}/salesorder", order_of(talk)).status == 204
    assert talk.send("GET", f"{RECORD}/SALESORDER/eid:M-1").status == 200


@fact("netsuite-4.2-27", part="body:items[0].quantityAvailable")
def test_an_item_has_its_stock_by_location(talk: Transport) -> None:
    found = signed_in(talk).send("GET", f"{RECORD}/inventoryItem/1/locations").data
    assert [row["quantityAvailable"] for row in found["items"]] == [100]


@fact("netsuite-4.2-29", part="status")
def test_unknown_properties_are_ignored(talk: Transport) -> None:
    assert signed_in(talk).send("POST", ORDERS, order_of(talk, typo=1)).status == 204


@fact("netsuite-4.2-30", part="status")
@fact("netsuite-4.4-10", part="body:o:errorDetails[0].detail")
def test_unknown_properties_are_refused_where_the_header_says_so(talk: Transport) -> None:
    strict = {"X-NetSuite-PropertyNameValidation": "error"}
    answer = signed_in(talk).send("POST", ORDERS, order_of(talk, typo=1), strict)
    assert answer.status == 400
    assert detail(answer)["detail"].startswith("Error while accessing a resource. Unknown reference or field")
    assert talk.send("POST", ORDERS, order_of(talk), strict).status == 204


@fact("netsuite-4.6-04", part="body:item.items[0].location")
@fact("netsuite-4.6-05", part="body:item.items[0].rate")
def test_a_line_gets_a_location_and_a_price(talk: Transport) -> None:
    path = created(signed_in(talk), item={"items": [{"item": {"id": "1"}, "quantity": 1}]})
    line = lines(talk, path)[0]
    assert line["location"]["refName"] == "main"
    assert line["rate"] == 19.99


@fact("netsuite-10.1-01", part="status")
def test_a_body_needs_no_content_type(talk: Transport) -> None:
    assert signed_in(talk).send("POST", ORDERS, json.dumps(order_of(talk))).status == 204


def test_an_amount_below_rate_times_quantity_is_a_discount(talk: Transport) -> None:
    line = {"item": {"id": "1"}, "quantity": 2, "rate": 19.99, "amount": 35}
    path = created(signed_in(talk), item={"items": [line]})
    assert talk.erp.orders.get("SO100001").lines[0].discount_cents == 498
    assert lines(talk, path)[0]["amount"] == 35


def shipped(world: World) -> None:
    """Ship and bill what is due."""
    world.now_ms += 3_600_000
    world.erp.shipping.wave()
    world.erp.invoicing.run()


@fact("netsuite-4.2-16", part="header:location")
def test_an_invoice_is_transformed_to_a_credit_memo(talk: Transport, world: World) -> None:
    created(signed_in(talk), custbody_prepaid=True)
    shipped(world)
    signed_in(talk)
    invoice = listed(talk, "invoice", "createdFrom EQUAL 1000011")["items"][0]["id"]
    answer = talk.send("POST", f"{RECORD}/invoice/{invoice}/!transform/creditMemo", {"memo": "broken"})
    assert answer.status == 204
    note = talk.send("GET", path_of(answer)).data
    assert (note["total"], note["memo"], note["createdFrom"]["id"]) == (39.98, "broken", invoice)
    assert world.erp.credit_notes.by_number["CN100001"].refund_cents == 3998


def test_refunds_of_an_amount_of_lines_and_of_a_return(talk: Transport, world: World) -> None:
    created(signed_in(talk), custbody_prepaid=True)
    shipped(world)
    signed_in(talk)
    order = {"createdFrom": {"id": "1000011"}}
    amount = {**order, "externalId": "R-1", "item": {"items": [{"amount": 5}]}}
    assert talk.send("POST", f"{RECORD}/cashRefund", amount).status == 204
    again = talk.send("POST", f"{RECORD}/creditMemo", amount)
    assert (again.status, detail(again)["detail"]) == (
        400,
        "Error while accessing a resource. This record already exists.",
    )
    goods = {
        "memo": "too small",
        "item": {"items": [{"orderLine": 1, "quantity": 1}]},
        "custbody_credit": "manual",
    }
    answer = talk.send("POST", f"{ORDERS}/1000011/!transform/returnAuthorization", goods)
    assert answer.status == 204, answer
    back = talk.send("POST", f"{path_of(answer)}/!transform/creditMemo", {})
    assert back.status == 204, back
    notes = list(world.erp.credit_notes.by_number.values())
    assert [(note.total_cents, note.goods_return) for note in notes] == [(500, ""), (1999, "RT100001")]


def test_payments_of_an_order_and_of_an_invoice(talk: Transport, world: World) -> None:
    created(signed_in(talk))
    deposit = {"salesOrder": {"id": "1000011"}, "payment": 10, "externalId": "P-1"}
    assert talk.send("POST", f"{RECORD}/customerDeposit", deposit).status == 204
    shipped(world)
    signed_in(talk)
    invoice = listed(talk, "invoice", "createdFrom EQUAL 1000011")["items"][0]["id"]
    assert talk.send("GET", f"{RECORD}/invoice/{invoice}").data["amountRemaining"] == 29.98
    paid = {"payment": 29.98, "apply": {"items": [{"doc": {"id": invoice}, "apply": True, "amount": 29.98}]}}
    answer = talk.send("POST", f"{RECORD}/customerPayment", paid)
    assert answer.status == 204, answer
    assert talk.send("GET", f"{RECORD}/invoice/{invoice}").data["status"]["refName"] == "Paid In Full"
    assert world.erp.orders.get("SO100001").status == "closed"


def test_fulfilments_are_read_and_not_made(talk: Transport, world: World) -> None:
    created(signed_in(talk))
    refused: Answer = talk.send("POST", f"{ORDERS}/1000011/!transform/itemFulfillment", {})
    assert (refused.status, detail(refused)["o:errorCode"]) == (403, "INSUFFICIENT_PERMISSION")
    shipped(world)
    signed_in(talk)
    found = listed(talk, "itemFulfillment", "createdFrom EQUAL 1000011")["items"]
    read = talk.send("GET", f"{RECORD}/itemFulfillment/{found[0]['id']}?expandSubResources=true").data
    assert read["package"]["items"][0]["packageTrackingNumber"] == "TRK-DN100001"
    assert read["item"]["items"][0]["quantity"] == 2


@pytest.mark.parametrize("kind", ["location", "currency", "subsidiary", "priceLevel"])
def test_master_data_is_read(talk: Transport, kind: str) -> None:
    assert signed_in(talk).send("GET", f"{RECORD}/{kind}").data["count"] > 0
    assert talk.send("GET", f"{RECORD}/{kind}/1").data["name"]
