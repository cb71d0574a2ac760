"""Callers: Basic, bearer, CSRF tokens and session cookies."""

from __future__ import annotations

from tests.dialects.facts import fact
from tests.dialects.transport import Transport
from tests.erp.world import World

from .speaking import ORDERS, ROOT, get, identify, log_in, order_body, place, post

DIALECT = "s4hana"
TOKEN = "/sap/bc/sec/oauth2/token"
FETCH = {"x-csrf-token": "Fetch"}
SESSION = "SAP_SESSIONID_S4H_100"


def bearer(talk: Transport, world: World) -> str:
    login = world.erp.dialect.login("shop", "secret")
    form = (
        f"grant_type=client_credentials&client_id={login['client_id']}&client_secret={login['client_secret']}"
    )
    answer = talk.send("POST", TOKEN, form, {"content-type": "application/x-www-form-urlencoded"})
    assert isinstance(answer.data["expires_in"], int)
    token: str = answer.data["access_token"]
    return token


@fact("s4hana-2.1-01", part="status")
def test_basic_authentication(talk: Transport) -> None:
    assert get(talk, f"{ORDERS}/A_SalesOrder").status == 200


@fact("s4hana-2.1-02", part="body:d")
def test_a_bearer_token(talk: Transport, world: World) -> None:
    talk.headers["authorization"] = f"bearer {bearer(talk, world)}"
    assert talk.send("GET", f"{ROOT}/{ORDERS}/A_SalesOrder").data["d"] == {"results": []}
    log = talk.send("GET", f"{ROOT}/{ORDERS}", None, FETCH)
    talk.headers["x-csrf-token"] = log.headers["x-csrf-token"]
    assert post(talk, f"{ORDERS}/A_SalesOrder", order_body()).data["d"]["SalesOrder"] == "100001"


@fact("s4hana-2.1-03", part="body:expires_in")
def test_the_life_of_a_token_is_a_number(talk: Transport, world: World) -> None:
    bearer(talk, world)


@fact("s4hana-2.1-05", "s4hana-2.1-06", "s4hana-2.1-07", part="status")
def test_client_and_language_are_accepted(talk: Transport) -> None:
    identify(talk)
    headers = {"sap-client": "100", "accept-language": "de", "sap-language": "DE"}
    answer = talk.send("GET", f"{ROOT}/{ORDERS}/A_SalesOrder?sap-client=100&sap-language=EN", None, headers)
    assert answer.status == 200


@fact("s4hana-2.1-08", part="header:x-csrf-token")
def test_a_safe_request_fetches_a_token(talk: Transport) -> None:
    identify(talk)
    answer = talk.send("GET", f"{ROOT}/{ORDERS}/A_SalesOrder", None, FETCH)
    token = answer.headers["x-csrf-token"]
    assert len(token) == 24
    assert answer.data["d"] == {"results": []}
    talk.headers["x-csrf-token"] = token
    assert post(talk, f"{ORDERS}/A_SalesOrder", order_body()).status == 201


@fact("s4hana-2.1-09", part="header:x-csrf-token")
def test_fetch_in_any_case(talk: Transport) -> None:
    identify(talk)
    for word in ("fetch", "FETCH", "Fetch"):
        answer = talk.send("GET", f"{ROOT}/{ORDERS}/", None, {"x-csrf-token": word})
        assert len(answer.headers["x-csrf-token"]) == 24


@fact("s4hana-2.1-10", part=f"cookie:{SESSION}")
def test_the_session_cookie(talk: Transport) -> None:
    assert len(log_in(talk).cookies[SESSION]) == 40


@fact("s4hana-2.1-11", part="cookie:sap-usercontext")
def test_the_context_cookie(talk: Transport) -> None:
    assert log_in(talk).cookies["sap-usercontext"] == "sap-client=100"


@fact("s4hana-2.1-12", part="status")
def test_a_change_without_a_token(talk: Transport) -> None:
    log_in(talk)
    del talk.headers["x-csrf-token"]
    assert post(talk, f"{ORDERS}/A_SalesOrder", order_body()).status == 403


