"""A shop, an ERP or both on one live clock, with their jobs, behind HTTP on the loopback interface."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator
from contextlib import suppress
from pathlib import Path
from typing import Any

import fake_erp.jobs
import fake_magento.jobs
from fake_erp.builder import new_erp
from fake_erp.dialects import Dialect
from fake_erp.erp import Erp
from fake_erp.quirks import configured_quirks
from fake_erp.rules import configured_rules
from fake_magento.config import Admin, Integration
from fake_magento.shop import Shop
from fake_magento.surface import Surface
from golive.build.erp_config import erp_config, pace
from golive.build.shop_config import shop_config
from golive.build.tables import open_tables
from golive.build.volume import fill_up
from golive.chaos.injector import FaultInjector
from golive.live.calls.webhooks import WebhookSender
from golive.live.front import SWITCH_EVERY_S
from golive.live.http import ports
from golive.live.http.applications import Applied
from golive.live.http.limits import Limits
from golive.live.http.server import Server
from golive.live.mount import mount
from golive.live.shared_folder import LOOKS_EVERY_MS, SHORTEST_PAUSE_S, SharedFolder
from golive.monitor.page import Beside, LivePage
from golive.scenario import Scenario
from golive.serve import assortment
from golive.serve.assortment import COUPONS, OPENING
from golive.serve.control.desk import LARGEST_BODY_BYTES, Control, Route
from golive.serve.control.erp import ErpControl
from golive.serve.control.shop import ShopControl
from golive.serve.internal_errors import InternalErrors
from golive.serve.past import MOST_UNITS, PAST_MS, Past
from golive.serve.plan import Keys, Plan
from golive.serve.tail import Tail
from golive.serve.watched import WatchedSandbox
from golive.sim import LiveClock
from golive.sim.live import machine_ms
from golive.sim.seeding import stream
from golive.wire.wire import Wire
from golive.workloads.masterdata import articles, list_in_erp, list_in_shop


class Sandbox:
    """A running sandbox, from construction on; `serve` opens it to the network, `close` ends it."""

    def __init__(self, plan: Plan, scenario: Scenario, report: Callable[[str], None]) -> None:
        self.plan = plan
        self.scenario = scenario
        self.keys = Keys.of(plan.seed)
        now_ms = machine_ms() if plan.start_ms is None else plan.start_ms
        self.clock = LiveClock(now_ms - (PAST_MS if plan.orders else 0), plan.speed)
        self.tail = Tail(self.clock.env.now_ms)
        shop = self._new_shop(now_ms) if "shop" in plan.systems or plan.orders else None
        self.shop = shop if "shop" in plan.systems else None
        self.erp = self._new_erp() if "erp" in plan.systems else None
        skus = self._stock_up(shop)
        if shop is not None and plan.orders:
            env, rng = self.clock.env, stream(plan.seed, "serve.past")
            Past(env, rng, shop, self.erp, skus, report).make(plan.orders, now_ms)
        if self.erp is not None:
            self.erp.set_rules(self.erp.config.rules)
            self.erp.set_quirks(self.erp.config.quirks)
        self.clock.env.advance(machine_ms() if plan.start_ms is None else plan.start_ms)
        self.tail.open()
        systems: dict[str, Any] = {"erp": self.erp}
        if self.shop is not None:
            systems["shop"] = Surface(self.shop)
        self.systems = {name: systems[name] for name in plan.systems}
        self.injector = FaultInjector([], self.clock.env.now_ms)
        emit = self.tail.emitter("wire")
        self.failures = InternalErrors(self.systems, emit, report)
        self.wire = Wire(
            self.clock.env,
            self.injector,
            emit,
            self.systems,
            {"erp": pace(scenario, plan.seed)},
            self.failures.contain,
        )
        self._servers: list[Server] = []
        self._page: LivePage | None = None
        self._sender: WebhookSender | None = None
        self._switch_every_s = sys.getswitchinterval()

    def _new_erp(self) -> Erp:
        """An ERP without rules and quirks, which are switched on after the past orders."""
        erp = new_erp(
            self.clock.env.now_ms,
            stream(self.plan.seed, "erp"),
            self.tail.emitter("erp"),
            erp_config(self.scenario),
            self.scenario.erp.dialect,
            self.scenario.erp.version,
        )
        open_tables(erp, self.scenario.erp.channels)
        erp.add_client(self.keys.erp_user, self.keys.erp_password)
        erp.sessions.grant(self.keys.erp_user, self.keys.erp_bearer)
        erp.set_rules(configured_rules())
        erp.set_quirks(configured_quirks())
        return erp

    def _new_shop(self, opens_ms: int) -> Shop:
        keys = self.keys
        integration = Integration(
            keys.consumer_key, keys.consumer_secret, keys.access_token, keys.access_token_secret
        )
        config = shop_config(
            self.scenario,
            opens_ms,
            Admin(keys.shop_user, keys.shop_password),
            integration=integration,
            bearer=keys.shop_bearer,
            coupons=COUPONS,
        )
        emit = self.tail.emitter("shop") if "shop" in self.plan.systems else _ignore
        return Shop(self.clock.env.now_ms, stream(self.plan.seed, "shop"), emit, config)

    def _stock_up(self, shop: Shop | None) -> list[str]:
        """The catalogue in both systems, with enough goods for the past; the SKUs of the plain articles."""
        orders, found = self.plan.orders, articles(self.scenario, self.plan.seed)
        more = -(-orders * MOST_UNITS // len(found))
        stocked = [
            (
                article.sku,
                [(source, units + more * article.scale * article.pack) for source, units in article.stock],
            )
            for article in found
        ]
        more = OPENING + orders * assortment.MOST_UNITS
        sources = self.scenario.shop.stock.sources
        stocked += [(good.sku, [(source, more) for source in sources]) for good in assortment.GOODS]
        tax_percent = self.scenario.shop.stores[0].tax_percent
        skus = [article.sku for article in found]
        if shop is not None:
            for article in found:
                list_in_shop(shop, article)
            assortment.offer(shop, tax_percent, skus)
            for sku, rows in stocked:
                for source, units in rows:
                    shop.stock.open(sku, source, units)
            shop.stock.reindex()
        if self.erp is not None:
            for article in found:
                list_in_erp(self.erp, article)
            for good in assortment.GOODS:
                group = "services" if good.virtual else ""
                self.erp.items.add(good.sku, good.name, good.cents, tax_percent, group=group)
            for sku, rows in stocked:
                for source, units in rows:
                    self.erp.stock.open(sku, source, units)
            fill_up(self.erp, self.scenario)
        return skus

    # -- on the network --------------------------------------------------------------------------------

    @property
    def dialect(self) -> Dialect[Any] | None:
        """The dialect of the ERP; None where none is served."""
        return None if self.erp is None else self.erp.dialect

    @property
    def database(self) -> str:
        """Where the staging tables of the ERP are, a path or a URL; "" for nowhere."""
        return "" if self.erp is None else self.erp.staging.address

    def serve(self) -> dict[str, str]:
        """Start the jobs and the servers; returns URL by system. Raises ServeProblem for a port in use."""
        sys.setswitchinterval(SWITCH_EVERY_S)
        env = self.clock.env
        self._send_notices()
        if self.erp is not None:
            fake_erp.jobs.start(env, self.erp, lambda event, attempt: self.wire.notify("erp", event, attempt))
            if self.plan.files is not None:
                env.process(self._exchange_files(self.plan.files, self.erp))
        if self.shop is not None:
            fake_magento.jobs.start(
                env, self.shop, lambda event, attempt: self.wire.notify("shop", event, attempt)
            )
        urls: dict[str, str] = {}
        port = self.plan.port
        for name in self.plan.systems:
            urls[name] = self._mount(name, port, is_wanted=not urls)
            port = port + 1 if port else 0
        return urls

    def _exchange_files(self, root: Path, erp: Erp) -> Generator[Any, Any, None]:
        """Synchronise the ERP's file folders with real ones, also after a snapshot was restored."""
        files = shared = None
        while True:
            if erp.filedrop.files is not files:
                files = erp.filedrop.files
                shared = SharedFolder(root, files)
            assert shared is not None
            shared.look()
            yield self.clock.env.timeout(max(LOOKS_EVERY_MS, int(SHORTEST_PAUSE_S * 1000 * self.clock.speed)))

    def _send_notices(self) -> None:
        """Connect the shop's events to the webhook and the ERP's changes to their subscribers."""
        subscribed = self.erp is not None and self.erp.config.channels.webhooks
        if self.plan.webhook or subscribed:
            self._sender = WebhookSender(self.plan.webhook, self.clock)
            self.wire.connect(self._sender.deliver)

    def _mount(self, name: str, port: int, is_wanted: bool) -> str:
        system = mount(self.clock, self.wire, name)
        try:
            server = Server(self.clock, system, port=port)
        except (OSError, OverflowError) as error:
            if is_wanted:
                raise ports.problem("--port", port, error) from error
            server = Server(self.clock, system)
        return self._keep(server)

    def control(self, html: Callable[[], str] | None = None) -> dict[str, str]:
        """Serve a control API per system, metrics beside it, and the live page where `html` renders it.

        Returns URL by system.
        """
        page = self._page = LivePage(WatchedSandbox(self), self.keys.control_token, html)
        self.clock.attach(page)
        urls = {}
        for name, control in self.controls().items():
            handler = Beside(page, Applied(control))
            server = Server(self.clock, handler, limits=Limits(body=LARGEST_BODY_BYTES))
            urls[name] = self._keep(server)
        return urls

    def controls(self) -> dict[str, Control]:
        """A control API per system, without a server; `/reset` restores the present state."""
        about = {
            "seed": self.plan.seed,
            "profile": self.plan.profile or "midmarket",
            "speed": self.plan.speed,
        }
        routes = self._control_routes(about)
        return {name: Control(self.keys.control_token, each) for name, each in routes.items()}

    def _control_routes(self, about: dict[str, Any]) -> dict[str, list[Route]]:
        routes = {}
        if self.erp is not None:
            routes["erp"] = ErpControl(self.erp, self.clock, self.tail, about).routes()
        if self.shop is not None:
            routes["shop"] = ShopControl(self.shop, self.clock, self.tail, about).routes()
        return routes

    def _keep(self, server: Server) -> str:
        self._servers.append(server)
        return server.url

    def unserve(self) -> None:
        """End all servers; requests under way are cut."""
        if self._page is not None:
            self._page.conclude("The sandbox has ended.")
            self.clock.detach(self._page)
            self._page = None
        for server in self._servers:
            server.close()
        self._servers.clear()

    def close(self) -> None:
        """End all servers and threads."""
        self.unserve()
        if self._sender is not None:
            self._sender.close()
        if self.erp is not None:
            self.erp.staging.close()
        sys.setswitchinterval(self._switch_every_s)
        with suppress(RuntimeError):
            self.clock.close()


def _ignore(_kind: str, _keys: dict[str, str], _data: dict[str, Any]) -> None:
    """Drop the facts of a shop that is not served, which only provides the past orders."""
