"""`sale.order`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from fake_erp.dialects.odoo.accounting.moves import credit_note_id, invoice_id
from fake_erp.dialects.odoo.logistics.picking_facts import pickings_of
from fake_erp.dialects.odoo.models.base import Field, Model, View
from fake_erp.dialects.odoo.models.fields import (
    char,
    choice,
    extra,
    flag,
    instant,
    integer,
    link,
    money,
    several,
    table,
)
from fake_erp.dialects.odoo.sales import order_facts as facts
from fake_erp.dialects.odoo.sales import order_methods as methods
from fake_erp.dialects.odoo.sales.order_values import OWN_CUSTOM
from fake_erp.model import CreditNote, Invoice, Order


def by_id(view: View, wanted: int) -> Order | None:
    """The order with that id."""
    orders = view.erp.orders.by_number
    first = next(iter(orders), "")
    order = orders.get(f"{first.rstrip('0123456789')}{wanted}")
    if order is None or facts.order_id(order) != wanted:
        return None
    return None if ("sale.order", wanted) in view.store.deleted else order


def _all(view: View) -> Iterable[Order]:
    return view.erp.orders.by_number.values()


def _by_number(view: View, value: Any) -> list[Order]:
    order = view.erp.orders.by_number.get(str(value))
    return [] if order is None else [order]


def _by_reference(view: View, value: Any) -> list[Order]:
    return view.erp.orders.with_reference(str(value))


def _of_customer(view: View, value: Any) -> list[Order]:
    return [order for order in _all(view) if facts.customer_pair(view, order)[0] == value]


def key(view: View, order: Order) -> str:
    """The external reference, else the number."""
    return order.external_reference or order.number


def _moves(view: View, order: Order) -> list[int]:
    invoices = [invoice_id(paper) for paper in facts.papers_of(order, Invoice)]
    return invoices + [credit_note_id(view, paper) for paper in facts.papers_of(order, CreditNote)]


def _untaxed(view: View, order: Order) -> int:
    return order.total_cents - order.tax_cents


def _origin(view: View, order: Order) -> str:
    found = order.custom.get("origin", order.external_reference)
    return found if isinstance(found, str) else ""


def custom_field(name: str) -> Field:
    """The field of a custom value of an order."""
    short = name.removeprefix("x_studio_")
    return char(name, short.replace("_", " ").capitalize(), lambda view, order: order.custom.get(short))


class OrderFields(dict[str, Field]):
    """The fields of orders: also any custom field, by its name."""

    def __missing__(self, name: str) -> Field:
        if not isinstance(name, str) or not name.startswith("x_studio_") or len(name) > 80:
            raise KeyError(name)
        return custom_field(name)

    def get(self, name: str, default: Any = None) -> Any:
        """The field of that name."""
        try:
            return self[name]
        except (KeyError, TypeError):
            return default

    def __contains__(self, name: object) -> bool:
        return dict.__contains__(self, name) or (isinstance(name, str) and name.startswith("x_studio_"))


def _bill_to(view: View, order: Order) -> tuple[int, str]:
    return facts.party(view, order, "invoice")


def _ship_to(view: View, order: Order) -> tuple[int, str]:
    return facts.party(view, order, "delivery")


def _pickings(view: View, order: Order) -> list[int]:
    return [each.id for each in pickings_of(view, order)]


INVOICE_STATES = ("upselling", "invoiced", "to invoice", "no")
DELIVERY_STATES = ("pending", "started", "partial", "full")
_FIELDS = (
    char("name", "Order Reference", lambda view, order: order.number),
    char("display_name", "Display Name", lambda view, order: order.number),
    choice("state", "Status", facts.state_of, "draft", "sent", "sale", "done", "cancel"),
    flag("locked", "Locked", facts.is_locked, since=17),
    link("partner_id", "Customer", "res.partner", facts.customer_pair, required=True),
    link("partner_invoice_id", "Invoice Address", "res.partner", _bill_to),
    link("partner_shipping_id", "Delivery Address", "res.partner", _ship_to),
    char("client_order_ref", "Customer Reference", lambda view, order: order.external_reference),
    char("origin", "Source Document", _origin),
    instant("date_order", "Order Date", lambda view, order: order.ordered_at_ms),
    link("pricelist_id", "Pricelist", "product.pricelist", facts.list_of),
    link("currency_id", "Currency", "res.currency", facts.currency_of),
    link("warehouse_id", "Warehouse", "stock.warehouse", facts.warehouse_of),
    link("carrier_id", "Delivery Method", "delivery.carrier", facts.carrier_of),
    link("company_id", "Company", "res.company", lambda view, order: (1, "My Company")),
    several("order_line", "Order Lines", "sale.order.line", facts.shown_lines),
    money("amount_untaxed", "Untaxed Amount", _untaxed, write=False),
    money("amount_tax", "Taxes", lambda view, order: order.tax_cents, write=False),
    money("amount_total", "Total", lambda view, order: order.total_cents, write=False),
    choice("invoice_status", "Invoice Status", facts.invoice_status, *INVOICE_STATES, write=False),
    choice("delivery_status", "Delivery Status", facts.delivery_status, *DELIVERY_STATES, write=False),
    several("picking_ids", "Transfers", "stock.picking", _pickings, write=False),
    several("invoice_ids", "Invoices", "account.move", _moves, "many2many", write=False),
    integer("delivery_count", "Delivery Orders", lambda view, order: len(pickings_of(view, order)), write=False),
    integer("invoice_count", "Invoice Count", lambda view, order: len(_moves(view, order)), write=False),
    extra("note", "html", "Terms and conditions", "sale.order"),
    extra("commitment_date", "char", "Delivery Date", "sale.order"),
    extra("validity_date", "char", "Expiration", "sale.order"),
    extra("payment_term_id", "many2one", "Payment Terms", "sale.order", None, relation="account.payment.term"),
    extra("fiscal_position_id", "many2one", "Fiscal Position", "sale.order", None, relation="account.fiscal.position"),
    extra("user_id", "many2one", "Salesperson", "sale.order", None, relation="res.users"),
    extra("team_id", "many2one", "Sales Team", "sale.order", None, relation="crm.team"),
    extra("tag_ids", "many2many", "Tags", "sale.order", (), relation="crm.tag"),
    extra("picking_policy", "char", "Shipping Policy", "sale.order", "direct"),
    custom_field("x_studio_sales_channel"),
    flag("x_studio_prices_include_tax", "Prices include tax", lambda view, order: order.prices_include_tax),
    char("x_studio_payment_method", "Payment method", lambda view, order: order.payment_method),
    flag("x_studio_prepaid", "Paid in the shop", lambda view, order: order.prepaid),
    money("x_studio_payment_amount", "Amount paid in the shop", lambda view, order: order.payment_cents),
    char("x_studio_shipping_method", "Shipping method", lambda view, order: order.shipping_method),
    char("x_studio_status", "Status in the books", lambda view, order: order.status, write=False),
    char("x_studio_hold_reason", "Why it is held", lambda view, order: order.hold_reason, write=False),
    instant("create_date", "Creation Date", lambda view, order: order.created_at_ms, write=False),
    instant("write_date", "Last Updated on", lambda view, order: order.changed_at_ms, write=False),
)  # fmt: skip
MODEL = Model(
    "sale.order",
    "Sales Order",
    "order",
    OrderFields(table(_FIELDS)),
    _all,
    by_id,
    lambda view, order: facts.order_id(order),
    lambda view, order: order.number,
    key=key,
    index={"client_order_ref": _by_reference, "name": _by_number, "partner_id": _of_customer},
    methods=methods.METHODS,
    order="date_order desc, id desc",
    search_names=("name", "client_order_ref"),
    can=("create", "write", "unlink"),
)
assert set(OWN_CUSTOM) <= set(MODEL.fields)
