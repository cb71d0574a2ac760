"""Whatever comes through the async and bulk doors, or claims to be signed, is answered; the queue survives it."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from fake_magento import Integration
from fake_magento.rest.framework.router import bulk_pattern
from fake_magento.rest.routes import ROUTES
from fake_magento.surface import Request
from tests.depth import examples

from .test_any_input import JSON, SHAPED
from .world import TOKEN, World

WRITING = [route for route in ROUTES if route.method != "GET"]
VALUES = st.sampled_from(["1", "2", "0", "-1", "abc", "SKU-1", "%2F", "%FF", ""])
OAUTH = st.dictionaries(
    st.sampled_from(
        [
            "oauth_consumer_key",
            "oauth_token",
            "oauth_nonce",
            "oauth_timestamp",
            "oauth_signature_method",
            "oauth_signature",
            "oauth_version",
            "realm",
        ]
    ),
    st.sampled_from(["ck", "at", "n", "1772444467", "HMAC-SHA256", "HMAC-SHA1", "1.0", "%", "%FF", ""])
    | st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=8),
)


def prepared() -> World:
    world = World(integrations=(Integration("ck", "cs", "at", "ats"),), complex_array_limit=3)
    world.paid(("SKU-1", 2), method="card")
    world.order(("SKU-3", 3))
    return world


WORLD = prepared()


def ask(method: str, path: str, data: Any = None, query: str = "", **headers: str) -> Any:
    headers.setdefault("authorization", f"Bearer {TOKEN}")
    reply = WORLD.surface.handle(Request(method, path, query, headers, data))
    reply.encode()
    return reply


@settings(max_examples=examples(150), deadline=None)
@given(st.sampled_from(WRITING), VALUES, JSON | SHAPED | st.lists(SHAPED, max_size=3), st.booleans())
def test_any_body_through_any_door_is_queued_or_refused_and_then_done(
    route: Any, value: str, data: Any, is_bulk: bool
) -> None:
    if is_bulk:
        reply = ask(route.method, "/rest/all/async/bulk/V1/" + bulk_pattern(route.pattern), data)
    else:
        reply = ask(route.method, "/rest/async/V1/" + re.sub(r"\{\w+\}", value, route.pattern), data)
    assert reply.status in (202, 400, 401, 404)
    if reply.status == 202:
        WORLD.now_ms += 60_000
        status = ask("GET", f"/rest/V1/bulk/{reply.data['bulk_uuid']}/detailed-status")
        assert status.status == 200
        assert all(operation["status"] in (1, 3, 5) for operation in status.data["operations_list"])


@settings(max_examples=examples(150), deadline=None)
@given(OAUTH, st.booleans())
def test_any_claim_to_be_signed_is_answered_and_never_believed(
    parts: dict[str, str], is_header: bool
) -> None:
    text = ", ".join(f'{name}="{value}"' for name, value in parts.items())
    if is_header:
        reply = ask("GET", "/rest/V1/orders/1", authorization="OAuth " + text, host="h")
    else:
        query = "&".join(f"{name}={value}" for name, value in parts.items())
        reply = WORLD.surface.handle(Request("GET", "/rest/V1/orders/1", query, {"host": "h"}))
    assert reply.status in (400, 401)
    assert reply.data["message"]


@settings(max_examples=examples(60), deadline=None)
@given(JSON, st.sampled_from([route for route in ROUTES if route.method == "GET"]), VALUES)
def test_every_reply_can_be_said_in_xml(data: Any, route: Any, value: str) -> None:
    path = "/rest/V1/" + re.sub(r"\{\w+\}", value, route.pattern)
    reply = ask("GET", path, data, "searchCriteria=", accept="application/xml")
    assert ElementTree.fromstring(reply.encode()).tag == "response"
