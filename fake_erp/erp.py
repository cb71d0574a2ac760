"""The ERP as a whole: its parts, put together, and the door to it."""

from __future__ import annotations

from random import Random
from typing import Any

from fake_erp.access.admission import Door
from fake_erp.access.capacity import Turn
from fake_erp.access.sessions import Sessions
from fake_erp.accounting.credit_notes import CreditNotes
from fake_erp.accounting.currencies import Currencies
from fake_erp.accounting.invoicing import Invoicing
from fake_erp.accounting.journal import Journal
from fake_erp.accounting.payments import Payments
from fake_erp.accounting.posting_periods import Calendar
from fake_erp.accounting.receivables import Receivables
from fake_erp.channels.batches import Batches
from fake_erp.channels.change_feed import Changes, listen
from fake_erp.channels.config import Ways
from fake_erp.channels.exports import Exports
from fake_erp.channels.file_drop import FileDrop
from fake_erp.channels.rows import Rows
from fake_erp.channels.webhooks import Subscriptions
from fake_erp.config import ErpConfig
from fake_erp.inventory.deliveries import Shipping
from fake_erp.inventory.items import Items
from fake_erp.inventory.picking import PickQueue
from fake_erp.inventory.returns import Returns
from fake_erp.inventory.stock import Stock
from fake_erp.inventory.valuation import Valuation
from fake_erp.inventory.warehouses import Warehouses
from fake_erp.messages import Request
from fake_erp.model import Emit, Now
from fake_erp.quirks import Quirks
from fake_erp.quirks.active import Habits
from fake_erp.rules import CreditLimit, PostingPeriods, Rules, checks, gates
from fake_erp.sales.customers import Customers
from fake_erp.sales.orders import Orders
from fake_erp.sales.pos import Till
from fake_erp.sales.pricing import Prices
from fake_erp.settings import changed, difference
from fake_erp.surface import Match, Surface


