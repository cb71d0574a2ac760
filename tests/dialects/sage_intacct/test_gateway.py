"""Facts about the XML gateway of Sage Intacct."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import fromstring

from tests.erp.world import World

from ..facts import fact
from ..transport import Answer, Transport
from .speaker import GATEWAY, IntacctSpeaker, tag, tree

DIALECT = "sage_intacct"


def logged_in(talk: Transport) -> IntacctSpeaker:
    speaker = IntacctSpeaker(talk)
    alter, talk.alter = talk.alter, None
    speaker.login()
    talk.alter = alter
    return speaker


def post(talk: Transport, world: World, **changes: Any) -> Answer:
    speaker = logged_in(talk)
    return speaker.send(speaker.transaction(world.order(**changes)))


@fact("sage_intacct-7-01", part="text:<status>success</status>")
def test_the_gateway(talk: Transport, world: World) -> None:
    assert "<status>success</status>" in post(talk, world).text
    assert talk.send("GET", GATEWAY).status == 405


@fact("sage_intacct-7-02", part="text:<controlid>c0</controlid>")
def test_the_control_block_comes_back(talk: Transport, world: World) -> None:
    control = fromstring(post(talk, world).text).find("control")
    assert control is not None
    shown = {name: control.findtext(name) for name in ("senderid", "controlid", "uniqueid", "dtdversion")}
    assert shown == {"senderid": "shop_sender", "controlid": "c0", "uniqueid": "false", "dtdversion": "3.0"}


@fact("sage_intacct-7-03", part="text:sessionid")
def test_a_session(talk: Transport) -> None:
    speaker = IntacctSpeaker(talk)
    speaker.login()
    assert speaker.session
    assert "<userid>" not in speaker.body()
    assert speaker.find_customer("ann@example.com")


@fact("sage_intacct-7-04", part="text:<key>Sales Order-SO100001</key>")
def test_the_key_of_an_order(talk: Transport, world: World) -> None:
    assert "<key>Sales Order-SO100001</key>" in post(talk, world).text


@fact("sage_intacct-7-05", part="status")
def test_a_failure_has_status_200(talk: Transport, world: World) -> None:
    answer = post(talk, world, customer="C9")
    assert (answer.status, "<status>failure</status>" in answer.text) == (200, True)


@fact("sage_intacct-7-06", part="text:errorno")
def test_the_shape_of_an_error(talk: Transport, world: World) -> None:
    error = fromstring(post(talk, world, customer="C9").text).find("operation/result/errormessage/error")
    assert error is not None
    assert [each.tag for each in error] == ["errorno", "description", "description2", "correction"]


@fact("sage_intacct-7-07", part="text:Sign-in information is incorrect")
def test_a_wrong_user(talk: Transport) -> None:
    speaker = IntacctSpeaker(talk)
    speaker.keys = talk.erp.dialect.login("shop", "secret") | {"user_password": "wrong"}
    speaker.session = ""
    error = fromstring(speaker.send(tree("getAPISession", "")).text).find("operation/errormessage/error")
    assert error is not None
    assert (error.findtext("errorno"), error.findtext("description2")) == (
        "XL03000006",
        "Sign-in information is incorrect",
    )


@fact("sage_intacct-7-08", part="text:Incorrect Intacct XML Partner ID or password.")
def test_a_wrong_sender(talk: Transport) -> None:
    speaker = IntacctSpeaker(talk)
    speaker.keys = talk.erp.dialect.login("shop", "secret") | {"sender_password": "wrong"}
    speaker.session = ""
    root = fromstring(speaker.send(tree("getAPISession", "")).text)
    assert root.findtext("control/status") == "failure"
    assert root.findtext("errormessage/error/description2") == "Incorrect Intacct XML Partner ID or password."


@fact("sage_intacct-7-09", part="text:<status>failure</status>")
def test_a_control_id_is_used_once(talk: Transport, world: World) -> None:
    speaker = logged_in(talk)
    speaker.unique = True
    for _ in range(2):
        answer = speaker.send(speaker.transaction(world.order()))
    assert "<status>failure</status>" in answer.text
    assert len(world.erp.orders.by_number) == 1


@fact("sage_intacct-7-10", part="text:<key>Sales Order-SO100002</key>")
def test_the_same_request_again(talk: Transport, world: World) -> None:
    world.erp.change_rule("duplicate_reference", mode="accept")
    post(talk, world)
    assert "<key>Sales Order-SO100002</key>" in post(talk, world).text


@fact("sage_intacct-7-11", part="text:<function>create_sotransaction</function>")
def test_several_functions(talk: Transport, world: World) -> None:
    speaker = logged_in(talk)
    wrong = speaker.transaction(world.order(customer="C9", external_reference="R2"))
    root = fromstring(speaker.send(speaker.transaction(world.order()), wrong).text)
    results = root.findall("operation/result")
    assert [each.findtext("status") for each in results] == ["success", "failure"]
    assert {each.findtext("function") for each in results} == {"create_sotransaction"}


@fact("sage_intacct-7-14", part="text:totalcount")
def test_read_by_query(talk: Transport) -> None:
    speaker = logged_in(talk)
    asked = tag("object", "ITEM") + tag("fields", "ITEMID") + tag("query", "") + tag("pagesize", 2)
    data = fromstring(speaker.send(tree("readByQuery", asked)).text).find("operation/result/data")
    assert data is not None
    assert dict(data.attrib) == {
        "listtype": "item",
        "count": "2",
        "totalcount": "3",
        "numremaining": "1",
        "resultId": "",
    }
    assert [each.findtext("ITEMID") for each in data] == ["A", "B"]


def test_entities_are_refused(talk: Transport) -> None:
    body = '<!DOCTYPE a [<!ENTITY x "y">]><request>&x;</request>'
    assert "<status>failure</status>" in talk.send("POST", GATEWAY, body).text


def test_a_draft_is_released(talk: Transport, world: World) -> None:
    post(talk, world, release=False)
    speaker = logged_in(talk)
    speaker.run(
        f'<update_sotransaction key="Sales Order-SO100001">{tag("state", "Pending")}</update_sotransaction>'
    )
    assert world.erp.orders.get("SO100001").status == "released"


@fact("sage_intacct-7-12", part="status")
def test_a_performance_tier_limits_concurrent_requests(talk: Transport, world: World) -> None:
    speaker = logged_in(talk)
    world.erp.limits.configure(concurrency=1)
    assert speaker.send(speaker.transaction(world.order())).status == 200
    world.erp.limits.in_service = 1
    assert speaker.send(speaker.transaction(world.order())).status == 429
