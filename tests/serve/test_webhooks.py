"""A served ERP tells its subscribers at their own address, and ends although they never answer."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import SimpleQueue

import pytest

from tests.serve.served import PATIENCE_S, served

pytestmark = pytest.mark.slow


@pytest.fixture
def told() -> Iterator[tuple[str, SimpleQueue[tuple[bytes, str]]]]:
    """An address, and what is posted there: body and signature."""
    heard: SimpleQueue[tuple[bytes, str]] = SimpleQueue()

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            heard.put((body, self.headers["X-Erp-Signature"]))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Hook)
    threading.Thread(target=server.serve_forever).start()
    yield f"http://127.0.0.1:{server.server_port}/hook", heard
    server.shutdown()
    server.server_close()


def test_a_subscriber_of_a_served_erp_is_told_with_a_signature(
    told: tuple[str, SimpleQueue[tuple[bytes, str]]],
) -> None:
    url, heard = told
    with served("erp", "--profile", "business_central", "--dialect", "native") as sandbox:
        wanted = {"url": url, "kinds": ["customer"], "secret": "shh"}
        assert sandbox.api("erp", "/api/v1/subscriptions", "POST", wanted).status == 201
        address = {"street": "a", "city": "b", "postcode": "1", "country": "DE"}
        ann = {"name": "Ann", "email": "ann@example.com", "address": address}
        number = sandbox.api("erp", "/api/v1/customers", "POST", ann).data["number"]
        body, signature = heard.get(timeout=PATIENCE_S)
        status, _, complained = sandbox.end()
    assert (json.loads(body)["kind"], json.loads(body)["id"]) == ("customer", number)
    assert signature == "sha256=" + hmac.new(b"shh", body, hashlib.sha256).hexdigest()
    assert (status, complained) == (0, "")


def test_a_served_shop_tells_business_events_where_it_is_told_to(
    told: tuple[str, SimpleQueue[tuple[bytes, str]]],
) -> None:
    url, heard = told
    sets = ("--set", "shop.events.version=2", "--set", "shop.events.delay=0s")
    with served("shop", "--orders", "3", "--webhook", url, *sets) as sandbox:
        comment = {
            "statusHistory": {"comment": "call me", "is_customer_notified": 0, "is_visible_on_front": 0}
        }
        assert sandbox.api("shop", "/rest/V1/orders/1/comments", "POST", comment).status == 200
        body, _ = heard.get(timeout=PATIENCE_S)
        status, _, complained = sandbox.end()
    event = json.loads(body)
    assert (event["type"], event["version"], event["record"]["entity_id"]) == ("OrderUpdated", 2, 1)
    assert (status, complained) == (0, "")
