"""An order is booked and answered as failed, in the form of each product."""

from __future__ import annotations

import xmlrpc.client
from collections.abc import Callable

import pytest

from tests.dialects.business_central.calls import Caller, order_body
from tests.dialects.business_one import helping as b1
from tests.dialects.erpnext import speaking as frappe
from tests.dialects.netsuite.calls import RECORD, detail, order_of, signed_in
from tests.dialects.odoo import calls as odoo
from tests.dialects.s4hana import speaking as s4
from tests.dialects.transport import Answer, Transport
from tests.erp.world import World

from .installations import acted, booked, installation

VALUES = {"partner_id": odoo.ANN, "client_order_ref": "R1", "order_line": [odoo.LINE]}
FAILS = {"commit_then_fail": 1.0}


def test_odoo_gives_neither_result_nor_error_over_json_rpc() -> None:
    world, talk = installation("odoo", **FAILS)
    answer = odoo.execute(talk, "sale.order", "create", VALUES)
    assert (answer.status, answer.data) == (200, {"jsonrpc": "2.0", "id": 7})
    assert booked(world) == [("R1", "draft", 1)]
    assert acted(world) == [("R1", "commit_then_fail", "order.create")]


@pytest.mark.parametrize(
    ("version", "path", "code"),
    [(2, "/xmlrpc/2/object", 1), (1, "/xmlrpc/object", "cannot marshal None unless allow_none is enabled")],
)
def test_odoo_cannot_marshal_none_over_xml_rpc(version: int, path: str, code: int | str) -> None:
    world, talk = installation("odoo", **FAILS)
    sent = (odoo.DB, odoo.UID, odoo.PASSWORD, "sale.order", "create", [VALUES])
    with pytest.raises(xmlrpc.client.Fault) as found:
        xmlrpc.client.loads(odoo.xml(talk, path, "execute_kw", *sent).text)
    assert found.value.faultCode == code
    assert "cannot marshal None unless allow_none is enabled" in found.value.faultString
    assert len(booked(world)) == 1


def test_odoo_answers_500_over_json_2() -> None:
    world, talk = installation("odoo", "19.0", **FAILS)
    answer = odoo.json2(talk, "sale.order", "create", vals_list=[VALUES])
    assert (answer.status, answer.data["name"]) == (500, "builtins.TypeError")
    assert len(booked(world)) == 1


def in_s4(world: World, talk: Transport) -> Answer:
    return s4.place(talk)


def in_business_central(world: World, talk: Transport) -> Answer:
    return Caller(talk).post("salesOrders", order_body())


def in_netsuite(world: World, talk: Transport) -> Answer:
    return signed_in(talk).send("POST", f"{RECORD}/salesOrder", order_of(talk))


def in_business_one(world: World, talk: Transport) -> Answer:
    return b1.place(talk, world)


def in_erpnext(world: World, talk: Transport) -> Answer:
    return frappe.create(frappe.keyed(talk), "Sales Order", frappe.order())


PLACES: dict[str, tuple[Callable[[World, Transport], Answer], int, Callable[[Answer], str], str]] = {
    "s4hana": (in_s4, 500, lambda it: it.data["error"]["code"], "SY/530"),
    "business_central": (
        in_business_central,
        500,
        lambda it: it.data["error"]["code"],
        "Internal_ServerError",
    ),
    "netsuite": (in_netsuite, 500, lambda it: detail(it)["o:errorCode"], "UNEXPECTED_ERROR"),
    "business_one": (
        in_business_one,
        502,
        lambda it: it.headers["content-type"],
        "text/html; charset=iso-8859-1",
    ),
    "erpnext": (in_erpnext, 500, lambda it: it.data["exc_type"], "ConnectionError"),
}


@pytest.mark.parametrize("name", PLACES)
def test_the_reply_is_an_error_of_the_product_and_the_books_have_the_order(name: str) -> None:
    place, status, told, expected = PLACES[name]
    world, talk = installation(name, **FAILS)
    answer = place(world, talk)
    assert (answer.status, told(answer)) == (status, expected), answer.text
    assert len(booked(world)) == 1
    assert [quirk for _, quirk, _ in acted(world)] == ["commit_then_fail"]
    world, talk = installation(name)
    assert place(world, talk).status < 300


def test_a_refusal_stays_a_refusal() -> None:
    world, talk = installation("business_one", **FAILS)
    b1.log_in(talk)
    answer = talk.send("POST", f"{b1.V2}/Orders", b1.order_body(world, CardCode="x"))
    assert (answer.status, answer.data["error"]["code"]) == (400, "-5002")
    assert (booked(world), acted(world)) == ([], [])
