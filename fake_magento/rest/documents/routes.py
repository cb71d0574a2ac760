"""Routes that write orders into the table, and what is added to documents later."""

from __future__ import annotations

from fake_magento.rest.documents import actions, transactions
from fake_magento.rest.documents import document_writes as documents
from fake_magento.rest.framework.http import Key, View
from fake_magento.rest.orders import order_writes

_SALES = "Magento_Sales::"

SALES_ROWS: tuple[tuple[str, str, str, View, Key | None, str | None], ...] = (
    ("GET", "transactions", "transaction.list", transactions.listing, None, _SALES + "transactions_fetch"),
    ("GET", "transactions/{id}", "transaction.read", transactions.read, None, _SALES + "transactions_fetch"),
    ("POST", "orders", "order.save", order_writes.save, None, _SALES + "create"),
    ("PUT", "orders/create", "order.save", order_writes.save, None, _SALES + "create"),
    ("PUT", "orders/{parent_id}", "order.save", order_writes.save_address, None, _SALES + "create"),
    (
        "POST",
        "invoice/{invoiceId}/refund",
        "order.refund",
        actions.refund_invoice,
        None,
        _SALES + "creditmemo",
    ),
    ("POST", "shipment/track", "shipment.track", documents.add_track, None, _SALES + "shipment"),
    ("DELETE", "shipment/track/{id}", "shipment.track", documents.delete_track, None, _SALES + "shipment"),
    (
        "POST",
        "invoices/comments",
        "invoice.comment",
        documents.comment_invoice,
        None,
        _SALES + "sales_invoice",
    ),
    (
        "GET",
        "invoices/{id}/comments",
        "invoice.read",
        documents.invoice_comments,
        None,
        _SALES + "sales_invoice",
    ),
    (
        "POST",
        "shipment/{id}/comments",
        "shipment.comment",
        documents.comment_shipment,
        None,
        _SALES + "shipment",
    ),
    (
        "GET",
        "shipment/{id}/comments",
        "shipment.read",
        documents.shipment_comments,
        None,
        _SALES + "shipment",
    ),
    (
        "POST",
        "creditmemo/{id}/comments",
        "creditmemo.comment",
        documents.comment_creditmemo,
        None,
        _SALES + "sales_creditmemo",
    ),
    (
        "GET",
        "creditmemo/{id}/comments",
        "creditmemo.read",
        documents.creditmemo_comments,
        None,
        _SALES + "sales_creditmemo",
    ),
)
