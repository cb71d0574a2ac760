"""The metrics of a run: one entry gives name, kind of value, meaning, and how it is worked out."""

from __future__ import annotations

from typing import Literal

from golive.record.oracles import KINDS, FindingKind
from golive.scenario.model.thresholds import Metric, Result

LOAD = "load"
"""The beginning of the names of metrics that only a run with `--load` has."""


def _orders(verdict: str, doc: str) -> Metric:
    return Metric(f"orders.{verdict}", "orders", doc, lambda run: run.card.orders[verdict], "orders")


def _latency(name: str, doc: str) -> Metric:
    return Metric(f"latency.{name}", "duration", doc, lambda run: run.card.latency_ms[name])


def _checkout(name: str, doc: str) -> Metric:
    return Metric(f"checkout.{name}", "duration", doc, lambda run: run.card.checkout.get(name))


def _repair(name: str, doc: str) -> Metric:
    def value(run: Result) -> float | None:
        figure: float | None = run.card.desk.get("time_to_repair", {}).get(name)
        return figure

    return Metric(f"desk.time_to_repair.{name}", "duration", doc, value)


def _response(name: str, part: str, doc: str) -> Metric:
    return Metric(name, "duration", doc, lambda run: run.card.response.get(part))


def _owners(name: str, part: str, kind: Literal["count", "duration"], doc: str) -> Metric:
    def value(run: Result) -> float | None:
        figure: float | None = run.card.desk.get("owners", {}).get(part)
        return figure

    return Metric(f"owners.{name}", kind, doc, value, "alerts" if kind == "count" else "")


_LAGS = {
    "stock": "a stock change of the ERP until the shop shows it",
    "price": "a change of a list price in the ERP until the shop has that price",
    "shipment": "a parcel in one system, a delivery or a shipment, until it is in the other",
    "cancellation": "a cancellation in the shop until that in the ERP",
    "refund": "a credit memo of the shop until the credit note in the ERP",
    "return": "the end of a return in the shop until the first return of the ERP for it",
    "customer": "the first order of a customer until the customer is in the ERP",
}
_QUANTILES = {"p50": "Median", "p95": "95th percentile", "p99": "99th percentile", "max": "Maximum"}


def _lag(kind: str, name: str) -> Metric:
    doc = f"{_QUANTILES[name]} of the time from {_LAGS[kind]}."
    return Metric(f"lag.{kind}.{name}", "duration", doc, lambda run: run.card.lag.get(kind, {}).get(name))


def _of_erp(name: str, doc: str) -> Metric:
    return Metric(f"erp.{name}", "number", doc, lambda run: run.card.erp.get(name), "calls")


_IN_LOAD = {"p50": "p50", "p95": "p95", "p99": "p99", "max": "most"}


def _load(name: str) -> Metric:
    doc = f"{_QUANTILES[name]} of the real time from the planned instant of a visit to its order, with `--load`."
    return Metric(f"{LOAD}.{name}", "duration", doc, lambda run: _of_load(run, "latency_ms", _IN_LOAD[name]))


def _service(name: str) -> Metric:
    doc = f"{_QUANTILES[name]} of the real time from the beginning of a visit to its order, with `--load`."
    return Metric(
        f"{LOAD}.service.{name}", "duration", doc, lambda run: _of_load(run, "service_ms", _IN_LOAD[name])
    )


def _visits(name: str, doc: str) -> Metric:
    return Metric(f"{LOAD}.{name}", "count", doc, lambda run: run.load.get(name), "visits")


def _of_load(run: Result, part: str, name: str) -> float | None:
    figure: float | None = run.load.get(part, {}).get(name)
    return figure


def _ordered(run: Result) -> float | None:
    return run.load["orders"] / run.load["planned"] if run.load.get("planned") else None


def _calls_per_order(run: Result) -> float | None:
    return run.card.erp["calls_per_order"] if run.card.orders["total"] else None


