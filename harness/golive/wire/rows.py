"""Faults on rows: what the outcomes of faults mean for a row of a batch, a file or a staging table.

A row has no connection of its own. It meets the faults on the call for which it stands, such as `erp.order.create`,
when its turn has come in the ERP:

    Refuse                     the row fails with a code, and nothing is applied; with a Retry-After the import waits
                               that long itself, and then carries the row out
    Delay                      the row takes longer, and those behind it wait; the answer's own delay too
    DropSilently               the row is accepted with a number, and nothing is kept
    LoseReply, TruncateReply   the row is carried out, and its outcome is not written back
    Hang                       the row is not carried out, and no outcome is written back
    KillCandidate              the candidate is killed before or after the row is carried out

A pause comes by the clock alone. Outcomes of notices do not apply, and a row has no reply that could be changed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, assert_never

from fake_erp.channels.rows import Fate
from fake_erp.channels.rows import Outcome as RowOutcome
from golive.record.ledger import Emit
from golive.wire.messages import APPLIED, DROPPED, NOT_APPLIED, Row
from golive.wire.outcomes import (
    Delay,
    Hang,
    Hit,
    Injector,
    LoseReply,
    Outcomes,
    Refuse,
    TruncateReply,
)
from golive.wire.reply_gate import ReplyGate

CODES = {401: "unauthorized", 403: "forbidden", 404: "not_found", 429: "too_many_requests"}
"""The code of a row that is refused with a status; below 500 others are `malformed`."""
SERVER_ERRORS = {502: "unavailable", 503: "overloaded", 504: "unavailable"}
"""As `CODES`, from 500; others are `server_error`."""


class RowFaults:
    """The hook that an ERP asks about its rows. Emits `row.faulted` for every row on which a fault took effect.

    `attempts` counts the calls and rows of an operation by their keys, `next_number` numbers them with the messages.
    """

    def __init__(
        self,
        now: Callable[[], int],
        injector: Injector,
        emit: Emit,
        gate: ReplyGate,
        attempts: Callable[[str, str], int],
        next_number: Callable[[], int],
    ) -> None:
        self._now = now
        self._injector = injector
        self._emit = emit
        self._gate = gate
        self._attempts = attempts
        self._next_number = next_number
        self._open: dict[int, tuple[Row, Outcomes]] = {}

    def meets(self, operation: str, key: str, by: str) -> Fate | None:
        """Ask the faults about a row."""
        row = Row("erp", operation, key, self._attempts(operation, key), by, self._now())
        outcomes = self._injector.judge(row)
        if outcomes is None:
            return None
        row.number = self._next_number()
        self._gate.kills(row, outcomes.before)
        self._open[row.number] = row, outcomes
        return _fate(row, outcomes)

    def ended(self, fate: Fate, outcome: RowOutcome) -> None:
        """Count the outcomes that took effect, and record them."""
        found = self._open.pop(fate.ticket, None)
        if found is None:
            return
        row, outcomes = found
        is_applied = not (fate.is_lost or outcome.code)
        if is_applied:
            self._gate.kills(row, outcomes.after)
        if fate.is_discarded and is_applied and row.operation == "order.create":
            _effective(row, outcomes.commit)
            truth = DROPPED
        else:
            truth = APPLIED if is_applied else NOT_APPLIED
        if fate.is_untold and not fate.is_lost:
            _effective(row, outcomes.reply)
        if not row.faults:
            return
        told = "" if fate.is_lost or fate.is_untold else outcome.code or "accepted"
        data = {"op": row.name, "by": row.by, "attempt": row.attempt, "truth": truth, "told": told}
        self._emit("row.faulted", {"x": str(row.number), "key": row.key}, {**data, "faults": row.faults})


def _fate(row: Row, outcomes: Outcomes) -> Fate:
    """What the outcomes mean for the row; those that are certain to act count as effective."""
    delay_ms = 0
    travel = _effective(row, outcomes.travel)
    match travel:
        case None:
            pass
        case Delay():
            delay_ms = travel.delay_ms
        case Hang():
            return Fate(row.number, is_lost=True)
        case _:
            assert_never(travel)
    admission = _effective(row, outcomes.admission)
    refused = None
    if admission is not None and admission.retry_after_s:
        delay_ms += 1000 * admission.retry_after_s
    elif admission is not None:
        refused = _refusal(admission)
    if refused is None:
        service = _effective(row, outcomes.service)
        delay_ms += 0 if service is None else service.delay_ms
        if outcomes.reply is not None and isinstance(outcomes.reply.outcome, Delay):
            delay_ms += _effective(row, outcomes.reply).delay_ms
    return Fate(
        row.number,
        delay_ms,
        refused,
        is_discarded=outcomes.commit is not None,
        is_untold=refused is None and _loses_outcome(outcomes),
    )


def _loses_outcome(outcomes: Outcomes) -> bool:
    return outcomes.reply is not None and isinstance(outcomes.reply.outcome, LoseReply | TruncateReply)


def _refusal(refuse: Refuse) -> RowOutcome:
    status = refuse.status or 503
    code = SERVER_ERRORS.get(status, "server_error") if status >= 500 else CODES.get(status, "malformed")
    return RowOutcome("", code, f"the row was not imported ({status}); nothing was done")


def _effective(row: Row, hit: Hit[Any] | None) -> Any:
    """Return the outcome of a hit, if there is one, and count the hit as effective."""
    if hit is None:
        return None
    hit.took_effect()
    row.faults = (*row.faults, hit.fault)
    return hit.outcome
