"""Logging in."""

from __future__ import annotations

from base64 import b64encode

from tests.dialects.facts import fact
from tests.dialects.transport import Transport
from tests.erp.world import World

from .speaking import FORM, METHOD, RESOURCE, command, create, form, keyed, order

USER = f"{METHOD}/frappe.auth.get_logged_user"

DIALECT = "erpnext"


def _user(talk: Transport, authorization: str) -> object:
    return talk.send("GET", USER, headers={"authorization": authorization}).data["message"]


def _keys(talk: Transport) -> str:
    login = talk.erp.dialect.login("shop", "secret")
    assert set(login) == {"user", "password", "api_key", "api_secret"}
    return f"{login['api_key']}:{login['api_secret']}"


def _login(talk: Transport, password: str = "secret") -> Transport:
    talk.send("POST", f"{METHOD}/login", form(usr="shop", pwd=password), FORM)
    return talk


@fact("erpnext-6.1-01", "erpnext-6.1-15", part="body:message")
def test_a_token(talk: Transport) -> None:
    assert _user(talk, f"token {_keys(talk)}") == "shop"


@fact("erpnext-6.1-02", part="body:message")
def test_basic(talk: Transport) -> None:
    assert _user(talk, f"Basic {b64encode(_keys(talk).encode()).decode()}") == "shop"


@fact("erpnext-6.1-03", part="body:message")
def test_any_case(talk: Transport) -> None:
    assert _user(talk, f"TOKEN {_keys(talk)}") == "shop"
    assert _user(talk, f"bAsIc {b64encode(_keys(talk).encode()).decode()}") == "shop"


@fact("erpnext-6.1-04", part="body:message")
def test_a_password(talk: Transport) -> None:
    answer = talk.send("POST", f"{METHOD}/login", {"usr": "shop", "pwd": "secret"})
    assert (answer.status, answer.data["message"]) == (200, "Logged In")


@fact("erpnext-6.1-05", part="body:message")
def test_a_password_on_the_root(talk: Transport) -> None:
    assert (
        talk.send("POST", "/", form(cmd="login", usr="shop", pwd="secret"), FORM).data["message"]
        == "Logged In"
    )


@fact("erpnext-6.1-06", "erpnext-6.1-08", part="cookie:sid")
def test_a_cookie(talk: Transport) -> None:
    answer = talk.send("POST", f"{METHOD}/login", form(usr="shop", pwd="secret"), FORM)
    assert answer.cookies["sid"]
    assert talk.send("GET", USER).data["message"] == "shop"


def test_a_cookie_is_needed(talk: Transport) -> None:
    _login(talk).cookies.clear()
    assert talk.send("GET", USER).status == 403


@fact("erpnext-6.1-07", part="body:home_page")
def test_a_home_page(talk: Transport) -> None:
    answer = talk.send("POST", f"{METHOD}/login", form(usr="shop", pwd="secret"), FORM)
    assert (answer.data["home_page"], answer.data["full_name"]) == ("/app", "shop")


def _desk(talk: Transport) -> str:
    """The CSRF token on the page of the desk."""
    return talk.send("GET", "/app").text.partition('csrf_token = "')[2].partition('"')[0]


@fact("erpnext-6.1-09", "erpnext-6.1-10", part="status")
def test_a_browser_needs_its_token(talk: Transport) -> None:
    token = _desk(_login(talk))
    assert len(token) > 20
    assert create(talk, "Sales Order", order()).status == 400
    assert talk.send("POST", f"{RESOURCE}/Sales Order", order(), {"x-frappe-csrf-token": token}).status == 200
    assert talk.send("GET", f"{RESOURCE}/Sales Order").status == 200


@fact("erpnext-6.1-11", part="body:exc_type")
def test_the_class_of_a_missing_token(talk: Transport) -> None:
    _desk(_login(talk))
    assert create(talk, "Sales Order", order()).data["exc_type"] == "CSRFTokenError"


@fact("erpnext-6.1-12", part="status")
def test_without_the_desk_no_token_is_needed(talk: Transport) -> None:
    assert create(_login(talk), "Sales Order", order()).status == 200


@fact("erpnext-6.1-13", part="status")
def test_a_wrong_password(talk: Transport) -> None:
    assert talk.send("POST", f"{METHOD}/login", {"usr": "shop", "pwd": "x"}).status == 401


@fact("erpnext-6.1-14", part="body:message")
def test_the_message_of_a_wrong_password(talk: Transport) -> None:
    answer = command(talk, "login", usr="shop", pwd="x")
    assert (answer.data["message"], answer.data["exc_type"]) == (
        "Invalid login credentials",
        "AuthenticationError",
    )


@fact("erpnext-6.1-16", part="body:exc_type")
def test_a_wrong_key(talk: Transport) -> None:
    answer = talk.send("GET", USER, headers={"authorization": "token a:b"})
    assert (answer.status, answer.data["exc_type"]) == (401, "AuthenticationError")


@fact("erpnext-6.1-17", part="status")
def test_a_guest(talk: Transport) -> None:
    answer = talk.send("GET", f"{RESOURCE}/Sales Order")
    assert (answer.status, answer.data["exc_type"]) == (403, "PermissionError")


@fact("erpnext-6.1-18", part="body:session_expired")
def test_a_session_that_is_over(talk: Transport, world: World) -> None:
    _login(talk)
    world.now_ms += world.erp.sessions.lifetime_ms
    answer = talk.send("GET", USER)
    assert (answer.status, answer.data["session_expired"]) == (403, 1)


@fact("erpnext-6.1-19", part="cookie:sid")
def test_logging_out(talk: Transport) -> None:
    _login(talk)
    assert talk.send("GET", "/?cmd=logout").cookies["sid"] == "Guest"
    assert talk.send("GET", USER).status == 403


@fact("erpnext-6.1-20", part="status")
def test_a_key_needs_no_token(talk: Transport) -> None:
    _desk(_login(talk))
    assert create(keyed(talk), "Sales Order", order()).status == 200
