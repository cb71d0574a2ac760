"""Refusals: their shape, and the message class and number of each."""

from __future__ import annotations

import json
from typing import Any

import pytest

from fake_erp import Surface
from fake_erp.dialects.registry import dialect
from fake_erp.settings import Amount
from tests.dialects.facts import fact
from tests.dialects.transport import Answer, Transport
from tests.erp.world import World

from .speaking import BASIC, ORDERS, ROOT, SOAP, entry, get, item, log_in, patch, place, post, ship

DIALECT = "s4hana"
ORDER = f"{ORDERS}/A_SalesOrder('100001')"


def error(answer: Answer) -> Any:
    return answer.data["error"]


def refused(talk: Transport, status: int, code: str, **changes: Any) -> None:
    answer = place(talk, **changes)
    assert error(answer)["code"] == code
    assert answer.status in (status, 599)


@fact("s4hana-2.4-01", part="body:error.code")
@fact("s4hana-2.4-18", part="body:error.code")
def test_an_unknown_customer(talk: Transport, world: World) -> None:
    answer = place(talk, SoldToParty="99999")
    assert (answer.status, error(answer)["code"]) == (400, "SLS_LORD/005")
    assert not world.erp.orders.by_number


@fact("s4hana-2.4-02", part="body:error.message.value")
def test_the_message(talk: Transport) -> None:
    message = error(place(talk, SoldToParty="99999"))["message"]
    assert message["lang"] == "en"
    assert message["value"] == "Customer 99999 does not exist in sales area 1010/10/00"


@fact("s4hana-2.4-03", part="body:error.innererror.application.service_id")
def test_the_application(talk: Transport) -> None:
    assert error(place(talk, SoldToParty="99999"))["innererror"]["application"] == {
        "component_id": "SD-SLS-API",
        "service_namespace": "/SAP/",
        "service_id": "API_SALES_ORDER_SRV",
        "service_version": "0001",
    }


@fact("s4hana-2.4-04", part="body:error.innererror.transactionid")
def test_the_transaction(talk: Transport) -> None:
    found = error(place(talk, SoldToParty="99999"))["innererror"]["transactionid"]
    assert len(found) == 32
    int(found, 16)


@fact("s4hana-2.4-05", part="body:error.innererror.timestamp")
def test_the_timestamp(talk: Transport) -> None:
    assert error(place(talk, SoldToParty="99999"))["innererror"]["timestamp"] == "20251128050000.0000000"


@fact("s4hana-2.4-06", part="body:error.innererror.Error_Resolution.SAP_Note")
def test_the_resolution(talk: Transport) -> None:
    note = error(place(talk, SoldToParty="99999"))["innererror"]["Error_Resolution"]["SAP_Note"]
    assert note.startswith("See SAP Note 1797736")


@fact("s4hana-2.4-07", part="body:error.innererror.errordetails[0].propertyref")
@fact("s4hana-2.4-08", part="body:error.innererror.errordetails[1].code")
def test_the_details(talk: Transport) -> None:
    first, last = error(place(talk, to_Item=[item(), item("Z")]))["innererror"]["errordetails"]
    assert first["propertyref"] == first["target"] == "to_Item(2)/Material"
    assert (first["severity"], first["transition"], first["ContentID"]) == ("error", False, "")
    assert last["code"] == "/IWBEP/CX_MGW_BUSI_EXCEPTION"


@fact("s4hana-2.4-09", part="text:<code>/IWBEP/CM_MGW_RT/020</code>")
def test_errors_as_xml(talk: Transport) -> None:
    headers = {"authorization": BASIC, "accept": "application/atom+xml"}
    answer = talk.send("GET", f"{ROOT}/{ORDER}", None, headers)
    assert "<code>/IWBEP/CM_MGW_RT/020</code>" in answer.text
    assert answer.headers["content-type"].startswith("application/atom+xml")


