"""Everything alive in a run, built from a scenario and a seed: clock, ledger, shop, ERP, wire, chaos, customers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TextIO

import fake_erp.jobs
import fake_magento.jobs
from fake_erp.builder import new_erp
from fake_erp.dialects.login import addressed
from fake_erp.erp import Erp
from fake_erp.jobs.sales import Sales
from fake_magento.catalog.record_facts import open_prices
from fake_magento.config import Admin, Integration
from fake_magento.events.checkout_hooks import Ask, Hook
from fake_magento.shop import Shop
from fake_magento.surface import Surface
from golive.bodies.recorder import Recorder
from golive.build.erp_config import erp_config, pace
from golive.build.shop_config import shop_config
from golive.build.tables import open_tables
from golive.build.volume import fill_up
from golive.candidates.kit import Credentials, OAuthKeys
from golive.candidates.log import MemoryText
from golive.candidates.supervisor import Supervisor
from golive.chaos.actions.schedule import Changes
from golive.chaos.actions.skew_clock import SkewClock
from golive.chaos.chance import by_chance
from golive.chaos.injector import ArmedFault, FaultInjector
from golive.conclusion import history_for
from golive.errors import CandidateFailed
from golive.judge.history import History
from golive.people.clerks import Office
from golive.people.desk import DeskChannel
from golive.people.screens import Screens
from golive.privacy.erasures import Erasures
from golive.record.files import opened_text
from golive.record.ledger import FileLedger, MemoryLedger, RunLedger
from golive.record.run import CANDIDATE_LOG, LEDGER_FILE
from golive.scenario import Scenario
from golive.sim import Clock, SystemClock
from golive.sim.seeding import stream
from golive.third_systems.there import ThirdSystems, users
from golive.wire.checkout_hooks import CheckoutHooks
from golive.wire.outcomes import Injector
from golive.wire.wire import Wire
from golive.workloads.baskets import Shelf
from golive.workloads.customers.destinations import Destinations
from golive.workloads.customers.people import People
from golive.workloads.masterdata import articles, list_in_erp, list_in_shop, pack_sizes
from golive.workloads.shoppers import Shoppers
from golive.workloads.tills import tills
from golive.workloads.variety import variety


@dataclass(slots=True)
class World:
    """One run's world. None of it depends on which clock it is on."""

    scenario: Scenario
    seed: int
    clock: Clock
    ledger: RunLedger
    history: History
    shop: Shop
    erp: Erp
    injector: Injector
    changes: Changes
    wire: Wire
    hooks: CheckoutHooks
    desk: DeskChannel
    supervisor: Supervisor
    credentials: Credentials
    run_dir: Path | None
    """Where the files of the run go; None for a run in memory."""
    kinds: dict[str, int] = field(default_factory=dict)
    """Number of orders by kind: customer type, payment, later changes."""
    load: dict[str, Any] = field(default_factory=dict)
    """The result of the load over HTTP, as JSON; empty until it has ended."""
    log_in_memory: MemoryText = field(default_factory=MemoryText)
    """The candidate's log of a run in memory."""

    log_file: TextIO | None = None
    """The candidate's log of a run in a folder, once it is open."""
    erasures: Erasures | None = None
    """What looks for erased customers in the ERP; None where the scenario has no budget for it."""
    third: ThirdSystems | None = None
    """The systems beside shop and ERP, once the doors are open."""
    bodies: Recorder | None = None
    """What writes the bodies of calls; None for a run in memory, and where they are not wanted."""

    def folder(self) -> Path:
        """The run folder. Raises CandidateFailed for a run in memory."""
        if self.run_dir is None:
            raise CandidateFailed("this candidate needs a run folder for its files; give one with out=")
        return self.run_dir

    def erp_login(self, url: str = "") -> dict[str, str]:
        """What a client of the ERP's dialect needs to log in; addresses are paths without `url`."""
        login = self.erp.dialect.login(self.credentials.erp_client_id, self.credentials.erp_client_secret)
        return addressed(login, url)

    def database(self) -> str:
        """Where the staging tables are, a path or a URL; "" where there are none."""
        return self.erp.staging.address

    def open_log(self) -> TextIO:
        """The candidate's log, opened for writing."""
        if self.run_dir is None:
            return self.log_in_memory
        self.log_file = opened_text(self.run_dir / CANDIDATE_LOG)
        return self.log_file

    def open_doors(self, over_http: bool = False) -> None:
        """Start everything that happens by itself. The ERP lists its items as they were added: by popularity.

        `over_http`: no customers are simulated; those that check out over HTTP take their place.
        """
        env, scenario = self.clock.env, self.scenario
        fake_erp.jobs.start(env, self.erp, lambda event, attempt: self.wire.notify("erp", event, attempt))
        self.changes.start(env, self.erp, self.shop)
        self.supervisor.start()
        fake_magento.jobs.start(
            env, self.shop, lambda event, attempt: self.wire.notify("shop", event, attempt)
        )
        shelf = Shelf(
            list(self.erp.items.by_sku)[: scenario.shop.catalog.skus],
            scenario.shop.catalog.popularity.exponent,
            scenario.traffic.baskets,
            stream(self.seed, "workload.baskets"),
        )
        odd = variety(scenario, self.seed, self.shop)
        if scenario.shop.catalog.bundle_items == "on":
            self._list_bundles()
        people = People(self.shop, scenario.traffic.customers, stream(self.seed, "workload.people"))
        shoppers = Shoppers(
            env,
            self.shop,
            scenario,
            shelf,
            people,
            stream(self.seed, "workload.shoppers"),
            self.ledger.emitter("workload"),
            self.kinds,
            odd,
            self._asking(),
            Destinations(self.seed, scenario.traffic.customers.ship_elsewhere, people.faces),
        )
        if over_http:
            self.shop.carts.on_order.append(shoppers.walked_in)
        else:
            env.process(shoppers.come(stream(self.seed, "workload.arrivals")))
        sales = scenario.erp.others["sales"]
        assert isinstance(sales, Sales)
        if scenario.people.clerks.are_there:
            self._office().open()
        if scenario.budgets.erasure_ms is not None:
            self.erasures = Erasures(
                self.erp, self.shop, scenario.budgets.erasure_ms, self.ledger.emitter("run")
            )
            env.process(self.erasures.run(env))
        self.third = ThirdSystems(scenario, self.seed, self.shop)
        self.third.start(env, self.ledger.emitter)
        env.process(tills(env, self.erp, sales.per_hour, scenario.clock.traffic_end_ms))

    def _list_bundles(self) -> None:
        """Give the ERP an item for each bundle of the shop."""
        for product in self.shop.catalog:
            if product.kind == "bundle":
                tax_percent = product.tax_hundredths / 100
                self.erp.items.add(product.sku, product.name, product.price_cents, tax_percent)

    def disconnect(self, *, keep_queue: bool = False) -> None:
        """Cut the candidate off: no notice, checkout question or desk retry reaches it.

        With `keep_queue` a message queue goes on taking messages, as a broker does while its consumer is down.
        """
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
        """The hook that the checkout calls before an order, and the call itself; None where none is configured."""
        hook = self.scenario.shop.hooks.before_order
        if not hook.timeout_ms:
            return None
        return Hook(hook.timeout_ms, "refuse" if hook.fallback == "refuse" else "continue"), self.hooks.ask


