"""How the world changes under a running integration. Nothing is broken; things are as somebody wanted them."""

from __future__ import annotations

from typing import Any

from harness.interventions.block_customer import BlockCustomers
from harness.interventions.block_item import BlockItems
from harness.interventions.change_rules import ChangeRules
from harness.interventions.close_period import ClosePeriod
from harness.interventions.freeze_warehouse import FreezeWarehouse
from harness.interventions.restart_erp import RestartErp
from harness.interventions.upgrade_events import UpgradeEvents

INTERVENTIONS: dict[str, type[Any]] = {
    "close_period": ClosePeriod,
    "freeze_warehouse": FreezeWarehouse,
    "block_items": BlockItems,
    "block_customers": BlockCustomers,
    "change_rules": ChangeRules,
    "restart_erp": RestartErp,
    "upgrade_events": UpgradeEvents,
}