@fact("s4hana-2.4-10", part="header:sap-message")
@fact("s4hana-2.4-11", part="header:sap-message")
@fact("s4hana-2.4-29", part="status")
def test_a_repeated_reference_is_a_warning(talk: Transport, world: World) -> None:
    world.erp.change_rule("duplicate_reference", mode="warn")
    place(talk)
    again = place(talk)
    assert again.status == 201
    message = json.loads(again.headers["sap-message"])
    assert (message["code"], message["severity"]) == ("SLS_LORD/025", "warning")
    assert set(message) == {"code", "message", "severity", "target", "transition", "details"}


def test_a_repeated_reference_is_refused_where_customizing_says_so(talk: Transport, world: World) -> None:
    world.erp.change_rule("duplicate_reference", mode="refuse")
    place(talk)
    answer = place(talk)
    assert (answer.status, error(answer)["code"]) == (400, "V4/115")
    assert "order 100001" in error(answer)["message"]["value"]


@fact("s4hana-2.4-12", part="body:error.code")
@fact("s4hana-2.4-13", part="body:error.message.value")
def test_a_missing_record(talk: Transport) -> None:
    found = error(get(talk, ORDER))
    assert found["code"] == "/IWBEP/CM_MGW_RT/020"
    assert found["message"]["value"] == "Resource not found for segment 'A_SalesOrderType'"


@fact("s4hana-2.4-14", part="status")
def test_a_missing_record_is_404(talk: Transport) -> None:
    for path in (ORDER, f"{ORDERS}/Nonsense", "API_NONE/A", f"{ORDER}/to_None"):
        assert get(talk, path).status == 404


@fact("s4hana-2.4-15", part="body:error.code")
def test_any_other_rule(talk: Transport, world: World) -> None:
    world.erp.change_rule("minimum_order", mode="refuse", value=Amount(100_000, "EUR"))
    refused(talk, 400, "/IWBEP/CM_MGW_RT/022")


@fact("s4hana-2.4-16", part="body:error.code")
def test_an_incomplete_document(talk: Transport, world: World) -> None:
    world.erp.change_rule("mandatory_fields", fields=("custom.sales_channel",))
    answer = place(talk)
    assert error(answer)["code"] == "SLS_LORD/009"
    assert "YY1_sales_channel_SDH" in error(answer)["message"]["value"]
    assert place(talk, YY1_sales_channel_SDH="web").status == 201


@fact("s4hana-2.4-17", part="header:sap-message")
def test_an_order_without_items_is_a_warning(talk: Transport) -> None:
    assert json.loads(place(talk, to_Item=None).headers["sap-message"])["code"] == "V1/293"


@fact("s4hana-2.4-19", part="body:error.message.value")
def test_no_sold_to_party(talk: Transport) -> None:
    message = error(place(talk, SoldToParty=None))["message"]["value"]
    assert message == "Please enter sold-to party or ship-to party"


@fact("s4hana-2.4-20", part="body:error.code")
def test_a_material_that_is_not_extended(talk: Transport, world: World) -> None:
    refused(talk, 400, "V1/382", to_Item=[item("Z")])


@fact("s4hana-2.4-21", part="body:error.code")
def test_a_blocked_material(talk: Transport, world: World) -> None:
    world.erp.items.set_status("A", "blocked")
    refused(talk, 400, "V1/028")


@fact("s4hana-2.4-22", part="body:error.code")
def test_a_change_of_what_cannot_be_changed(talk: Transport, world: World) -> None:
    place(talk)
    ship(talk, world)
    item_path = f"{ORDERS}/A_SalesOrderItem(SalesOrder='100001',SalesOrderItem='10')"
    answer = patch(talk, item_path, {"SalesDocumentRjcnReason": "61"})
    assert error(answer)["code"] == "V4/219"


@fact("s4hana-2.4-23", part="body:error.code")
def test_a_locked_document(talk: Transport, world: World) -> None:
    place(talk)
    world.erp.change_rule("document_lock", share=1.0)
    answer = patch(talk, ORDER, {"PurchaseOrderByCustomer": "M-2"})
    assert error(answer)["code"] == "V1/042"


