"""The counts and measures of the scorecard: orders, stock, calls, checkouts, the desk."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import asdict
from typing import Any

from golive.judge.escalation.owners_reached import owners_reached
from golive.judge.figures import NEVER, percentile
from golive.judge.history import History
from golive.judge.history.records.decimals import SCALE, in_units
from golive.judge.oracles import Case
from golive.judge.oracles.operation.load import peak_after_outage
from golive.record.run import ORDER_VERDICTS
from golive.scenario import Scenario


def orders(case: Case) -> dict[str, int]:
    """Return the number of orders by verdict, phantoms included, and their `total`."""
    counts = {word: case.count(word) for word in ORDER_VERDICTS}
    counts["phantom"] = len(case.history.orders.phantoms)
    return {"total": len(case.verdicts), **counts}


def latencies(case: Case) -> dict[str, int | None]:
    """Return percentiles and maximum of the time from due to live in the ERP, in ms."""
    sorted_ms = case.sorted_latencies
    return {**_percentiles(sorted_ms), "max": sorted_ms[-1] if sorted_ms else None}


def _percentiles(sorted_ms: list[int]) -> dict[str, int | None]:
    return {
        "p50": percentile(sorted_ms, 0.5),
        "p95": percentile(sorted_ms, 0.95),
        "p99": percentile(sorted_ms, 0.99),
    }


def units_sold(history: History) -> int:
    """Return the number of units over all shop orders, up to the next whole one."""
    whole = thousandths = 0
    for story in history.orders.stories.values():
        for sku, units, *_ in story.lines:
            if sku in story.decimals:
                thousandths += units
            else:
                whole += units
    return whole - (-thousandths // SCALE)


def stock(history: History) -> dict[str, float]:
    """Return the stock figures: oversold and residual units, unexplained drift in unit hours, lost sales in minutes."""
    skus = history.stock.skus.values()
    return {
        "oversold_units": history.stock.oversold,
        "residual_units": sum(in_units(abs(stock.unexplained), stock.scale) for stock in skus),
        "unexplained_unit_hours": round(sum(stock.unit_ms / stock.scale for stock in skus) / 3_600_000, 2),
        "lost_sale_minutes": round(sum(stock.lost_sale_ms for stock in skus) / 60_000, 1),
        "worst_units": max((in_units(abs(stock.worst), stock.scale) for stock in skus), default=0),
        "negative": history.stock.negative,
        "refused_checkouts": history.refused_checkouts,
    }


def calls(history: History, orders: int) -> dict[str, float]:
    """Return the load on the ERP, and how often it refused or held an order."""
    erp = history.erp_calls
    return {
        "calls": erp.total,
        "calls_per_order": round(erp.total / max(1, orders), 2),
        "rate_limited": erp.rate_limited,
        "peak_rps": erp.peak_rps,
        "refused": sum(erp.refusals.values()),
        "held": erp.held,
    }


def use(case: Case) -> dict[str, float]:
    """Return how the candidate treats both systems when calls fail: figures by system."""
    found: dict[str, float] = {"peak_after_outage": peak_after_outage(case)}
    for system, each in case.history.call_watch.systems.items():
        prefix = "" if system == "erp" else f"{system}_"
        found[f"{prefix}retries_per_failure"] = round(each.repeats / max(1, each.failed), 2)
        found[f"{prefix}retry_after_ignored"] = each.early
    return found


def retries(history: History) -> dict[str, float | None]:
    """Return the share of successful calls about a record that needed more than one attempt; None without any."""
    watch = history.call_watch
    return {"masked": round(watch.masked / watch.successes, 4) if watch.successes else None}


def lags(case: Case) -> dict[str, dict[str, int | None]]:
    """Return the quantiles of the time each kind of record takes to the other system, in ms; orders first."""
    spreads = case.history.lags.spreads
    order = {**latencies(case), "count": len(case.latencies)}
    return {"order": order, **{kind: spread.as_dict() for kind, spread in spreads.items()}}


def error_classes(history: History) -> list[dict[str, Any]]:
    """Return the rows of the table of errors, those met most often first."""
    rows = sorted(history.errors.rows.values(), key=lambda row: (-row.calls, row.system, row.error))
    return [asdict(row) for row in rows]


def checkout(history: History) -> dict[str, int | None]:
    """Return the time shoppers waited for the integration, in ms; None where the checkout does not call it."""
    checkouts = history.checkouts
    return {**_percentiles(sorted(checkouts.waits_ms)), "failed": len(checkouts.stopped)}


def desk(history: History, scenario: Scenario) -> dict[str, object]:
    """Return the figures of the desk (times in ms, `minutes` of work) and its first entries under `rows`.

    Under `owners` those of the alerts, where the scenario has owners.
    """
    owners = owners_reached(history, scenario)
    desk = history.desk
    spans, counts = sorted(desk.spans_ms), desk.counts
    return {
        "entries": desk.entries,
        "open_at_end": desk.still_open,
        "time_to_repair": {"p50": percentile(spans, 0.5), "p95": percentile(spans, 0.95)},
        "minutes": round(desk.work_ms / 60_000, 1),
        **{did: counts.get(did, 0) for did in ("repaired", "retried", "rekeyed", "handed_on", "called")},
        "rows": [asdict(row) for row in desk.rows],
        **({"owners": owners} if owners else {}),
    }


def read_on_desk(case: Case) -> int:
    """Return the number of orders on the desk at the end whose entry a clerk has opened."""
    read = case.history.desk.read
    return sum(story.order in read for story, _ in case.with_verdict("stuck_visible"))


def declared_kinds(scenario: Scenario) -> list[str]:
    """Return the kinds of orders that the scenario declares."""
    traffic, catalog = scenario.traffic, scenario.shop.catalog
    customers, life = traffic.customers, traffic.life
    shares = {
        "guest": customers.guests,
        "returning": customers.returning,
        "b2b": customers.b2b,
        "coupon": traffic.baskets.coupons,
        "custom options": traffic.baskets.custom_options,
        "decimal quantities": catalog.decimal_quantities,
        "packs": catalog.packs,
        "cancelled": life.cancelled,
        "edited": life.edited,
        "cancelled_in_part": life.cancelled_in_part,
        "late_paid": life.late_paid,
        "placed_twice": life.placed_twice,
        "partly_refunded": life.partly_refunded,
        "variety": traffic.variety.share,
        "personal data": customers.personal,
        "returned": traffic.returns.share,
        "exchanged": traffic.returns.share * traffic.returns.exchanged,
    }
    return [kind for kind, share in shares.items() if share > 0]


def drain_ms(case: Case, scenario: Scenario) -> float | None:
    """Return the time from the end of the traffic to the last order that became live.

    NEVER where an order is lost; None where orders that are missing were still within their budget.
    """
    heal_ms = scenario.clock.traffic_end_ms
    last_ms, is_open, latencies = heal_ms, False, case.latencies
    for order, story in case.history.orders.stories.items():
        if story.ended_ms is not None or (due_ms := story.due_ms) is None:
            continue
        latency = latencies.get(order)
        if latency is not None:
            if due_ms + latency > last_ms:
                last_ms = due_ms + latency
        elif case.verdicts[order].word == "indeterminate":
            is_open = True
        elif not story.is_shown:
            return NEVER
    return None if is_open else last_ms - heal_ms


def recovery_ms(case: Case, scenario: Scenario) -> float | None:
    """Return the longest time from the end of a fault until the last order that then waited was in the ERP.

    0 where none waited, NEVER where one of them is lost; None without faults, or where one was within its budget at the
    end of the run.
    """
    start_ms = scenario.clock.start_ms
    ends_ms = sorted({start_ms + spec.window[1] for spec in scenario.faults})
    if not ends_ms:
        return None
    longest_ms, is_open = 0, False
    for order, story in case.history.orders.stories.items():
        due_ms = story.due_ms
        if story.ended_ms is not None or due_ms is None or due_ms > ends_ms[-1]:
            continue
        latency_ms = case.latencies.get(order)
        if latency_ms is not None:
            end_ms = ends_ms[bisect_left(ends_ms, due_ms)]
            longest_ms = max(longest_ms, due_ms + latency_ms - end_ms)
        elif case.verdicts[order].word == "indeterminate":
            is_open = True
        elif not story.is_shown:
            return NEVER
    return None if is_open else longest_ms
