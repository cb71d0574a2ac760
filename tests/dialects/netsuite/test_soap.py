"""SuiteTalk SOAP."""

from __future__ import annotations

import base64
import hmac
from typing import Any

import pytest

from fake_erp import ErpConfig, Request
from fake_erp.access.config import CallLimits
from tests.dialects.facts import fact
from tests.dialects.netsuite.calls import keys_of
from tests.dialects.transport import Answer, Transport
from tests.erp.world import World

DIALECT = "netsuite"
PORT = "/services/NetSuitePort_2023_2"
ENVELOPE = """<?xml version="1.0"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Header>{header}</soapenv:Header>
<soapenv:Body>{body}</soapenv:Body></soapenv:Envelope>"""
ORDER = """<record xsi:type="tranSales:SalesOrder" externalId="{reference}"><entity internalId="100001"/>
<currency internalId="1"/><itemList><item><item internalId="1"/><quantity>2.0</quantity>
<rate>19.99</rate></item></itemList>
<customFieldList><customField scriptId="custbody_gift" xsi:type="StringCustomFieldRef"><value>yes</value></customField>
</customFieldList></record>"""


def passport(talk: Transport, nonce: str, secret: str = "") -> str:
    keys = keys_of(talk.erp)
    parts = [keys["account"], keys["consumer_key"], keys["token_id"], nonce, str(talk.erp.now() // 1000)]
    key = f"{keys['consumer_secret']}&{secret or keys['token_secret']}".encode()
    signature = base64.b64encode(hmac.digest(key, "&".join(parts).encode(), "sha256")).decode()
    names = ("account", "consumerKey", "token", "nonce", "timestamp")
    inner = "".join(f"<{name}>{part}</{name}>" for name, part in zip(names, parts, strict=True))
    return f'<tokenPassport>{inner}<signature algorithm="HMAC-SHA256">{signature}</signature></tokenPassport>'


def call(talk: Transport, body: str, nonce: str = "n1", **more: str) -> Answer:
    text = ENVELOPE.format(header=passport(talk, nonce, **more), body=body)
    headers = {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": body[1:].partition(">")[0]}
    return talk.send("POST", PORT, text, headers)


def test_an_order_is_added_got_searched_and_upserted(talk: Transport) -> None:
    added = call(talk, f"<add>{ORDER.format(reference='M-1')}</add>")
    assert (added.status, 'isSuccess="true"' in added.text) == (200, True), added.text
    assert 'internalId="1000011"' in added.text
    order = talk.erp.orders.get("SO100001")
    assert (order.external_reference, order.lines[0].quantity, order.custom) == ("M-1", 2, {"gift": "yes"})
    got = call(talk, '<get><baseRef xsi:type="RecordRef" type="salesOrder" externalId="M-1"/></get>', "n2")
    assert "<tranId>SO100001</tranId>" in got.text
    search = """<search><searchRecord xsi:type="TransactionSearchBasic"><externalIdString operator="is">
    <searchValue>M-1</searchValue></externalIdString></searchRecord></search>"""
    assert "<totalRecords>1</totalRecords>" in call(talk, search, "n3").text
    again = call(talk, f"<upsert>{ORDER.format(reference='M-1')}</upsert>", "n4")
    assert 'internalId="1000011"' in again.text
    assert len(talk.erp.orders.by_number) == 1


@fact("netsuite-4.3-02", part="text:This record already exists.")
def test_a_refused_record_is_a_status(talk: Transport) -> None:
    call(talk, f"<add>{ORDER.format(reference='M-1')}</add>")
    again = call(talk, f"<add>{ORDER.format(reference='M-1')}</add>", "n2")
    assert again.status == 200
    assert 'isSuccess="false"' in again.text
    assert "This record already exists." in again.text


def test_user_and_password_will_do(talk: Transport) -> None:
    header = "<passport><email>shop</email><password>secret</password></passport>"
    text = ENVELOPE.format(header=header, body="<getServerTime/>")
    assert "<serverTime>2025-11-28T05:00:00.000Z" in talk.send("POST", PORT, text).text
    wrong = text.replace("secret", "wrong")
    assert "InvalidCredentialsFault" in talk.send("POST", PORT, wrong).text


def test_a_wrong_passport_is_a_fault(talk: Transport) -> None:
    assert "InvalidCredentialsFault" in call(talk, "<getServerTime/>", secret="wrong").text
    assert call(talk, "<getServerTime/>").status == 200
    assert call(talk, "<getServerTime/>").status == 500


@fact("netsuite-4.4-18", part="text:ExceededConcurrentRequestLimitFault")
def test_too_many_requests_are_a_fault(talk: Transport) -> None:
    world = World(ErpConfig(limits=CallLimits(concurrency=1)), dialect="netsuite")
    busy = Transport(world.erp)
    busy.alter = talk.alter
    world.erp.admission.limits.enter()
    assert "ExceededConcurrentRequestLimitFault" in call(busy, "<getServerTime/>").text


@fact("netsuite-4.4-18", part="text:InsufficientPermissionFault")
def test_a_missing_permission_is_a_fault(talk: Transport, world: World) -> None:
    world.erp.change_rule("permissions", operations=("order.create",))
    assert "InsufficientPermissionFault" in call(talk, f"<add>{ORDER.format(reference='M-1')}</add>").text


BOMB = '<!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>'


@pytest.mark.parametrize(
    "body", ["", "<", BOMB, "<a/>", "<a>" * 5000, "\x00", ENVELOPE.format(header="", body="")]
)
def test_what_is_no_envelope_is_refused(talk: Transport, body: Any) -> None:
    answer = talk.send("POST", PORT, body)
    assert "Fault" in answer.text
    assert not talk.erp.orders.by_number
    assert talk.surface.handle(Request("POST", PORT)).media.startswith("text/xml")


def test_calls_that_are_not_offered(talk: Transport) -> None:
    for number, body in enumerate(("<fly/>", "<add/>", "<get><baseRef type='plane' internalId='1'/></get>")):
        assert 'isSuccess="false"' in call(talk, body, f"n{number}").text
