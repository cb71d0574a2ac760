"""Calls committed long after the client gave up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.quirks.base import Quirk, ServiceQuirk
from fake_erp.settings import setting


@dataclass(frozen=True, slots=True)
class LateCommit(Quirk):
    """Works very long on some calls, and then commits them all the same."""

    seen: ClassVar[str] = "silence until the caller gives up; the order is there afterwards"

    takes_ms: int = setting(
        "takes", "duration", "The longest time; each call takes from half of it to all.", 120_000
    )
    operations: tuple[str, ...] = setting(
        "operations", "operations", "The operations it happens to.", ("order.create",)
    )

    def at_service(self) -> ServiceQuirk | None:
        takes_ms, operations = self.takes_ms, self.operations

        def extra(operation: str, lot: int) -> int:
            return takes_ms // 2 + takes_ms * lot // 2000 if operation in operations else 0

        return extra
