r"""Views of payment transactions: one capture for each invoice of the card gateway.

Source: Magento source, Magento\Sales\Api\TransactionRepositoryInterface.
"""

from __future__ import annotations

from typing import Any

from fake_magento.errors import ENTITY_MISSING, NotFound, ShopError
from fake_magento.model.documents import Invoice
from fake_magento.rest.framework.http import Call
from fake_magento.rest.framework.path_parameters import path_id
from fake_magento.rest.framework.refusals import ID_NEEDED
from fake_magento.rest.search.list_reply import envelope
from fake_magento.search.conditions import Column
from fake_magento.search.matching import Entity
from fake_magento.shop import Shop
from fake_magento.timestamps import stamp

_TRANSACTIONS = Entity(
    {
        "transaction_id": Column("number", lambda row: row[0]),
        "order_id": Column("number", lambda row: row[1].order.entity_id),
        "payment_id": Column("number", lambda row: row[1].order.entity_id),
        "txn_id": Column("text", lambda row: row[1].transaction_id),
        "txn_type": Column("text", lambda row: "capture"),
        "is_closed": Column("number", lambda row: 1),
        "created_at": Column("time", lambda row: row[1].created_ms),
    }
)
Row = tuple[int, Invoice]


def _rows(shop: Shop) -> list[Row]:
    return list(enumerate((each for each in shop.invoices if each.transaction_id is not None), 1))


def listing(shop: Shop, call: Call) -> Any:
    """Payment transactions that match the search criteria."""
    return envelope(shop, call, _TRANSACTIONS, _rows(shop), _json)


def read(shop: Shop, call: Call) -> Any:
    """One transaction. 400 for id 0, 404 for an unknown id."""
    wanted = path_id(call.params["id"])
    if wanted == 0:
        raise ShopError(ID_NEEDED)
    rows = _rows(shop)
    if not 0 < wanted <= len(rows):
        raise NotFound(ENTITY_MISSING)
    return _json(rows[wanted - 1])


def _json(row: Row) -> dict[str, Any]:
    number_, invoice = row
    order = invoice.order
    return {
        "transaction_id": number_,
        "order_id": order.entity_id,
        "payment_id": order.entity_id,
        "txn_id": invoice.transaction_id,
        "txn_type": "capture",
        "is_closed": 1,
        "additional_information": [],
        "created_at": stamp(invoice.created_ms),
        "child_transactions": [],
    }
