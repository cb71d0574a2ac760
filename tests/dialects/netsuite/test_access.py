"""Signing in: OAuth 1.0 signatures, OAuth 2.0 tokens, and what is refused."""

from __future__ import annotations

from urllib.parse import quote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from oauthlib.oauth1 import Client  # type: ignore[import-untyped]

from fake_erp import ErpConfig
from fake_erp.access.config import Token
from fake_erp.dialects.netsuite.access import oauth1
from tests.dialects.facts import fact
from tests.dialects.netsuite.calls import (
    ASSERTION,
    RECORD,
    RESTLET,
    TOKEN,
    assertion,
    detail,
    keys_of,
    order_of,
    signed,
    signed_in,
)
from tests.dialects.transport import Answer, Transport
from tests.erp.world import World

DIALECT = "netsuite"
CUSTOMERS = f"{RECORD}/customer"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def token(talk: Transport, **form: str) -> Answer:
    return talk.send("POST", TOKEN, urlencode(form), FORM)


def by_assertion(talk: Transport, **claims: object) -> Answer:
    return token(
        talk,
        grant_type="client_credentials",
        client_assertion_type=ASSERTION,
        client_assertion=assertion(keys_of(talk.erp)["client_id"], **claims),
    )


@fact("netsuite-4.1-01", "netsuite-4.1-04", "netsuite-4.1-05", part="status")
def test_a_signed_request_is_answered(talk: Transport) -> None:
    assert signed(talk, "GET", CUSTOMERS).status == 200
    account = keys_of(talk.erp)["account"]
    assert account.isupper()
    assert "_" in account


@pytest.mark.parametrize(
    "query",
    ["", "?limit=2&offset=0", "?q=" + quote('externalId IS "a b/ü&=~"'), "?limit=1&limit=%2B&fields="],
)
def test_what_a_library_signs_is_answered(talk: Transport, query: str) -> None:
    keys = keys_of(talk.erp)
    signer = Client(
        keys["consumer_key"],
        keys["consumer_secret"],
        keys["token_id"],
        keys["token_secret"],
        realm=keys["account"],
        signature_method="HMAC-SHA256",
    )
    for path in ("/salesOrder", "/salesOrder/eid:a%20b!(c)"):
        host = f"{keys['account'].lower().replace('_', '-')}.suitetalk.api.netsuite.com"
        signed = signer.sign(f"https://{host}{RECORD}{path}{query}")[1]["Authorization"]
        answer = talk.send("GET", f"{RECORD}{path}{query}", headers={"authorization": signed})
        assert answer.status != 401, answer


@fact("netsuite-4.1-05", part="status")
def test_another_realm_is_refused(talk: Transport) -> None:
    assert signed(talk, "GET", CUSTOMERS, realm="7654321").status == 401


@fact("netsuite-4.1-06", part="status")
def test_a_nonce_works_once(talk: Transport) -> None:
    assert signed(talk, "GET", CUSTOMERS).status == 200
    assert signed(talk, "GET", CUSTOMERS).status == 401
    assert signed(talk, "GET", CUSTOMERS, oauth_nonce="n2").status == 200


