"""One row of a batch, a file or a table, carried out as the call it stands for, under the same rules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Protocol, TypeAlias

from fake_erp.errors import ErpError, RuleRefused, Words
from fake_erp.model import NOT_YET, Now

Refused: TypeAlias = Callable[[str, ErpError], None]
"""Records that an order with this external reference was refused."""


class CarryOut(Protocol):
    """What carries rows out: the surface of an ERP."""

    def carry_out_row(self, operation: str, row: Any, by: str, sender: str, discard: bool = False) -> str:
        """The number of the record. Raises ErpError.

        `by` is the batch or file in facts, `sender` the client whose permissions count. `discard` accepts an order
        and keeps nothing of it.
        """

    def row_key(self, operation: str, row: Any) -> str:
        """The business key of a row; "" where it has none."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a row: the number of its record, or the refusal. Not `is_told`: the sender is not told either."""

    number: str = ""
    code: str = ""
    message: str = ""
    field: str = ""
    is_told: bool = True

    @property
    def is_refused(self) -> bool:
        """Whether the row was refused, so that its sender can see it."""
        return bool(self.code) and self.is_told


@dataclass(frozen=True, slots=True)
class Fate:
    """What happens to one row beside the ERP's own rules; `ticket` is the hook's own number of it."""

    ticket: int = 0
    delay_ms: int = 0
    """How much longer the row takes; the rows behind it wait."""
    refused: Outcome | None = None
    """With what it fails before it is carried out."""
    is_discarded: bool = False
    """It is accepted, and nothing is kept."""
    is_lost: bool = False
    """It is not carried out, and no outcome is written back."""
    is_untold: bool = False
    """It is carried out, and no outcome is written back."""


class RowHook(Protocol):
    """Decides what happens to rows; connected from outside the ERP."""

    def meets(self, operation: str, key: str, by: str) -> Fate | None:
        """The fate of a row whose turn has come; None for none."""

    def ended(self, fate: Fate, outcome: Outcome) -> None:
        """A row with a fate has its outcome, which `fate` may conceal."""


@dataclass(slots=True)
class Turn:
    """The row that a channel is at, while it takes longer."""

    fate: Fate | None = None
    until_ms: int = NOT_YET

    def waits(self, now_ms: int) -> bool:
        """Whether the row is not done yet."""
        return self.until_ms > now_ms

    def starts(self, fate: Fate | None, delay_ms: int, now_ms: int) -> None:
        """The row is done `delay_ms` later."""
        self.fate, self.until_ms = fate, now_ms + delay_ms

    def ends(self) -> Fate | None:
        """The row is done; its fate."""
        fate, self.fate, self.until_ms = self.fate, None, NOT_YET
        return fate


class Rows:
    """Carries rows out under the name of the batch or file they came in; refusals are outcomes, never raised."""

    def __init__(self, now: Now, surface: CarryOut, refused: Refused, words: Words) -> None:
        self._now = now
        self._surface = surface
        self._refused = refused
        self._words = words
        self.hook: RowHook | None = None

    def __getstate__(self) -> dict[str, Any]:
        """Without the hook, which is no part of the ERP."""
        return {**self.__dict__, "hook": None}

    def connect(self, hook: RowHook | None) -> None:
        """Ask a hook about every row from now on; None for none."""
        self.hook = hook

    def fate(self, operation: str, row: Any, by: str) -> Fate | None:
        """What happens to a row whose turn has come."""
        if self.hook is None:
            return None
        return self.hook.meets(operation, self._surface.row_key(operation, row), by)

    def run(self, operation: str, row: Any, by: str, sender: str = "", fate: Fate | None = None) -> Outcome:
        """Carry out one row with the permissions of its sender."""
        if fate is None:
            return self._run(operation, row, by, sender, discard=False)
        if fate.is_lost:
            outcome = Outcome()
        elif fate.refused is not None:
            outcome = fate.refused
        else:
            outcome = self._run(operation, row, by, sender, discard=fate.is_discarded)
        if self.hook is not None:
            self.hook.ended(fate, outcome)
        return replace(outcome, is_told=False) if fate.is_lost or fate.is_untold else outcome

    def step(self, operation: str, row: Any, by: str, sender: str, turn: Turn) -> Outcome | None:
        """Carry out the row a channel is at; None while it takes longer."""
        now_ms = self._now()
        if turn.waits(now_ms):
            return None
        fate = turn.ends()
        if fate is None:
            fate = self.fate(operation, row, by)
            if fate is not None and fate.delay_ms:
                turn.starts(fate, fate.delay_ms, now_ms)
                return None
        return self.run(operation, row, by, sender, fate)

    def refuse(self, reference: str, rule: str, code: str, message: str) -> Outcome:
        """Refuse an order that is not even tried, and record it as any refused order."""
        error = RuleRefused(rule, code, message)
        self._refused(reference, error)
        return self._outcome(error)

    def _run(self, operation: str, row: Any, by: str, sender: str, *, discard: bool) -> Outcome:
        try:
            return Outcome(self._surface.carry_out_row(operation, row, by, sender, discard))
        except ErpError as error:
            return self._outcome(error)

    def _outcome(self, error: ErpError) -> Outcome:
        return Outcome("", error.code, error.message(self._words), error.field(self._words))
