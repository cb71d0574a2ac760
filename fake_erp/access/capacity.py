"""How much the ERP gets done at once: finite workers, first come first served, and tables held by its own runs.

Nothing here waits. A call that comes in gets a `Turn`, which says when it is done; the owner of the clock
waits that long. The queue is reckoned exactly: for workers that take the next call in the order of arrival it
is enough to know when each of them is free.

A run of the ERP itself (a posting run, a count, a closing) may hold tables for a while. A call that needs one
of them and is not yet being served when the hold begins waits for its end, and keeps its worker meanwhile:
that is how one locked table makes everything slow. Calls in service finish undisturbed.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heapreplace

from fake_erp.model import NOT_YET, Emit, Now

TABLES: dict[str, tuple[str, ...]] = {
    "order": ("orders", "stock"),
    "delivery": ("orders", "stock"),
    "stock": ("stock",),
    "warehouse": ("stock",),
    "item": ("items",),
    "price": ("items",),
    "customer": ("customers",),
    "return": ("orders", "stock", "ledger"),
    "invoice": ("ledger",),
    "payment": ("ledger",),
    "deposit": ("ledger",),
    "credit_note": ("ledger",),
    "journal": ("ledger",),
    "period": ("ledger",),
    "batch": (),
}
"""The tables an operation works on, by its noun; what is not listed works on none."""


@dataclass(slots=True)
class Turn:
    """One call in the queue: when it came, when a worker takes it, when it is done. Instants in ms.

    `done_ms` moves on when a table is taken before the call is served; it never moves back.
    `turned_away`: it waited as long as a call may, and is refused at `done_ms`.
    `given_up_ms`: when the gateway in front answers instead of the ERP, which goes on; NOT_YET for never.
    """

    came_ms: int
    service_ms: int
    tables: tuple[str, ...]
    start_ms: int = 0
    done_ms: int = 0
    turned_away: bool = False
    given_up_ms: int = NOT_YET


class Capacity:
    """Emits `erp.tables.held` for every hold. Off, with 0 workers and no hold, it is never asked."""

    def __init__(
        self,
        now: Now,
        emit: Emit,
        workers: int = 0,
        queue: int = 0,
        patience_ms: int = 0,
        gateway_ms: int = 0,
        reads_wait: bool = False,
    ) -> None:
        self._now = now
        self._emit = emit
        self._held: dict[str, int] = {}
        self._held_until_ms = 0
        self.gateway_ms = gateway_ms
        self.reads_wait = reads_wait
        """Whether calls that only read wait for held tables too."""
        self.configure(workers, queue, patience_ms)

    def configure(self, workers: int = 0, queue: int = 0, patience_ms: int = 0) -> None:
        """Set the workers, how many calls may wait for one and how long; 0 is no limit. Starts with idle ones."""
        if workers < 0 or queue < 0 or patience_ms < 0:
            raise ValueError("workers, queue and patience are at least 0, and 0 is no limit")
        self.is_on = workers > 0 or self.gateway_ms > 0
        """Whether calls have to be reckoned at all."""
        self.workers = workers
        self.queue = queue
        self.patience_ms = patience_ms
        self._free_ms = [0] * workers
        self._turns: deque[Turn] = deque()
        self._starts: deque[int] = deque()

    @property
    def waiting(self) -> int:
        """Calls that have come and are not yet served."""
        now, starts = self._now(), self._starts
        while starts and starts[0] <= now:
            starts.popleft()
        return len(starts)

    @property
    def is_full(self) -> bool:
        """Whether the queue has no place left; never so without a queue or with unlimited workers."""
        return self.queue > 0 and self.workers > 0 and self.waiting >= self.queue

    def begin(self, operation: str, reads: bool, service_ms: int) -> Turn:
        """Put a call that came now in the queue."""
        now = self._now()
        tables = () if reads and not self.reads_wait else TABLES.get(operation.partition(".")[0], ())
        turn = Turn(now, service_ms, tables)
        if self.gateway_ms:
            turn.given_up_ms = now + self.gateway_ms
        if self.workers and self.patience_ms and self._free_ms[0] - now > self.patience_ms:
            turn.start_ms = turn.done_ms = now + self.patience_ms
            turn.turned_away = True
            return turn
        self._take_worker(turn)
        self._turns.append(turn)
        if turn.start_ms > now:
            self._starts.append(turn.start_ms)
        self._forget(now)
        return turn

    def hold(self, tables: Sequence[str], for_ms: int, by: str) -> None:
        """A run of the ERP itself takes these tables from now on. A second hold adds to the first."""
        if for_ms <= 0:
            return
        self.is_on = True
        now = self._now()
        for table in tables:
            self._held[table] = max(self._held.get(table, 0), now) + for_ms
            self._held_until_ms = max(self._held_until_ms, self._held[table])
        self._emit("erp.tables.held", {}, {"tables": list(tables), "ms": for_ms, "by": by})
        self._replay(now)

    def held_until(self, table: str) -> int:
        """Until when a table is held, in ms; in the past where it is not."""
        return self._held.get(table, 0)

    def _take_worker(self, turn: Turn) -> None:
        """The first to come takes the worker that is free first; without a number of workers there always is one."""
        if not self.workers:
            turn.start_ms = turn.came_ms
            self._serve(turn)
            return
        turn.start_ms = max(turn.came_ms, self._free_ms[0])
        self._serve(turn)
        heapreplace(self._free_ms, turn.done_ms)

    def _serve(self, turn: Turn) -> None:
        """Once a worker has it, a call waits for its tables and is then served."""
        begun_ms = turn.start_ms
        if self._held_until_ms > begun_ms:
            for table in turn.tables:
                begun_ms = max(begun_ms, self._held.get(table, 0))
        turn.done_ms = begun_ms + turn.service_ms

    def _replay(self, now: int) -> None:
        """Compute again the turns of calls that are not being served yet."""
        busy, queued = [], []
        for turn in self._turns:
            if turn.start_ms > now:
                queued.append(turn)
            elif turn.done_ms > now:
                busy.append(turn)
                if turn.done_ms - turn.service_ms >= now:
                    self._serve(turn)
        if self.workers:
            free = sorted(turn.done_ms for turn in busy)
            self._free_ms = [now] * (self.workers - len(free)) + free
        for turn in queued:
            self._take_worker(turn)
        self._turns = deque(busy + queued)
        self._starts = deque(turn.start_ms for turn in queued)

    def _forget(self, now: int) -> None:
        turns = self._turns
        while turns and turns[0].done_ms <= now:
            turns.popleft()
