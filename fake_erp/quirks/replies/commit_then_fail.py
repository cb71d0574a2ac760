"""Calls that are carried out and answered as failed.

Modelled on Odoo (an XML-RPC method that returns None is committed and answered with fault 1, over JSON-RPC the reply
has neither `result` nor `error`), on load balancers that answer 502 for a call that goes on, and on steps after the
commit, such as the queue of Frappe.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.errors import ErpError
from fake_erp.quirks.base import Disguise, Outcome, Quirk, QuirkCall, ReplyQuirk
from fake_erp.settings import setting


@dataclass(frozen=True, slots=True)
class CommitThenFail(Quirk):
    """Carries a call out and answers it with an internal error."""

    seen: ClassVar[str] = "500, or what the product has in its place; the order exists"
    needs: ClassVar[str] = "a call of one of its operations that is carried out"

    operations: tuple[str, ...] = setting(
        "operations", "operations", "The operations that are affected.", ("order.create",)
    )

    def at_reply(self) -> ReplyQuirk | None:
        operations = self.operations

        def disguise(call: QuirkCall, outcome: Outcome) -> Disguise:
            error = getattr(outcome, "error", None)
            refused = isinstance(outcome, ErpError) or isinstance(error, ErpError)
            return "failed" if call.operation in operations and not refused else ""

        return disguise
