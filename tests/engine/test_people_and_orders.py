"""What people do to orders in the ERP, and what is left of it there."""

from __future__ import annotations

from fake_magento.shop import Shop
from golive.build.world import World, build
from golive.chaos.actions.orders.edit_orders import STREET, EditOrders
from golive.chaos.actions.orders.import_orders import ImportOrders
from golive.chaos.actions.orders.merge_orders import MergeOrders
