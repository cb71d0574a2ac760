"""Logins, cookies and the end of sessions."""

from __future__ import annotations

from base64 import b64encode

from fake_erp import ErpConfig
from tests.dialects.facts import fact
from tests.dialects.transport import Transport
from tests.erp.world import World

from .helping import LOGIN, V1, V2, get, log_in, order_body, place

DIALECT = "business_one"


@fact("business_one-5.1-01", part="text:odata.metadata")
def test_version_one_is_of_odata_v3(talk: Transport) -> None:
    assert log_in(talk, V1).text.startswith('{"odata.metadata":"http://localhost/b1s/v1/$metadata#B1Sessions')


@fact("business_one-5.1-02", part="text:@odata.context")
def test_version_two_is_of_odata_v4(talk: Transport) -> None:
    assert log_in(talk).text.startswith('{"@odata.context":"http://localhost/b1s/v2/$metadata#B1Sessions')


@fact("business_one-5.1-03", "business_one-5.1-09", part="status")
def test_a_login_takes_company_user_password_and_a_language(talk: Transport) -> None:
    assert talk.send("POST", f"{V2}/Login", {**LOGIN, "Language": "3"}).status == 200


@fact("business_one-5.1-04", "business_one-5.1-07", part="cookie:B1SESSION")
def test_the_session_is_in_the_body_and_in_a_cookie(talk: Transport) -> None:
    answer = log_in(talk)
    assert answer.data["SessionId"] == answer.cookies["B1SESSION"]


@fact("business_one-5.1-05", part="body:Version")
def test_a_login_tells_the_version(talk: Transport) -> None:
    assert log_in(talk).data["Version"].isdigit()


@fact("business_one-5.1-06", part="body:SessionTimeout")
def test_a_login_tells_the_timeout(talk: Transport) -> None:
    assert log_in(talk).data["SessionTimeout"] == 30


@fact("business_one-5.1-08", part="cookie:ROUTEID")
def test_a_login_names_the_node(talk: Transport) -> None:
    assert log_in(talk).cookies["ROUTEID"].startswith(".node")


@fact("business_one-5.1-10", part="status")
def test_a_logout(talk: Transport) -> None:
    log_in(talk)
    assert talk.send("POST", f"{V2}/Logout").status == 204


@fact("business_one-5.1-11", part="status")
def test_after_a_logout_the_session_is_over(talk: Transport) -> None:
    log_in(talk)
    kept = dict(talk.cookies)
    talk.send("POST", f"{V2}/Logout")
    talk.cookies = kept
    assert get(talk, "Orders").status == 401


@fact("business_one-5.1-12", "business_one-5.1-13", part="status")
def test_a_session_ends_when_it_is_idle(talk: Transport, world: World) -> None:
    log_in(talk)
    world.now_ms += 30 * 60_000
    assert get(talk, "Orders").status == 401


def test_a_session_that_is_used_goes_on() -> None:
    config = ErpConfig()
    object.__setattr__(config, "token", type(config.token)(lifetime_ms=86_400_000, idle_ms=30 * 60_000))
    world = World(config, dialect=DIALECT)
    talk = Transport(world.erp)
    assert log_in(talk).data["SessionTimeout"] == 30
    for _ in range(3):
        world.now_ms += 29 * 60_000
        assert get(talk, "Orders").status == 200
    world.now_ms += 30 * 60_000
    assert get(talk, "Orders").data["error"]["code"] == "301"


@fact("business_one-5.1-14", part="body:error.code")
def test_the_code_without_a_session(talk: Transport) -> None:
    assert get(talk, "Orders", V1).data["error"]["code"] == 301


@fact("business_one-5.1-15", part="body:error.message.value")
def test_the_text_without_a_session(talk: Transport) -> None:
    text = get(talk, "Orders", V1).data["error"]["message"]["value"]
    assert text == "Invalid session or session already timeout."


@fact("business_one-5.1-16", part="status")
def test_both_cookies_in_one_header(talk: Transport) -> None:
    session = log_in(talk).data["SessionId"]
    cookie = f"B1SESSION={session};ROUTEID=.node1"
    assert talk.send("GET", f"{V2}/Orders", headers={"Cookie": cookie}).status == 200


@fact("business_one-5.1-17", part="status")
def test_a_route_that_is_none(talk: Transport) -> None:
    session = log_in(talk).data["SessionId"]
    cookie = f"B1SESSION={session}; ROUTEID=None"
    assert talk.send("GET", f"{V2}/Orders", headers={"Cookie": cookie}).status == 200


@fact("business_one-5.1-18", part="status")
def test_a_new_login_after_the_end(talk: Transport, world: World) -> None:
    log_in(talk)
    world.now_ms += 31 * 60_000
    assert place(talk, world).status == 401
    log_in(talk)
    assert place(talk, world).status == 201


@fact("business_one-5.1-19", part="status")
def test_if_match_on_a_new_order_is_ignored(talk: Transport, world: World) -> None:
    etag = place(talk, world).headers["etag"]
    body = order_body(world, NumAtCard="M-2")
    assert talk.send("POST", f"{V2}/Orders", body, {"If-Match": etag}).status == 201


@fact("business_one-5.1-20", part="status")
def test_a_read_of_a_known_version(talk: Transport, world: World) -> None:
    created = place(talk, world)
    path = f"{V2}/Orders({created.data['DocEntry']})"
    answer = talk.send("GET", path, headers={"If-None-Match": created.headers["etag"]})
    assert (answer.status, answer.text) == (304, "")


@fact("business_one-5.1-21", part="status")
def test_a_wrong_login(talk: Transport) -> None:
    for wrong in ({"Password": "x"}, {"CompanyDB": "x"}, {"UserName": 7}):
        assert talk.send("POST", f"{V2}/Login", {**LOGIN, **wrong}).status == 401


@fact("business_one-5.1-22", part="body:error.code")
def test_the_code_of_a_wrong_login(talk: Transport) -> None:
    answer = talk.send("POST", f"{V1}/Login", {**LOGIN, "Password": "x"})
    assert answer.data["error"]["code"] == 100000027


@fact("business_one-5.2-63", part="status")
def test_basic_credentials_with_every_call(talk: Transport) -> None:
    user = '{"UserName": "shop", "CompanyDB": "SBODemoDE"}'
    basic = b64encode(f"{user}:secret".encode()).decode()
    assert talk.send("GET", f"{V2}/Orders", headers={"Authorization": f"basic {basic}"}).status == 200


def test_wrong_basic_credentials(talk: Transport) -> None:
    for text in ("shop:wrong", '{"UserName": 1}:x', '{"UserName": "shop"', "\u00e9"):
        basic = b64encode(text.encode()).decode()
        assert talk.send("GET", f"{V2}/Orders", headers={"Authorization": f"Basic {basic}"}).status == 401
    assert talk.send("GET", f"{V2}/Orders", headers={"Authorization": "Basic ***"}).status == 401
