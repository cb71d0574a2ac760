"""The table of defects, by family: each a change, the scenario that reveals it, and what is seen.

A family has a table of the defects that can be played, and one of those that cannot, with what is missing for it.
"""

from __future__ import annotations

from golive.zoo.defect import Defect
from golive.zoo.table.content import CONTENT, NOT_PLAYED_CONTENT
from golive.zoo.table.drift import DRIFT, NOT_PLAYED_DRIFT
from golive.zoo.table.duplicates import DUPLICATES, NOT_PLAYED_DUPLICATES
from golive.zoo.table.lifecycle import LIFECYCLE, NOT_PLAYED_LIFECYCLE
from golive.zoo.table.load import LOAD, NOT_PLAYED_LOAD
from golive.zoo.table.master_data import MASTER_DATA, NOT_PLAYED_MASTER_DATA
from golive.zoo.table.operations import NOT_PLAYED_OPERATIONS, OPERATIONS
from golive.zoo.table.order_loss import NOT_PLAYED_ORDER_LOSS, ORDER_LOSS
from golive.zoo.table.people import PEOPLE
from golive.zoo.table.privacy import PRIVACY
from golive.zoo.table.stock import NOT_PLAYED_STOCK, STOCK

FAMILIES: dict[str, tuple[Defect, ...]] = {
    "Orders that are lost": ORDER_LOSS,
    "Duplicates": DUPLICATES,
    "Content": CONTENT,
    "States, parcels, refunds": LIFECYCLE,
    "Stock": STOCK,
    "Customers, products, prices": MASTER_DATA,
    "Load": LOAD,
    "Operation": OPERATIONS,
    "What people do": PEOPLE,
    "Drift": DRIFT,
    "Personal data": PRIVACY,
}

DEFECTS: tuple[Defect, ...] = tuple(defect for family in FAMILIES.values() for defect in family)

NOT_PLAYED: dict[str, str] = {
    **NOT_PLAYED_ORDER_LOSS,
    **NOT_PLAYED_DUPLICATES,
    **NOT_PLAYED_CONTENT,
    **NOT_PLAYED_LIFECYCLE,
    **NOT_PLAYED_STOCK,
    **NOT_PLAYED_MASTER_DATA,
    **NOT_PLAYED_LOAD,
    **NOT_PLAYED_OPERATIONS,
    **NOT_PLAYED_DRIFT,
}
