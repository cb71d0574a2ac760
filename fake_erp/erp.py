"""The ERP as a whole: its parts, put together, and its surface in one dialect."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

from fake_erp.access.admission import AdmissionControl
from fake_erp.access.capacity import Turn
from fake_erp.access.idempotency import IdempotencyKeys
from fake_erp.access.limits import Limits
from fake_erp.access.service_times import ServiceTimes
from fake_erp.access.sessions import Sessions
from fake_erp.accounting.billing_queue import BillingQueue
from fake_erp.accounting.credit_notes import CreditNotes
from fake_erp.accounting.currencies import Currencies
from fake_erp.accounting.deposits import Deposits
from fake_erp.accounting.invoicing import Invoicing
from fake_erp.accounting.journal import Journal
from fake_erp.accounting.payments import Payments
from fake_erp.accounting.posting_periods import Calendar
from fake_erp.accounting.receivables import Receivables
from fake_erp.channels.batches import Batches
from fake_erp.channels.change_feed import Changes, feed_of
from fake_erp.channels.csv_format import CsvFormat
from fake_erp.channels.exports import Exports
from fake_erp.channels.feed import Feed
from fake_erp.channels.file_drop import FileDrop
from fake_erp.channels.file_kinds import CsvOrders, FileKind
from fake_erp.channels.idocs.inbound import IdocFiles
from fake_erp.channels.idocs.outbound import Outbound
from fake_erp.channels.rows import Rows
from fake_erp.channels.tables.feeds import Feeds
from fake_erp.channels.tables.staging import Staging
from fake_erp.channels.webhooks import Subscriptions
from fake_erp.config import ErpConfig
from fake_erp.dialects import Dialect, Match
from fake_erp.inventory.deliveries import Shipping
from fake_erp.inventory.delivery_posts import DeliveryPosts
from fake_erp.inventory.items import Items
from fake_erp.inventory.picking import PickQueue
from fake_erp.inventory.returns import Returns
from fake_erp.inventory.stock import Stock
from fake_erp.inventory.stock_writes import StockWrites
from fake_erp.inventory.valuation import Valuation
from fake_erp.inventory.warehouses import Warehouses
from fake_erp.messages import Reply, Request
from fake_erp.model import Checks, Emit, Item, Now
from fake_erp.model.base import steady
from fake_erp.quirks import Quirks
from fake_erp.quirks.active import ActiveQuirks
from fake_erp.rules import Rules, enact
from fake_erp.sales.customers import Customers
from fake_erp.sales.order_builder import OrderBuilder
from fake_erp.sales.order_register import OrderRegister
from fake_erp.sales.orders import Orders
from fake_erp.sales.pos import Till
from fake_erp.sales.pricing import Prices
from fake_erp.settings import changed, difference
from fake_erp.surface import Surface


class Erp:
    """Takes a clock, a random source, an event sink, a complete configuration and a dialect; all state is in memory.

    `fake_erp.builder.new_erp` completes a configuration and chooses the native dialect. Single-threaded: the owner of
    the clock makes every call.
    """

    customers: Customers
    orders: Orders
    currencies: Currencies

    def __init__(self, now: Now, rng: Random, emit: Emit, config: ErpConfig, dialect: Dialect[Any]) -> None:
        if not config.warehouses or not config.currencies:
            raise ValueError("config: expected at least one warehouse and one currency, got none")
        self.now = now
        self.emit = emit
        self.config = config
        self.dialect = dialect
        self.words = dialect.words
        self.opened_ms = now()
        self.diary: dict[str, int] = {}
        """When each job is next at work, and how far it has come."""
        self.runs: dict[str, int] = {}
        """How often each job has been at work."""
        self.inboxes: dict[str, dict[str, int]] = {}
        """Documents that wait for people, by number, and when they get to them."""
        self.dialect_data: dict[str, Any] = {}
        """What dialects keep besides the books, by their names. Everything in it can be pickled."""
        self._service_times = ServiceTimes(config.service_ms, Random(rng.getrandbits(64)))
        session_chance, till_chance = Random(rng.getrandbits(64)), Random(rng.getrandbits(64))
        self.salt = rng.getrandbits(64)
        """Of addressed chance: which orders rules and quirks hit in this ERP."""
        self.checks = Checks()
        self.active_quirks = ActiveQuirks(self)
        self._open_access(session_chance)
        self._open_change_feed()
        self._keep_master_data()
        self._sell()
        self._keep_books()
        self.till = Till(
            now, till_chance, config.currencies[0], self.items, self.customers, self.stock, self.orders
        )
        self._open_channels()
        self.surface = Surface(self, dialect)
        self.set_rules(config.rules)
        self.set_quirks(config.quirks)

    def _open_access(self, chance: Random) -> None:
        config, now = self.config, self.now
        lasting = steady(now)
        limits, offset_ms = config.limits, config.finance.utc_offset_ms
        self.sessions = Sessions(now, chance, config.token, limits.tells_wait)
        self.limits = Limits(lasting, limits.per_second, limits.bucket, limits.concurrency, limits, offset_ms)
        self.admission = AdmissionControl(lasting, self.emit, config.service, self.limits, offset_ms)
        self.capacity = self.admission.capacity
        self.idempotency = IdempotencyKeys(lasting, config.limits.idempotency_ms)

    def _open_change_feed(self) -> None:
        """The feed of all changes. The feeds of parts note theirs in it only where it is read."""
        channels = self.config.channels
        self.subscriptions = Subscriptions(self.now, self.emit, channels, self.dialect.notice)
        on_change = {"on_change": self.subscriptions.changed} if channels.webhooks else {}
        self.changes = Changes(self.now, channels.changes_kept_ms, channels.changes, **on_change)

    def _feed(self, kind: str) -> Feed[Any]:
        channels = self.config.channels
        return feed_of(kind, self.changes, channels.changes or channels.webhooks)

    def _keep_master_data(self) -> None:
        config, now, finance = self.config, self.now, self.config.finance
        self.calendar = Calendar(self.emit, finance.utc_offset_ms, self.checks)
        self.currencies = Currencies(config.currencies, finance.rates_micro)
        self.items = Items(
            now, finance.cost_bp, finance.renamed_items == "alias", self._feed("item"), self.emit
        )
        self.customers = Customers(now, self.emit, finance, self.checks, self._feed("customer"))
        self.prices = Prices(now, self.items, self.customers, self.currencies, self._feed("price"), self.emit)
        self.journal = Journal(now)

    def _sell(self) -> None:
        """Orders, the stock they are promised, and their deliveries."""
        config, now, emit = self.config, self.now, self.emit
        picking = PickQueue(config.partial_deliveries, config.lead_spread_ms, self.salt)
        register = OrderRegister(now, self._feed("order"), picking)
        valuation = Valuation(self.items, self.journal)
        self.stock = Stock(
            now,
            emit,
            Warehouses(emit, config.warehouses, config.warehouse_countries, config.allocation),
            register,
            self._feed("stock"),
            valuation.moved,
            config.promise_safety,
            config.negative_stock,
            self.items.scales,
        )
        self.stock_writes = StockWrites(now, emit, config.stock_writes, self.items, self.stock, self.calendar)
        self.billing = BillingQueue()
        drafting = OrderBuilder(now, config, self.items, self.customers, self.stock, self.currencies)
        self.orders = Orders(
            now,
            emit,
            config,
            register,
            drafting,
            self.stock,
            picking,
            self.checks,
            self.active_quirks,
            self.billing,
            self.words,
        )
        self.shipping = Shipping(
            now,
            emit,
            config,
            self.orders,
            self.stock,
            picking,
            self.calendar,
            self.checks,
            self.billing,
            valuation.issued,
            self._feed("delivery"),
        )
        self.delivery_posts = DeliveryPosts(
            now, config.delivery_posts, config.partial_deliveries, self.shipping, self.calendar
        )

    def _keep_books(self) -> None:
        """Everything that bills, pays, takes back and credits."""
        now, emit, config, calendar = self.now, self.emit, self.config, self.calendar
        finance, journal, checks = config.finance, self.journal, self.checks
        self.receivables = Receivables(self.orders, self._feed("invoice"))
        self.payments = Payments(
            now,
            emit,
            finance,
            self.receivables,
            journal,
            self.currencies,
            calendar,
            checks,
            self._feed("payment"),
        )
        self.deposits = Deposits(now, emit, finance, journal, self.currencies, calendar)
        self.credit_notes = CreditNotes(
            now, emit, finance, self.receivables, journal, calendar, self._feed("credit_note")
        )
        self.invoicing = Invoicing(
            now,
            emit,
            config,
            self.orders,
            self.billing,
            calendar,
            journal,
            self.currencies,
            self.receivables,
            self.payments,
            self.credit_notes,
        )
        self.returns = Returns(
            now,
            emit,
            finance,
            self.stock,
            self.credit_notes,
            journal,
            calendar,
            checks,
            self._feed("return"),
        )

    def _open_channels(self) -> None:
        """Batches, files and exports."""
        channels = self.config.channels
        self.rows = Rows(self.now, self, self.orders.refused, self.words)
        self.batches = Batches(self.now, self.emit, channels, self.rows, self.orders)
        layout = CsvFormat.of(channels)
        kinds: list[FileKind] = [CsvOrders(layout)] if channels.files else []
        if channels.idocs:
            kinds.append(IdocFiles(self.now, layout, self.orders, self.customers))
        self.filedrop = FileDrop(self.now, self.emit, channels, self.rows, kinds)
        self.idocs = Outbound(
            self.now,
            self.filedrop.files,
            layout,
            self.orders.feed,
            self.shipping.feed,
            self.receivables.feed,
        )
        feeds = Feeds(
            self.stock.feed,
            self.items.feed,
            self.prices.feed,
            self.shipping.feed,
            self.orders.feed,
            self.receivables.feed,
            self.config.currencies[0],
        )
        self.staging = Staging(self.now, self.rows, feeds)
        self.exports = Exports(
            self.now, channels, self.filedrop, self.items, self.stock, self.config.currencies[0]
        )

    # -- what is in force ----------------------------------------------------------------------------------

    def set_rules(self, rules: Rules) -> None:
        """Put other business rules in force from now on, as a patch of the system does.

        Raises ValueError for a rule that cannot be in force here.
        """
        enact(self.checks, self, rules)
        self.rules = rules

    def set_quirks(self, quirks: Quirks) -> None:
        """Put other quirks in force from now on."""
        self.active_quirks.enact(quirks)
        self.quirks = quirks

    def change_rule(self, name: str, **settings: Any) -> None:
        """Change some settings of one rule from now on. Emits `erp.rule.changed` with what is different.

        Raises ValueError for a rule or a setting that does not exist.
        """
        if (before := self.rules.get(name)) is None:
            raise ValueError(f"rules: expected one of {', '.join(self.rules)}, got {name!r}")
        after = changed(before, settings)
        self.set_rules({**self.rules, name: after})
        self.emit("erp.rule.changed", {"rule": name}, difference(before, after))

    def speak(self, dialect: Dialect[Any]) -> None:
        """Answer in another version of the dialect; notices stay as they are."""
        self.dialect = dialect
        self.words = dialect.words
        self.surface = Surface(self, dialect)

    def restore(self, state: Mapping[str, Any]) -> None:
        """Take over the state of another ERP, as `fake_erp.snapshot` reads it.

        Checks and quirks are built again from the rules and quirks in that state.
        """
        self.__dict__.clear()
        self.__dict__.update(state)
        self.surface = Surface(self, self.dialect)
        self.set_rules(self.rules)
        self.set_quirks(self.quirks)

    # -- master data ---------------------------------------------------------------------------------------

    def add_client(self, client_id: str, secret: str) -> None:
        """Let a client log in."""
        self.sessions.add_client(client_id, secret)

    def add_item(self, sku: str, name: str, price_cents: int, tax_percent: float, by: str = "clerk") -> Item:
        """Set up an item while the ERP is in use. Emits `erp.item.added`. Raises ValueError when the SKU is taken."""
        item = self.items.add(sku, name, price_cents, tax_percent)
        self.emit("erp.item.added", {"item": sku}, {"name": name, "price_cents": price_cents, "by": by})
        return item

    def archive_item(self, sku: str, by: str = "clerk") -> str:
        """Take an item out of the master data, and return the SKU under which it is kept.

        What was booked stays: the item is discontinued and gets an archive SKU, with its stock and its open orders.
        The SKU that it had is free for another item. Raises NotFound.
        """
        item = self.items.get(sku)
        kept = self.items.archive_sku(item.sku)
        self.items.set_status(item.sku, "discontinued", by)
        self.rename_item(item.sku, kept)
        return kept

    @property
    def warehouses(self) -> list[str]:
        """The codes of all warehouses, in the order in which they were opened."""
        return list(self.stock.warehouses)

    def rename_item(self, sku: str, new_sku: str) -> None:
        """Give an item another SKU: its stock, its prices and its open orders go with it.

        Emits `erp.item.renamed`. Raises NotFound, or ValueError when the new SKU is taken.
        """
        old = self.items.get(sku).sku
        self.items.rename(old, new_sku)
        self.emit("erp.item.renamed", {}, {"from": old, "to": new_sku})
        self.stock.rename(old, new_sku)
        self.prices.renamed(old, new_sku)

    def close_period(self, period: str, module: str = "all", soft: bool = False) -> None:
        """Close a posting period such as `2025-11`, for all modules or for one."""
        self.calendar.close(period, module, soft)

    def open_period(self, period: str, module: str = "all") -> None:
        """Open a posting period again, for one module or for all."""
        self.calendar.open(period, module)

    # -- calls ---------------------------------------------------------------------------------------------

    def recognise(self, request: Request) -> Match | None:
        """As `Surface.match`."""
        return self.surface.match(request)

    def admit(self, request: Request, match: Match | None) -> Reply | None:
        """As `Surface.admit`."""
        return self.surface.admit(request, match)

    def begin(self, request: Request, match: Match | None, service_ms: int) -> Turn | None:
        """When an admitted request is done, where workers, tables or quirks take time; else None."""
        operation, reads = ("", True) if match is None else (match.operation, match.reads)
        self.limits.spend(service_ms)
        quirks, admission = self.active_quirks, self.admission
        if match is None or not quirks.slows:
            return admission.begin(request, operation, reads, service_ms)
        service_ms += quirks.extra_ms(operation, match.key(request) or "")
        now = self.now()
        turn = admission.begin(request, operation, reads, service_ms)
        return turn or Turn(now, service_ms, (), now, now + service_ms)

    def leave(self, request: Request, match: Match | None) -> None:
        """As `Surface.leave`."""
        self.surface.leave(request, match)

    def carry_out_row(self, operation: str, row: Any, by: str, sender: str, discard: bool = False) -> str:
        """As `Surface.carry_out_row`."""
        return self.surface.carry_out_row(operation, row, by, sender, discard)

    def row_key(self, operation: str, row: Any) -> str:
        """As `Surface.row_key`."""
        return self.surface.row_key(operation, row)

    def service_ms(self, operation: str) -> int:
        """How long an operation takes, in milliseconds."""
        return self._service_times.draw(operation)
