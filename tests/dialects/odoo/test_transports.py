"""The transports of Odoo 17."""

from __future__ import annotations

import xmlrpc.client

from tests.dialects.facts import fact
from tests.dialects.transport import Transport

from .calls import (
    ANN,
    DB,
    PASSWORD,
    UID,
    USER,
    call,
    execute,
    fault,
    json_rpc,
    order,
    web,
    xml,
    xml_value,
)

DIALECT = "odoo"


@fact("odoo-1.1-01", part="header:content-type")
def test_xml_rpc_two_answers_xml(talk: Transport) -> None:
    answer = xml(talk, "/xmlrpc/2/common", "version")
    assert (answer.status, answer.headers["content-type"]) == (200, "text/xml")
    assert xml_value(talk, "/xmlrpc/2/db", "list") == [DB]


@fact("odoo-1.1-02", part="text:<int>2</int>")
def test_faults_of_xml_rpc_two_are_numbers(talk: Transport) -> None:
    assert fault(talk, "sale.order", "create", {})[0] == 2


@fact("odoo-1.1-03", part="text:warning")
def test_faults_of_xml_rpc_one_are_texts(talk: Transport) -> None:
    code, text = fault(talk, "sale.order", "create", {}, version=1)
    assert code.startswith("warning -- ")
    assert text == ""


@fact("odoo-1.1-04", part="body:result")
def test_the_method_of_the_envelope_counts_for_nothing(talk: Transport) -> None:
    body = {"method": "whatever", "params": {"service": "db", "method": "list", "args": []}, "id": 1}
    assert talk.send("POST", "/jsonrpc", body).data["result"] == [DB]


@fact("odoo-1.1-05", part="body:error.data.name")
def test_params_are_an_object(talk: Transport) -> None:
    answer = talk.send("POST", "/jsonrpc", {"jsonrpc": "2.0", "params": ["db", "list"], "id": 1})
    assert answer.data["error"]["data"]["name"] == "builtins.TypeError"


@fact("odoo-1.1-06", part="status")
def test_refusals_over_json_rpc_have_status_200(talk: Transport) -> None:
    answer = execute(talk, "sale.order", "create", {})
    assert "error" in answer.data
    assert answer.status == 200


@fact("odoo-1.1-07", part="status")
def test_a_body_that_is_no_json(talk: Transport) -> None:
    answer = talk.send("POST", "/jsonrpc", "{nope", {"content-type": "application/json"})
    assert answer.status == 400
    assert answer.headers["content-type"].startswith("text/plain")


def sign_in(talk: Transport) -> None:
    web(talk, "/web/session/authenticate", db=DB, login=USER, password=PASSWORD)


@fact("odoo-1.1-08", part="cookie:session_id")
def test_the_web_client_gets_a_cookie(talk: Transport) -> None:
    answer = web(talk, "/web/session/authenticate", db=DB, login=USER, password=PASSWORD)
    assert answer.data["result"]["uid"] == UID
    assert len(answer.cookies["session_id"]) == 40


@fact("odoo-1.1-09", part="body:result")
def test_methods_are_called_with_and_without_their_address(talk: Transport) -> None:
    sign_in(talk)
    params = {
        "model": "res.partner",
        "method": "search",
        "args": [[["email", "=", "ann@example.com"]]],
        "kwargs": {},
    }
    assert web(talk, "/web/dataset/call_kw", **params).data["result"] == [ANN]
    assert web(talk, "/web/dataset/call_kw/res.partner/search", **params).data["result"] == [ANN]


@fact("odoo-1.1-10", part="body:result.username")
def test_the_session_tells_its_user(talk: Transport) -> None:
    sign_in(talk)
    assert web(talk, "/web/session/get_session_info").data["result"]["username"] == USER


@fact("odoo-1.1-11", "odoo-1.2-22", part="body:error.code")
def test_a_session_can_be_ended(talk: Transport) -> None:
    sign_in(talk)
    kept = dict(talk.cookies)
    web(talk, "/web/session/destroy")
    talk.cookies = kept
    assert web(talk, "/web/session/get_session_info").data["error"]["code"] == 100


@fact("odoo-1.1-12", part="body:result.server_serie")
def test_the_web_client_asks_for_the_version(talk: Transport) -> None:
    assert web(talk, "/web/webclient/version_info").data["result"]["server_serie"] == "17.0"


@fact("odoo-1.1-13", part="body:result")
def test_the_web_client_lists_databases(talk: Transport) -> None:
    assert web(talk, "/web/database/list").data["result"] == [DB]


@fact("odoo-1.1-21", part="body:result.server_version_info")
def test_the_version(talk: Transport) -> None:
    found = json_rpc(talk, "common", "version").data["result"]
    assert found["server_version_info"] == [17, 0, 0, "final", 0, ""]
    assert (found["server_version"], found["server_serie"], found["protocol_version"]) == ("17.0", "17.0", 1)


@fact("odoo-1.1-22", part="body:result")
def test_authenticate_gives_the_user_or_false(talk: Transport) -> None:
    assert json_rpc(talk, "common", "authenticate", DB, USER, PASSWORD, {}).data["result"] == UID
    assert json_rpc(talk, "common", "authenticate", DB, USER, "wrong", {}).data["result"] is False


@fact("odoo-1.1-23", part="body:result")
def test_login_does_the_same(talk: Transport) -> None:
    assert json_rpc(talk, "common", "login", DB, USER, PASSWORD).data["result"] == UID
    assert json_rpc(talk, "common", "login", DB, USER, "wrong").data["result"] is False


@fact("odoo-1.1-24", part="body:result")
def test_execute_kw(talk: Transport) -> None:
    assert call(talk, "res.partner", "search", [["name", "=", "Ann"]], limit=1) == [ANN]


@fact("odoo-1.1-25", part="body:result")
def test_execute_takes_arguments_one_by_one(talk: Transport) -> None:
    found = json_rpc(talk, "object", "execute", DB, UID, PASSWORD, "res.partner", "read", [ANN], ["name"])
    assert found.data["result"] == [{"id": ANN, "name": "Ann"}]


@fact("odoo-1.1-26", part="body:result")
def test_the_key_is_as_good_as_the_password(talk: Transport) -> None:
    key = talk.erp.dialect.login(USER, PASSWORD)["api_key"]
    found = json_rpc(talk, "object", "execute_kw", DB, UID, key, "res.partner", "search_count", [[]])
    assert found.data["result"] == 1


@fact("odoo-1.3-31", part="body:result")
def test_ids_are_a_list_or_bare(talk: Transport) -> None:
    number = order(talk)
    assert call(talk, "sale.order", "read", number, ["state"]) == [{"id": number, "state": "draft"}]
    assert call(talk, "sale.order", "read", [number], ["state"]) == [{"id": number, "state": "draft"}]


@fact("odoo-1.2-26", part="body:error.message")
def test_an_address_without_a_route(talk: Transport) -> None:
    found = web(talk, "/web/nothing/here").data["error"]
    assert (found["code"], found["message"]) == (404, "404: Not Found")


def test_xml_of_another_kind_is_a_fault(talk: Transport) -> None:
    for body in (
        "<a/>",
        "nope",
        "<methodCall><methodName>x</methodName>",
        "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
    ):
        answer = talk.send("POST", "/xmlrpc/2/object", body)
        assert answer.status == 200
        try:
            xmlrpc.client.loads(answer.text)
        except xmlrpc.client.Fault as found:
            assert found.faultCode == 1  # noqa: PT017
        else:
            raise AssertionError(answer.text)