Arm = Callable[[Scenario, int], Sequence[ArmedFault]]
"""Arms the faults of a scenario for a seed."""


def arm_by_chance(scenario: Scenario, seed: int) -> Sequence[ArmedFault]:
    """The faults of a scenario, with hits drawn from the streams of the seed."""
    return by_chance(scenario.faults, scenario.clock.start_ms, seed)


def build(
    scenario: Scenario, seed: int, clock: Clock, run_dir: Path | None, arm: Arm = arm_by_chance
) -> World:
    """The world before the doors open: master data and opening stock on both sides, nothing moving yet.

    Without `run_dir` the ledger is kept in memory. `arm` decides how faults hit.
    """
    now = clock.env.now_ms
    ledger = MemoryLedger(now=now) if run_dir is None else FileLedger(run_dir / LEDGER_FILE, now)
    try:
        return _furnish(scenario, seed, clock, ledger, run_dir, arm(scenario, seed))
    except BaseException:
        ledger.close()
        raise


def _furnish(
    scenario: Scenario,
    seed: int,
    clock: Clock,
    ledger: RunLedger,
    run_dir: Path | None,
    armed: Sequence[ArmedFault],
) -> World:
    history = history_for(scenario, clock.now())
    ledger.readers = history.readers
    ledger.emitter("run")("run.phase", {}, {"phase": "build"})
    credentials = credentials_of(seed)
    now = clock.env.now_ms
    own_clock = (
        SystemClock
        if any(issubclass(change.change_class, SkewClock) for change in scenario.changes)
        else _true
    )
    admin = Admin(credentials.shop_user, credentials.shop_password)
    shop = Shop(
        own_clock(now),
        stream(seed, "shop"),
        ledger.emitter("shop"),
        shop_config(
            scenario,
            scenario.clock.start_ms,
            admin,
            integration=integration_of(credentials),
            bearer=credentials.shop_bearer,
            oauth_future=clock.name == "live",  # programs sign with the time of the machine
            others=users(scenario, seed),
        ),
    )
    books = erp_config(scenario)
    jobs = {name: job for name, job in books.jobs.items() if name != "sales"}  # tills stop with the traffic
    erp = new_erp(
        own_clock(now),
        stream(seed, "erp"),
        ledger.emitter("erp"),
        replace(books, jobs=jobs),
        scenario.erp.dialect,
        scenario.erp.version,
    )
    erp.add_client(credentials.erp_client_id, credentials.erp_client_secret)
    in_thousandths = [each.sku for each in articles(scenario, seed) if each.scale != 1]
    if in_thousandths:
        ledger.emitter("run")("run.decimals", {}, {"skus": in_thousandths})
    if scenario.shop.catalog.packs:
        ledger.emitter("run")("run.packs", {}, {"sizes": pack_sizes(scenario, seed)})
    stock_up(scenario, seed, shop, erp)
    injector = FaultInjector(armed, clock.env.now_ms)
    changes = Changes(scenario.changes, ledger.emitter("world"))
    wire = Wire(
        clock.env,
        injector,
        ledger.emitter("wire"),
        {"shop": Surface(shop), "erp": erp},
        {"erp": pace(scenario, seed)},
    )
    erp.rows.connect(wire.rows)
    open_tables(erp, scenario.erp.channels, run_dir)
    return World(
        scenario,
        seed,
        clock,
        ledger,
        history,
        shop,
        erp,
        injector,
        changes,
        wire,
        CheckoutHooks(clock.env),
        DeskChannel(clock.env, ledger.emitter("desk")),
        Supervisor(
            clock.env,
            wire,
            injector,
            ledger.emitter("candidate"),
            scenario.clock.traffic_end_ms,
            [name for spec in scenario.faults if (name := spec.settings.get("process"))],
        ),
        credentials,
        run_dir,
    )


