"""One row of a batch or a file, carried out as the call it stands for: same reading, same rules, same books."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from fake_erp.errors import ErpError, RuleRefused, Words

CarryOut: TypeAlias = Callable[[str, Any, str, str], str]
"""`carry_out(operation, row, by, sender)` gives the number of the record. `by` is the batch or file in facts, `sender`
the client whose permissions count. Raises ErpError."""

Refused: TypeAlias = Callable[[str, ErpError], None]
"""Records that an order with this external reference was refused."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a row: the number of its record, or the refusal."""

    number: str = ""
    code: str = ""
    message: str = ""
    field: str = ""

    @property
    def is_refused(self) -> bool:
        """Whether the row was refused."""
        return bool(self.code)


class Rows:
    """Carries rows out under the name of the batch or file they came in; refusals are outcomes, never raised."""

    def __init__(self, carry_out: CarryOut, refused: Refused, words: Words) -> None:
        self._carry_out = carry_out
        self._refused = refused
        self._words = words

    def run(self, operation: str, row: Any, by: str, sender: str = "") -> Outcome:
        """Carry out one row with the permissions of its sender."""
        try:
            return Outcome(self._carry_out(operation, row, by, sender))
        except ErpError as error:
            return self._outcome(error)

    def refuse(self, reference: str, rule: str, code: str, message: str) -> Outcome:
        """Refuse an order that is not even tried, and record it as any refused order."""
        error = RuleRefused(rule, code, message)
        self._refused(reference, error)
        return self._outcome(error)

    def _outcome(self, error: ErpError) -> Outcome:
        return Outcome("", error.code, error.message(self._words), error.field(self._words))
