"""The sets of the API and of the published pages."""

from __future__ import annotations

from functools import lru_cache

from fake_erp.dialects.business_central.finance.credit_memos import CREDIT_MEMOS, MEMO_LINES
from fake_erp.dialects.business_central.finance.documents import (
    INVOICE_LINES,
    INVOICES,
    SHIPMENT_LINES,
    SHIPMENTS,
)
from fake_erp.dialects.business_central.finance.journals import (
    JOURNAL_LINES,
    JOURNALS,
    PAYMENT_JOURNALS,
    PAYMENTS,
)
from fake_erp.dialects.business_central.masters.customers import CUSTOMER, CUSTOMERS
from fake_erp.dialects.business_central.masters.items import (
    ITEM_LEDGER_ENTRIES,
    ITEMS,
    PRICE_LIST_LINES,
    STOCKKEEPING_UNITS,
)
from fake_erp.dialects.business_central.masters.lists import COMPANIES, LISTS
from fake_erp.dialects.business_central.masters.subscriptions import SUBSCRIPTIONS
from fake_erp.dialects.business_central.resources import Resource, Service
from fake_erp.dialects.business_central.sales.order_types import SALES_ORDER
from fake_erp.dialects.business_central.sales.orders import LINES, ORDERS
from fake_erp.dialects.odata.metadata import edmx
from fake_erp.dialects.odata.model import FunctionImport, Schema
from fake_erp.dialects.odata.queries import Version

NAMESPACE = "Microsoft.NAV"
SALES_ORDER.navigate("customer", CUSTOMER, False, lambda erp, order: order.customer)


def _by_name(*resources: Resource) -> dict[str, Resource]:
    return {each.entity.set_name: each for each in resources}


API = Service(
    _by_name(
        COMPANIES,
        CUSTOMERS,
        ITEMS,
        ITEM_LEDGER_ENTRIES,
        ORDERS,
        LINES,
        SHIPMENTS,
        SHIPMENT_LINES,
        INVOICES,
        INVOICE_LINES,
        CREDIT_MEMOS,
        MEMO_LINES,
        PAYMENT_JOURNALS,
        PAYMENTS,
        JOURNALS,
        JOURNAL_LINES,
        *LISTS,
        SUBSCRIPTIONS,
    )
)
PAGES = Service(_by_name(STOCKKEEPING_UNITS, PRICE_LIST_LINES))
"""Pages that are published as web services."""
ABOVE_COMPANY = ("companies", "subscriptions")
"""Sets that are not in a company."""


@lru_cache(maxsize=4)
def metadata(pages: bool) -> str:
    """The document of `$metadata`."""
    service = PAGES if pages else API
    actions = tuple(
        [
            FunctionImport(name.removeprefix(f"{NAMESPACE}."), "POST", returns=each.entity)
            for each in service.sets.values()
            for name in each.actions
            if name.startswith(NAMESPACE)
        ]
    )
    sets = {name: each.entity for name, each in service.sets.items()}
    return edmx(Schema(NAMESPACE, sets, actions, "NAV"), Version.V4)
