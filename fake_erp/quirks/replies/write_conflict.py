"""Writes refused because another transaction changed the same rows.

Modelled on Odoo ("could not serialize access due to concurrent update"), Business Central (409, Another user has
already changed the record), NetSuite (RCRD_HAS_BEEN_CHANGED), SAP Business One (-2038), the locks of S/4HANA (V1/042)
and Frappe (TimestampMismatchError).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.errors import WriteConflict as Conflict
from fake_erp.quirks.base import Quirk, QuirkBooks, QuirkCall, UpdateQuirk
from fake_erp.settings import setting

WHY = "the record was changed by another transaction at the same time; send the call again"


@dataclass(frozen=True, slots=True)
class WriteConflict(Quirk):
    """Refuses a write because of a concurrent one; nothing is done."""

    seen: ClassVar[str] = "409 locked; the same call succeeds a moment later"
    needs: ClassVar[str] = "a call of one of its operations"

    operations: tuple[str, ...] = setting(
        "operations",
        "operations",
        "The operations that are affected.",
        ("order.create", "order.update", "order.cancel"),
    )

    def at_update(self) -> UpdateQuirk | None:
        operations = self.operations

        def instead(call: QuirkCall, books: QuirkBooks) -> Conflict | None:
            return Conflict("write_conflict", WHY) if call.operation in operations else None

        return instead