def _true(now: Callable[[], int]) -> Callable[[], int]:
    """The clock of a system that is right throughout."""
    return now


def credentials_of(seed: int) -> Credentials:
    """The secrets of a run, from its seed."""
    rng = stream(seed, "credentials")

    def word() -> str:
        return f"{rng.getrandbits(128):032x}"

    return Credentials(
        "integration", word(), "web-integration", word(), word(), OAuthKeys(word(), word(), word(), word())
    )


def integration_of(credentials: Credentials) -> Integration:
    """The integration that is set up in the shop of a run."""
    keys = credentials.shop_oauth
    return Integration(keys.consumer_key, keys.consumer_secret, keys.access_token, keys.access_token_secret)


def stock_up(scenario: Scenario, seed: int, shop: Shop | None, erp: Erp | None) -> None:
    """Master data and opening stock, in the systems there are."""
    for article in articles(scenario, seed):
        if shop is not None:
            list_in_shop(shop, article)
        if erp is not None:
            list_in_erp(erp, article)
        for (source, quantity), (_, offered) in zip(article.stock, article.shop_stock, strict=True):
            if erp is not None:
                erp.stock.open(article.sku, source, quantity)
            if shop is not None:
                shop.stock.open(article.sku, source, offered)
    if erp is not None:
        fill_up(erp, scenario)
    if shop is not None:
        open_prices(shop)
    if erp is not None:
        erp.prices.open()
