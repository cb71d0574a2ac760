"""Installations to test in, each in two forms: the configuration of the ERP and a dict for the model."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from fake_erp import ErpConfig, configured_rules
from fake_erp.access.config import Token
from fake_erp.accounting.config import Finance
from fake_erp.channels.config import Channels
from fake_erp.settings import Amount
from tests.erp.world import ADDRESS, START_MS, World

CREDIT_CENTS = 20_000
LEAD_MS = 30 * 60_000
RATES = {"CHF": 1_086_517}
UNITS = {"A": {"box": 3}}
TAX = {"A": 19, "B": 7, "C": 19}
OPENING = {"A": {"main": 100, "south": 3}, "B": {"main": 5, "south": 4}, "C": {"main": 0}}
SAFETY = {("B", "south"): 2}


@dataclass(frozen=True)
class Installation:
    """`config` and `finance` are what the ERP is built with, `rules` its first rules, as the machine calls them."""

    config: dict[str, Any] = field(default_factory=dict)
    finance: dict[str, Any] = field(default_factory=dict)
    rules: dict[str, str] = field(default_factory=dict)

    def world(self) -> World:
        """The ERP, with two customers and goods in two warehouses."""
        first = {each.called: each.first for each in PATCHES} | self.rules
        written: dict[str, dict[str, Any]] = {
            "credit_limit": {"credit": Amount(CREDIT_CENTS, "EUR")},
            "order_approval": {"above": Amount(6_000, "EUR")},
            "minimum_order": {"value": Amount(2_000, "EUR")},
        }
        for patch in PATCHES:
            written.setdefault(patch.rule, {})[patch.setting] = first[patch.called]
        config = ErpConfig(
            warehouses=("main", "south"),
            rules=configured_rules(**written),
            finance=Finance(**{"deposits": True, **self.finance}),
            channels=Channels(batch=True),
            lead_ms=LEAD_MS,
            stock_writes=True,
            delivery_posts=True,
            token=Token(lifetime_ms=10**12),
            **self.config,
        )
        world = World(config)
        world.erp.customers.add("Ex", "ex@example.com", dict(ADDRESS))
        world.erp.customers.update(world.erp.customers.get("C100002"), {"tax_status": "exempt"})
        for sku, percent in TAX.items():
            world.erp.items.get(sku).tax_bp = percent * 100
        for sku, units in UNITS.items():
            world.erp.items.get(sku).units = dict(units)
        for sku in ("A", "B"):
            world.erp.stock.open(sku, "south", OPENING[sku]["south"], SAFETY.get((sku, "south"), 0))
        return world

    def for_model(self) -> dict[str, Any]:
        """The same settings as the model takes them."""
        return {
            "opening": OPENING,
            "warehouses": ("main", "south"),
            "safety": SAFETY,
            "withheld": {} if self.config.get("promise_safety", True) else SAFETY,
            "units": UNITS,
            "tax": TAX,
            "credit": CREDIT_CENTS,
            "lead_ms": LEAD_MS,
            "ordered_at_ms": START_MS - 60_000,
            "partial": self.config.get("partial_deliveries", False),
            "backorders": self.config.get("backorders", True),
            "negative": self.config.get("negative_stock", False),
            "terms_ms": self.config.get("payment_terms_ms"),
            "by_document": self.finance.get("tax_rounding") == "document",
            "coins": self.finance.get("coins_cents", {}),
            "rates": self.finance.get("rates_micro", {}),
            "keeps_overpayment": self.finance.get("overpayment") == "keep",
            "credits_at_once": self.finance.get("credit_returns") == "at_once",
            "periods": self.rules.get("posting_periods", "monthly"),
        }


@dataclass(frozen=True)
class Patch:
    """A setting of a rule that the machine changes, and the name by which the model knows it."""

    called: str
    rule: str
    setting: str
    choices: tuple[str, ...]
    first: str


PATCHES = (
    Patch("credit_limit", "credit_limit", "mode", ("off", "hold", "refuse"), "off"),
    Patch("order_approval", "order_approval", "mode", ("off", "ask"), "off"),
    Patch("minimum_order", "minimum_order", "mode", ("off", "hold", "refuse"), "off"),
    Patch("price_deviation", "price_deviation", "mode", ("believe", "hold", "refuse", "override"), "believe"),
    Patch("duplicate_reference", "duplicate_reference", "mode", ("accept", "refuse"), "accept"),
    Patch("blocked_release", "blocked_customer", "release", ("accept", "hold", "refuse"), "accept"),
    Patch("discontinued", "blocked_item", "discontinued", ("refuse", "sell_out", "accept"), "refuse"),
    Patch("posting_periods", "posting_periods", "mode", ("off", "monthly"), "monthly"),
)

QUIRKS: dict[str, dict[str, Any]] = {
    "": {},
    "drop_order": {"drop_order": 1.0},
    "limbo": {"limbo": {"share": 1.0, "state": "held"}},
    "merge_lines": {"merge_lines": 1.0},
    "round_prices": {"round_prices": {"share": 1.0, "to_cents": 10}},
    "ignore_update": {"ignore_update": 1.0},
}
INSTALLATIONS = {
    "as it comes": Installation(),
    "in parts": Installation({"partial_deliveries": True}),
    "no backorders": Installation({"backorders": False, "partial_deliveries": True}),
    "approvals": Installation(
        {"partial_deliveries": True},
        {},
        {"order_approval": "ask", "credit_limit": "hold", "minimum_order": "hold"},
    ),
    "coins": Installation(
        {"partial_deliveries": True},
        {"tax_rounding": "document", "coins_cents": {"EUR": 5, "CHF": 5}, "credit_returns": "at_once"},
    ),
    "currencies": Installation(
        {"payment_terms_ms": 0},
        {"rates_micro": RATES, "overpayment": "keep"},
        {"credit_limit": "refuse"},
    ),
    "careful": Installation(
        {"promise_safety": False, "negative_stock": True, "backorders": False},
        {"coins_cents": {"EUR": 5}, "overpayment": "keep", "rates_micro": RATES},
        {"credit_limit": "hold", "discontinued": "sell_out"},
    ),
}
