"""The actions by their names in a scenario: ordinary operations of staff and vendors on their systems, not faults."""

from __future__ import annotations

from golive.chaos.actions.articles.delete_items import DeleteItems
from golive.chaos.actions.articles.rename_items import RenameItems
from golive.chaos.actions.articles.reuse_skus import ReuseSkus
from golive.chaos.actions.base import Action
from golive.chaos.actions.block_customer import BlockCustomers
from golive.chaos.actions.block_item import BlockItems
from golive.chaos.actions.change_rules import ChangeRules
from golive.chaos.actions.close_period import ClosePeriod
from golive.chaos.actions.customers.erase_customers import EraseCustomers
from golive.chaos.actions.drift.add_discount import AddDiscount
from golive.chaos.actions.drift.add_items import AddItems
from golive.chaos.actions.drift.change_order_status import ChangeOrderStatus
from golive.chaos.actions.drift.limit_input import LimitInput
from golive.chaos.actions.drift.open_warehouse import OpenWarehouse
from golive.chaos.actions.freeze_warehouse import FreezeWarehouse
from golive.chaos.actions.orders.delete_orders import DeleteOrders
from golive.chaos.actions.orders.edit_orders import EditOrders
from golive.chaos.actions.orders.import_orders import ImportOrders
from golive.chaos.actions.orders.merge_orders import MergeOrders
from golive.chaos.actions.prices.change_prices import ChangePrices
from golive.chaos.actions.prices.plan_campaign import PlanCampaign
from golive.chaos.actions.prices.promote import Promote
from golive.chaos.actions.prices.withdraw_prices import WithdrawPrices
from golive.chaos.actions.restart_erp import RestartErp
from golive.chaos.actions.restore_backup import RestoreBackup
from golive.chaos.actions.skew_clock import SkewClock
from golive.chaos.actions.upgrades.upgrade_erp import UpgradeErp
from golive.chaos.actions.upgrades.upgrade_events import UpgradeEvents
from golive.chaos.actions.upgrades.upgrade_shop import UpgradeShop

INTERVENTIONS: dict[str, type[Action]] = {
    "close_period": ClosePeriod,
    "freeze_warehouse": FreezeWarehouse,
    "open_warehouse": OpenWarehouse,
    "add_discount": AddDiscount,
    "change_order_status": ChangeOrderStatus,
    "add_items": AddItems,
    "rename_items": RenameItems,
    "delete_items": DeleteItems,
    "reuse_skus": ReuseSkus,
    "block_items": BlockItems,
    "block_customers": BlockCustomers,
    "erase_customers": EraseCustomers,
    "delete_orders": DeleteOrders,
    "edit_orders": EditOrders,
    "merge_orders": MergeOrders,
    "import_orders": ImportOrders,
    "change_rules": ChangeRules,
    "change_prices": ChangePrices,
    "withdraw_prices": WithdrawPrices,
    "plan_campaign": PlanCampaign,
    "promote": Promote,
    "restart_erp": RestartErp,
    "restore_backup": RestoreBackup,
    "skew_clock": SkewClock,
    "limit_input": LimitInput,
    "upgrade_erp": UpgradeErp,
    "upgrade_events": UpgradeEvents,
    "upgrade_shop": UpgradeShop,
}
