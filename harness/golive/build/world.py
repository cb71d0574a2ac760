"""Everything alive in a run, built from a scenario and a seed: clock, ledger, shop, ERP, wire, chaos, customers."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import fake_erp.jobs
import fake_magento.jobs
from fake_erp.erp import Erp
from fake_erp.jobs.sales import Sales
from fake_magento.config import Admin
from fake_magento.events.checkout_hooks import Ask, Hook
from fake_magento.shop import Shop
from golive.build.erp_config import erp_config, pace
from golive.build.shop_config import shop_config
from golive.candidates.kit import Credentials
from golive.candidates.supervisor import Lives
from golive.chaos.actions.schedule import Changes
from golive.chaos.injector import Armed, Chaos
from golive.judge.history import CHART_STEPS, History
from golive.people.clerks import Office
from golive.people.desk import DeskLine
from golive.people.screens import Screens
from golive.record.ledger import FileLedger
from golive.record.run import LEDGER_FILE
from golive.scenario import FaultSpec, Scenario
from golive.sim import Clock
from golive.sim.seeding import stream
from golive.wire.checkout_hooks import HookLine
from golive.wire.wire import Wire
from golive.workloads.baskets import Shelf
from golive.workloads.masterdata import articles
from golive.workloads.people import People
from golive.workloads.shoppers import Shoppers
from golive.workloads.tills import tills
from golive.workloads.variety import variety


@dataclass(slots=True)
class World:
    """One run's world. Nothing in it knows which clock it is on."""

    scenario: Scenario
    seed: int
    clock: Clock
    ledger: FileLedger
    history: History
    shop: Shop
    erp: Erp
    chaos: Chaos
    changes: Changes
    wire: Wire
    hooks: HookLine
    desk: DeskLine
    lives: Lives
    credentials: Credentials
    run_dir: Path
    kinds: dict[str, int] = field(default_factory=dict)
    """How many orders of each kind came: of whom, how they were paid, what became of them."""
    load: dict[str, Any] = field(default_factory=dict)
    """What the load over HTTP came to, once it is over."""

    def open_doors(self, over_http: bool = False) -> None:
        """Start everything that happens by itself. The ERP lists its items as they were added: by popularity.

        `over_http`: nobody comes by themselves; who checks out over HTTP is a customer like any other.
        """
        env, scenario = self.clock.env, self.scenario
        fake_erp.jobs.start(env, self.erp, lambda event, attempt: self.wire.notify("erp", event, attempt))
        self.changes.start(env, self.erp, self.shop)
        self.lives.start()
        fake_magento.jobs.start(
            env, self.shop, lambda event, attempt: self.wire.notify("shop", event, attempt)
        )
        shelf = Shelf(
            list(self.erp.items.by_sku),
            scenario.shop.catalog.popularity.exponent,
            scenario.traffic.baskets,
            stream(self.seed, "workload.baskets"),
        )
        shoppers = Shoppers(
            env,
            self.shop,
            scenario,
            shelf,
            People(self.shop, scenario.traffic.customers, stream(self.seed, "workload.people")),
            stream(self.seed, "workload.shoppers"),
            self.ledger.emitter("workload"),
            self.kinds,
            variety(scenario, self.seed, self.shop),
            self._asking(),
        )
        if over_http:
            self.shop.carts.on_order = shoppers.walked_in
        else:
            env.process(shoppers.come(stream(self.seed, "workload.arrivals")))
        sales = scenario.erp.others["sales"]
        assert isinstance(sales, Sales)
        if scenario.people.clerks.are_there:
            self._office().open()
        env.process(tills(env, self.erp, sales.per_hour, scenario.clock.traffic_end_ms))

    def hang_up(self, *, keep_queue: bool = False) -> None:
        """The candidate is not there: no notice, no question of the checkout, no retry reaches it. A queue takes
        messages whether or not anybody is there."""
        if not keep_queue:
            self.wire.connect(None)
        self.hooks.disconnect()
        self.desk.disconnect()

    def _office(self) -> Office:
        scenario = self.scenario
        return Office(
            self.clock.env,
            scenario.people.clerks,
            scenario.costs.order_rekey_ms,
            scenario.clock.start.offset_ms,
            stream(self.seed, "people").getrandbits(64),
            Screens(self.erp, self.shop),
            self.desk,
            self.ledger.emitter("clerk"),
        )

    def _asking(self) -> tuple[Hook, Ask] | None:
        """What the checkout asks the candidate, and how; None where it does not."""
        asked = self.scenario.shop.hooks.before_order
        if not asked.timeout_ms:
            return None
        return Hook(asked.timeout_ms, "refuse" if asked.fallback == "refuse" else "continue"), self.hooks.ask


