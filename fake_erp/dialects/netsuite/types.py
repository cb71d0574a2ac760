"""Every record type, by its name in lower case."""

from __future__ import annotations

from fake_erp.dialects.netsuite.documents.credit_memos import CASH_REFUND, CREDIT_MEMO
from fake_erp.dialects.netsuite.documents.fulfillments import ITEM_FULFILLMENT
from fake_erp.dialects.netsuite.documents.invoices import INVOICE
from fake_erp.dialects.netsuite.documents.payments import CUSTOMER_DEPOSIT, CUSTOMER_PAYMENT
from fake_erp.dialects.netsuite.documents.returns import RETURN_AUTHORIZATION
from fake_erp.dialects.netsuite.records import masters
from fake_erp.dialects.netsuite.records.base import RecordType
from fake_erp.dialects.netsuite.records.customers import CUSTOMER
from fake_erp.dialects.netsuite.records.items import INVENTORY_ITEM
from fake_erp.dialects.netsuite.records.sales_orders import SALES_ORDER

ALL: tuple[RecordType, ...] = (
    CUSTOMER,
    SALES_ORDER,
    INVENTORY_ITEM,
    ITEM_FULFILLMENT,
    INVOICE,
    CREDIT_MEMO,
    CASH_REFUND,
    CUSTOMER_PAYMENT,
    CUSTOMER_DEPOSIT,
    RETURN_AUTHORIZATION,
    *masters.TYPES,
)
TYPES: dict[str, RecordType] = {each.name.lower(): each for each in ALL}

TRANSFORMS: frozenset[tuple[str, str]] = frozenset(
    {
        ("salesorder", "returnauthorization"),
        ("salesorder", "customerdeposit"),
        ("salesorder", "creditmemo"),
        ("salesorder", "cashrefund"),
        ("invoice", "creditmemo"),
        ("invoice", "customerpayment"),
        ("invoice", "returnauthorization"),
        ("returnauthorization", "creditmemo"),
        ("returnauthorization", "cashrefund"),
    }
)
"""Which record can be made of which. Fulfilments and invoices are made by runs of the company."""
