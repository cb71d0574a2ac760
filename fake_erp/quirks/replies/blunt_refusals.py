"""Refusals that do not say what is wrong.

Modelled on Frappe, where most refusals have the status 417, and on installations whose own checks (a stored procedure
of SAP Business One, a script of NetSuite) replace the reason by a text of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.errors import ErpError, Unauthorized
from fake_erp.quirks.base import Disguise, Outcome, Quirk, QuirkCall, ReplyQuirk
from fake_erp.settings import setting


@dataclass(frozen=True, slots=True)
class BluntRefusals(Quirk):
    """Answers refusals of every kind with the general error of the product, without code and field."""

    seen: ClassVar[str] = "422 refused, whatever the reason; nothing was done"
    needs: ClassVar[str] = "a refusal of one of its operations"

    operations: tuple[str, ...] = setting(
        "operations",
        "operations",
        "The operations that are affected.",
        ("customer.create", "order.create", "order.update", "order.cancel"),
    )

    def at_reply(self) -> ReplyQuirk | None:
        operations = self.operations

        def disguise(call: QuirkCall, outcome: Outcome) -> Disguise:
            refused = isinstance(outcome, ErpError) and not isinstance(outcome, Unauthorized)
            return "blunt" if call.operation in operations and refused else ""

        return disguise
