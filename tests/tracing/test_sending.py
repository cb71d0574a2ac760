"""Spans at an OTLP/HTTP receiver."""

from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from golive.exit_status import INPUT_STATUS
from tests.commands import Golive
from tests.tracing.otlp import traces


class Receiver(ThreadingHTTPServer):
    """Takes spans, or answers with `status` and `body`."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.status, self.body = 200, b"{}"
        self.taken: list[tuple[str, dict[str, str], bytes]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.taken.append((self.path, {k.lower(): v for k, v in self.headers.items()}, body))
        self.send_response(self.server.status)
        self.send_header("content-length", str(len(self.server.body)))
        self.end_headers()
        self.wfile.write(self.server.body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_a_receiver_gets_what_the_file_has(
    golive: Golive, faulty: Path, receiver: Receiver, tmp_path: Path
) -> None:
    said = golive("export", str(faulty), "--endpoint", receiver.url, "--out", "run.jsonl")
    assert said.status == 0
    assert {path for path, _, _ in receiver.taken} == {"/v1/traces"}
    assert {headers["content-type"] for _, headers, _ in receiver.taken} == {"application/json"}
    bodies = [gzip.decompress(body) for _, _, body in receiver.taken]
    assert b"".join(body + b"\n" for body in bodies) == (tmp_path / "run.jsonl").read_bytes()
    count = sum(
        len(scope.spans) for each in traces(bodies[0]) for r in each.resource_spans for scope in r.scope_spans
    )
    assert said.out == f"{count:,} spans sent to {receiver.url}/v1/traces\n"


def test_a_path_of_its_own_is_kept(golive: Golive, faulty: Path, receiver: Receiver) -> None:
    assert golive("export", str(faulty), "--endpoint", f"{receiver.url}/otlp/spans").status == 0
    assert receiver.taken[0][0] == "/otlp/spans"


def test_a_refusal_is_shown_with_the_words_of_the_receiver(
    golive: Golive, faulty: Path, receiver: Receiver
) -> None:
    receiver.status, receiver.body = 415, b"only protobuf here"
    said = golive("export", str(faulty), "--endpoint", receiver.url)
    assert said.status == INPUT_STATUS
    assert "got 415: only protobuf here" in said.err
    assert len(receiver.taken) == 1


def test_spans_that_were_rejected_are_counted(golive: Golive, faulty: Path, receiver: Receiver) -> None:
    receiver.body = json.dumps({"partialSuccess": {"rejectedSpans": "7", "errorMessage": "too old"}}).encode()
    said = golive("export", str(faulty), "--endpoint", receiver.url)
    assert said.status == INPUT_STATUS
    assert "7 were rejected: too old" in said.err


@pytest.mark.parametrize(
    ("endpoint", "words"),
    [
        ("http://collector.example:4318", "add --allow-remote"),
        ("http://127.0.0.1.nip.example", "add --allow-remote"),
        ("127.0.0.1:4318", "expected the URL of an OTLP/HTTP receiver"),
        ("ftp://127.0.0.1", "expected the URL of an OTLP/HTTP receiver"),
        ("http://[", "expected the URL of an OTLP/HTTP receiver"),
    ],
)
def test_other_addresses_are_refused_before_anything_is_sent(
    golive: Golive, faulty: Path, endpoint: str, words: str
) -> None:
    said = golive("export", str(faulty), "--endpoint", endpoint)
    assert said.status == INPUT_STATUS
    assert words in said.err


def test_allow_remote_needs_an_endpoint(golive: Golive, faulty: Path) -> None:
    said = golive("export", str(faulty), "--allow-remote")
    assert said.status == INPUT_STATUS
    assert "add --endpoint" in said.err
