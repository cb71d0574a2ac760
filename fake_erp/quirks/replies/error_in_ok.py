"""Errors in a reply with status 200.

Modelled on Infor M3 (status 200 with errorMessage), Sage Intacct (status 200 with a failure in the XML) and Odoo
(JSON-RPC).
"""

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
from fake_erp.quirks.base import Disguise, Outcome, Quirk, QuirkCall, ReplyQuirk
from fake_erp.settings import setting

REFUSALS = (Malformed, Forbidden, NotFound, DuplicateReference, InvalidTransition, Locked, RuleRefused)


@dataclass(frozen=True, slots=True)
class ErrorInOk(Quirk):
    """Answers a refusal with 200 and the error inside."""

    seen: ClassVar[str] = "200 with success false and the error; nothing was done"
    needs: ClassVar[str] = "a refusal of one of its operations"

    operations: tuple[str, ...] = setting(
        "operations", "operations", "The operations that are affected.", ("order.create",)
    )

    def at_reply(self) -> ReplyQuirk | None:
        operations = self.operations

        def disguise(call: QuirkCall, outcome: Outcome) -> Disguise:
            return "in_ok" if call.operation in operations and type(outcome) in REFUSALS else ""

        return disguise
