"""The systems beside shop and ERP that a scenario has."""

from __future__ import annotations

from collections.abc import Callable

from fake_magento.config import Admin
from fake_magento.shop import Shop
from fake_magento.surface import Surface
from golive.record.ledger import Emit
from golive.scenario import Scenario
from golive.sim import Environment
from golive.sim.seeding import stream
from golive.third_systems import pim, wms
from golive.third_systems.shop_client import ShopClient, user_of


def users(scenario: Scenario, seed: int) -> tuple[Admin, ...]:
    """The admin users that the systems of a scenario have in its shop."""
    there = {wms.NAME: scenario.wms.is_there, pim.NAME: scenario.pim.is_there}
    return tuple(user_of(seed, name) for name, is_there in there.items() if is_there)


class ThirdSystems:
    """`wms` and `pim` are None until they are started, and where the scenario has none."""

    def __init__(self, scenario: Scenario, seed: int, shop: Shop) -> None:
        self._scenario = scenario
        self._seed = seed
        self._shop = shop
        self.wms: wms.Wms | None = None
        self.pim: pim.Pim | None = None

    def start(self, env: Environment, emitter: Callable[[str], Emit]) -> None:
        """Start what the scenario has."""
        scenario, clock = self._scenario, self._scenario.clock
        if scenario.wms.is_there:
            client = self._client(wms.NAME)
            self.wms = wms.Wms(env, scenario.wms, client, self._seed, clock.start_ms, emitter(wms.NAME))
            if scenario.wms.ships:
                env.process(self.wms.run())
            if scenario.wms.counts.count:
                rng = stream(self._seed, f"{wms.NAME}.counts")
                env.process(self.wms.count(self._skus, rng, clock.traffic_end_ms))
        if scenario.pim.is_there:
            rng = stream(self._seed, pim.NAME)
            self.pim = pim.Pim(env, scenario.pim, self._client(pim.NAME), self._shop.catalog, rng)
            env.process(self.pim.run(clock.traffic_end_ms))

    def _skus(self) -> list[str]:
        """The articles that have stock of their own."""
        return [product.sku for product in self._shop.catalog if product.kind == "simple"]

    def _client(self, name: str) -> ShopClient:
        return ShopClient(Surface(self._shop), user_of(self._seed, name))
