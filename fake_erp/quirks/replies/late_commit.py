"""Calls committed long after the client gave up.

Modelled on gateways that give up before the application does, such as that of Business Central (504 after ten
minutes).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.quirks.base import Quirk, ServiceQuirk
from fake_erp.settings import setting


@dataclass(frozen=True, slots=True)
class LateCommit(Quirk):
    """Processes some calls for very long, and then commits them."""

    seen: ClassVar[str] = "no answer until the client times out; the order exists afterwards"
    needs: ClassVar[str] = "a call of one of its operations"

    takes_ms: int = setting(
        "takes",
        "duration",
        "The longest service time; each affected call takes between half of it and all of it.",
        120_000,
    )
    operations: tuple[str, ...] = setting(
        "operations", "operations", "The operations that are affected.", ("order.create",)
    )

    def at_service(self) -> ServiceQuirk | None:
        takes_ms, operations = self.takes_ms, self.operations

        def extra(operation: str, lot: int) -> int:
            return takes_ms // 2 + takes_ms * lot // 2000 if operation in operations else 0

        return extra