@fact("netsuite-4.1-07", part="status")
def test_an_old_timestamp_is_refused(talk: Transport, world: World) -> None:
    old = str(world.erp.now() // 1000 - 301)
    assert signed(talk, "GET", CUSTOMERS).status == 200
    assert signed(talk, "GET", CUSTOMERS, oauth_timestamp=old, oauth_nonce="n2").status == 401


@fact("netsuite-4.1-08", part="status")
def test_a_wrong_signature_is_refused(talk: Transport) -> None:
    assert signed(talk, "GET", CUSTOMERS, token_secret="wrong").status == 401


@fact("netsuite-4.1-13", part="body:o:errorDetails[0].o:errorCode")
@fact("netsuite-4.1-13", part="body:title")
@fact("netsuite-4.1-14", part="body:o:errorDetails[0].detail")
@fact("netsuite-4.1-15", part="header:www-authenticate")
def test_a_failed_login(talk: Transport) -> None:
    answer = talk.send("GET", CUSTOMERS)
    assert answer.status == 401
    assert answer.data["title"] == "Unauthorized"
    assert detail(answer)["o:errorCode"] == "INVALID_LOGIN"
    assert detail(answer)["detail"].startswith("Invalid login attempt. For more details, see the Login Audit")
    assert answer.headers["www-authenticate"].startswith("OAuth realm=")


@fact("netsuite-4.1-09", part="body:access_token")
@fact("netsuite-4.1-12", part="body:expires_in")
@fact("netsuite-4.1-16", part="body:token_type")
def test_client_credentials_give_a_bearer_token(talk: Transport) -> None:
    world = World(ErpConfig(token=Token(lifetime_ms=3_600_000)), dialect="netsuite")
    hourly = Transport(world.erp)
    hourly.alter = talk.alter
    answer = by_assertion(hourly)
    assert answer.status == 200
    assert answer.data["expires_in"] == 3600
    assert answer.data["token_type"] == "bearer"
    bearer = {"Authorization": f"Bearer {answer.data['access_token']}"}
    assert hourly.send("GET", CUSTOMERS, headers=bearer).status == 200


@fact("netsuite-4.1-10", part="body:error")
def test_an_assertion_must_be_signed_and_last_an_hour_at_most(talk: Transport) -> None:
    for answer in (by_assertion(talk, exp=3601), by_assertion(talk, iss="unknown")):
        assert answer.status == 401
        assert answer.data == {"error": "invalid_client"}
    unsigned = token(
        talk,
        grant_type="client_credentials",
        client_assertion_type=ASSERTION,
        client_assertion=assertion(keys_of(talk.erp)["client_id"]).rpartition(".")[0] + ".",
    )
    assert unsigned.status == 401


@fact("netsuite-4.1-11", part="status")
def test_a_refresh_token_gives_a_token(talk: Transport) -> None:
    from fake_erp.dialects.netsuite.access.accounts import account_of

    account = account_of("shop", "secret")
    form = {"grant_type": "refresh_token", "client_id": account.consumer_key}
    assert token(talk, refresh_token=account.refresh_token, **form).status == 200
    assert token(talk, refresh_token="other", **form).data == {"error": "invalid_grant"}


def test_an_unknown_grant_is_refused(talk: Transport) -> None:
    assert token(talk, grant_type="password").data == {"error": "unsupported_grant_type"}


@fact("netsuite-4.1-03", part="body:companyId")
def test_a_token_tells_its_company(talk: Transport) -> None:
    answer = signed_in(talk).send("GET", "/rest/tokeninfo")
    assert answer.data["companyId"] == keys_of(talk.erp)["account"]


@fact("netsuite-4.1-02", part="body:id")
def test_a_restlet_is_called_at_its_address(talk: Transport) -> None:
    values = {"action": "create", "type": "salesOrder", "values": order_of(talk)}
    answer = signed_in(talk).send("POST", RESTLET, values)
    assert answer.status == 200
    assert answer.data["id"].isdigit()


def test_a_restlet_needs_its_script(talk: Transport) -> None:
    answer = signed_in(talk).send("GET", "/app/site/hosting/restlet.nl?deploy=1")
    assert (answer.status, answer.data["error"]["code"]) == (400, "SSS_MISSING_REQD_ARGUMENT")


def test_every_record_call_works_through_a_restlet(talk: Transport) -> None:
    signed_in(talk)

    def call(**given: object) -> Answer:
        return talk.send("POST", RESTLET, given)

    order = call(action="create", type="salesOrder", values=order_of(talk)).data["id"]
    assert (
        call(action="upsert", type="salesOrder", externalId="M-1", values=order_of(talk)).data["id"] == order
    )
    assert call(action="update", type="salesOrder", id=order, values={"memo": "gift"}).data["success"]
    assert call(action="read", type="salesOrder", id=order).data["result"]["memo"] == "gift"
    assert call(action="search", type="salesOrder", q='memo IS "gift"').data["result"]["count"] == 1
    assert call(action="delete", type="salesOrder", id=order).data["success"]
    assert call(action="read", type="salesOrder", id=order).status == 404
    assert call(action="fly", type="salesOrder", id=order).data["error"]["code"] == "INVALID_REQUEST"
    assert call(action="read", type="plane", id=order).data["error"]["code"] == "INVALID_RCRD_TYPE"


@given(
    st.lists(st.tuples(st.text("ab_A =", max_size=4), st.text('ab%20",= \t\n', max_size=6)), max_size=4),
    st.sampled_from([", ", ",", " , "]),
    st.sampled_from(["", ", "]),
)
def test_usual_headers_are_read_as_all_others_are(
    given_pairs: list[tuple[str, str]], separator: str, end: str
) -> None:
    header = separator.join([f'{name}="{value}"' for name, value in given_pairs]) + end
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(oauth1, "USUAL", lambda text: None)
        in_parts = oauth1.parameters_of(header)
    assert oauth1.parameters_of(header) == in_parts
