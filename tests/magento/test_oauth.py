"""OAuth 1.0a, integrations and the logins of customers and of admins with a second factor."""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import replace
from typing import Any
from urllib.parse import quote

import pytest

from fake_magento import Integration
from fake_magento.rest.access.oauth_signature import base_string, header_pairs, signature
from fake_magento.surface import Reply, Request

from .world import World, over_http

KEYS = Integration("ck", "cs", "at", "ats")
HOST = "127.0.0.1:8080"
V1 = "/rest/V1"
SAID = {
    "oauth_consumer_key": "ck",
    "oauth_token": "at",
    "oauth_nonce": "n0",
    "oauth_timestamp": "1700000000",
    "oauth_signature_method": "HMAC-SHA256",
    "oauth_version": "1.0",
}
ALL_ORDERS = "searchCriteria[pageSize]=2"


@pytest.fixture
def world() -> World:
    made = World(integrations=(KEYS,), integration_token=None)
    made.order()
    return made


def header(parts: dict[str, str]) -> str:
    return "OAuth " + ", ".join(f'{name}="{quote(value, safe="~")}"' for name, value in parts.items())


def signed(
    query: str = ALL_ORDERS, path: str = "/rest/V1/orders", method: str = "GET", **said: str
) -> Request:
    """A request signed as a client would, written down independently of the code under test."""
    parts = {**SAID, **said}
    parts = {name: value for name, value in parts.items() if value != "left out"}
    pairs = [*parts.items(), *(part.split("=", 1) for part in query.split("&") if "=" in part)]
    text = "&".join(
        f"{name}={value}"
        for name, value in sorted((quote(a, safe="~"), quote(b, safe="~")) for a, b in pairs)
    )
    base = f"{method}&{quote(f'http://{HOST}{path}', safe='~')}&{quote(text, safe='~')}"
    digest = hashlib.sha1 if parts.get("oauth_signature_method") == "HMAC-SHA1" else hashlib.sha256
    parts["oauth_signature"] = base64.b64encode(hmac.new(b"cs&ats", base.encode(), digest).digest()).decode()
    return Request(method, path, query, {"host": HOST, "authorization": header(parts)})


def ask(world: World, request: Request) -> Reply:
    return world.surface.handle(request)


def test_the_published_vector_gives_its_signature() -> None:
    request = Request("GET", "/rest/V1/orders", ALL_ORDERS, {"host": HOST})
    text = base_string(request, list(SAID.items()))
    assert signature(text, "cs&ats", "HMAC-SHA256") == "OjXpKSCFhCAU3WuOaEX+pV/opYMfvfYFhIVssBMiFak="


@pytest.mark.parametrize(
    "query",
    ["searchCriteria=", "searchCriteria[pageSize]=2", "searchCriteria=&fields=total_count", "searchCriteria"],
)
def test_a_right_signature_is_let_in_whatever_the_query(world: World, query: str) -> None:
    assert ask(world, signed(query)).status == 200


def test_encoded_brackets_give_the_same_signature_as_raw_ones(world: World) -> None:
    request = signed("searchCriteria[pageSize]=2")
    request.query = "searchCriteria%5BpageSize%5D=2"
    assert ask(world, request).status == 200


def test_a_space_may_travel_as_plus_or_encoded(world: World) -> None:
    since = "searchCriteria[filter_groups][0][filters][0]"
    date = f"{since}[field]=created_at&{since}[value]=2020-01-01 00:00:00"
    for nonce, query in (("a", date.replace(" ", "+")), ("b", date.replace(" ", "%20"))):
        request = signed(date, oauth_nonce=nonce)
        request.query = query
        assert ask(world, request).status == 200


def test_the_body_is_not_signed(world: World) -> None:
    request = signed("", f"{V1}/orders/1/hold", "POST")
    request.headers["content-type"] = "application/json"
    request.body = b'{"any": "thing"}'
    assert (ask(world, request).status, ask(world, request).status) == (200, 401)


def broken(request: Request, **changes: str | None) -> Request:
    parts: dict[str, Any] = dict(header_pairs(request.headers["authorization"])) | changes
    text = header({name: value for name, value in parts.items() if value is not None})
    return replace(request, headers={**request.headers, "authorization": text})


@pytest.mark.parametrize(
    ("request_", "status", "message", "parameters"),
    [
        (broken(signed(), oauth_signature="bm8="), 401, "The signature is invalid. Verify and try again.", None),
        (replace(signed(), query="searchCriteria=1"), 401, "The signature is invalid. Verify and try again.", None),
        (signed(oauth_token="no"), 401, "Specified token does not exist", None),
        (signed(oauth_consumer_key="no"), 401, "A consumer having the specified key does not exist", None),
        (signed(oauth_signature_method="HMAC-SHA1"), 400, "Signature method %1 is not supported", ["HMAC-SHA1"]),
        (signed(oauth_signature_method="PLAINTEXT"), 400, "Signature method %1 is not supported", ["PLAINTEXT"]),
        (
            signed(oauth_nonce="left out"),
            400,
            '"%fieldName" is required. Enter and try again.',
            {"fieldName": "oauth_nonce"},
        ),
    ],
)  # fmt: skip
def test_a_broken_signature_is_refused_in_magentos_words(
    world: World, request_: Request, status: int, message: str, parameters: Any
) -> None:
    reply = ask(world, request_)
    assert (reply.status, reply.data["message"], reply.data.get("parameters")) == (
        status,
        message,
        parameters,
    )


