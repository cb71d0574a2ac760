"""Events of the shop of a sandbox, as a receiver gets them."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue
from typing import Any

import pytest

from tests.serve.served import served


class _Ear(BaseHTTPRequestHandler):
    """Takes what is posted to it."""

    def do_POST(self) -> None:
        self.server.heard.put(json.loads(self.rfile.read(int(self.headers["content-length"]))))  # type: ignore[attr-defined]
        self.send_response(200)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, format: str, *values: Any) -> None:
        """Nothing: the test has its own words."""


@pytest.fixture
def ear() -> Any:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Ear)
    server.heard = Queue()  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_events_of_the_shop_go_where_the_developer_wants_them(ear: Any) -> None:
    url = f"http://127.0.0.1:{ear.server_port}/events"
    with served("shop", "--orders", "9", "--webhook", url) as sandbox:
        held = {"statusHistory": {"comment": "hello", "isCustomerNotified": 0, "status": "processing"}}
        assert sandbox.api("shop", "/rest/V1/orders/1/comments", "POST", held).status == 200
        event = ear.heard.get(timeout=60)
        assert sandbox.end()[0] == 0
    assert event["data"]["value"]["entity_id"] == "1"
