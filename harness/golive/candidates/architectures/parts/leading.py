"""A lease in the storage: of several instances one leads, and only that one carries out what must not be done twice."""

from __future__ import annotations

import asyncio
from typing import Any

from golive.candidates.kit import Kit

LEASE_MS = 60_000
RENEWED_S = 20
ASKED_S = 5


async def wait_for_lead(kit: Kit) -> None:
    """Return once no other instance leads: this one does from now on, while `keep_lead` runs."""
    table: dict[str, Any] = kit.storage.table("leader")
    while not _take(table, kit):
        await asyncio.sleep(ASKED_S)


async def keep_lead(kit: Kit) -> None:
    """Extend the lease until cancelled."""
    table: dict[str, Any] = kit.storage.table("leader")
    while True:
        await asyncio.sleep(RENEWED_S)
        _take(table, kit)


def _take(table: dict[str, Any], kit: Kit) -> bool:
    """Take the lease, or extend it; False where another instance has it."""
    mine = kit.instance, kit.now_ms() + LEASE_MS
    holder, until_ms = table.setdefault("lease", mine)
    if holder != kit.instance and until_ms > kit.now_ms():
        return False
    table["lease"] = mine
    return True