def _acknowledged(run: Result) -> float | None:
    if run.case is None or not run.case.latencies:
        return None
    done = run.case.history.acknowledgements.orders
    return sum(order in done for order in run.case.latencies) / len(run.case.latencies)


def _acknowledgement_lag(run: Result) -> float | None:
    lags = [] if run.case is None else sorted(run.case.history.acknowledgements.lags_ms)
    return lags[min(len(lags) - 1, -(-95 * len(lags) // 100) - 1)] if lags else None


def metric_of(kind: FindingKind) -> Metric:
    """The metric that counts the findings of a kind."""
    doc = f"Findings of the kind `{kind.name}`: {kind.title[:1].lower()}{kind.title[1:]}."
    return Metric(kind.metric, "count", doc, lambda run: run.card.count_of(kind.name), "findings")


_TABLE: tuple[Metric, ...] = (
    _orders("exact", "Orders with exactly one correct document in the ERP, in time."),
    _orders("late", "Orders that arrived correctly, but after their time budget."),
    _orders("compensated", "Orders that went wrong and were put right again before the end."),
    _orders("duplicated", "Orders with more than one living document in the ERP."),
    _orders("wrong_content", "Orders whose document differs in items, quantities, prices or customer."),
    _orders("wrong_state", "Orders whose document is in a state that does not fit the shop's."),
    _orders("stuck_visible", "Orders that did not arrive, and were reported to people."),
    _orders("lost", "Orders that did not arrive, and were not reported."),
    _orders("phantom", "Documents in the ERP without an order in the shop."),
    _orders("indeterminate", "Orders whose outcome the ledger cannot establish."),
    _latency("p50", "Median time from being due (paid, or placed on account) to a live document."),
    _latency("p95", "95th percentile of that time."),
    _latency("p99", "99th percentile of that time."),
    _latency("max", "The longest of these times."),
    Metric(
        "acknowledgement.share",
        "share",
        "Share of the orders in the ERP whose number a comment in the shop has.",
        _acknowledged,
    ),
    Metric(
        "acknowledgement.p95",
        "duration",
        "95th percentile of the time from the ERP order to that comment.",
        _acknowledgement_lag,
    ),
    Metric(
        "stock.oversold",
        "count",
        "Units sold by the shop that the ERP did not have.",
        lambda run: run.card.stock["oversold_units"],
        "units",
    ),
    Metric(
        "stock.residual",
        "count",
        "Units of difference left after the settling time.",
        lambda run: run.card.stock["residual_units"],
        "units",
    ),
    Metric(
        "stock.unexplained_unit_hours",
        "number",
        "Units of difference times the hours they lasted.",
        lambda run: run.card.stock["unexplained_unit_hours"],
        "hours",
    ),
    Metric(
        "stock.lost_sale_minutes",
        "number",
        "Minutes the shop showed none while there was stock.",
        lambda run: run.card.stock["lost_sale_minutes"],
        "minutes",
    ),
    Metric(
        "stock.negative",
        "count",
        "Times a salable quantity fell below zero.",
        lambda run: run.card.stock["negative"],
        "times",
    ),
    Metric(
        "erp.calls_per_order",
        "number",
        "Calls to the ERP divided by the orders placed.",
        _calls_per_order,
        "calls",
    ),
    Metric(
        "erp.rate_limited",
        "count",
        "Calls the ERP refused because there were too many.",
        lambda run: run.card.erp["rate_limited"],
        "calls",
    ),
    Metric(
        "erp.peak_rps",
        "number",
        "The most calls to the ERP within one second.",
        lambda run: run.card.erp["peak_rps"],
        "calls",
    ),
    Metric(
        "erp.refused",
        "count",
        "Times a business rule refused an order or a step of one.",
        lambda run: run.card.erp["refused"],
        "times",
    ),
    Metric(
        "erp.held",
        "count",
        "Times an order was held, or had to wait for an approval.",
        lambda run: run.card.erp["held"],
        "times",
    ),
    Metric("erp.calls", "count", "All calls to the ERP.", lambda run: run.card.erp["calls"], "calls"),
    _of_erp("retries_per_failure", "Calls that repeated a failed call, per record that failed."),
    _of_erp("retry_after_ignored", "Calls sent before an earlier Retry-After had passed."),
    _of_erp("peak_after_outage", "The most calls in one second, just after an outage."),
    Metric(
        "retries.masked",
        "share",
        "Share of successful calls about a record that needed more than one attempt.",
        lambda run: run.card.retries.get("masked"),
    ),
    *(_lag(kind, name) for kind in _LAGS for name in _QUANTILES),
    _checkout("p50", "Median time a checkout waited for the integration, where it asks it."),
    _checkout("p95", "95th percentile of that time."),
    _checkout("p99", "99th percentile of that time."),
    Metric(
        "checkout.failed",
        "count",
        "Checkouts that failed because of the integration.",
        lambda run: run.card.checkout.get("failed"),
        "checkouts",
    ),
    *(_load(name) for name in _QUANTILES),
    *(_service(name) for name in _QUANTILES),
    Metric(
        f"{LOAD}.orders",
        "share",
        "Share of the planned visits that became an order, with `--load`.",
        _ordered,
    ),
    _visits("failed", "Visits with `--load` that the shop refused or did not answer."),
    _visits("unfinished", "Visits with `--load` that had not ended by the end of the patience."),
    _visits("unsent", "Visits with `--load` that found no free connection."),
    _visits(
        "late", "Visits with `--load` that began more than a tenth of a second after their planned instant."
    ),
    Metric(
        "desk.minutes",
        "number",
        "Work that clerks spent on the desk, in minutes.",
        lambda run: run.card.desk.get("minutes"),
        "minutes",
    ),
    Metric(
        "desk.open_at_end",
        "count",
        "Entries that were still on the desk at the end.",
        lambda run: run.card.desk.get("open_at_end"),
        "entries",
    ),
    Metric(
        "desk.rekeyed",
        "count",
        "Orders that clerks typed into the ERP by hand.",
        lambda run: run.card.desk.get("rekeyed"),
        "orders",
    ),
    Metric(
        "desk.handed_on",
        "count",
        "Entries about which clerks could do nothing.",
        lambda run: run.card.desk.get("handed_on"),
        "entries",
    ),
    _repair("p50", "Median time an entry lay on the desk until it was taken off."),
    _repair("p95", "95th percentile of that time."),
    _owners(
        "reached.p95",
        "p95",
        "duration",
        "95th percentile of the time from an alert to the owner it concerns.",
    ),
    _owners("reached.max", "max", "duration", "The longest of these times."),
    _owners(
        "misdirected", "misdirected", "count", "Alerts that went to another owner first (`people.roles`)."
    ),
    _owners("unreached", "unreached", "count", "Alerts that the owner they concern never looked at."),
    _response(
        "alert.first", "alert", "Time from the first failure of a duty to the first alert or desk entry."
    ),
    _response("repair.first", "repair", "Time from that failure to the first repair by people."),
    *(metric_of(kind) for kind in KINDS.values() if kind.has_metric_of_its_own),
    Metric(
        "harm.total",
        "money",
        "What all harm found would cost, by the weights under costs.",
        lambda run: run.card.harm["total"],
    ),
    Metric("score", "score", "The score of the run, 0 to 100.", lambda run: run.card.score),
    Metric(
        "coverage",
        "share",
        "How much of what the scenario set out to exercise really happened.",
        lambda run: run.card.coverage,
    ),
    Metric(
        "drain",
        "duration",
        "Time from the end of the traffic until no work was left.",
        lambda run: run.drain_ms,
    ),
    Metric(
        "recovery",
        "duration",
        "Longest time from the end of a fault until the orders that it left waiting were in the ERP.",
        lambda run: run.recovery_ms,
    ),
)
METRICS: dict[str, Metric] = {metric.name: metric for metric in _TABLE}
