"""Facts about sales orders in Epicor Kinetic."""

from __future__ import annotations

import json
from typing import Any

from fake_erp import configured_rules
from tests.erp.world import World

from ..facts import fact
from ..transport import Answer, Transport
from .speaker import REST, SALES, EpicorSpeaker

DIALECT = "epicor"
ORDERS = f"{REST}/{SALES}/SalesOrders"


def logged_in(talk: Transport) -> EpicorSpeaker:
    speaker = EpicorSpeaker(talk)
    speaker.login()
    return speaker


def post(talk: Transport, world: World, **changes: Any) -> Answer:
    header = logged_in(talk).header(world.order())
    return talk.send(
        "POST", ORDERS, {**header, "OrderDtls": [{"PartNum": "A", "SellingQuantity": 2}], **changes}
    )


@fact("epicor-7-01", part="body:OrderNum")
def test_an_order_is_created(talk: Transport, world: World) -> None:
    answer = post(talk, world)
    assert (answer.status, answer.data["OrderNum"]) == (201, 100001)


@fact("epicor-7-02", part="body:returnObj.OrderHed[0].PONum")
def test_a_method(talk: Transport, world: World) -> None:
    post(talk, world)
    answer = talk.send("GET", f"{REST}/{SALES}/GetByID?orderNum=100001")
    assert answer.data["returnObj"]["OrderHed"][0]["PONum"] == "R1"
    assert answer.data["returnObj"]["OrderDtl"][0]["PartNum"] == "A"


@fact("epicor-7-03", part="status")
def test_the_api_key(talk: Transport) -> None:
    logged_in(talk)
    del talk.headers["x-api-key"]
    assert talk.send("GET", ORDERS).status == 403


@fact("epicor-7-04", part="status")
def test_basic(talk: Transport) -> None:
    logged_in(talk)
    assert talk.send("GET", ORDERS).status == 200
    talk.headers["authorization"] = "Basic bm86bm8="
    assert talk.send("GET", ORDERS).status == 401


@fact("epicor-7-05", part="status")
def test_bearer(talk: Transport) -> None:
    logged_in(talk)
    login = talk.erp.dialect.login("shop", "secret")
    given = {"username": login["user"], "password": login["password"]}
    token = talk.send("POST", login["token_url"], headers=given).data["AccessToken"]
    talk.headers["authorization"] = f"Bearer {token}"
    assert talk.send("GET", ORDERS).status == 200


@fact("epicor-7-06", part="body:ReasonPhrase")
def test_the_shape_of_a_refusal(talk: Transport, world: World) -> None:
    body = post(talk, world, CustNum=9).data
    names = {"HttpStatus", "ReasonPhrase", "ErrorMessage", "ErrorType", "ErrorDetails", "CorrelationId"}
    assert (set(body), body["ReasonPhrase"]) == (names, "REST API Exception")


@fact("epicor-7-07", part="body:ErrorType")
def test_the_type_of_a_refusal(talk: Transport, world: World) -> None:
    answer = post(talk, world, CustNum=9)
    assert (answer.status, answer.data["ErrorType"]) == (400, "Ice.Common.BusinessObjectException")


@fact("epicor-7-08", part="body:ErrorDetails[0].Field")
def test_error_details(talk: Transport, world: World) -> None:
    (detail,) = post(talk, world, CustNum=9).data["ErrorDetails"]
    assert list(detail) == ["Message", "Type", "Program", "Method", "Table", "Field"]
    assert detail["Field"] == "CustomerCustID"


@fact("epicor-7-09", part="body:ErrorMessage")
def test_an_unknown_part(talk: Transport, world: World) -> None:
    answer = post(talk, world, OrderDtls=[{"PartNum": "no", "SellingQuantity": 1}])
    assert (answer.status, answer.data["ErrorMessage"]) == (400, "Part is required.")


@fact("epicor-7-10", part="status")
def test_a_po_number_is_not_unique(talk: Transport, world: World) -> None:
    world.erp.change_rule("duplicate_reference", mode="accept")
    assert [post(talk, world).status for _ in range(2)] == [201, 201]


