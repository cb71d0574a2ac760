"""Facts about sales orders in Oracle Fusion Order Management."""

from __future__ import annotations

from typing import Any

from tests.erp.world import World

from ..facts import fact
from ..transport import Answer, Transport
from .speaker import REST, OracleSpeaker

DIALECT = "oracle_fusion"
HUB = f"{REST}/salesOrdersForOrderHub"
ACTIONS = f"{REST}/salesOrderActionRequests"


def logged_in(talk: Transport) -> OracleSpeaker:
    speaker = OracleSpeaker(talk)
    speaker.login()
    return speaker


def post(talk: Transport, world: World, **changes: Any) -> Answer:
    document = logged_in(talk).document(world.order())
    document |= {"SourceTransactionSystem": "WEB", **changes}
    sent = {name: value for name, value in document.items() if value is not None}
    return talk.send("POST", HUB, sent)


@fact("oracle_fusion-7-01", part="status")
def test_an_order_is_created(talk: Transport, world: World) -> None:
    assert post(talk, world).status == 201


@fact("oracle_fusion-7-02", part="status")
def test_the_source_is_mandatory(talk: Transport, world: World) -> None:
    names = ("SourceTransactionNumber", "SourceTransactionSystem", "SourceTransactionId")
    assert [post(talk, world, **{name: None}).status for name in names] == [400, 400, 400]


@fact("oracle_fusion-7-03", part="body:OrderKey")
def test_the_order_key(talk: Transport, world: World) -> None:
    post(talk, world)
    assert talk.send("GET", f"{HUB}/WEB:R1").data["OrderKey"] == "WEB:R1"
    assert talk.send("GET", f"{HUB}/OPS:R1").status == 404


@fact("oracle_fusion-7-04", part="body:HeaderId")
def test_the_header_id(talk: Transport, world: World) -> None:
    header = post(talk, world).data["HeaderId"]
    assert talk.send("GET", f"{HUB}/{header}").data["HeaderId"] == 100001


@fact("oracle_fusion-7-05", part="body:StatusCode")
def test_a_draft(talk: Transport, world: World) -> None:
    assert post(talk, world, SubmittedFlag=False).data["StatusCode"] == "DOO_DRAFT"


@fact("oracle_fusion-7-06", part="body:StatusCode")
def test_a_submitted_order(talk: Transport, world: World) -> None:
    assert post(talk, world).data["StatusCode"] == "OPEN"


@fact("oracle_fusion-7-07", part="body:o:errorDetails[0].detail")
def test_a_repeated_source_transaction(talk: Transport, world: World) -> None:
    post(talk, world)
    again = post(talk, world)
    assert (again.status, len(world.erp.orders.by_number)) == (400, 1)
    assert "WEB:R1 already exists" in again.data["o:errorDetails"][0]["detail"]


@fact("oracle_fusion-7-08", part="header:content-type")
def test_the_media_type(talk: Transport, world: World) -> None:
    assert post(talk, world).headers["content-type"] == "application/vnd.oracle.adf.resourceitem+json"


@fact("oracle_fusion-7-09", part="body:o:errorDetails[0].o:errorPath")
def test_error_details(talk: Transport, world: World) -> None:
    body = post(talk, world, BuyingPartyNumber="C9").data
    assert (body["title"], body["status"]) == ("Bad Request", "400")
    (detail,) = body["o:errorDetails"]
    assert sorted(detail) == ["detail", "o:errorCode", "o:errorPath"]
    assert detail["o:errorPath"] == "/BuyingPartyNumber"


@fact("oracle_fusion-7-10", part="header:content-type")
def test_plain_text(talk: Transport) -> None:
    logged_in(talk)
    talk.headers["rest-framework-version"] = "1"
    answer = talk.send("GET", f"{HUB}/OPS:none")
    assert answer.headers["content-type"].startswith("text/plain")
    assert answer.text == "The sales order OPS:none doesn't exist."


def act(talk: Transport, world: World, action: str) -> Answer:
    alter, talk.alter = talk.alter, None
    header = post(talk, world, SubmittedFlag=False).data["HeaderId"]
    talk.alter = alter
    return talk.send(
        "POST", ACTIONS, {"ActionCode": action, "HeaderId": header, "ActionRequestTrackingId": 1}
    )


