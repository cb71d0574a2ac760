"""A backup of the ERP is restored, as after a failed update or a damaged disk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp import snapshot
from fake_erp.erp import Erp
from fake_erp.recovery.backup import put_back
from fake_erp.snapshot import Snapshot
from fake_magento.shop import Shop
from golive.chaos.actions.base import Action, Begun
from golive.keys.declare import setting
from golive.keys.value_kinds import LASTING


@dataclass(frozen=True, slots=True)
class RestoreBackup(Action):
    """The ERP goes back to a backup: what was entered since is gone, and its numbers are given again."""

    PASSES: ClassVar[bool] = False

    age_ms: int = setting(
        "age", LASTING, "How old the backup is; one from before the start is that of the start.", "1h"
    )

    @property
    def ahead_ms(self) -> int:
        return self.age_ms

    def prepared(self, erp: Erp, shop: Shop) -> Action:
        return _FromBackup(snapshot.take(erp))


@dataclass(frozen=True, slots=True)
class _FromBackup(Action):
    """The restoring of a backup that has been taken."""

    backup: Snapshot

    def begin(self, erp: Erp, shop: Shop) -> Begun:
        lost = put_back(erp, self.backup)
        return Begun(f"a backup is restored: {lost.orders} orders and {lost.customers} customers are gone")
