"""The table of functions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fake_erp.dialects.bundle import Bundle
from fake_erp.dialects.erpnext import resources
from fake_erp.dialects.erpnext.match import ErpnextMatch, looking
from fake_erp.dialects.erpnext.methods import client, erpnext
from fake_erp.dialects.erpnext.methods.arguments import Function
from fake_erp.dialects.erpnext.site import Site
from fake_erp.dialects.erpnext.wire.calls import Call
from fake_erp.dialects.erpnext.wire.errors import UnknownMethod

RELEASES = {"13": "13.58.22", "14": "14.92.14", "15": "15.92.2"}


def _constant(payload: Callable[[Site], Any], public: bool = False) -> Function:
    def function(site: Site, call: Call) -> ErpnextMatch:
        return looking(
            "health.read",
            lambda hides: payload(site),
            lambda found: resources.envelope(call, found),
            public=public,
        )

    return function


def _versions(site: Site) -> dict[str, Any]:
    release = RELEASES[site.version]
    return {app: {"title": app.title(), "version": release} for app in ("frappe", "erpnext")}


METHODS: dict[str, Function] = {
    "frappe.client.get": client.get,
    "frappe.client.get_list": client.get_list,
    "frappe.client.get_count": client.get_count,
    "frappe.client.get_value": client.get_value,
    "frappe.client.set_value": client.set_value,
    "frappe.client.insert": client.insert,
    "frappe.client.save": client.save,
    "frappe.client.submit": client.submit,
    "frappe.client.cancel": client.cancel,
    "frappe.client.delete": client.delete,
    "frappe.client.insert_many": client.insert_many,
    "frappe.client.bulk_update": client.bulk_update,
    "frappe.client.get_time_zone": _constant(lambda site: {"time_zone": "Etc/UTC"}, public=True),
    "frappe.desk.reportview.get_list": client.get_list,
    "frappe.desk.reportview.get_count": client.get_count,
    "frappe.utils.change_log.get_versions": _constant(_versions),
    "frappe.ping": _constant(lambda site: "pong", public=True),
    "ping": _constant(lambda site: "pong", public=True),
    "version": _constant(lambda site: RELEASES[site.version], public=True),
    "erpnext.selling.doctype.sales_order.sales_order.make_delivery_note": erpnext.mapped(
        "Sales Order", erpnext.make_delivery_note
    ),
    "erpnext.selling.doctype.sales_order.sales_order.make_sales_invoice": erpnext.mapped(
        "Sales Order", erpnext.make_sales_invoice
    ),
    "erpnext.selling.doctype.sales_order.sales_order.update_status": erpnext.order_status,
    "erpnext.stock.doctype.delivery_note.delivery_note.make_sales_return": erpnext.mapped(
        "Delivery Note", erpnext.make_return("Delivery Note")
    ),
    "erpnext.accounts.doctype.sales_invoice.sales_invoice.make_sales_return": erpnext.mapped(
        "Sales Invoice", erpnext.make_return("Sales Invoice")
    ),
    "erpnext.controllers.accounts_controller.update_child_qty_rate": erpnext.order_items,
    "erpnext.stock.get_item_details.get_item_details": erpnext.item_details,
    "erpnext.stock.utils.get_stock_balance": erpnext.stock_balance,
    "erpnext.stock.utils.get_latest_stock_qty": erpnext.stock_balance,
}
"""Dotted name to the function."""


def method_of(site: Site, call: Call) -> ErpnextMatch | Bundle:
    """The function that a call names. Raises NotFound."""
    function = METHODS.get(call.method.split("/")[0])
    if function is None:
        raise UnknownMethod(f"Failed to get method for command {call.method[:140]}", "cmd")
    return function(site, call)
