"""Records of the ERP that are not about the shop."""

from __future__ import annotations

from fake_erp.erp import Erp
from golive.scenario import Scenario

_CENTS, _UNITS = 1_000, 100
"""Price and stock of each article that the shop does not sell."""


def fill_up(erp: Erp, scenario: Scenario) -> None:
    """Give the ERP articles that the shop does not sell, after its own; no chance is drawn."""
    for number in range(1, scenario.erp.volume.items + 1):
        sku = f"OTHER-{number:06d}"
        erp.items.add(sku, f"Other article {number}", _CENTS, scenario.shop.stores[0].tax_percent)
        erp.stock.open(sku, scenario.shop.stock.sources[0], _UNITS)