@fact("oracle_fusion-7-11", part="body:StatusCode")
def test_an_action_is_accepted(talk: Transport, world: World) -> None:
    assert act(talk, world, "ORA_FOM_SUBMIT_ORDER").data["StatusCode"] == "PRE_PROCESSING"
    assert world.erp.orders.get("SO100001").status == "released"


@fact("oracle_fusion-7-12", part="body:OutcomeCode")
def test_the_outcome_comes_later(talk: Transport, world: World) -> None:
    job = act(talk, world, "ORA_FOM_CANCEL_ORDER").data["ActionRequestId"]
    again = {"ActionCode": "ORA_FOM_CANCEL_ORDER", "HeaderId": 100001, "ActionRequestTrackingId": 2}
    second = talk.send("POST", ACTIONS, again).data["ActionRequestId"]
    outcomes = [talk.send("GET", f"{ACTIONS}/{each}").data["OutcomeCode"] for each in (job, second)]
    assert outcomes == ["SUCCESS", "ERROR"]


@fact("oracle_fusion-7-13", part="status")
def test_basic(talk: Transport) -> None:
    logged_in(talk)
    assert talk.send("GET", HUB).status == 200
    talk.headers["authorization"] = "Basic bm86bm8="
    assert talk.send("GET", HUB).status == 401


@fact("oracle_fusion-7-14", part="status")
def test_bearer(talk: Transport) -> None:
    login = talk.erp.dialect.login("shop", "secret")
    form = (
        f"grant_type=client_credentials&client_id={login['client_id']}&client_secret={login['client_secret']}"
    )
    token = talk.send("POST", login["token_url"], form).data["access_token"]
    assert talk.send("GET", HUB, headers={"authorization": f"bearer {token}"}).status == 200


@fact("oracle_fusion-7-15", part="body:limit")
def test_a_collection(talk: Transport) -> None:
    logged_in(talk)
    body = talk.send("GET", f"{REST}/itemsV2").data
    assert (body["count"], body["hasMore"], body["limit"], body["offset"]) == (3, False, 25, 0)
    page = talk.send("GET", f"{REST}/itemsV2?limit=2&onlyData=true&fields=ItemNumber").data
    assert (page["items"], page["hasMore"]) == ([{"ItemNumber": "A"}, {"ItemNumber": "B"}], True)


@fact("oracle_fusion-7-16", part="body:items[0].OrderNumber")
def test_q(talk: Transport, world: World) -> None:
    post(talk, world)
    query = "q=SourceTransactionNumber%3D%27R1%27;StatusCode=OPEN"
    assert talk.send("GET", f"{HUB}?{query}").data["items"][0]["OrderNumber"] == "SO100001"


@fact("oracle_fusion-7-17", part="body:totalResults")
def test_total_results(talk: Transport) -> None:
    logged_in(talk)
    assert talk.send("GET", f"{REST}/itemsV2?totalResults=true").data["totalResults"] == 3
    assert "totalResults" not in talk.send("GET", f"{REST}/itemsV2").data


@fact("oracle_fusion-7-18", part="status")
def test_only_drafts_are_deleted(talk: Transport, world: World) -> None:
    post(talk, world)
    assert talk.send("DELETE", f"{HUB}/WEB:R1").status == 400
    post(talk, world, SubmittedFlag=False, SourceTransactionId="R2")
    assert talk.send("DELETE", f"{HUB}/WEB:R2").status == 204


@fact("oracle_fusion-7-20", part="body:items[0].ProductNumber")
def test_children(talk: Transport, world: World) -> None:
    post(talk, world)
    assert talk.send("GET", f"{HUB}/WEB:R1/child/lines").data["items"][0]["ProductNumber"] == "A"


def test_lines_are_changed(talk: Transport, world: World) -> None:
    post(talk, world, SubmittedFlag=False)
    change = {"lines": [{"SourceTransactionLineId": "1", "OrderedQuantity": 5}]}
    assert talk.send("PATCH", f"{HUB}/WEB:R1", change).status == 200
    assert world.erp.orders.get("SO100001").lines[0].quantity == 5
