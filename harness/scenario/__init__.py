"""The scenario file: everything about a run except who is tested.

`load` reads one by name or path, `names` lists the bundled ones, `dump` gives the effective scenario as JSON
data, `schema` and `reference` describe the file for editors and for people.
"""

from harness.scenario.dump import dump
from harness.scenario.erp import Erp, Fulfilment, Limits, Service, Token
from harness.scenario.errors import ScenarioError, ScenarioErrors
from harness.scenario.json_schema import schema
from harness.scenario.loading import load, names
from harness.scenario.metrics import METRICS, Metric, Threshold
from harness.scenario.model import (
    Budgets,
    Catalog,
    ChangeSpec,
    Clock,
    Costs,
    FaultSpec,
    Scenario,
    Shop,
    Stock,
    Store,
)
from harness.scenario.reference_page import reference
from harness.scenario.shop_life import Events, Hooks, Maintenance
from harness.scenario.traffic import Baskets, Campaign, Customers, Flash, Life, Orders, Peak, Traffic

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
    "Limits",
    "Maintenance",
    "Metric",
    "Orders",
    "Peak",
    "Scenario",
    "ScenarioError",
    "ScenarioErrors",
    "Service",
    "Shop",
    "Stock",
    "Store",
    "Threshold",
    "Token",
    "Traffic",
    "dump",
    "load",
    "names",
    "reference",
    "schema",
]