@fact("epicor-7-11", part="body:parameters.ds.OrderHed[0].OrderNum")
def test_a_data_set(talk: Transport, world: World) -> None:
    header = {**logged_in(talk).header(world.order()), "RowMod": "A"}
    line = {"PartNum": "A", "SellingQuantity": 2, "RowMod": "A"}
    answer = talk.send("POST", f"{REST}/{SALES}/Update", {"ds": {"OrderHed": [header], "OrderDtl": [line]}})
    assert answer.data["parameters"]["ds"]["OrderHed"][0]["OrderNum"] == 100001
    assert (
        talk.send("POST", f"{REST}/{SALES}/Update", {"ds": {"OrderHed": [{**header, "RowMod": ""}]}}).status
        == 400
    )


@fact("epicor-7-12", part="body:CreditHold")
def test_credit_hold(talk: Transport, world: World) -> None:
    world.erp.set_rules(configured_rules(credit_limit="hold"))
    world.erp.customers.set_credit_limit(world.customer, 1)
    answer = post(talk, world, ReadyToFulfill=True, Prepaid_c=False)
    assert (answer.status, answer.data["CreditHold"]) == (201, True)


@fact("epicor-7-14", part="status")
def test_call_settings(talk: Transport) -> None:
    logged_in(talk)
    settings = json.dumps({"Company": "EPIC06", "Plant": "MfgSys"})
    assert talk.send("GET", ORDERS, headers={"CallSettings": settings}).status == 200


@fact("epicor-7-15", part="body:gift_note_c")
def test_free_fields(talk: Transport, world: World) -> None:
    assert post(talk, world, gift_note_c="for Bob").data["gift_note_c"] == "for Bob"
    assert world.erp.orders.get("SO100001").custom["gift_note"] == "for Bob"


@fact("epicor-7-13", part="body:value[0].OrderHed_PONum")
def test_a_query(talk: Transport, world: World) -> None:
    post(talk, world)
    rows = talk.send(
        "GET", f"{REST}/BaqSvc/GoliveOrders/Data?$filter=OrderHed_PONum eq 'R1'".replace(" ", "%20")
    )
    assert [(row["OrderHed_PONum"], row["OrderHed_OrderNum"]) for row in rows.data["value"]] == [
        ("R1", 100001)
    ]
    lines = talk.send("GET", f"{REST}/BaqSvc/GoliveOrderLines/Data").data["value"]
    assert [row["OrderDtl_PartNum"] for row in lines] == ["A"]
    assert talk.send("GET", f"{REST}/BaqSvc/Nothing/Data").status == 404


def test_rows_come_page_by_page(talk: Transport, world: World) -> None:
    for at in range(3):
        post(talk, world, PONum=f"R{at}")
    asked = {"whereClauseOrderHed": "PONum <> 'R1'", "pageSize": 1, "absolutePage": 1}
    first = talk.send("POST", f"{REST}/{SALES}/GetRows", asked)
    assert [row["PONum"] for row in first.data["returnObj"]["OrderHed"]] == ["R0"]
    assert [row["PartNum"] for row in first.data["returnObj"]["OrderDtl"]] == ["A"]
    assert first.data["parameters"]["morePages"]
    last = talk.send("POST", f"{REST}/{SALES}/GetRows", {**asked, "absolutePage": 2})
    assert [row["PONum"] for row in last.data["returnObj"]["OrderHed"]] == ["R2"]
    assert not last.data["parameters"]["morePages"]
    assert talk.send("POST", f"{REST}/{SALES}/GetRows", {"pageSize": "x"}).status == 400


def test_a_new_header_is_filled_in_and_saved(talk: Transport, world: World) -> None:
    speaker = logged_in(talk)
    ds = talk.send("POST", f"{REST}/{SALES}/GetNewOrderHed", {"ds": {}}).data["parameters"]["ds"]
    (head,) = ds["OrderHed"]
    assert (head["OrderNum"], head["RowMod"], head["PONum"]) == (0, "A", None)
    assert not world.erp.orders.by_number
    filled = {**head, **speaker.header(world.order()), "OrderNum": 0}
    saved = talk.send("POST", f"{REST}/{SALES}/Update", {"ds": {"OrderHed": [filled], "OrderDtl": []}})
    assert saved.data["parameters"]["ds"]["OrderHed"][0]["OrderNum"] == 100001
    assert world.erp.orders.get("SO100001").external_reference == "R1"
