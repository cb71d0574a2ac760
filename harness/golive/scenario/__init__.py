"""The scenario file: everything about a run except the candidate.

`load` reads one by name or path, `names` lists the bundled ones, `dump` gives the effective scenario as JSON
data, `schema` and `reference` describe the file for editors and for people.
"""

from golive.scenario.loading.errors import ScenarioError, ScenarioErrors
from golive.scenario.loading.loader import load, names
from golive.scenario.model.budgets import Budgets
from golive.scenario.model.erp import Erp, Fulfilment, Service
from golive.scenario.model.metrics import METRICS
from golive.scenario.model.scenario import (
    ChangeSpec,
    Clock,
    Costs,
    FaultSpec,
    Scenario,
)
from golive.scenario.model.shop import Catalog, Events, Hooks, Maintenance, Shop, Stock, Store
from golive.scenario.model.thresholds import Metric, Result, Threshold
from golive.scenario.model.traffic import (
    Baskets,
    Campaign,
    Customers,
    Flash,
    Life,
    Orders,
    Peak,
    Returns,
    Traffic,
)
from golive.scenario.pages.dump import dump
from golive.scenario.pages.json_schema import schema
from golive.scenario.pages.reference_page import reference

__all__ = [
    "METRICS",
    "Baskets",
    "Budgets",
    "Campaign",
    "Catalog",
    "ChangeSpec",
    "Clock",
    "Costs",
    "Customers",
    "Erp",
    "Events",
    "FaultSpec",
    "Flash",
    "Fulfilment",
    "Hooks",
    "Life",
    "Maintenance",
    "Metric",
    "Orders",
    "Peak",
    "Result",
    "Returns",
    "Scenario",
    "ScenarioError",
    "ScenarioErrors",
    "Service",
    "Shop",
    "Stock",
    "Store",
    "Threshold",
    "Traffic",
    "dump",
    "load",
    "names",
    "reference",
    "schema",
]
