"""A stateful ERP to integrate against: customers, items, stock, sales orders, deliveries and invoices.

It knows nothing of any shop. Time, chance and the sink of facts are arguments: see `fake_erp.builder.new_erp`.
What it does not do, and what it does instead, is written in LIMITS.md.
"""

from fake_erp.builder import new_erp
from fake_erp.config import ErpConfig
from fake_erp.dialects import Dialect, Match
from fake_erp.erp import Erp
from fake_erp.rules import configured_rules
from fake_erp.surface import Reply, Request, Surface

__all__ = [
    "Dialect",
    "Erp",
    "ErpConfig",
    "Match",
    "Reply",
    "Request",
    "Surface",
    "configured_rules",
    "new_erp",
]
