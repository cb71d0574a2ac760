"""A stateful ERP to integrate against: customers, items, stock, sales orders, deliveries and invoices.

It knows nothing of any shop. Time, chance and speech are arguments: see `fake_erp.erp.Erp`.
What it does not do, and what it does instead, is written in LIMITS.md.
"""

from fake_erp.config import ErpConfig
from fake_erp.erp import Erp
from fake_erp.rules import house_rules
from fake_erp.surface import Match, Reply, Request, Route, Surface

__all__ = ["Erp", "ErpConfig", "Match", "Reply", "Request", "Route", "Surface", "house_rules"]
