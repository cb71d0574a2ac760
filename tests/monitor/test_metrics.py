"""`/metrics`, read by the parser of the Prometheus client: names, labels, and counts that agree with the judge."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from prometheus_client.metrics_core import Metric
from prometheus_client.parser import text_string_to_metric_families

import golive
from golive.chaos.injector import FaultInjector
from golive.conclusion import history_for
from golive.monitor.axis import STEPS, Axis
from golive.monitor.exposition import CONTENT_TYPE, Metrics
from golive.monitor.histogram import Histogram, QuantileLines
from golive.monitor.standing import STANDINGS, Standing
from golive.monitor.state import state
from golive.monitor.subject import FaultState
from golive.monitor.tally import Tally
from golive.record.run import Fact
from golive.runner import RunResult
from golive.sim import LiveClock
from golive.wire.wire import Wire
from tests.monitor.pages import Watched, answered, opened

SETS = (
    "clock.duration=1h",
    "budgets.order=10s",
    "chaos=[{fault: drop_notice, chance: 10%}, {fault: slow, latency: 20m, on: erp.order.create, chance: 15%}]",
)
"""Orders are lost, late and sent twice by the candidate `naive`."""


class Played(NamedTuple):
    """A finished run, and a subject that has read its ledger as it was written."""

    run: RunResult
    subject: Watched


def _families(text: str) -> dict[str, Metric]:
    return {family.name: family for family in text_string_to_metric_families(text)}


def _total(families: dict[str, Metric], name: str, **labels: str) -> float:
    """The sum of the samples of this name that have these labels."""
    return sum(
        sample.value
        for family in families.values()
        for sample in family.samples
        if sample.name == name and labels.items() <= sample.labels.items()
    )


@pytest.fixture(scope="module")
def played() -> Iterator[Played]:
    scenario = golive.load_scenario("calm", SETS)
    run = golive.run(scenario, "naive")
    times = scenario.clock
    clock = LiveClock(times.end_ms)
    wire = Wire(clock.env, FaultInjector([], clock.now), lambda *fact: None, {}, {})
    axis = Axis.of_run(times.start_ms, times.end_ms)
    history = history_for(scenario, times.start_ms)
    standing = Standing(history.orders, scenario.budgets.order_ms, axis.step_ms)
    subject = Watched(clock, wire, Tally(axis), standing)
    for fact in run.ledger:
        history.see(fact)
        for readers in (subject.tally.readers, standing.readers):
            if fact.kind in readers:
                readers[fact.kind](fact)
    standing.look(times.end_ms)
    subject.states = [
        FaultState(each.id, each.kind, times.start_ms, times.end_ms, each.hit, each.effective)
        for each in run.scorecard.faults
    ]
    yield Played(run, subject)
    clock.close()


@pytest.fixture(scope="module")
def families(played: Played) -> dict[str, Metric]:
    return _families(Metrics(played.subject).text().decode())


def test_the_exposition_follows_the_format(families: dict[str, Metric]) -> None:
    assert CONTENT_TYPE.startswith("text/plain; version=0.0.4")
    assert all(name.startswith("golive_") and family.documentation for name, family in families.items())
    assert {family.type for family in families.values()} == {"counter", "gauge", "histogram"}
    samples = [sample for family in families.values() for sample in family.samples]
    keys = [(sample.name, tuple(sorted(sample.labels.items()))) for sample in samples]
    assert len(keys) == len(set(keys))


def test_histograms_are_cumulative_and_end_with_their_count(families: dict[str, Metric]) -> None:
    checked = 0
    for family in families.values():
        if family.type != "histogram":
            continue
        rows: dict[tuple[tuple[str, str], ...], list[tuple[float, float]]] = {}
        for sample in family.samples:
            if sample.name.endswith("_bucket"):
                labels = {name: value for name, value in sample.labels.items() if name != "le"}
                rows.setdefault(tuple(labels.items()), []).append((float(sample.labels["le"]), sample.value))
        for labels, buckets in rows.items():
            assert buckets == sorted(buckets)
            assert [count for _, count in buckets] == sorted(count for _, count in buckets)
            assert math.isinf(buckets[-1][0])
            assert buckets[-1][1] == _total({"": family}, f"{family.name}_count", **dict(labels))
            checked += 1
    assert checked > 5


def test_every_call_of_the_ledger_is_counted_under_its_status(
    played: Played, families: dict[str, Metric]
) -> None:
    answers = [fact for fact in played.run.ledger if fact.kind == "exchange.answered"]
    assert _total(families, "golive_exchanges_total") == len(answers)
    created = [fact for fact in answers if fact.data["op"] == "erp.order.create"]
    by_status = {fact.data["status"] for fact in created}
    assert len(by_status) > 1
    for status in by_status:
        how = next(fact.data["how"] for fact in created if fact.data["status"] == status)
        labels = {
            "system": "erp",
            "operation": "order.create",
            "status": how if status is None else str(status),
        }
        expected = sum(fact.data["status"] == status for fact in created)
        assert _total(families, "golive_exchanges_total", **labels) == expected
    assert _total(families, "golive_exchange_duration_seconds_count") == len(answers)
    spent_ms = sum(fact.at_ms - fact.data["sent_ms"] for fact in answers)
    assert _total(families, "golive_exchange_duration_seconds_sum") == pytest.approx(spent_ms / 1000)
    failed = sum(row.calls for row in played.run.history.errors.rows.values())
    assert _total(families, "golive_exchanges_failed_total") == failed > 0


def test_orders_stand_at_the_end_where_the_judge_has_them(
    played: Played, families: dict[str, Metric]
) -> None:
    run = played.run
    verdicts = [line.verdict for line in run.orders if line.verdict != "phantom"]
    assert _total(families, "golive_orders_placed_total") == len(verdicts)
    assert {each.labels["standing"] for each in families["golive_orders"].samples} == set(STANDINGS)
    assert _total(families, "golive_orders") == len(verdicts)
    assert _total(families, "golive_orders", standing="missing") == verdicts.count("lost") > 0
    latencies = [line.latency_ms for line in run.orders if line.latency_ms is not None]
    assert _total(families, "golive_order_latency_seconds_count") == len(latencies)
    late = sum(latency > 10_000 for latency in latencies)
    assert _total(families, "golive_orders", standing="late") == late > 0


def test_faults_are_counted_as_the_scorecard_counts_them(played: Played, families: dict[str, Metric]) -> None:
    for fault in played.run.scorecard.faults:
        assert _total(families, "golive_faults_injected_total", fault=fault.id, kind=fault.kind) == fault.hit
        assert _total(families, "golive_faults_effective_total", fault=fault.id) == fault.effective
    assert _total(families, "golive_fault_active") == 0


def test_webhooks_are_counted_by_event_and_status(played: Played, families: dict[str, Metric]) -> None:
    delivered = [fact for fact in played.run.ledger if fact.kind == "notice.delivered"]
    lost = [
        fact
        for fact in played.run.ledger
        if fact.kind in ("notice.lost", "shop.event.given_up", "shop.event.lost")
    ]
    assert _total(families, "golive_webhooks_total") == len(delivered) + len(lost) > 0
    assert _total(families, "golive_webhooks_total", status="200") <= len(delivered)


def test_the_page_has_the_same_figures(played: Played) -> None:
    shown = state(played.subject)
    figures = {name: count for name, count, _ in shown["figures"]}
    assert figures["orders placed"] == played.subject.tally.placed
    assert figures["missing so far"] == played.subject.standing.counts["missing"]  # type: ignore[union-attr]
    assert len(shown["missing"]) == min(12, figures["missing so far"])
    placed = next(panel for panel in shown["panels"] if panel["title"] == "Orders")["lines"][0][1]
    assert sum(placed) == figures["orders placed"]


def test_a_live_server_shows_the_simulated_time() -> None:
    with opened(speed=60) as page:
        first, second = (_families(page.ask("/metrics")[1]) for _ in range(2))
        times = [_total(each, "golive_simulated_time_seconds") for each in (first, second)]
        assert times[0] <= times[1]
        assert _total(first, "golive_clock_speed") == 60
        assert page.ask("/metrics")[2]["Content-Type"] == CONTENT_TYPE


def test_labels_with_quotes_and_line_breaks_come_out_as_they_went_in() -> None:
    with opened() as page:
        odd = 'a"b\\c\nd'
        page.subject.tally.readers["exchange.answered"](
            Fact(1, 0, "wire", "exchange.answered", {"key": ""}, answered(f"erp.{odd}", None, 0, how="reset"))
        )
        families = _families(page.ask("/metrics")[1])
        assert _total(families, "golive_exchanges_total", operation=odd, status="reset") == 1


def test_a_sandbox_shows_nothing_that_is_judged() -> None:
    with opened() as page:
        families = _families(page.ask("/metrics")[1])
        assert "golive_exchanges" in families
        assert not {"golive_orders", "golive_desk_open", "golive_faults_injected"} & set(families)


def test_a_process_that_is_struck_by_name_leaves_the_others_up() -> None:
    tally = Tally(Axis(0, 1_000))

    def turn(kind: str, **data: str) -> dict[str, str]:
        tally.readers[f"candidate.{kind}"](Fact(1, 0, "candidate", f"candidate.{kind}", {}, data))
        return tally.processes

    assert turn("killed", process="worker") == {"": "up", "worker": "down"}
    assert turn("started", process="worker") == {"": "up", "worker": "up"}
    assert turn("paused") == {"": "paused", "worker": "paused"}
    assert turn("resumed") == {"": "up", "worker": "up"}
    assert turn("ended", why="returned") == {"": "ended", "worker": "ended"}


def test_an_axis_that_moves_forgets_what_it_no_longer_shows() -> None:
    tally = Tally(Axis(0, 1_000))
    read = tally.readers["shop.order.placed"]
    for second in range(10 * STEPS):
        read(Fact(1, second * 1_000, "shop", "shop.order.placed", {}, {}))
    first, count = tally.axis.steps((10 * STEPS - 1) * 1_000)
    assert tally.line("placed", first, count) == [1] * STEPS
    assert len(tally.lines["placed"]) < 2 * STEPS
    assert tally.placed == 10 * STEPS


def test_quantiles_of_a_step_stay_when_it_is_over() -> None:
    lines = QuantileLines(1_000)
    for span_ms in range(1, 101):
        lines.add(500, span_ms)
    lines.add(2_500, 7)
    medians, highs = lines.values(0, 4)
    assert medians[0] == pytest.approx(50, rel=0.11)
    assert highs[0] == pytest.approx(95, rel=0.11)
    assert (medians[1], medians[3], highs[1]) == (None, None, None)
    assert medians[2] == highs[2] == 7
    lines.add(2_600, 7)
    assert lines.values(0, 4) == (medians, highs)


def test_a_duration_is_in_the_class_of_its_upper_bound() -> None:
    spans = Histogram((10, 100))
    for ms in (0, 10, 11, 100, 101):
        spans.add(ms)
    assert spans.cumulative() == [(0.01, 2), (0.1, 4), (math.inf, 5)]
    assert spans.sum_ms == 222