@fact("s4hana-2.1-13", part="status")
def test_a_change_without_the_cookie(talk: Transport) -> None:
    log_in(talk)
    talk.cookies.clear()
    assert post(talk, f"{ORDERS}/A_SalesOrder", order_body()).status == 403


@fact("s4hana-2.1-14", part="header:x-csrf-token")
def test_a_token_is_required(talk: Transport) -> None:
    identify(talk)
    assert post(talk, f"{ORDERS}/A_SalesOrder", order_body()).headers["x-csrf-token"] == "Required"


@fact("s4hana-2.1-15", part="text:CSRF token validation failed")
def test_a_token_is_required_in_words(talk: Transport) -> None:
    identify(talk)
    assert post(talk, f"{ORDERS}/A_SalesOrder", order_body()).text == "CSRF token validation failed"


@fact("s4hana-2.1-16", part="status")
def test_a_token_ends_with_its_session(talk: Transport, world: World) -> None:
    log_in(talk)
    world.now_ms += world.config.token.lifetime_ms
    assert post(talk, f"{ORDERS}/A_SalesOrder", order_body()).status == 403
    assert get(talk, f"{ORDERS}/A_SalesOrder").status == 200
    log_in(talk)
    assert post(talk, f"{ORDERS}/A_SalesOrder", order_body()).status == 201


@fact("s4hana-2.1-17", part="header:x-csrf-token")
def test_a_token_by_head_on_a_set(talk: Transport) -> None:
    assert len(log_in(talk).headers["x-csrf-token"]) == 24


@fact("s4hana-2.1-18", part="header:x-csrf-token")
def test_a_token_by_head_on_an_entity(talk: Transport) -> None:
    place(talk)
    answer = talk.send("HEAD", f"{ROOT}/{ORDERS}/A_SalesOrder(SalesOrder=%27100001%27)/", None, FETCH)
    assert len(answer.headers["x-csrf-token"]) == 24


@fact("s4hana-2.1-19", "s4hana-2.1-20", part="header:x-csrf-token")
def test_a_token_by_get_on_the_service(talk: Transport) -> None:
    identify(talk)
    for path in (f"{ROOT}/{ORDERS}/", f"{ROOT}/{ORDERS}"):
        assert len(talk.send("GET", path, None, FETCH).headers["x-csrf-token"]) == 24


@fact("s4hana-2.1-21", part="status")
def test_wrong_credentials(talk: Transport) -> None:
    talk.headers["authorization"] = "Basic c2hvcDp3cm9uZw=="
    assert talk.send("GET", f"{ROOT}/{ORDERS}/A_SalesOrder").status == 401


@fact("s4hana-2.1-22", part="header:www-authenticate")
def test_the_realm(talk: Transport) -> None:
    answer = talk.send("GET", f"{ROOT}/{ORDERS}/A_SalesOrder")
    realm = 'Basic realm="SAP NetWeaver Application Server [S4H/100]"'
    assert answer.headers["www-authenticate"] == realm


@fact("s4hana-2.1-23", part="header:content-type")
def test_the_page_of_a_failed_logon(talk: Transport) -> None:
    assert talk.send("GET", f"{ROOT}/{ORDERS}/A_SalesOrder").headers["content-type"].startswith("text/html")


def test_a_second_fetch_keeps_the_session(talk: Transport, world: World) -> None:
    first, second = log_in(talk), log_in(talk)
    assert first.cookies[SESSION] == second.cookies[SESSION]
    assert len(world.erp.sessions.open_sessions()) == 1


def test_unknown_schemes_and_odd_headers_are_unauthorized(talk: Transport) -> None:
    for header in ("Basic", "Basic %%%", "Basic YQ==", "Digest x", "Bearer", "Bearer x", "\u00ff", ""):
        talk.headers["authorization"] = header
        assert talk.send("GET", f"{ROOT}/{ORDERS}/A_SalesOrder").status == 401
