"""OAuth2 logins, idempotency keys and entity tags of the native dialect."""

from __future__ import annotations

import base64
from typing import Any
from urllib.parse import urlencode

import pytest

from fake_erp import ErpConfig, Request
from fake_erp.access.config import CallLimits
from fake_erp.quirks import configured_quirks
from tests.erp.world import Answer, Client, World, in_process, over_http

FORM = "application/x-www-form-urlencoded"
HOUR_MS = 3_600_000


def log_in(client: Client, fields: dict[str, str], **headers: str) -> Answer:
    return client.raw("POST", "/api/v1/token", urlencode(fields).encode(), content_type=FORM, **headers)


def basic(client_id: str, secret: str) -> str:
    return "Basic " + base64.b64encode(f"{client_id}:{secret}".encode()).decode()


def test_a_client_logs_in_with_a_form_or_with_http_basic() -> None:
    world = World()
    client = over_http(world.erp)
    grant = {"grant_type": "client_credentials"}
    by_form = log_in(client, {**grant, "client_id": "shop", "client_secret": "secret"})
    by_basic = log_in(client, grant, authorization=basic("shop", "secret"))
    for answer in (by_form, by_basic):
        assert (answer.status, answer.data["token_type"]) == (200, "Bearer")
        assert answer.headers["cache-control"] == "no-store"
        client.headers = {"authorization": f"Bearer {answer.data['access_token']}"}
        assert client.get("/orders").status == 200


def test_the_parts_of_basic_are_form_encoded_inside() -> None:
    world = World()
    world.erp.add_client("a b", "s:1%")
    answer = log_in(
        over_http(world.erp), {"grant_type": "client_credentials"}, authorization=basic("a+b", "s%3A1%25")
    )
    assert answer.status == 200


@pytest.mark.parametrize(
    ("fields", "headers", "status", "error"),
    [
        ({}, {}, 400, "invalid_request"),
        ({"grant_type": "password"}, {}, 400, "unsupported_grant_type"),
        ({"grant_type": "client_credentials"}, {}, 401, "invalid_client"),
        (
            {"grant_type": "client_credentials", "client_id": "shop", "client_secret": "no"},
            {},
            401,
            "invalid_client",
        ),
        ({"grant_type": "client_credentials"}, {"authorization": "Basic ???"}, 401, "invalid_client"),
        ({"grant_type": "client_credentials"}, {"authorization": basic("shop", "no")}, 401, "invalid_client"),
        (
            {"grant_type": "client_credentials", "client_id": "shop", "client_secret": "secret"},
            {"authorization": basic("shop", "secret")},
            400,
            "invalid_request",
        ),
    ],
)
def test_refusals_of_a_form_are_those_of_the_standard(
    fields: dict[str, str], headers: dict[str, str], status: int, error: str
) -> None:
    answer = log_in(over_http(World().erp), fields, **headers)
    assert (answer.status, answer.data["error"]) == (status, error)
    assert ("www-authenticate" in answer.headers) == (status == 401)


def test_a_parameter_may_come_once() -> None:
    client = over_http(World().erp)
    answer = client.raw(
        "POST", "/api/v1/token", b"grant_type=client_credentials&grant_type=x", content_type=FORM
    )
    assert (answer.status, answer.data["error"]) == (400, "invalid_request")


def keyed(lifetime_ms: int = HOUR_MS) -> tuple[World, Client]:
    world = World(ErpConfig(limits=CallLimits(idempotency_ms=lifetime_ms)))
    return world, over_http(world.erp).login()


def create(world: World, client: Client, key: str, **changes: Any) -> Answer:
    import orjson

    return client.raw("POST", "/api/v1/orders", orjson.dumps(world.order(**changes)), idempotency_key=key)


def test_the_same_key_gets_the_first_reply_and_creates_nothing() -> None:
    world, client = keyed()
    first, again = create(world, client, "k1"), create(world, client, "k1")
    assert (first.status, again.status, again.data) == (201, 201, first.data)
    assert "idempotency-replayed" not in first.headers
    assert again.headers["idempotency-replayed"] == "true"
    assert len(world.erp.orders.by_number) == 1


