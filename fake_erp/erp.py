"""The ERP as a whole: its parts, put together, and the door to it."""

from __future__ import annotations

from random import Random
from typing import Any

from fake_erp.calendar import Calendar
from fake_erp.config import ErpConfig
from fake_erp.customers import Customers
from fake_erp.errors import ErpError
from fake_erp.invoicing import Invoicing
from fake_erp.items import Items
from fake_erp.limits import Limits
from fake_erp.messages import Reply, Request
from fake_erp.model import Emit, Now
from fake_erp.orders import Orders
from fake_erp.picking import PickQueue
from fake_erp.rest.refusals import render
from fake_erp.rules import CreditLimit, PostingPeriods, Rules, checks
from fake_erp.sessions import Sessions
from fake_erp.settings import changed, difference
from fake_erp.shipping import Shipping
from fake_erp.stock import Stock
from fake_erp.surface import Match, Surface
from fake_erp.till import Till


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
        self.warehouses = list(config.warehouses)
        self.rules = config.rules
        self._service_chance = Random(rng.getrandbits(64))
        self.sessions = Sessions(now, Random(rng.getrandbits(64)), config.token_lifetime_ms)
        self.limits = Limits(now, config.rate_per_second, config.burst, config.concurrency)
        self.calendar = Calendar(emit)
        self.items = Items(now)
        self.customers = Customers(now, emit)
        self.stock = Stock(now, emit, config.warehouses)
        picking = PickQueue()
        self.orders = Orders(now, emit, config, self.items, self.customers, self.stock, picking)
        self.shipping = Shipping(now, emit, config, self.orders, self.stock, picking, self.calendar)
        self.invoicing = Invoicing(now, emit, config, self.orders, self.shipping, self.calendar)
        till_chance = Random(rng.getrandbits(64))
        self.till = Till(
            now, till_chance, config.currencies[0], self.items, self.customers, self.stock, self.orders
        )
        self.surface = Surface(self)
        self.set_rules(config.rules)

    def set_rules(self, rules: Rules) -> None:
        """Put other business rules in force from now on, as a patch of the system does."""
        self.rules = rules
        credit, periods = rules["credit_limit"], rules["posting_periods"]
        assert isinstance(credit, CreditLimit)
        assert isinstance(periods, PostingPeriods)
        self.customers.credit_cents = credit.credit.cents
        self.calendar.enforced = periods.mode == "monthly"
        self.orders.create_checks = checks("create", self, rules)
        self.orders.release_checks = checks("release", self, rules)

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

    def close_period(self, period: str) -> None:
        """Close a posting period such as `2025-11`."""
        self.calendar.close(period)

    def open_period(self, period: str) -> None:
        self.calendar.open(period)

    def admit(self, request: Request, match: Match | None) -> Reply | None:
        """None lets the request in and takes a slot, to be given back with `leave`; a reply refuses it."""
        try:
            self.limits.count()
            if match is not None and not match.route.public:
                self.sessions.client(request.headers.get("authorization"))
            self.limits.enter()
        except ErpError as error:
            return render(error)
        return None

    def leave(self, request: Request, match: Match | None) -> None:
        """Give back the slot that `admit` took."""
        self.limits.leave()

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
