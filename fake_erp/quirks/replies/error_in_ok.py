"""200, and in it that it went wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.errors import (
    DuplicateReference,
    Forbidden,
    InvalidTransition,
    Locked,
    Malformed,
    NotFound,
    RuleRefused,
)
from fake_erp.quirks.base import Asked, Disguise, Outcome, Quirk, ReplyQuirk
from fake_erp.settings import setting

REFUSALS = (Malformed, Forbidden, NotFound, DuplicateReference, InvalidTransition, Locked, RuleRefused)


@dataclass(frozen=True, slots=True)
class ErrorInOk(Quirk):
    """Answers a refusal with 200 and the error inside."""

    seen: ClassVar[str] = "200 with success false and the error; nothing was done"

    operations: tuple[str, ...] = setting(
        "operations", "operations", "The operations it does that for.", ("order.create",)
    )

    def at_reply(self) -> ReplyQuirk | None:
        operations = self.operations

        def disguise(asked: Asked, outcome: Outcome) -> Disguise:
            return "in_ok" if asked.operation in operations and type(outcome) in REFUSALS else ""

        return disguise
