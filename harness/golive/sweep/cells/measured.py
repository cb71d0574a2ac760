"""The result of a cell, measured from a run in memory."""

from __future__ import annotations

import re
from collections.abc import Iterable

from golive.judge.history import History
from golive.record.cells import CellResult, FindingCount, Staleness
from golive.record.ledger import Ledger
from golive.record.oracles import PHANTOM
from golive.record.run import OrderLine, Scorecard
from golive.result import RunResult
from golive.runner import Plan
from golive.sweep.exposure import count_met
from golive.sweep.results import STATUS_OF_VERDICT

_TOUCHED = re.compile(rb'"faults":\["')
_DESK = ("entries", "open_at_end", "minutes", "repaired", "retried", "rekeyed", "handed_on", "called")


def measured(plan: Plan, run: RunResult, took_s: float) -> CellResult:
    """Return the result of a finished run in memory."""
    card, history, times = run.scorecard, run.history, plan.scenario.clock
    return CellResult(
        verdict=card.verdict,
        status=STATUS_OF_VERDICT[card.verdict],
        orders=card.orders,
        faulted=_faulted(run.ledger, run.orders),
        findings=findings(card),
        harm_cents=card.harm["total"],
        sold_cents=sum(line.total_cents for line in run.orders if line.verdict != PHANTOM.name),
        currency=card.harm["currency"],
        harm_by_kind=card.harm["by_kind"],
        latency_ms=card.latency_ms,
        staleness=_staleness(card, history, run.orders),
        stock=card.stock,
        calls={system: use.calls for system, use in history.call_watch.systems.items()},
        calls_while_selling=history.call_watch.while_selling,
        operations={name: sum(hours.values()) for name, hours in sorted(history.call_watch.hours.items())},
        peak_hour=_peak_hour(history),
        erp=card.erp,
        notices=history.notices,
        desk={name: card.desk[name] for name in _DESK},
        alerts=len(history.alerts),
        faults=tuple(card.faults),
        score=card.score,
        coverage=card.coverage,
        reasons=tuple(card.reasons),
        crash=card.crash,
        beside_orders=card.beside_orders,
        traffic_ms=times.duration_ms,
        lasts_ms=times.end_ms - times.start_ms,
        ledger_sha256=card.ledger_sha256,
        took_s=took_s,
    )


def findings(card: Scorecard) -> tuple[FindingCount, ...]:
    """Count the listed findings of a scorecard by oracle, kind and cause, the costliest first."""
    found: dict[tuple[str, str, str], FindingCount] = {}
    for each in card.findings:
        key = (each.oracle, each.kind, each.cause.code)
        before = found.get(key, FindingCount(*key, 0, 0, each.cause.what, each.cause.fix))
        found[key] = FindingCount(
            *key, before.count + 1, before.harm_cents + each.harm_cents, before.what, before.fix
        )
    return tuple(
        sorted(found.values(), key=lambda each: (-each.harm_cents, -each.count, each.kind, each.cause))
    )


def _faulted(ledger: Ledger, lines: Iterable[OrderLine]) -> dict[str, int]:
    keys = (key for fact in ledger.matching(_TOUCHED) for key in fact.keys.values())
    return count_met(keys, list(lines))


def _staleness(card: Scorecard, history: History, lines: Iterable[OrderLine]) -> dict[str, Staleness]:
    totals = {kind: spread.total_ms for kind, spread in history.lags.spreads.items()}
    totals["order"] = sum(line.latency_ms or 0 for line in lines)
    found = {}
    for domain, row in card.lag.items():
        quantiles = {name: row[name] for name in ("p50", "p95", "p99", "max")}
        found[domain] = Staleness(row["count"] or 0, totals[domain], **quantiles)
    return found


def _peak_hour(history: History) -> dict[str, int]:
    sums: dict[str, dict[int, int]] = {system: {} for system in history.call_watch.systems}
    for operation, hours in history.call_watch.hours.items():
        of_system = sums[operation.partition(".")[0]]
        for hour, count in hours.items():
            of_system[hour] = of_system.get(hour, 0) + count
    return {system: max(hours.values(), default=0) for system, hours in sums.items()}