def test_several_missing_parts_are_listed(world: World) -> None:
    reply = ask(world, signed(oauth_nonce="left out", oauth_token="left out"))
    assert reply.status == 400
    assert [error["parameters"]["fieldName"] for error in reply.data["errors"]] == [
        "oauth_nonce",
        "oauth_token",
    ]


def test_a_nonce_is_good_once_and_the_timestamp_may_not_be_far_ahead(world: World) -> None:
    assert ask(world, signed()).status == 200
    again = ask(world, signed())
    assert (again.status, again.data) == (
        401,
        {"message": "The nonce is already being used by the consumer with ID %1.", "parameters": ["1"]},
    )
    now = world.now_ms // 1000
    assert ask(world, signed(oauth_timestamp=str(now + 600), oauth_nonce="n1")).status == 200
    assert ask(world, signed(oauth_timestamp=str(now + 601), oauth_nonce="n2")).status == 400


@pytest.mark.parametrize(
    ("version", "status"), [("2.3.5", 200), ("2.4.3", 200), ("2.4.6", 400), ("2.4.8", 400)]
)
def test_sha1_went_away_with_2_4_4(version: str, status: int) -> None:
    world = World(integrations=(KEYS,), version=version)
    assert ask(world, signed(oauth_signature_method="HMAC-SHA1")).status == status


@pytest.mark.parametrize(
    ("settings", "status"), [({"version": "2.4.3"}, 200), ({}, 401), ({"integration_bearer": True}, 200)]
)
def test_an_access_token_is_a_bearer_only_where_the_shop_allows_it(
    settings: dict[str, Any], status: int
) -> None:
    world = World(integrations=(KEYS,), integration_token=None, **settings)
    world.order()
    assert over_http(world)("GET", f"{V1}/orders/1", token="at").status == status


def test_an_integration_has_the_resources_it_was_given() -> None:
    world = World(integrations=(replace(KEYS, resources=("Magento_Sales::cancel",)),))
    refused = ask(world, signed())
    assert refused.data["parameters"] == {"resources": "Magento_Sales::actions_view"}
    world.order()
    assert ask(world, signed("", f"{V1}/orders/1/cancel", "POST", oauth_nonce="n1")).status == 200


def test_a_customers_token_expires_can_be_revoked_and_opens_nothing_of_the_back_office() -> None:
    world = World()
    customer = world.shop.customers.add("Ann@example.com", "Ann", "Lee")
    send = over_http(world)
    login = {"username": "ann@example.com", "password": "Ann-12345"}
    assert send("POST", f"{V1}/integration/customer/token", login, token=None).status == 401
    customer.password = "Ann-12345"
    token = send("POST", f"{V1}/integration/customer/token", login, token=None).data
    assert send("GET", f"{V1}/orders/1", token=token).data["parameters"] == {
        "resources": "Magento_Sales::actions_view"
    }
    revoke = f"{V1}/integration/customer/revoke-customer-token"
    assert send("POST", revoke, token="tok").data["parameters"] == {"resources": "self"}
    assert send("POST", revoke, token=token).data is True
    assert send("POST", revoke, token=token).status == 401
    token = send("POST", f"{V1}/integration/customer/token", login, token=None).data
    world.now_ms += world.shop.config.customer_token_ttl_ms
    assert send("POST", revoke, token=token).status == 401


def test_with_two_factors_the_plain_login_says_where_to_go() -> None:
    from fake_magento import Admin

    world = World(two_factor=True, admins=(Admin("a", "p"), Admin("b", "p", otp="123456")))
    send = over_http(world)
    plain = f"{V1}/integration/admin/token"
    assert (
        send("POST", plain, {"username": "a", "password": "p"}).data["message"].startswith("You are required")
    )
    refusal = send("POST", plain, {"username": "b", "password": "p"})
    assert (refusal.status, refusal.data["parameters"]) == (400, {"active_providers": ["google"]})
    provider = f"{V1}/tfa/provider/google/authenticate"
    assert send("POST", provider, {"username": "b", "password": "p", "otp": "0"}).status == 401
    token = send("POST", provider, {"username": "b", "password": "p", "otp": "123456"}).data
    assert send("GET", f"{V1}/store/websites", token=token).status == 200


def test_old_shops_give_opaque_tokens_that_live_four_hours() -> None:
    world = World(version="2.4.3")
    token = world.shop.tokens.issue("integration", "integration-1")
    assert (len(token), token.isalnum(), world.shop.config.token_ttl_ms) == (32, True, 14_400_000)


@pytest.mark.parametrize("wrong", [{"version": "2.5"}, {"page_past_end": "full"}])
def test_a_switch_says_what_may_be_written(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="expected one of"):
        World(**wrong)


def test_the_parts_may_travel_in_the_query(world: World) -> None:
    request = signed("")
    parts = dict(header_pairs(request.headers.pop("authorization")))
    request.query = "&".join(f"{name}={quote(value, safe='~')}" for name, value in parts.items())
    assert ask(world, request).status == 400  # let in: it is the criteria that are missing
    parts["oauth_signature"] = "bm8="
    parts["oauth_nonce"] = "n9"
    request.query = "&".join(f"{name}={quote(value, safe='~')}" for name, value in parts.items())
    assert ask(world, request).status == 401


def test_guests_read_the_catalogue_only_where_the_shop_lets_them() -> None:
    for is_open, status in ((False, 401), (True, 200)):
        send = over_http(World(anonymous_catalog=is_open))
        assert send("GET", f"{V1}/products/SKU-1", token=None).status == status
        assert send("GET", f"{V1}/orders/1", token=None).status == 401
        assert send("DELETE", f"{V1}/products/SKU-1", token=None).status == 401