@fact("s4hana-2.4-25", part="body:error.code")
def test_credit_is_refused_where_customizing_says_so(talk: Transport, world: World) -> None:
    world.erp.change_rule("credit_limit", mode="refuse")
    world.erp.customers.set_credit_limit(world.customer, 100)
    refused(talk, 400, "V1/150", YY1_Prepaid_SDH=None)


@fact("s4hana-2.4-26", part="body:d.TotalCreditCheckStatus")
@fact("s4hana-2.5-04", part="body:d.TotalCreditCheckStatus")
def test_credit_blocks_the_order_else(talk: Transport, world: World) -> None:
    world.erp.change_rule("credit_limit", mode="hold")
    world.erp.customers.set_credit_limit(world.customer, 100)
    made = place(talk, YY1_Prepaid_SDH=None)
    assert made.data["d"]["TotalCreditCheckStatus"] == "B"
    assert json.loads(made.headers["sap-message"])["code"] == "V1/150"


@fact("s4hana-2.4-27", part="body:error.code")
def test_a_blocked_customer(talk: Transport, world: World) -> None:
    world.erp.change_rule("blocked_customer", mode="refuse")
    world.erp.customers.set_blocked(world.customer, True)
    refused(talk, 400, "V1/154")


@fact("s4hana-2.4-28", part="text:201(F5)")
def test_a_closed_period(talk: Transport, world: World) -> None:
    place(talk, YY1_Prepaid_SDH=None)
    world.erp.change_rule("posting_periods", mode="postings")
    world.erp.close_period("2025-11")
    answer = talk.send("POST", SOAP, entry(), {"content-type": "text/xml"})
    assert "<TypeID>201(F5)</TypeID>" in answer.text
    assert not world.erp.payments.by_number


REFUSALS: dict[str, dict[str, Any]] = {
    "unknown customer": {"SoldToParty": "99999"},
    "no customer": {"SoldToParty": None},
    "unknown item": {"to_Item": [item("Z")]},
    "unknown currency": {"TransactionCurrency": "XTS"},
    "unknown plant": {"to_Item": [{**item(), "ProductionPlant": "Z"}]},
    "unknown unit": {"to_Item": [{**item(), "RequestedQuantityUnit": "BOX"}]},
    "unknown property": {"Nonsense": 1},
    "wrong type": {"PurchaseOrderByCustomer": 7},
    "negative price": {"to_Item": [item(price="-1")]},
    "no quantity": {"to_Item": [item(quantity="0")]},
    "discount": {
        "to_Item": [
            {**item(), "to_PricingElement": [{"ConditionType": "DRV1", "ConditionRateValue": "-1000"}]}
        ]
    },
    "country": {"to_Partner": [{"PartnerFunction": "SH", "to_Address": [{"Country": "Germany"}]}]},
}


@pytest.mark.parametrize("why", REFUSALS)
@pytest.mark.parametrize("over_http", [False, True])
def test_refusals_leave_the_books_as_they_were(why: str, over_http: bool) -> None:
    world = World(dialect="s4hana")
    talk = Transport(world.erp, over_http=over_http)
    answer = place(talk, **REFUSALS[why])
    assert answer.status == 400, answer
    assert error(answer)["message"]["value"]
    assert not world.erp.orders.by_number
    assert {(row.item, row.allocated) for row in world.erp.stock.rows()} == {("A", 0), ("B", 0), ("C", 0)}


def test_refusals_keep_their_meaning() -> None:
    world = World(dialect="s4hana")
    talk = Transport(world.erp)
    log_in(talk)
    surface = Surface(world.erp, dialect("s4hana"))
    from fake_erp.messages import Request

    headers = {"authorization": BASIC, "accept": "application/json"}
    meanings = []
    for path in (ORDER, f"{ORDERS}/A_SalesOrder?$filter=x", f"{ORDERS}/A_SalesOrder?$top=x"):
        target, _, query = path.partition("?")
        reply = surface.handle(Request("GET", f"{ROOT}/{target}", query, dict(headers)))
        meanings.append((reply.status, reply.meaning, bool(reply.reason)))
    assert meanings == [(404, 404, True), (400, 400, True), (400, 400, True)]
    assert post(talk, f"{ORDERS}/A_SalesOrderText", {}).status == 405
