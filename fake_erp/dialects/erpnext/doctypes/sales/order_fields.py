"""What a Sales Order shows of an order of the books."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fake_erp.accounting.invoice_amounts import gross
from fake_erp.dialects.erpnext.clock import day, stamp
from fake_erp.dialects.erpnext.doctypes.base import Getter, constant
from fake_erp.dialects.erpnext.doctypes.info import amount, info
from fake_erp.dialects.erpnext.doctypes.sales.places import display, order_address_names, snapshot
from fake_erp.dialects.erpnext.site import COMPANY, Site
from fake_erp.model import NOT_YET, Line, Order

FREIGHT = "Freight and Forwarding Charges - G"
TAX = "VAT - G"
CUSTOM = "custom_"
RESERVED: Mapping[str, str] = {
    "custom_ordered_at": "ordered_at",
    "custom_shipping_method": "shipping.method",
    "custom_payment_method": "payment.method",
    "custom_payment_amount": "payment.amount",
    "custom_prepaid": "payment.prepaid",
    "custom_ship_to": "ship_to",
    "custom_bill_to": "bill_to",
    "custom_number": "number",
    "custom_hold_reason": "hold_reason",
}
"""Custom fields with a meaning in the books; every other one is a free field of the order."""
WHOLE = 100


def docstatus(site: Site, order: Order) -> int:
    """0 until it is submitted, 2 when it is cancelled."""
    if order.status == "cancelled":
        return 2
    return int(order.released_at_ms != NOT_YET or order.resume == "released")


def per_delivered(order: Order) -> float:
    """Share of its units that are delivered, in percent."""
    wanted = sum([line.quantity - line.cancelled for line in order.lines])
    return round(WHOLE * sum([line.shipped for line in order.lines]) / wanted, 6) if wanted else 0.0


def per_billed(order: Order) -> float:
    """Share of its units that are billed, in percent."""
    wanted = sum([line.quantity - line.cancelled for line in order.lines])
    return round(WHOLE * sum([line.billed for line in order.lines]) / wanted, 6) if wanted else 0.0


def status(site: Site, order: Order) -> str:
    """The status that follows from docstatus, deliveries and invoices."""
    state = docstatus(site, order)
    if state == 2:
        return "Cancelled"
    if order.status in ("held", "pending_approval") and state == 1:
        return "On Hold"
    if state == 0:
        return "Draft"
    delivered, billed = per_delivered(order) >= WHOLE, per_billed(order) >= WHOLE
    if delivered and any(line.cancelled for line in order.lines):
        return "Closed"
    if delivered:
        return "Completed" if billed else "To Bill"
    return "To Deliver" if billed else "To Deliver and Bill"


def _part(share: float, done: str) -> str:
    return f"Fully {done}" if share >= WHOLE else f"Partly {done}" if share else f"Not {done}"


def _addresses(at: int) -> Getter:
    return lambda site, order: order_address_names(site, order)[at]


FIELDS: dict[str, Getter] = {
    **info(Site.order, lambda order: order.created_at_ms, lambda order: order.changed_at_ms, docstatus),
    "naming_series": constant("SAL-ORD-.YYYY.-"),
    "title": lambda site, order: order.customer.name,
    "customer": lambda site, order: site.customer(order.customer),
    "customer_name": lambda site, order: order.customer.name,
    "order_type": constant("Sales"),
    "company": constant(COMPANY),
    "transaction_date": lambda site, order: day(order.ordered_at_ms),
    "delivery_date": lambda site, order: day(order.ordered_at_ms),
    "po_no": lambda site, order: order.external_reference,
    "po_date": lambda site, order: day(order.ordered_at_ms) if order.external_reference else None,
    "source": lambda site, order: order.channel,
    "currency": lambda site, order: order.currency,
    "conversion_rate": lambda site, order: order.rate_micro / 1_000_000,
    "selling_price_list": lambda site, order: site.price_list(order.customer.price_list or "standard"),
    "price_list_currency": lambda site, order: order.currency,
    "set_warehouse": lambda site, order: _one_warehouse(site, order),
    "contact_email": lambda site, order: order.customer.email,
    "customer_address": _addresses(0),
    "address_display": lambda site, order: display(order.bill_to),
    "shipping_address_name": _addresses(1),
    "shipping_address": lambda site, order: display(order.ship_to),
    "total_qty": lambda site, order: float(sum([line.quantity for line in order.lines])),
    "total": lambda site, order: amount(order.subtotal_cents - order.discount_cents),
    "net_total": lambda site, order: amount(_net(order)),
    "total_taxes_and_charges": lambda site, order: amount(
        order.total_cents - order.rounding_cents - _net(order)
    ),
    "grand_total": lambda site, order: amount(order.total_cents - order.rounding_cents),
    "rounding_adjustment": lambda site, order: amount(order.rounding_cents),
    "rounded_total": lambda site, order: amount(order.total_cents),
    "base_grand_total": lambda site, order: round(
        amount(order.total_cents) * order.rate_micro / 1_000_000, 2
    ),
    "advance_paid": lambda site, order: amount(order.paid_ahead_cents),
    "status": status,
    "delivery_status": lambda site, order: _part(per_delivered(order), "Delivered"),
    "billing_status": lambda site, order: _part(per_billed(order), "Billed"),
    "per_delivered": lambda site, order: per_delivered(order),
    "per_billed": lambda site, order: per_billed(order),
    "amended_from": lambda site, order: site.store.amended.get(order.number),
    "custom_ordered_at": lambda site, order: stamp(order.ordered_at_ms),
    "custom_shipping_method": lambda site, order: order.shipping_method,
    "custom_payment_method": lambda site, order: order.payment_method,
    "custom_payment_amount": lambda site, order: amount(order.payment_cents),
    "custom_prepaid": lambda site, order: int(order.prepaid),
    "custom_ship_to": lambda site, order: snapshot(order.ship_to),
    "custom_bill_to": lambda site, order: snapshot(order.bill_to),
    "custom_number": lambda site, order: order.number,
    "custom_hold_reason": lambda site, order: order.hold_reason,
    "workflow_state": lambda site, order: "Pending Approval" if order.status == "pending_approval" else None,
}


def free_fields(order: Order) -> dict[str, Any]:
    """The custom fields of an order; the sales channel is its `source`."""
    return {f"{CUSTOM}{name}": value for name, value in order.custom.items() if name != "sales_channel"}


def _net(order: Order) -> int:
    goods = order.subtotal_cents - order.discount_cents
    if not order.prices_include_tax:
        return goods
    return goods - sum([line.tax_cents for line in order.lines])


def _one_warehouse(site: Site, order: Order) -> str | None:
    codes = {line.row.warehouse for line in order.lines}
    return site.warehouse(codes.pop()) if len(codes) == 1 else None


def item_rows(site: Site, order: Order) -> list[dict[str, Any]]:
    """The rows of the child table Sales Order Item."""
    date = day(order.ordered_at_ms)
    return [_item_row(site, order, line, date) for line in order.lines]


def _item_row(site: Site, order: Order, line: Line, date: str) -> dict[str, Any]:
    size, item = line.unit_size, line.item
    quantity = line.quantity / size
    price = line.unit_price_cents * size / 100
    discount = line.discount_cents / 100
    return {
        "item_code": item.sku,
        "item_name": item.name,
        "description": item.name,
        "delivery_date": date,
        "qty": quantity,
        "stock_qty": float(line.quantity),
        "uom": line.unit or "Nos",
        "stock_uom": "Nos",
        "conversion_factor": float(size),
        "price_list_rate": price,
        "discount_amount": round(discount / quantity, 9) if discount else 0.0,
        "rate": round(price - discount / quantity, 9) if discount else price,
        "amount": round(quantity * price - discount, 2),
        "warehouse": site.warehouse(line.row.warehouse),
        "delivered_qty": line.shipped / size,
        "returned_qty": line.returned / size,
        "billed_amt": _billed(order, line),
        "stock_reserved_qty": line.allocated / size,
        "custom_row_discount": discount,
        "custom_cancelled_qty": line.cancelled / size,
        "custom_substitutes": line.substitutes,
        "custom_line_state": order.line_state(line),
        "custom_tax": amount(line.tax_cents),
    }


def _billed(order: Order, line: Line) -> float:
    kept = line.quantity - line.cancelled
    return round(gross(line, order) / 100 * line.billed / kept, 2) if line.billed and kept else 0.0


def tax_rows(site: Site, order: Order) -> list[dict[str, Any]]:
    """The rows of the child table Sales Taxes and Charges: the tax, and the shipping charge."""
    included = int(order.prices_include_tax)
    rows: list[dict[str, Any]] = [
        {
            "charge_type": "On Net Total",
            "account_head": TAX,
            "description": "VAT",
            "rate": order.lines[0].item.tax_bp / 100 if order.lines else 0.0,
            "tax_amount": amount(order.tax_cents),
            "included_in_print_rate": included,
        }
    ]
    if order.shipping_cents:
        rows.append(
            {
                "charge_type": "Actual",
                "account_head": FREIGHT,
                "description": "Shipping",
                "rate": 0.0,
                "tax_amount": amount(order.shipping_cents),
                "included_in_print_rate": 0,
            }
        )
    return rows
