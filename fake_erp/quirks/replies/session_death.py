"""Sessions that end without notice.

Modelled on SAP Business One (Service Layer, error 301 "Invalid session or session already timeout."), whose nodes lose
sessions when the load balancer sends a client to another one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.errors import SessionLost
from fake_erp.quirks.base import Look, Quirk, QuirkBooks, QuirkCall, ReadQuirk, UpdateQuirk

WHY = "the session was lost; log in again"
WITHOUT_SESSION = ("token.create", "openapi.read", "health.read")


@dataclass(frozen=True, slots=True)
class SessionDeath(Quirk):
    """Answers a call as if its session had ended, although it has not expired; nothing is done."""

    seen: ClassVar[str] = "401; the same call succeeds after another login"
    needs: ClassVar[str] = "a call with a session"

    def at_update(self) -> UpdateQuirk | None:
        def instead(call: QuirkCall, books: QuirkBooks) -> SessionLost | None:
            return None if call.operation in WITHOUT_SESSION else SessionLost(WHY)

        return instead

    def at_read(self) -> ReadQuirk | None:
        def instead(call: QuirkCall, books: QuirkBooks, look: Look) -> SessionLost | None:
            return None if call.operation in WITHOUT_SESSION else SessionLost(WHY)

        return instead
