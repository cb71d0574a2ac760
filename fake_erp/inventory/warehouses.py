"""Warehouses: where they are, in what order they are tried, and which of them are frozen for stock-taking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from fake_erp.errors import RuleRefused
from fake_erp.model import Emit

Policy = Literal["first_enough", "most", "nearest"]
"""How a line without a warehouse finds one: the first with enough, the one with most, or the first with enough
among those in the country the goods go to, then among the others."""

Arrival = tuple[str, int, str]
"""SKU, units, why."""


class Warehouses:
    """Emits `erp.warehouse.frozen` and `.thawed`."""

    def __init__(
        self, emit: Emit, names: Sequence[str], countries: Mapping[str, str], policy: Policy
    ) -> None:
        self._emit = emit
        self.names = tuple(names)
        self._order = self.names
        self.countries = {name: countries.get(name, "") for name in self.names}
        self.policy = policy
        self.frozen: dict[str, str] = {}
        """Warehouse -> why; in the order of freezing."""
        self.arrivals: dict[str, list[Arrival]] = {}
        """What has come in to a frozen warehouse and waits for the thaw."""
        self._nearest: dict[str, tuple[str, ...]] = {}
        self._measure()

    def _measure(self) -> None:
        if self.policy == "nearest":
            for country in dict.fromkeys(self.countries.values()):
                self._nearest[country] = self._by_distance(country)

    def _by_distance(self, country: str) -> tuple[str, ...]:
        here = [name for name in self._order if self.countries[name] == country]
        return (*here, *[name for name in self._order if name not in here])

    def add(self, name: str, *, is_first: bool = False) -> None:
        """Open a warehouse, tried before all others or after them. Raises ValueError for one that is there."""
        if name in self.countries:
            raise ValueError(f"there is a warehouse {name!r} already")
        self.names = (*self.names, name)
        self._order = (name, *self._order) if is_first else (*self._order, name)
        self.countries[name] = ""
        self._measure()

    def tried_for(self, country: str) -> tuple[str, ...]:
        """The warehouses in the order in which they are tried for goods that go to a country."""
        return self._nearest.get(country, self._order)

    def known(self, warehouse: str) -> None:
        """Raises ValueError for a warehouse that is not there."""
        if warehouse not in self.countries:
            known = ", ".join(self.names)
            raise ValueError(f"there is no warehouse {warehouse!r}; the warehouses are {known}")

    def freeze(self, warehouse: str, why: str) -> None:
        """No goods move in or out until the thaw. Freezing twice changes nothing."""
        self.known(warehouse)
        if warehouse not in self.frozen:
            self.frozen[warehouse] = why
            self._emit("erp.warehouse.frozen", {"warehouse": warehouse}, {"why": why})

    def thaw(self, warehouse: str) -> list[Arrival]:
        """Goods move again; gives back what came in meanwhile, to be posted now."""
        self.known(warehouse)
        if self.frozen.pop(warehouse, None) is None:
            return []
        self._emit("erp.warehouse.thawed", {"warehouse": warehouse}, {})
        return self.arrivals.pop(warehouse, [])

    def require_moving(self, warehouse: str) -> None:
        """Raises RuleRefused while the warehouse is frozen."""
        if warehouse in self.frozen:
            raise RuleRefused(
                "frozen_warehouse",
                "warehouse_frozen",
                f"warehouse {warehouse} is frozen ({self.frozen[warehouse]}); try again when it is open",
                "warehouse",
                {"warehouse": warehouse, "why": self.frozen[warehouse]},
            )
