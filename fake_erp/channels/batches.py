"""Batch import: rows handed in together, answered at once with a job, worked off later."""

from __future__ import annotations

import hashlib
import json
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from fake_erp.accounting.numbering import NumberRange
from fake_erp.channels.config import Channels
from fake_erp.channels.feed import Feed
from fake_erp.channels.rows import Fate, Outcome, Rows, Turn
from fake_erp.errors import DuplicateReference, Malformed, NotFound, See
from fake_erp.model import NOT_YET, Emit, Now
from fake_erp.operations import ATOMIC, IMPORTABLE
from fake_erp.sales.orders import Orders


@dataclass(slots=True)
class Batch:
    """One accepted batch: its rows, and the outcome of each row processed so far."""

    number: str
    operation: str
    external_id: str
    client: str
    atomic: bool
    count: int
    digest: str
    created_at_ms: int
    rows: list[Any]
    """As they came in, until they are worked off."""
    outcomes: list[Outcome] = field(default_factory=list)
    """Of the rows worked off so far, in the order of the rows."""
    status: str = "queued"
    """`queued`, `running`, `done`, `partly_failed` or `failed`."""
    refused: int = 0
    finished_at_ms: int = NOT_YET
    change: int = 0
    fates: list[Fate | None] = field(default_factory=list)
    """Of the rows of a batch that goes as a whole and takes longer."""

    @property
    def by(self) -> str:
        """How facts name the batch as the author of what it does."""
        return f"batch:{self.number}"


