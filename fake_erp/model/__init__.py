"""The records an ERP keeps. No behaviour beyond what a record can say about itself.

Money is integer minor units (`_cents`), instants are integer milliseconds since the Unix epoch (`_ms`),
tax rates are basis points (`_bp`: 1900 is 19 %), quantities are whole units of the item or
thousandths of them, as `quantities` says.
"""

from __future__ import annotations

from fake_erp.model.base import NOT_YET, TILL_CHANNEL, Address, Changing, Document, Emit, Now
from fake_erp.model.checks import NOT_APPLICABLE, AccessRequest, Approval, Check, Checks, Exercise, Gate
from fake_erp.model.customers import Customer
from fake_erp.model.deliveries import Delivery
from fake_erp.model.deposits import Deposit
from fake_erp.model.invoices import CreditNote, Invoice, Payment
from fake_erp.model.items import Item
from fake_erp.model.order_changes import LineChange, OrderChange
from fake_erp.model.orders import Draft, DraftLine, Line, Order
from fake_erp.model.prices import PriceRow
from fake_erp.model.returns import Return
from fake_erp.model.stock import MOVEMENTS, StockRow

__all__ = [
    "MOVEMENTS",
    "NOT_APPLICABLE",
    "NOT_YET",
    "TILL_CHANNEL",
    "AccessRequest",
    "Address",
    "Approval",
    "Changing",
    "Check",
    "Checks",
    "CreditNote",
    "Customer",
    "Delivery",
    "Deposit",
    "Document",
    "Draft",
    "DraftLine",
    "Emit",
    "Exercise",
    "Gate",
    "Invoice",
    "Item",
    "Line",
    "LineChange",
    "Now",
    "Order",
    "OrderChange",
    "Payment",
    "PriceRow",
    "Return",
    "StockRow",
]
