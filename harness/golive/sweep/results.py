"""The result of one run of several: from its folder if it was judged, else from its last message."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from golive.exit_status import (
    BROKEN_STATUS,
    CANDIDATE_STATUS,
    HARNESS_STATUS,
    HELD_STATUS,
    MACHINE_STATUS,
    UNKNOWN_STATUS,
)
from golive.record import folder
from golive.record.batch import FAILED, Bound, RunResult
from golive.record.oracles import CANDIDATE_CRASHED, KINDS, PHANTOM
from golive.record.run import (
    BROKEN,
    HELD,
    LEDGER_FILE,
    ORDER_VERDICTS,
    REPORT_FILE,
    UNKNOWN,
    OrderLine,
)
from golive.sweep.confidence import CONFIDENCE, below
from golive.sweep.executor import Ended
from golive.sweep.exposure import faulted
from golive.sweep.plan import PlannedRun

_JUDGED = {HELD_STATUS: HELD, BROKEN_STATUS: BROKEN, UNKNOWN_STATUS: UNKNOWN}
STATUS_OF_VERDICT = {verdict: status for status, verdict in _JUDGED.items()}

BOUNDED = (*(kind for kind in KINDS if kind in ORDER_VERDICTS and kind != PHANTOM.name), "stuck_visible")
"""The kinds of harm to an order: those of the oracles that are its verdict, and a desk entry in place of it."""


def lines_of(planned_run: PlannedRun, ended: Ended) -> list[OrderLine]:
    """Return the orders of a run; none where it was not judged."""
    return folder.read_orders(planned_run.folder) if ended.status in _JUDGED else []


def result_of(planned_run: PlannedRun, ended: Ended, lines: Sequence[OrderLine], above: Path) -> RunResult:
    """Return the result of a run with the orders `lines`; `above` is the folder of all runs."""
    where = planned_run.folder.relative_to(above).as_posix()
    if ended.status not in _JUDGED:
        status = ended.status if ended.status in (CANDIDATE_STATUS, MACHINE_STATUS) else HARNESS_STATUS
        error = ended.last_words or f"it ended with the status {ended.status} without a message"
        return RunResult(
            planned_run.scenario,
            planned_run.called,
            planned_run.variant,
            planned_run.seed,
            FAILED,
            status,
            planned_run.command,
            where,
            error=error,
        )
    card = folder.read_scorecard(planned_run.folder)
    return RunResult(
        scenario=card.scenario,
        candidate=card.candidate,
        variant=planned_run.variant,
        seed=card.seed,
        verdict=card.verdict,
        status=STATUS_OF_VERDICT[
            card.verdict
        ],  # not that of the process: a candidate's exit handler may change it
        command=planned_run.command,
        folder=where,
        orders=card.orders,
        faulted=faulted(planned_run.folder / LEDGER_FILE, lines),
        harm_cents=card.harm["total"],
        currency=card.harm["currency"],
        latency_ms=card.latency_ms,
        calls=int(card.erp["calls"]),
        drift_units=card.stock["residual_units"],
        drift_unit_hours=card.stock["unexplained_unit_hours"],
        score=card.score,
        coverage=card.coverage,
        reasons=tuple(card.reasons),
        crash=card.crash,
        beside_orders=card.beside_orders,
    )


def beside_orders(runs: Iterable[RunResult]) -> dict[str, int]:
    """Return the number of crashes and of other findings that decide and are no verdict of an order, by title."""
    sums: dict[str, int] = {}
    for run in runs:
        crash = {CANDIDATE_CRASHED.title: 1} if run.crash else {}
        for title, count in {**crash, **run.beside_orders}.items():
            sums[title] = sums.get(title, 0) + count
    return sums


def lighten(run_dir: Path) -> None:
    """Delete ledger and report of a run folder, which are large; the run's command reproduces them."""
    for name in (LEDGER_FILE, REPORT_FILE):
        with suppress(OSError):
            (run_dir / name).unlink()


class _WithStatus(Protocol):
    @property
    def status(self) -> int: ...


def verdict_of(runs: Iterable[_WithStatus]) -> tuple[str, int]:
    """Return one verdict for many runs, and its exit status: broken takes precedence over unknown."""
    statuses = [run.status for run in runs]
    for status, verdict in (
        (BROKEN_STATUS, BROKEN),
        (HARNESS_STATUS, FAILED),
        (MACHINE_STATUS, FAILED),
        (CANDIDATE_STATUS, FAILED),
        (UNKNOWN_STATUS, UNKNOWN),
    ):
        if status in statuses:
            return verdict, status
    return HELD, HELD_STATUS


def bounds_of(runs: Iterable[RunResult]) -> tuple[Bound, ...]:
    """Return for each kind of harm the bound over all orders that met a fault."""
    sums = dict.fromkeys(("total", *ORDER_VERDICTS), 0)
    for run in runs:
        for verdict, count in run.faulted.items():
            sums[verdict] += count
    orders, undecided = sums["total"], sums["indeterminate"]
    return tuple(
        Bound(kind, sums[kind], undecided, orders, below(sums[kind] + undecided, orders), CONFIDENCE)
        for kind in BOUNDED
    )


def worst_of(runs: Sequence[RunResult]) -> str:
    """Return the command that replays the worst run; empty where every run held."""
    order = {BROKEN: 0, FAILED: 1, UNKNOWN: 2}
    troubled = [run for run in runs if run.verdict in order]
    if not troubled:
        return ""
    return min(troubled, key=lambda run: (order[run.verdict], -run.harm_cents)).command
