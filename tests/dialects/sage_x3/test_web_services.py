"""Facts about the web services of Sage X3."""

from __future__ import annotations

from typing import Any

from tests.erp.world import World

from ..facts import fact
from ..transport import Answer, Transport
from .speaker import REST, SDataSpeaker, SoapSpeaker, header

DIALECT = "sage_x3"
LINES = [{"ITMREF": "A", "QTY": 2, "GROPRI": "19.99"}]


def soap(talk: Transport) -> SoapSpeaker:
    speaker = SoapSpeaker(talk)
    speaker.login()
    return speaker


def save(talk: Transport, world: World, **changes: Any) -> Answer:
    speaker = soap(talk)
    return speaker.send("save", "SOH", speaker.param({**header(world.order()), **changes}, LINES))


def post(talk: Transport, world: World, **changes: Any) -> Answer:
    SDataSpeaker(talk).login()
    body = {**header(world.order()), "SOH4": LINES, **changes}
    return talk.send("POST", f"{REST}/SORDER?representation=SORDER.$create", body)


@fact("sage_x3-7-01", part="text:wss:saveResponse")
def test_save(talk: Transport, world: World) -> None:
    assert "<wss:saveResponse>" in save(talk, world).text
    assert world.erp.orders.get("SO100001").status == "released"


@fact("sage_x3-7-02", part="text:pool")
def test_the_pool(talk: Transport) -> None:
    speaker = soap(talk)
    answer = speaker.send("query", "SOH", speaker.keys(CUSORDREF="R1"), pool="OTHER")
    assert "No pool of the alias" in answer.text
    assert "<status>0</status>" in answer.text


@fact("sage_x3-7-03", part="status")
def test_basic(talk: Transport) -> None:
    speaker = soap(talk)
    assert speaker.send("query", "BPC", speaker.keys()).status == 200
    talk.headers["authorization"] = "Basic bm86bm8="
    assert speaker.send("query", "BPC", speaker.keys()).status == 401


@fact("sage_x3-7-04", part="text:<type>3</type>")
def test_a_refusal_of_soap(talk: Transport, world: World) -> None:
    answer = save(talk, world, BPCORD="C9")
    assert answer.status == 200
    assert "<status>0</status>" in answer.text
    assert "<type>3</type>" in answer.text


@fact("sage_x3-7-05", part="text:FLD")
def test_result_xml(talk: Transport, world: World) -> None:
    text = save(talk, world).text
    assert "&lt;RESULT&gt;&lt;GRP ID=" in text
    assert '&lt;FLD NAME="SOHNUM" TYPE="Char"&gt;SO100001&lt;/FLD&gt;' in text
    assert '&lt;TAB DIM="200" ID="SOH4_1" SIZE="1"&gt;&lt;LIN NUM="1"&gt;' in text


@fact("sage_x3-7-06", part="text:<status>1</status>")
def test_object_xml(talk: Transport, world: World) -> None:
    assert "<status>1</status>" in save(talk, world).text
    assert [line.quantity for line in world.erp.orders.get("SO100001").lines] == [2]
    speaker = soap(talk)
    assert "<status>0</status>" in speaker.send("save", "SOH", "<objectXml>&lt;PARAM</objectXml>").text


@fact("sage_x3-7-07", part="text:<status>1</status>")
def test_a_reference_is_not_unique(talk: Transport, world: World) -> None:
    world.erp.change_rule("duplicate_reference", mode="accept")
    assert all("<status>1</status>" in save(talk, world).text for _ in range(2))


@fact("sage_x3-7-08", part="body:$resources[0].SOHNUM")
def test_sdata(talk: Transport, world: World) -> None:
    post(talk, world)
    body = talk.send(
        "GET", f"{REST}/SORDER?representation=SORDER.$query&where=CUSORDREF%20eq%20%22R1%22"
    ).data
    assert [row["SOHNUM"] for row in body["$resources"]] == ["SO100001"]


@fact("sage_x3-7-09", part="body:$itemsPerPage")
def test_a_list_of_sdata(talk: Transport) -> None:
    SDataSpeaker(talk).login()
    body = talk.send("GET", f"{REST}/ITMMASTER?count=2").data
    assert (body["$itemsPerPage"], len(body["$resources"]), "$next" in body["$links"]) == (2, 2, True)


@fact("sage_x3-7-10", part="body:$diagnoses[0].$severity")
def test_a_refusal_of_sdata(talk: Transport, world: World) -> None:
    answer = post(talk, world, BPCORD="C9")
    (diagnosis,) = answer.data["$diagnoses"]
    assert (answer.status, diagnosis["$severity"], diagnosis["$propName"]) == (400, "error", "BPCORD")


@fact("sage_x3-7-13", part="text:LIN")
def test_a_query_of_soap(talk: Transport) -> None:
    speaker = soap(talk)
    answer = speaker.send("query", "ITM", f"{speaker.keys(ITMREF='*')}<listSize>2</listSize>")
    assert answer.text.count("&lt;LIN ") == 2


@fact("sage_x3-7-14", part="text:20251128")
def test_dates(talk: Transport, world: World) -> None:
    assert '"ORDDAT" TYPE="Char"&gt;20251128&lt;' in save(talk, world, ZORDTIM="").text


def test_unknown_properties_of_sdata(talk: Transport, world: World) -> None:
    assert post(talk, world, NOPE=1).status == 400


@fact("sage_x3-7-12", part="status")
def test_a_pool_has_a_limited_number_of_sessions(talk: Transport, world: World) -> None:
    speaker = soap(talk)
    world.erp.limits.configure(concurrency=1)
    assert speaker.send("query", "BPC", speaker.keys()).status == 200
    world.erp.limits.in_service = 1
    assert speaker.send("query", "BPC", speaker.keys()).status == 429
