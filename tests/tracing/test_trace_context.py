"""`traceparent` of notices, and calls that a program makes within a trace."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import golive
from fake_erp.channels.webhooks import Event, Subscription
from golive.bodies.lines import of_notice
from golive.bodies.masks import Masks
from golive.live.calls.webhooks import addressed_to
from golive.live.queue.amqp import message_of
from golive.record import folder
from golive.runner import RunResult
from golive.tracing import otlp
from golive.tracing.identity import SpanContext, TraceIds, read
from golive.wire.messages import Notice
from tests.tracing.otlp import attributes, by_name, spans
from tests.virtual.programs import SHORT, script, written

PROGRAM = """
import json, os, urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer

OWN = "00-" + "ab" * 16 + "-" + "cd" * 8 + "-01"

def call(trace):
    url = os.environ["GOLIVE_ERP_URL"] + "/api/v1/health"
    urllib.request.urlopen(urllib.request.Request(url, headers={"Traceparent": trace})).read()

class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        trace = self.headers["traceparent"]
        print(body["data"]["value"]["increment_id"], trace)
        if trace:
            call(trace[:36] + "00000000000000ff-01")
            call(OWN)
            call("no trace")
        self.send_response(200)
        self.end_headers()

    def log_message(self, *words):
        pass

HTTPServer((os.environ["GOLIVE_WEBHOOK_HOST"], int(os.environ["GOLIVE_WEBHOOK_PORT"])), Handler).serve_forever()
"""


def play(place: Path, *sets: str) -> RunResult:
    candidate = place / "candidate.yaml"
    candidate.write_text(json.dumps({"python": script(place, PROGRAM).name, "webhook": "/hooks"}), "utf-8")
    return golive.run("calm", str(candidate), sets=[*SHORT, *sets], out=place / "run")


@pytest.fixture(scope="module")
def traced(tmp_path_factory: pytest.TempPathFactory) -> RunResult:
    return play(tmp_path_factory.mktemp("traced"), "tracing.traceparent=on")


def test_a_notice_carries_the_span_that_is_exported_for_it(traced: RunResult, tmp_path: Path) -> None:
    handed = sorted(written(traced))
    assert len(set(handed)) == len(handed) > 10
    assert traced.folder is not None
    path = tmp_path / "run.jsonl"
    path.write_bytes(b"".join(message + b"\n" for _, message in otlp.messages(otlp.Traces(traced.folder))))
    found = spans(path)
    notices = [span for span in found if span.name in ("shop.order.placed", "shop.order.paid")]
    exported = [
        (attributes(span)["golive.order"], SpanContext(span.trace_id, span.span_id)) for span in notices
    ]
    assert sorted(f"{order} {context.header}" for order, context in exported) == handed
    calls = by_name(found, "erp.health.read")
    orders = {span.trace_id: span for span in by_name(found, "order")}
    joined = [span for span in calls if span.trace_id in orders]
    assert len(joined) == len(handed)
    assert {span.parent_span_id for span in joined} == {bytes.fromhex("00000000000000ff")}
    own = [span for span in calls if span.trace_id == b"\xab" * 16]
    assert len(own) == len(handed)
    assert {(span.parent_span_id, len(span.links)) for span in own} == {(b"\xcd" * 8, 1)}
    (run,) = by_name(found, "run")
    others = [span for span in calls if span.trace_id == run.trace_id]
    assert {span.parent_span_id for span in others} == {run.span_id}
    assert len(others) == len(handed)


def test_calls_within_a_trace_are_kept_without_their_bodies(traced: RunResult) -> None:
    assert traced.folder is not None
    lines = [line for line in folder.exchanges(traced.folder) if line["op"] == "erp.health.read"]
    assert len(lines) == 3 * len(written(traced))
    for line in lines:
        assert line["request"]["headers"]["traceparent"]
        assert line["reply"] is not None
        assert (line["status"], line["reply"]["body"], line["reply"]["cut"]) == (200, "", True)
        assert line["reply"]["bytes"] > 0


def test_without_the_setting_there_is_no_header(tmp_path: Path) -> None:
    assert {line.split()[1] for line in written(play(tmp_path))} == {"None"}


def test_the_setting_changes_no_fact_of_a_candidate_that_ignores_it() -> None:
    plain, traced = (
        golive.run("calm", "reference", sets=[*SHORT, f"tracing.traceparent={each}"])
        for each in ("off", "on")
    )
    assert plain.ledger.sha256 == traced.ledger.sha256


CONTEXT = SpanContext(b"\x0a" * 16, b"\x0b" * 8)


def notice(system: str, traceparent: str) -> Notice:
    subscription = Subscription("1", "client", "http://127.0.0.1:1/", ("order",), "secret", 0)
    event = Event("e1", "order", "1", "000000001", 0, {}, subscription)
    name = f"{system}.{event.name}"
    return Notice(
        1, system, name, "e1", "000000001", 1, event.payload, 0, event=event, traceparent=traceparent
    )


@pytest.mark.parametrize("system", ["shop", "erp"])
def test_webhooks_of_both_systems_carry_it_beside_their_own_headers(system: str) -> None:
    _, plain, _ = addressed_to(notice(system, ""), "http://127.0.0.1:1/")
    _, headers, _ = addressed_to(notice(system, CONTEXT.header), "http://127.0.0.1:1/")
    assert headers == {**plain, "traceparent": CONTEXT.header}
    assert "traceparent" not in plain


def test_messages_of_the_queue_carry_it_in_their_headers() -> None:
    *_, headers = message_of(notice("shop", CONTEXT.header))
    assert headers["traceparent"] == CONTEXT.header
    *_, headers = message_of(notice("shop", ""))
    assert set(headers) == {"topic_name"}


def test_the_header_of_a_notice_is_kept_with_it() -> None:
    line = of_notice(notice("erp", CONTEXT.header), 0, 200, Masks([]))
    assert line["request"]["headers"]["traceparent"] == CONTEXT.header


def test_a_header_that_is_written_can_be_read() -> None:
    assert read(CONTEXT.header) == CONTEXT


@pytest.mark.parametrize(
    "header",
    [
        "",
        "00",
        CONTEXT.header + "-more",
        CONTEXT.header.upper(),
        "ff" + CONTEXT.header[2:],
        "00-" + "0" * 32 + "-" + "b" * 16 + "-01",
        "00-" + "a" * 32 + "-" + "0" * 16 + "-01",
        CONTEXT.header.replace("-", "_"),
    ],
)
def test_invalid_headers_are_no_context(header: str) -> None:
    assert read(header) is None


def test_later_versions_may_have_more_fields() -> None:
    assert read("01" + CONTEXT.header[2:] + "-more") == CONTEXT


def test_ids_differ_by_order_setting_candidate_seed_and_clock() -> None:
    made = [
        TraceIds({"a": 1}, "naive", 1, "virtual"),
        TraceIds({"a": 2}, "naive", 1, "virtual"),
        TraceIds({"a": 1}, "reference", 1, "virtual"),
        TraceIds({"a": 1}, "naive", 2, "virtual"),
        TraceIds({"a": 1}, "naive", 1, "live"),
    ]
    contexts = [ids.root(order) for ids in made for order in ("", "000000001", "000000002")]
    assert len({each.trace_id for each in contexts}) == len(contexts)
    ids = made[0]
    assert len({ids.root("1"), ids.child("1", "x"), ids.notice("1", 1), ids.notice("1", 2)}) == 4