def test_the_same_key_with_other_content_is_refused() -> None:
    world, client = keyed()
    create(world, client, "k1")
    other = create(world, client, "k1", external_reference="R2")
    assert (other.status, other.data["error"]["code"]) == (422, "idempotency_mismatch")
    assert len(world.erp.orders.by_number) == 1


def test_a_key_expires() -> None:
    world, client = keyed(1000)
    create(world, client, "k1")
    world.now_ms += 1000
    assert create(world, client, "k1", external_reference="R2").status == 201


def test_a_refused_request_may_be_corrected_and_sent_again_with_its_key() -> None:
    world, client = keyed()
    assert create(world, client, "k1", customer="C9").status >= 400
    assert create(world, client, "k1").status == 201


def test_keys_of_two_clients_are_two_keys() -> None:
    world, client = keyed()
    create(world, client, "k1")
    world.erp.add_client("other", "secret")
    other = over_http(world.erp)
    token = other.post("/token", {"client_id": "other", "client_secret": "secret"}).data["access_token"]
    other.headers = {"authorization": f"Bearer {token}"}
    assert create(world, other, "k1", external_reference="R2").status == 201


def test_a_key_whose_request_is_under_way_is_refused_until_it_is_done() -> None:
    world, client = keyed()
    headers = {**client.headers, "idempotency-key": "k1"}
    first, second = (
        Request("POST", "/api/v1/orders", headers=dict(headers), data=world.order()) for _ in range(2)
    )
    surface = world.erp.surface
    assert surface.admit(first, surface.match(first)) is None
    refused = surface.admit(second, surface.match(second))
    assert refused is not None
    assert (refused.status, refused.data["error"]["code"]) == (409, "idempotency_in_flight")
    assert surface.call(surface.match(first), first).status == 201
    surface.leave(first, surface.match(first))
    replayed = surface.handle(second)
    assert (replayed.status, replayed.concealed) == (201, "refused")


def test_a_key_whose_reply_failed_after_the_commit_is_not_carried_out_again() -> None:
    world, client = keyed()
    world.erp.set_quirks(configured_quirks(commit_then_fail=1.0))
    first, again = create(world, client, "k1"), create(world, client, "k1")
    assert (first.status, again.status) == (500, 500)
    assert again.headers["idempotency-replayed"] == "true"
    assert len(world.erp.orders.by_number) == 1


def test_without_the_setting_the_header_is_ignored() -> None:
    world, client = keyed(0)
    create(world, client, "k1")
    assert create(world, client, "k1", external_reference="R2").status == 201


@pytest.mark.parametrize("mount", [in_process, over_http])
def test_a_change_of_another_version_is_refused(mount: Any) -> None:
    world = World()
    client = mount(world.erp).login()
    number = client.post("/orders", world.order()).data["number"]
    version = client.get(f"/orders/{number}").headers["etag"]
    changed = client.raw("PATCH", f"/api/v1/orders/{number}", b'{"custom": {"note": "x"}}', if_match=version)
    assert changed.status == 200
    assert changed.headers["etag"] == client.get(f"/orders/{number}").headers["etag"] != version
    for method, path in (("PATCH", ""), ("POST", "/cancel"), ("POST", "/hold")):
        refused = client.raw(method, f"/api/v1/orders/{number}{path}", b"{}", if_match=version)
        assert (refused.status, refused.data["error"]["code"]) == (412, "precondition_failed")
    assert client.get(f"/orders/{number}").data["status"] == "released"
    for given in ("*", f'"x", {changed.headers["etag"]}'):
        assert (
            client.raw(
                "PATCH", f"/api/v1/orders/{number}", b'{"custom": {"note": "x"}}', if_match=given
            ).status
            == 200
        )


def test_customers_have_versions_too() -> None:
    world = World()
    client = over_http(world.erp).login()
    path = f"/customers/{world.customer}"
    version = client.get(path).headers["etag"]
    assert client.raw("PATCH", f"/api/v1{path}", b'{"phone": "1"}', if_match=version).status == 200
    assert client.raw("PATCH", f"/api/v1{path}", b'{"phone": "2"}', if_match=version).status == 412
