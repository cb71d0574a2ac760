"""One recurring duty of a candidate, and the stretches in which it was not done."""

from __future__ import annotations

from dataclasses import dataclass

LEAST_MS = 5 * 60_000
"""Shorter stretches are not kept: their number is bounded by the length of the run."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch in which a duty was not done. Times in ms.

    `waiting_ms` is the instant from which records waited for it, `failed_ms` that of the first failed attempt; None
    where there was none. `failures` are failed attempts; of them `denied` were refused for the credentials, and
    `reads` failed when the duty read what it had to do. `seqs` are the ledger numbers of the first and the last fact
    about it. `is_open`: it lasted until the end.
    """

    duty: str
    waiting_ms: int | None
    failed_ms: int | None
    end_ms: int
    failures: int
    denied: int
    reads: int
    seqs: tuple[int, ...]
    is_open: bool = False

    @property
    def begin_ms(self) -> int:
        """The first instant at which anything was wrong."""
        return min(each for each in (self.waiting_ms, self.failed_ms) if each is not None)


class Duty:
    """A duty in the course of a run: records wait for it, attempts at it fail or succeed.

    Records count as waiting from the second on: a single record that is never handled is lost, and not a sign that the
    duty stopped. `stretches` are those of at least LEAST_MS.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.stretches: list[Stretch] = []
        self.done_ms = -1
        self._waiting = 0
        self._waiting_ms: int | None = None
        self._failed_ms: int | None = None
        self._failures = 0
        self._denied = 0
        self._reads = 0
        self._perhaps_ms: int | None = None
        self._first = 0
        self._last = 0

    def waits(self, at_ms: int, seq: int) -> None:
        """Record that one more record waits for the duty."""
        self._waiting += 1
        if self._waiting == 2:
            self._waiting_ms = at_ms
            self._note(seq)

    @property
    def failed_only_to_read(self) -> bool:
        """Whether it fails now, and only when it reads what it has to do."""
        return 0 < self._failures == self._reads

    def needless(self, since_ms: int) -> None:
        """Record that a record which waited since `since_ms` needs nothing any more."""
        if since_ms <= self.done_ms or not self._waiting:
            return
        self._waiting -= 1
        if self._waiting < 2:
            self._waiting_ms = None
        if not self._waiting:
            self._clear()

    def failed(
        self, at_ms: int, sent_ms: int, seq: int, *, is_denied: bool = False, is_read: bool = False
    ) -> None:
        """Record a failed attempt, unless the duty was done after it was sent: its reply was lost, or it was late."""
        self._decide(at_ms)
        if self.done_ms >= sent_ms:
            return
        self._perhaps_ms = None
        if self._failed_ms is None:
            self._failed_ms = at_ms
        self._failures += 1
        self._denied += is_denied
        self._reads += is_read
        self._note(seq)

    def read(self, at_ms: int) -> None:
        """Record that the duty read what it has to do.

        There may be nothing to do, so this ends a failure where no failed attempt follows within LEAST_MS.
        """
        self._decide(at_ms)
        if self._failed_ms is not None and self._perhaps_ms is None:
            self._perhaps_ms = at_ms

    def _decide(self, at_ms: int) -> None:
        """End the failures where a later read has shown that there was nothing more to do. Records go on waiting."""
        if self._perhaps_ms is None or at_ms - self._perhaps_ms < LEAST_MS:
            return
        self._keep(self._perhaps_ms)
        self._failed_ms = self._perhaps_ms = None
        self._failures = self._denied = self._reads = 0
        if self._waiting_ms is None:
            self._first = self._last = 0

    def done(self, at_ms: int) -> None:
        """Record that the duty was done."""
        self.done_ms = at_ms
        if self._first:
            self._keep(at_ms)
            self._clear()
        self._waiting = 0

    def interrupted(self, at_ms: int) -> None:
        """Record that the candidate is down from now on: what it does not do meanwhile is no silence."""
        if self._first:
            self._keep(at_ms)
            self._clear()

    def resumed(self, at_ms: int, seq: int) -> None:
        """Record that the candidate is up again."""
        if self._waiting >= 2:
            self._waiting_ms = at_ms
            self._note(seq)

    def stop(self) -> None:
        """Let no record wait any more."""
        self._waiting = -(1 << 60)

    def finish(self, at_ms: int) -> None:
        """Keep the stretch that is open at the end of the run."""
        self._decide(at_ms)
        if self._first:
            self._keep(at_ms, is_open=True)
            self._clear()

    def _note(self, seq: int) -> None:
        self._first = self._first or seq
        self._last = seq

    def _keep(self, at_ms: int, is_open: bool = False) -> None:
        begins = [each for each in (self._waiting_ms, self._failed_ms) if each is not None]
        if begins and at_ms - min(begins) >= LEAST_MS:
            seqs = (self._first,) if self._first == self._last else (self._first, self._last)
            self.stretches.append(
                Stretch(
                    self.name,
                    self._waiting_ms,
                    self._failed_ms,
                    at_ms,
                    self._failures,
                    self._denied,
                    self._reads,
                    seqs,
                    is_open,
                )
            )

    def _clear(self) -> None:
        self._waiting_ms = self._failed_ms = self._perhaps_ms = None
        self._failures = self._denied = self._reads = self._first = self._last = 0
