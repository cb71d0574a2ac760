"""No documents are entered during a posting run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.errors import Locked
from fake_erp.rules.base import NOT_APPLICABLE, AccessRequest, Books, Gate, Rule
from fake_erp.settings import setting

NOUNS = ("order", "return", "payment", "credit_note", "customer")
HOUR_MS = 3_600_000


@dataclass(frozen=True, slots=True)
class AccountingLock(Rule):
    """Documents entered while a posting run or a closing is in progress."""

    about: ClassVar[str] = "a document that the integration entered"
    status: ClassVar[int] = 409
    code: ClassVar[str] = "locked"
    emerges: ClassVar[str] = "the posting run has begun"

    mode: str = setting("mode", "choice", "Whether they are refused.", "off", choices=("off", "refuse"))
    every_ms: int = setting(
        "every", "duration", "Time from the beginning of a run to the beginning of the next.", HOUR_MS
    )
    lasts_ms: int = setting("lasts", "duration", "Duration of a run.", 120_000)

    def at_any(self, books: Books) -> Gate | None:
        if self.mode == "off" or not self.lasts_ms:
            return None
        now, every_ms, lasts_ms = books.now, max(self.every_ms, 1), self.lasts_ms

        def gate(request: AccessRequest) -> str:
            if request.reads or request.operation.partition(".")[0] not in NOUNS:
                return NOT_APPLICABLE
            into_ms = now() % every_ms
            if into_ms < lasts_ms:
                raise Locked(
                    "accounting_lock",
                    "a posting run is in progress and documents cannot be entered; try again later",
                    None,
                    {"ends_in_s": -(-(lasts_ms - into_ms) // 1000)},
                )
            return ""

        return gate
