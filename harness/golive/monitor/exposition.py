"""The metrics of a run or a sandbox in the text format of Prometheus.

Durations are in seconds of simulated time, as the ledger has them.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import isinf

from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from prometheus_client.metrics_core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector

from golive.monitor.histogram import Histogram
from golive.monitor.subject import Subject

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4
CANDIDATE_STATES = ("up", "down", "paused", "ended")


class Metrics(Collector):
    """Reads the counters of a subject at each scrape, on the clock's thread."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject

    def text(self) -> bytes:
        """Return the exposition."""
        return generate_latest(self)

    def collect(self) -> Iterator[Metric]:
        """Yield every family; the same ones at each scrape of one subject."""
        yield from self._clock()
        yield from self._calls()
        yield from self._notices()
        yield from self._orders()
        if self._subject.standing is not None:
            yield from self._run()

    def _clock(self) -> Iterator[Metric]:
        clock = self._subject.clock
        yield _gauge(
            "golive_simulated_time_seconds", "Simulated time since the Unix epoch.", clock.now() / 1000
        )
        yield _gauge("golive_clock_speed", "Simulated seconds per real second.", clock.speed)
        yield _gauge(
            "golive_clock_lag_seconds",
            "How late things happen: the 99th percentile so far, in simulated time.",
            clock.lags.quantile(0.99) / 1000,
        )

    def _calls(self) -> Iterator[Metric]:
        labels = ("system", "operation")
        ended = CounterMetricFamily(
            "golive_exchanges",
            "Calls of the candidate that ended, by HTTP status or the reason why there is none.",
            labels=(*labels, "status"),
        )
        failed = CounterMetricFamily(
            "golive_exchanges_failed",
            "Calls that ended with an error, as the report counts them.",
            labels=labels,
        )
        spans = HistogramMetricFamily(
            "golive_exchange_duration_seconds",
            "Simulated time from a call to its end for the caller.",
            labels=labels,
        )
        for name, operation in self._subject.tally.operations.items():
            system, _, rest = name.partition(".")
            for status, count in operation.by_status.items():
                ended.add_metric((system, rest, status), count)
            failed.add_metric((system, rest), operation.failed)
            _add(spans, (system, rest), operation.durations)
        yield from (ended, failed, spans)

    def _notices(self) -> Iterator[Metric]:
        tally = self._subject.tally
        sent = CounterMetricFamily(
            "golive_webhooks",
            "Deliveries of events that ended, by HTTP status; none: no answer, lost: by a fault.",
            labels=("system", "event", "status"),
        )
        for (name, status), count in tally.notices.items():
            system, _, event = name.partition(".")
            sent.add_metric((system, event, status), count)
        yield sent
        yield _gauge(
            "golive_webhooks_open", "Deliveries without an answer yet.", self._subject.wire.notices.open
        )
        yield _gauge(
            "golive_webhooks_repeating", "Events that will be delivered again.", len(tally.repeating)
        )

    def _orders(self) -> Iterator[Metric]:
        tally = self._subject.tally
        yield _counter("golive_orders_placed", "Orders placed in the shop.", tally.placed)
        yield _counter(
            "golive_orders_booked", "Orders created in the ERP, sales at tills left out.", tally.booked
        )

    def _run(self) -> Iterator[Metric]:
        subject = self._subject
        standing, tally = subject.standing, subject.tally
        assert standing is not None
        orders = GaugeMetricFamily(
            "golive_orders", "Shop orders by where they stand so far.", labels=("standing",)
        )
        for name, count in standing.counts.items():
            orders.add_metric((name,), count)
        yield orders
        spans = HistogramMetricFamily(
            "golive_order_latency_seconds", "Simulated time from due to live in the ERP, per order."
        )
        _add(spans, (), standing.latencies)
        yield spans
        entries, still_open, _ = subject.desk(0)
        yield _counter("golive_desk_entries", "Entries of the desk.", entries)
        yield _gauge("golive_desk_open", "Entries of the desk that are open.", still_open)
        yield _counter("golive_alerts", "Alerts of the candidate.", tally.alerts)
        yield from self._faults()
        state = GaugeMetricFamily(
            "golive_candidate_state",
            "1 for the state of the candidate, and of a process of it that a fault has struck by name.",
            labels=("process", "state"),
        )
        for process, now in tally.processes.items():
            for name in CANDIDATE_STATES:
                state.add_metric((process, name), int(now == name))
        yield state

    def _faults(self) -> Iterator[Metric]:
        labels = ("fault", "kind")
        hits = CounterMetricFamily("golive_faults_injected", "Outcomes that a fault decided.", labels=labels)
        effective = CounterMetricFamily(
            "golive_faults_effective", "Outcomes of a fault that took effect.", labels=labels
        )
        active = GaugeMetricFamily("golive_fault_active", "Whether now is in its window.", labels=labels)
        now_ms = self._subject.clock.now()
        for fault in self._subject.faults():
            of = (fault.id, fault.kind)
            hits.add_metric(of, fault.hits)
            effective.add_metric(of, fault.effective)
            active.add_metric(of, int(fault.from_ms <= now_ms < fault.until_ms))
        yield from (hits, effective, active)


def _gauge(name: str, about: str, value: float) -> Metric:
    return GaugeMetricFamily(name, about, value=value)


def _counter(name: str, about: str, value: float) -> Metric:
    return CounterMetricFamily(name, about, value=value)


def _add(family: HistogramMetricFamily, labels: tuple[str, ...], spans: Histogram) -> None:
    buckets = [(_written(bound_s), count) for bound_s, count in spans.cumulative()]
    family.add_metric(labels, buckets, spans.sum_ms / 1000)


def _written(bound_s: float) -> str:
    return "+Inf" if isinf(bound_s) else repr(bound_s)