class Batches:
    """Emits `erp.batch.queued` and `.finished`. Closed, it takes nothing."""

    def __init__(self, now: Now, emit: Emit, config: Channels, rows: Rows, orders: Orders) -> None:
        self._now = now
        self._emit = emit
        self._config = config
        self._rows = rows
        self._orders = orders
        self._numbers = NumberRange("JOB")
        self._queue: deque[Batch] = deque()
        self._turn = Turn()
        self._by_external_id: dict[tuple[str, str], Batch] = {}
        self.by_number: dict[str, Batch] = {}
        self.feed: Feed[Batch] = Feed()

    def get(self, number: str) -> Batch:
        """Raises NotFound."""
        self.require_open()
        batch = self.by_number.get(number)
        if batch is None:
            raise NotFound(
                (f"there is no batch {number[:64]!r}; ", See("batch.list"), " lists what was sent"), "number"
            )
        return batch

    def require_open(self) -> None:
        """Raises NotFound when the installation takes no batches."""
        if not self._config.batch:
            raise NotFound("batch import is not enabled in this ERP; make one call per record instead")

    def submit(
        self, operation: str, rows: list[Any], client: str, external_id: str = "", atomic: bool = False
    ) -> tuple[Batch, bool]:
        """Queue rows; the batch, and whether it is new. The rows themselves are looked at only later.

        Raises Malformed, NotFound, and DuplicateReference for an external id that is taken.
        """
        self.require_open()
        self._check(operation, len(rows), atomic)
        digest = _digest(operation, atomic, rows) if external_id else ""
        known = self._by_external_id.get((client, external_id)) if external_id else None
        if known is not None and self._config.batch_repeated != "again":
            self._require_same(known, digest)
            return known, False
        batch = Batch(
            self._numbers.next(), operation, external_id, client, atomic, len(rows), digest, self._now(), rows
        )
        self.by_number[batch.number] = batch
        if external_id:
            self._by_external_id[client, external_id] = batch
        self._queue.append(batch)
        self.feed.touch(batch)
        self._emit(
            "erp.batch.queued",
            {"batch": batch.number},
            {"operation": operation, "rows": batch.count, "client": client, "external_id": external_id},
        )
        return batch, True

    def work(self) -> int:
        """Work off what is queued, oldest first, as much as one run takes; the number of rows worked off."""
        worked = 0
        most = self._config.batch_rows_per_run
        while self._queue and worked < most and self.resume_ms is None:
            batch = self._queue[0]
            worked += self._whole(batch) if batch.atomic else self._some(batch, most - worked)
            if batch.status in ("done", "partly_failed", "failed"):
                self._queue.popleft()
        return worked

    @property
    def resume_ms(self) -> int | None:
        """When the row is done for which all others wait; None while there is no such row."""
        return self._turn.until_ms if self._turn.waits(self._now()) else None

    def _check(self, operation: str, count: int, atomic: bool) -> None:
        if operation not in IMPORTABLE:
            known = ", ".join(IMPORTABLE)
            raise Malformed(f"operation: expected one of {known}; got {operation[:64]!a}", "operation")
        if not 1 <= count <= self._config.batch_rows:
            raise Malformed(
                f"rows: a batch has 1 to {self._config.batch_rows} rows, got {count}; send several batches",
                "rows",
            )
        if atomic and operation not in ATOMIC:
            raise Malformed(
                f"atomic: only {', '.join(ATOMIC)} can go as a whole or not at all; leave atomic out",
                "atomic",
            )

    def _require_same(self, known: Batch, digest: str) -> None:
        if self._config.batch_repeated == "same" and known.digest == digest:
            return
        other = "with other rows" if known.digest != digest else "already"
        raise DuplicateReference(
            f"external_id {known.external_id!r} was used {other} for batch {known.number}; "
            "read that batch, or send new rows under a new id",
            "external_id",
            {"number": known.number},
        )

    def _some(self, batch: Batch, most: int) -> int:
        if batch.status == "queued":
            batch.status = "running"
        start = len(batch.outcomes)
        end = min(batch.count, start + most)
        for at in range(start, end):
            outcome = self._rows.step(batch.operation, batch.rows[at], batch.by, batch.client, self._turn)
            if outcome is None:
                break
            batch.outcomes.append(outcome)
            batch.refused += outcome.is_refused
        if len(batch.outcomes) == batch.count:
            self._finish(batch)
        else:
            self.feed.touch(batch)
        return len(batch.outcomes) - start

    def _whole(self, batch: Batch) -> int:
        """All rows at one instant. At the first refusal the orders made so far are cancelled again."""
        if not batch.fates:
            batch.fates = [self._rows.fate(batch.operation, row, batch.by) for row in batch.rows]
            delay_ms = sum(fate.delay_ms for fate in batch.fates if fate is not None)
            if delay_ms:
                batch.status = "running"
                self._turn.starts(None, delay_ms, self._now())
                self.feed.touch(batch)
                return 0
        self._turn.ends()
        for row, fate in zip(batch.rows, batch.fates, strict=True):
            outcome = self._rows.run(batch.operation, row, batch.by, batch.client, fate)
            batch.outcomes.append(outcome)
            if outcome.is_refused:
                self._take_back(batch, len(batch.outcomes) - 1)
                break
        self._finish(batch)
        return batch.count

    def _take_back(self, batch: Batch, failed: int) -> None:
        why = f"row {failed} was refused and the batch is atomic"
        for outcome in batch.outcomes[:failed]:
            order = self._orders.by_number.get(outcome.number)
            if order is not None:
                self._orders.cancel(order, f"{batch.by} taken back")
        for at in range(batch.count):
            if at < failed:
                number = batch.outcomes[at].number
                batch.outcomes[at] = Outcome("", "taken_back", f"{why}; order {number} is cancelled again")
            elif at > failed:
                batch.outcomes.append(self._rows.refuse(batch.rows[at], "atomic", "not_tried", why))
        batch.refused = batch.count

    def _finish(self, batch: Batch) -> None:
        if not batch.refused:
            batch.status = "done"
        else:
            batch.status = "failed" if batch.refused == batch.count else "partly_failed"
        batch.finished_at_ms = self._now()
        batch.rows, batch.fates = [], []
        self.feed.touch(batch)
        self._emit(
            "erp.batch.finished",
            {"batch": batch.number},
            {"status": batch.status, "accepted": batch.count - batch.refused, "refused": batch.refused},
        )


def _digest(operation: str, atomic: bool, rows: list[Any]) -> str:
    """What tells one content from another. Raises Malformed for rows that no text can hold."""
    try:
        text = json.dumps([operation, atomic, rows], sort_keys=True)
    except (RecursionError, ValueError):
        raise Malformed("rows: nested too deeply, or with numbers out of all bounds", "rows") from None
    return hashlib.sha256(text.encode()).hexdigest()