def build(scenario: Scenario, seed: int, clock: Clock, run_dir: Path) -> World:
    """The world before the doors open: master data and opening stock on both sides, nothing moving yet."""
    ledger = FileLedger(run_dir / LEDGER_FILE, clock.env.now_ms)
    try:
        return _furnish(scenario, seed, clock, ledger, run_dir)
    except BaseException:
        ledger.close()
        raise


def _furnish(scenario: Scenario, seed: int, clock: Clock, ledger: FileLedger, run_dir: Path) -> World:
    length_ms = scenario.clock.duration_ms + scenario.clock.settle_ms
    history = History(scenario.budgets.stock_ms, clock.now(), max(1000, -(-length_ms // CHART_STEPS)))
    ledger.readers = history.readers
    ledger.emitter("run")("run.phase", {}, {"phase": "build"})
    credentials = _credentials(seed)
    admin = Admin(credentials.shop_user, credentials.shop_password)
    shop = Shop(
        clock.env.now_ms,
        stream(seed, "shop"),
        ledger.emitter("shop"),
        shop_config(scenario, scenario.clock.start_ms, admin),
    )
    books = erp_config(scenario)
    life = {name: job for name, job in books.life.items() if name != "sales"}  # tills stop with the traffic
    erp = Erp(clock.env.now_ms, stream(seed, "erp"), ledger.emitter("erp"), replace(books, life=life))
    erp.add_client(credentials.erp_client_id, credentials.erp_client_secret)
    _stock_up(scenario, seed, shop, erp)
    chaos = Chaos([_armed(spec, scenario.clock.start_ms, seed) for spec in scenario.faults], clock.env.now_ms)
    changes = Changes(scenario.changes, ledger.emitter("world"))
    wire = Wire(
        clock.env, chaos, ledger.emitter("wire"), {"shop": shop, "erp": erp}, {"erp": pace(scenario, seed)}
    )
    return World(
        scenario,
        seed,
        clock,
        ledger,
        history,
        shop,
        erp,
        chaos,
        changes,
        wire,
        HookLine(clock.env),
        DeskLine(clock.env, ledger.emitter("desk")),
        Lives(clock.env, wire, chaos, ledger.emitter("candidate"), scenario.clock.traffic_end_ms),
        credentials,
        run_dir,
    )


def _armed(spec: FaultSpec, start_ms: int, seed: int) -> Armed:
    return Armed(spec, spec.fault_class(dict(spec.settings)), start_ms, seed)


def _credentials(seed: int) -> Credentials:
    """Secrets of this run, from its seed: they differ from run to run and are not configured."""
    rng = stream(seed, "credentials")
    return Credentials(
        "integration", f"{rng.getrandbits(128):032x}", "web-integration", f"{rng.getrandbits(128):032x}"
    )


def _stock_up(scenario: Scenario, seed: int, shop: Shop, erp: Erp) -> None:
    for article in articles(scenario, stream(seed, "masterdata")):
        shop.catalog.add(article.sku, article.name, article.price_cents, article.tax_percent)
        erp.items.add(article.sku, article.name, article.price_cents, article.tax_percent)
        for source, quantity in article.stock:
            erp.stock.open(article.sku, source, quantity)
            shop.stock.open(article.sku, source, quantity)
