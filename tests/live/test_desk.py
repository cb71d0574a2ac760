"""The desk over HTTP: access, input, error messages, and a flood of entries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import requests

from golive.live import desk
from golive.live.desk import DeskApp
from golive.live.http.applications import Applied
from golive.live.http.limits import Limits
from golive.live.http.server import Server
from tests.live.alive import Alive, alive, our_threads

ENTRY = {"order": "1", "what": "refused", "why": "no customer", "fix": "create it"}


class Served:
    def __init__(self, world: Alive) -> None:
        self.world = world
        self.app = DeskApp(world.emit, "sesame")
        self.server = Server(world.clock, Applied(self.app), limits=Limits(body=desk.LARGEST_BODY_BYTES))
        self.session = requests.Session()

    def post(self, path: str, data: Any = None, token: str = "sesame", **options: Any) -> requests.Response:
        headers = {"Authorization": f"Bearer {token}"}
        return self.session.post(self.server.url + path, json=data, headers=headers, timeout=20, **options)


@pytest.fixture
def served() -> Iterator[Served]:
    with alive() as world:
        served = Served(world)
        try:
            yield served
        finally:
            served.session.close()
            served.server.close()
    assert not our_threads()


def test_entries_become_facts(served: Served) -> None:
    assert served.post("/desk/exceptions", ENTRY).status_code == 202
    assert served.post("/desk/resolved", {"order": "1"}).status_code == 202
    assert served.post("/desk/alerts", {"text": "stock is not moving"}).status_code == 202
    assert served.world.facts == [
        ("desk.exception", {"order": "1"}, {"what": "refused", "why": "no customer", "fix": "create it"}),
        ("desk.resolved", {"order": "1"}, {}),
        ("desk.alert", {}, {"text": "stock is not moving"}),
    ]


def test_an_alert_may_name_its_owner(served: Served) -> None:
    assert served.post("/desk/alerts", {"text": "the ERP is down", "to": "erp"}).status_code == 202
    refused = served.post("/desk/alerts", {"text": "the ERP is down", "to": "boss"})
    assert refused.status_code == 400
    assert "expected one of technical, business, erp as `to`, got 'boss'" in refused.json()["error"]


@pytest.mark.parametrize("token", ["", "Sesame", "sesames", "ü"])
def test_only_the_run_s_token_opens_it(served: Served, token: str) -> None:
    headers = {"Authorization": f"Bearer {token}".encode()}
    reply = requests.post(served.server.url + "/desk/alerts", json={"text": "x"}, headers=headers, timeout=20)
    assert reply.status_code == 401
    assert "GOLIVE_DESK_TOKEN" in reply.json()["error"]
    assert not served.world.facts


@pytest.mark.parametrize(
    ("path", "body", "message"),
    [
        ("/desk/alerts", b"text", 'expected JSON such as {"text": "..."}, got something else'),
        ("/desk/alerts", b"[]", "got a list"),
        ("/desk/alerts", b"null", "got null"),
        ("/desk/alerts", b"{}", "without 'text'"),
        ("/desk/alerts", b'{"text": " "}', "got an empty text"),
        ("/desk/alerts", b'{"text": 5}', "got the number 5"),
        ("/desk/alerts", b'{"text": "x", "txt": 1}', "unknown field 'txt'"),
        ("/desk/alerts", b'{"text": "\\ud800"}', "expected JSON"),
        ("/desk/exceptions", b'{"order": "1", "what": "x", "why": "y"}', "without 'fix'"),
        ("/desk/resolved", b'{"order": ["1"]}', "got a list"),
    ],
)
def test_what_is_wrong_is_said(served: Served, path: str, body: bytes, message: str) -> None:
    headers = {"Authorization": "Bearer sesame"}
    reply = requests.post(served.server.url + path, data=body, headers=headers, timeout=20)
    assert reply.status_code == 400
    assert message in reply.json()["error"]
    assert not served.world.facts


def test_other_addresses_and_methods_are_refused(served: Served) -> None:
    assert served.post("/desk/alarms", {}).status_code == 404
    headers = {"Authorization": "Bearer sesame"}
    reply = requests.get(served.server.url + "/desk/alerts", headers=headers, timeout=20)
    assert (reply.status_code, reply.headers["Allow"]) == (405, "POST")


def test_long_bodies_are_refused_and_long_texts_cut(served: Served) -> None:
    assert served.post("/desk/alerts", {"text": "x" * 70_000}).status_code == 413
    assert served.post("/desk/alerts", {"text": "x" * 5_000}).status_code == 202
    assert served.world.facts == [("desk.alert", {}, {"text": "x" * 500})]


def test_a_flood_is_kept_in_bounds_and_counted(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "MOST_ENTRIES", 3)
    for _ in range(5):
        assert served.post("/desk/alerts", {"text": "help"}).status_code == 202
    assert served.post("/desk/resolved", {"order": "never shown"}).status_code == 202
    served.app.close()
    assert served.world.facts == [("desk.alert", {}, {"text": "help"})] * 3 + [
        ("desk.overflow", {}, {"left_out": 2, "kept": 3})
    ]


def test_an_entry_may_say_where_to_post_a_retry(served: Served) -> None:
    url = "http://127.0.0.1:9/again"
    assert served.post("/desk/exceptions", {**ENTRY, "retry_url": url}).status_code == 202
    assert served.world.facts[0][2]["retry_url"] == url
    refused = served.post("/desk/exceptions", {**ENTRY, "retry_url": 5})
    assert (refused.status_code, "'retry_url', got the number 5" in refused.text) == (400, True)
    assert served.post("/desk/resolved", {"order": "1", "retry_url": url}).status_code == 400
