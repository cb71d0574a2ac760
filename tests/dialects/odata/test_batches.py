from __future__ import annotations

import contextlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fake_erp.dialects.bundle import Part
from fake_erp.dialects.odata import json_batch, multipart
from fake_erp.errors import Malformed
from fake_erp.messages import Reply, Request

BODY = "\r\n".join(
    [
        "--b",
        "Content-Type: application/http",
        "Content-Transfer-Encoding: binary",
        "",
        "GET Orders('1')?$select=ID HTTP/1.1",
        "Accept: application/json",
        "",
        "",
        "--b",
        "Content-Type: multipart/mixed; boundary=c",
        "",
        "--c",
        "Content-Type: application/http",
        "Content-ID: 7",
        "",
        "POST /service/Orders HTTP/1.1",
        "Content-Type: application/json",
        "",
        '{"A": 1}',
        "--c",
        "Content-Type: application/http",
        "",
        "DELETE http://h/service/Orders(2) HTTP/1.1",
        "If-Match: *",
        "",
        "--c--",
        "--b--",
        "",
    ]
)
HEADERS = {"content-type": "multipart/mixed; boundary=b", "authorization": "Basic x", "if-match": "W/1"}


def calls(body: Any = BODY) -> list[multipart.Call]:
    raw = body.encode() if isinstance(body, str) else body
    return multipart.calls_of(Request("POST", "/service/$batch", headers=HEADERS, body=raw), "/service/")


def test_a_multipart_batch_is_read_to_calls() -> None:
    read = [(call.request.method, call.request.path, call.request.query, call.changeset) for call in calls()]
    assert read == [
        ("GET", "/service/Orders('1')", "$select=ID", -1),
        ("POST", "/service/Orders", "", 0),
        ("DELETE", "/service/Orders(2)", "", 0),
    ]
    first, second, third = [call.request for call in calls()]
    assert first.headers["authorization"] == "Basic x"
    assert "if-match" not in first.headers
    assert (second.body, second.headers["content-type"]) == (b'{"A": 1}', "application/json")
    assert third.headers["if-match"] == "*"
    assert calls()[1].content_id == "7"
    assert [call.request.path for call in calls(BODY.replace("\r\n", "\n"))] == [
        call.request.path for call in calls()
    ]


def written(*statuses: int) -> str:
    bundle = multipart.bundle_of(calls(), lambda request: Part(request, None))
    replies = [Reply(status, None if status == 204 else {"status": status}) for status in statuses]
    reply = bundle.joined(replies)
    assert (reply.status, reply.media) == (202, "multipart/mixed; boundary=batch_reply")
    assert reply.text is not None
    return reply.text


def test_the_reply_of_a_batch_has_one_part_for_each_call() -> None:
    text = written(200, 201, 204)
    assert text.count("HTTP/1.1") == 3
    assert "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\n" in text
    assert "Content-ID: 7\r\n" in text
    assert text.endswith("--batch_reply--\r\n")
    inner = text.partition("HTTP/1.1 204 No Content\r\n")[2].partition("\r\n")[0]
    assert inner == "Content-Length: 0"


def test_a_changeset_with_a_refusal_is_answered_by_that_alone() -> None:
    text = written(200, 201, 400)
    assert text.count("HTTP/1.1") == 2
    assert "HTTP/1.1 400 Bad Request" in text


@pytest.mark.parametrize(
    "body", ["", "--b", "--b\r\n\r\nx\r\n--b--", BODY.replace("--b--", ""), b"\xff--b\n"]
)
def test_what_is_no_batch_is_refused(body: Any) -> None:
    with pytest.raises(Malformed):
        calls(body)


@given(st.binary(max_size=80) | st.text("-b\r\n:GETc /", max_size=80).map(str.encode))
def test_any_body_is_a_batch_or_is_refused(body: bytes) -> None:
    for raw in (body, b"--b\r\n" + body + b"\r\n--b--"):
        with contextlib.suppress(Malformed):
            calls(raw)


def test_a_json_batch_is_read_and_answered_by_id() -> None:
    data = {
        "requests": [
            {"id": "1", "method": "get", "url": "Orders(1)?$top=1"},
            {
                "id": "2",
                "method": "POST",
                "url": "/service/Orders",
                "body": {"A": 1},
                "headers": {"If-Match": "*"},
                "atomicityGroup": "g",
            },
        ]
    }
    read = json_batch.calls_of(Request("POST", "/service/$batch", headers=dict(HEADERS)), data, "/service/")
    assert [(call.request.method, call.request.path, call.request.query) for call in read] == [
        ("GET", "/service/Orders(1)", "$top=1"),
        ("POST", "/service/Orders", ""),
    ]
    assert (read[1].request.body, read[1].request.headers["if-match"]) == (b'{"A": 1}', "*")
    bundle = json_batch.bundle_of(read, lambda request: Part(request, None))
    reply = bundle.joined([Reply(200, {"A": 1}), Reply(204)])
    assert reply.data["responses"] == [
        {"id": "1", "status": 200, "body": {"A": 1}, "headers": {"content-type": "application/json"}},
        {"id": "2", "status": 204, "headers": {}},
    ]


@pytest.mark.parametrize(
    "data", [None, {}, {"requests": 1}, {"requests": [1]}, {"requests": [{"method": 1, "url": "a"}]}]
)
def test_what_is_no_json_batch_is_refused(data: Any) -> None:
    with pytest.raises(Malformed):
        json_batch.calls_of(Request("POST", "/service/$batch"), data, "/service/")
