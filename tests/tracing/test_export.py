"""`golive export`: traces that OpenTelemetry's own definitions accept, with everything that the ledger says."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections import Counter
from pathlib import Path

import pytest
from opentelemetry import semconv
from opentelemetry.proto.trace.v1.trace_pb2 import Span, Status
from opentelemetry.semconv import attributes as conventions
from opentelemetry.semconv.schemas import Schemas

from golive import run, tracing
from golive.exit_status import INPUT_STATUS
from golive.record import folder
from golive.record.ledger import StoredLedger
from golive.record.run import Fact
from golive.tracing import otlp
from tests.commands import Golive
from tests.record.made import interrupted
from tests.tracing.conftest import FAULTY, SHORT
from tests.tracing.otlp import attributes, by_name, spans, traces


@pytest.fixture(scope="module")
def exported(faulty: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("exported") / "run.jsonl"
    path.write_bytes(b"".join(message + b"\n" for _, message in otlp.messages(otlp.Traces(faulty))))
    return path


@pytest.fixture(scope="module")
def found(exported: Path) -> list[Span]:
    return spans(exported)


@pytest.fixture(scope="module")
def facts(faulty: Path) -> list[Fact]:
    return list(StoredLedger(faulty / "ledger.jsonl"))


def test_the_same_run_is_the_same_bytes(exported: Path, golive: Golive, tmp_path: Path) -> None:
    run("calm", "naive", sets=[*SHORT, FAULTY], out=tmp_path / "again")
    assert golive("export", "again", "--out", "again.jsonl").status == 0
    assert (tmp_path / "again.jsonl").read_bytes() == exported.read_bytes()
    assert golive("export", "again").out.encode() == exported.read_bytes()


def test_another_seed_has_other_ids(found: list[Span], tmp_path: Path) -> None:
    run("calm", "naive", seed=2, sets=[*SHORT, FAULTY], out=tmp_path / "other")
    (tmp_path / "other.jsonl").write_bytes(next(otlp.messages(otlp.Traces(tmp_path / "other")))[1])
    assert not {span.trace_id for span in found} & {span.trace_id for span in spans(tmp_path / "other.jsonl")}


def test_every_order_has_one_trace_with_one_root(faulty: Path, found: list[Span]) -> None:
    lines = {line.order: line for line in folder.read_orders(faulty)}
    roots = {attributes(span)["golive.order"]: span for span in by_name(found, "order")}
    assert roots.keys() == lines.keys()
    assert len({span.trace_id for span in roots.values()}) == len(lines)
    for order, span in roots.items():
        assert attributes(span)["golive.order.verdict"] == lines[order].verdict
        assert span.start_time_unix_nano == lines[order].placed_ms * 1_000_000
        is_right = lines[order].verdict in ("exact", "late", "compensated")
        assert span.status.code == (Status.STATUS_CODE_UNSET if is_right else Status.STATUS_CODE_ERROR)
    assert any(span.status.code for span in roots.values())


def test_spans_hang_together(found: list[Span]) -> None:
    places = {(span.trace_id, span.span_id): span for span in found}
    assert len(places) == len(found)
    for span in found:
        assert len(span.trace_id) == 16
        assert len(span.span_id) == 8
        assert span.start_time_unix_nano <= span.end_time_unix_nano
        if span.parent_span_id:
            parent = places[span.trace_id, span.parent_span_id]
            assert parent.start_time_unix_nano <= span.start_time_unix_nano
            assert span.end_time_unix_nano <= parent.end_time_unix_nano
        else:
            assert span.name in ("run", "order")


def test_the_run_and_its_orders_are_linked_both_ways(found: list[Span]) -> None:
    (whole,) = by_name(found, "run")
    orders = by_name(found, "order")
    assert {link.trace_id for link in whole.links} == {span.trace_id for span in orders}
    assert all(span.links[0].span_id == whole.span_id for span in orders)


def test_every_exchange_and_every_notice_is_one_span(found: list[Span], facts: list[Fact]) -> None:
    wanted = Counter(fact.data["op"] for fact in facts if fact.kind in ("exchange.answered", "exchange.open"))
    wanted += Counter(fact.data["name"] for fact in facts if fact.kind == "notice.delivered")
    assert wanted == Counter(span.name for span in found if span.kind != Span.SPAN_KIND_INTERNAL)
    assert {span.name.partition(".")[0] for span in found if span.kind == Span.SPAN_KIND_SERVER} == {
        "shop",
        "erp",
    }


def test_faults_are_events_of_what_they_acted_on(found: list[Span], facts: list[Fact]) -> None:
    wanted = Counter(
        fault for fact in facts for fault in fact.data.get("faults", ()) if isinstance(fault, str)
    )
    events = [attributes(event) for span in found for event in span.events if event.name == "golive.fault"]
    assert wanted == Counter(event["golive.fault.id"] for event in events)
    assert wanted


def test_a_call_without_an_answer_is_an_error_and_says_what_the_system_did(found: list[Span]) -> None:
    lost = [
        span for span in by_name(found, "erp.order.create") if attributes(span)["golive.told"] == "unknown"
    ]
    assert lost
    for span in lost:
        assert span.status.code == Status.STATUS_CODE_ERROR
        assert attributes(span)["error.type"] == "timeout"
        assert attributes(span)["golive.truth"] == "applied"
        assert "http.response.status_code" not in attributes(span)


def test_calls_have_method_route_and_status(found: list[Span]) -> None:
    answered = [
        attributes(span)
        for span in by_name(found, "erp.order.create")
        if attributes(span)["golive.told"] == "answered"
    ]
    assert answered
    for each in answered:
        assert (each["http.request.method"], each["http.route"]) == ("POST", "/api/v1/orders")
        assert each["http.response.status_code"] == 201


def test_every_finding_is_an_event(faulty: Path, found: list[Span]) -> None:
    wanted = Counter((each.kind, each.cause.code) for each in folder.read_scorecard(faulty).findings)
    events = [attributes(event) for span in found for event in span.events if event.name == "golive.finding"]
    assert wanted == Counter(
        (each["golive.finding.kind"], each.get("golive.finding.cause", "")) for each in events
    )
    assert wanted


def test_names_are_those_of_the_semantic_conventions(exported: Path, found: list[Span]) -> None:
    known = {"service.namespace", *_constants(conventions), *_constants(semconv.attributes)}
    resources = [each for message in traces(exported.read_bytes()) for each in message.resource_spans]
    named = {name for of in [*found, *(each.resource for each in resources)] for name in attributes(of)}
    named |= {name for span in found for event in span.events for name in attributes(event)}
    assert {name for name in named if not name.startswith("golive.")} <= known
    assert {each.schema_url for each in resources} <= {each.value for each in Schemas}
    assert {attributes(each.resource)["service.name"] for each in resources} == {"golive", "shop", "erp"}
    assert {attributes(each.resource)["golive.scenario"] for each in resources} == {"calm"}


def _constants(package: object) -> set[str]:
    paths = package.__path__  # type: ignore[attr-defined]
    modules = [
        importlib.import_module(f"{package.__name__}.{each.name}") for each in pkgutil.iter_modules(paths)
    ]  # type: ignore[attr-defined]
    return {value for module in modules for value in vars(module).values() if isinstance(value, str)}


def test_data_of_customers_stay_in_the_run_folder(faulty: Path, exported: Path) -> None:
    mail = next(
        fact.data["email"]
        for fact in StoredLedger(faulty / "ledger.jsonl")
        if fact.kind == "shop.order.placed"
    )
    assert mail
    assert mail.encode() not in exported.read_bytes()


def test_a_run_that_was_interrupted_is_refused(golive: Golive, faulty: Path, tmp_path: Path) -> None:
    interrupted(faulty, tmp_path / "cut")
    said = golive("export", "cut")
    assert said.status == INPUT_STATUS
    assert "golive report cut" in said.err


def test_without_the_package_the_extra_is_named(
    golive: Golive, faulty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(tracing, "otlp")
    monkeypatch.delitem(sys.modules, "golive.tracing.otlp")
    monkeypatch.setitem(sys.modules, "opentelemetry.proto_json.common.v1.common", None)
    said = golive("export", str(faulty))
    assert said.status == INPUT_STATUS
    assert "pip install 'golive[otel]'" in said.err
