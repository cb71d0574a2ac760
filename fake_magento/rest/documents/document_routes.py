"""Routes of invoices, shipments, credit memos and payment transactions.

Source: Magento source, module-sales/etc/webapi.xml.
"""

from __future__ import annotations

from fake_magento.rest.business_keys import ORDER
from fake_magento.rest.documents import (
    document_comment_views,
    document_creation,
    document_views,
    track_views,
    transaction_views,
)
from fake_magento.rest.framework.http import Row

_SALES = "Magento_Sales::"

DOCUMENT_ROWS: tuple[Row, ...] = (
    # method, pattern, operation, view, business key, ACL resource
    (
        "POST",
        "order/{orderId}/invoice",
        "order.invoice",
        document_creation.invoice,
        ORDER,
        _SALES + "invoice",
    ),
    ("POST", "order/{orderId}/ship", "order.ship", document_creation.ship, ORDER, _SALES + "ship"),
    (
        "POST",
        "order/{orderId}/refund",
        "order.refund",
        document_creation.refund,
        ORDER,
        _SALES + "creditmemo",
    ),
    ("GET", "invoices", "invoice.list", document_views.invoices, None, _SALES + "sales_invoice"),
    ("GET", "invoices/{id}", "invoice.read", document_views.invoice, None, _SALES + "sales_invoice"),
    (
        "POST",
        "invoices/{id}/emails",
        "order.email",
        document_views.email_invoice,
        None,
        _SALES + "sales_invoice",
    ),
    ("POST", "shipment/{id}/emails", "order.email", document_views.email_shipment, None, _SALES + "shipment"),
    (
        "POST",
        "creditmemo/{id}/emails",
        "order.email",
        document_views.email_creditmemo,
        None,
        _SALES + "emails",
    ),
    ("GET", "shipments", "shipment.list", document_views.shipments, None, _SALES + "shipment"),
    ("GET", "shipment/{id}", "shipment.read", document_views.shipment, None, _SALES + "shipment"),
    ("GET", "creditmemos", "creditmemo.list", document_views.creditmemos, None, _SALES + "sales_creditmemo"),
    (
        "GET",
        "creditmemo/{id}",
        "creditmemo.read",
        document_views.creditmemo,
        None,
        _SALES + "sales_creditmemo",
    ),
    (
        "GET",
        "transactions",
        "transaction.list",
        transaction_views.listing,
        None,
        _SALES + "transactions_fetch",
    ),
    (
        "GET",
        "transactions/{id}",
        "transaction.read",
        transaction_views.read,
        None,
        _SALES + "transactions_fetch",
    ),
    (
        "POST",
        "invoice/{invoiceId}/refund",
        "order.refund",
        document_creation.refund_invoice,
        None,
        _SALES + "creditmemo",
    ),
    ("POST", "shipment/track", "shipment.track", track_views.add_track, None, _SALES + "shipment"),
    ("DELETE", "shipment/track/{id}", "shipment.track", track_views.delete_track, None, _SALES + "shipment"),
    (
        "POST",
        "invoices/comments",
        "invoice.comment",
        document_comment_views.comment_invoice,
        None,
        _SALES + "sales_invoice",
    ),
    (
        "GET",
        "invoices/{id}/comments",
        "invoice.read",
        document_comment_views.invoice_comments,
        None,
        _SALES + "sales_invoice",
    ),
    (
        "POST",
        "shipment/{id}/comments",
        "shipment.comment",
        document_comment_views.comment_shipment,
        None,
        _SALES + "shipment",
    ),
    (
        "GET",
        "shipment/{id}/comments",
        "shipment.read",
        document_comment_views.shipment_comments,
        None,
        _SALES + "shipment",
    ),
    (
        "POST",
        "creditmemo/{id}/comments",
        "creditmemo.comment",
        document_comment_views.comment_creditmemo,
        None,
        _SALES + "sales_creditmemo",
    ),
    (
        "GET",
        "creditmemo/{id}/comments",
        "creditmemo.read",
        document_comment_views.creditmemo_comments,
        None,
        _SALES + "sales_creditmemo",
    ),
)