class Erp:
    """Built from a clock, a source of chance, an ear for facts and a configuration; all state is in memory.

    Single-threaded: whoever owns the clock makes every call.
    """

    def __init__(self, now: Now, rng: Random, emit: Emit, config: ErpConfig | None = None) -> None:
        config = config if config is not None else ErpConfig()
        if not config.warehouses or not config.currencies:
            raise ValueError("config: expected at least one warehouse and one currency, got none")
        self.now = now
        self.emit = emit
        self.config = config
        self.opened_ms = now()
        self.diary: dict[str, int] = {}
        """When each job is next at work, and how far it has come."""
        self.inboxes: dict[str, dict[str, int]] = {}
        """What lies on people's desks: documents by number, and when they get to them."""
        self.warehouses = list(config.warehouses)
        self.rules = config.rules
        self._service_chance = Random(rng.getrandbits(64))
        self.sessions = Sessions(now, Random(rng.getrandbits(64)), config.token, config.limits.tells_wait)
        self.door = Door(now, emit, config, self.sessions)
        self.limits, self.capacity = self.door.limits, self.door.capacity
        self.admit, self.leave = self.door.admit, self.door.leave
        self.calendar = Calendar(emit, config.finance.utc_offset_ms)
        self.currencies = Currencies(config.currencies, config.finance.rates_micro)
        self.items = Items(now, config.finance.cost_bp, config.finance.renamed_items == "alias")
        self.customers = Customers(now, emit, config.finance)
        places = Warehouses(emit, config.warehouses, config.warehouse_countries, config.allocation)
        self.stock = Stock(now, emit, places, config.promise_safety, config.negative_stock)
        picking = PickQueue(config.partial_deliveries, config.lead_spread_ms)
        self.orders = Orders(
            now, emit, config, self.items, self.customers, self.stock, picking, self.currencies
        )
        self.shipping = Shipping(now, emit, config, self.orders, self.stock, picking, self.calendar)
        self._keep_books()
        till_chance = Random(rng.getrandbits(64))
        self.till = Till(
            now, till_chance, config.currencies[0], self.items, self.customers, self.stock, self.orders
        )
        self.salt = rng.getrandbits(64)
        """Of addressed chance: which orders rules and quirks hit in this house."""
        picking.salt = self.salt
        self.surface = Surface(self)
        self._open_ways(config.ways)
        self.set_rules(config.rules)
        self.asked: dict[tuple[str, str], int] = {}
        """How often each quirk was asked about each external reference."""
        self.set_quirks(config.quirks)

    def _keep_books(self) -> None:
        """Whatever bills, pays, takes back and credits."""
        now, emit, config, calendar = self.now, self.emit, self.config, self.calendar
        self.journal = Journal(now)
        valuation = Valuation(self.items, self.journal)
        self.stock.on_moved = valuation.moved
        self.shipping.on_posted = valuation.issued
        self.prices = Prices(now, self.items, self.customers, self.currencies)
        self.receivables = Receivables(self.orders)
        self.payments = Payments(now, emit, config, self.receivables, self.journal, self.currencies, calendar)
        self.credit_notes = CreditNotes(now, emit, config, self.receivables, self.journal)
        self.invoicing = Invoicing(
            now,
            emit,
            config,
            self.orders,
            self.shipping,
            calendar,
            self.journal,
            self.currencies,
            self.receivables,
            self.payments,
            self.credit_notes,
        )
        self.returns = Returns(now, emit, config, self.stock, self.credit_notes, self.journal, calendar)

    def _open_ways(self, ways: Ways) -> None:
        """What comes in and goes out beside calls. Feeds tell of changes only where somebody may ask for them."""
        self.changes = Changes(self.now, ways.changes_kept_ms, ways.changes)
        self.subscriptions = Subscriptions(self.now, self.emit, ways)
        if ways.changes or ways.webhooks:
            listen(self, self.changes)
        if ways.webhooks:
            self.changes.heard = self.subscriptions.changed
        rows = Rows(self, self.surface.routes)
        self.batches = Batches(self.now, self.emit, ways, rows, self.orders)
        self.filedrop = FileDrop(self.now, self.emit, ways, rows)
        self.exports = Exports(
            self.now, ways, self.filedrop, self.items, self.stock, self.config.currencies[0]
        )

    def set_rules(self, rules: Rules) -> None:
        """Put other business rules in force from now on, as a patch of the system does."""
        self.rules = rules
        credit, periods = rules["credit_limit"], rules["posting_periods"]
        assert isinstance(credit, CreditLimit)
        assert isinstance(periods, PostingPeriods)
        self.customers.credit_cents = credit.credit.cents
        self.calendar.enforced = periods.mode != "off"
        self.orders.create_checks = checks("create", self, rules)
        self.orders.update_checks = checks("update", self, rules)
        self.orders.release_checks = checks("release", self, rules)
        self.shipping.ship_checks = checks("ship", self, rules)
        self.returns.checks = checks("return", self, rules)
        self.payments.checks = checks("payment", self, rules)
        self.gates = gates(self, rules)

    def set_quirks(self, quirks: Quirks) -> None:
        """Give the house other silent habits from now on. Without any, calls and orders pass them by."""
        self.quirks = quirks
        self.habits = (
            Habits(self, quirks, self.asked) if any(quirk.share for quirk in quirks.values()) else None
        )
        self.orders.habits = self.habits

    def change_rule(self, name: str, **settings: Any) -> None:
        """Change some settings of one rule from now on. Emits `erp.rule.changed` with what is different.

        Raises ValueError for a rule or a setting that does not exist.
        """
        before = self.rules.get(name)
        if before is None:
            raise ValueError(f"rules: expected one of {', '.join(self.rules)}, got {name!r}")
        after = changed(before, settings)
        self.set_rules({**self.rules, name: after})
        self.emit("erp.rule.changed", {"rule": name}, difference(before, after))

    def add_client(self, client_id: str, secret: str) -> None:
        """Let a client log in over REST."""
        self.sessions.add_client(client_id, secret)

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
        self.calendar.open(period, module)

    def begin(self, request: Request, match: Match | None, service_ms: int) -> Turn | None:
        """When an admitted request is done, where the ERP reckons with its workers and tables; else None."""
        habits = self.habits
        if habits is None or not habits.services:
            return self.door.begin(request, match, service_ms)
        service_ms += habits.dawdle_ms(match, request)
        now = self.now()
        return self.door.begin(request, match, service_ms) or Turn(now, service_ms, (), now, now + service_ms)

    def service_ms(self, operation: str) -> int:
        """How long an operation takes, in milliseconds."""
        table = self.config.service_ms
        time = table.get(operation)
        if time is None:
            time = table.get("default", 0)
        if isinstance(time, int):
            return time
        least, most = time
        return least + int(self._service_chance.random() * (most - least + 1))
