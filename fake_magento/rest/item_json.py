"""Order items as Magento's API shows them. Keys are in the order of
Magento's getters.

The famous quirk is kept: `row_total` is rewritten to *after discount*, while `row_invoiced`, `price` and
the order's
`subtotal` stay before it.
"""

from __future__ import annotations

from typing import Any

from fake_magento.model import Line, Order
from fake_magento.money import Number, number, share, whole

_WIRE_ORDER = """
amount_refunded applied_rule_ids base_amount_refunded base_discount_amount base_discount_invoiced
base_discount_refunded base_discount_tax_compensation_amount base_discount_tax_compensation_invoiced
base_discount_tax_compensation_refunded base_original_price base_price base_price_incl_tax
base_row_invoiced base_row_total base_row_total_incl_tax base_tax_amount base_tax_invoiced
base_tax_refunded created_at discount_amount discount_invoiced discount_percent discount_refunded
free_shipping discount_tax_compensation_amount discount_tax_compensation_canceled
discount_tax_compensation_invoiced discount_tax_compensation_refunded is_qty_decimal is_virtual
item_id name no_discount order_id original_price price price_incl_tax product_id product_type
qty_canceled qty_invoiced qty_ordered qty_refunded qty_shipped quote_item_id row_invoiced row_total
row_total_incl_tax row_weight sku store_id tax_amount tax_canceled tax_invoiced tax_percent
tax_refunded updated_at weight
"""
ITEM_KEYS = tuple(_WIRE_ORDER.split())
"""Every key an item can have, in wire order."""


class _Kilograms(dict[int, Number]):
    def __missing__(self, grams: int) -> Number:
        kilograms = whole(grams / 1000)
        if len(self) < 50_000:
            self[grams] = kilograms
        return kilograms


kilograms = _Kilograms().__getitem__


def item_json(order: Order, line: Line, created: str, updated: str) -> dict[str, Any]:
    """One item; `created` and `updated` are the order's stamps."""
    quantity = line.quantity
    invoiced = line.invoiced
    row, tax, discount, compensation = (
        line.row_cents,
        line.tax_cents,
        line.discount_cents,
        line.compensation_cents,
    )
    price = number(line.price_cents)
    price_incl = number(line.price_incl_cents)
    original = number(line.unit_cents)
    discount_n, tax_n, compensation_n = number(discount), number(tax), number(compensation)
    row_total = number(row - discount if row > discount else 0)
    row_incl = number(max(0, row + tax + compensation - discount))
    if invoiced == quantity:
        row_inv, tax_inv, discount_inv, compensation_inv = number(row), tax_n, discount_n, compensation_n
    elif invoiced == 0:
        row_inv = tax_inv = discount_inv = compensation_inv = 0
    else:
        row_inv = number(share(row, invoiced, quantity))
        tax_inv = number(share(tax, invoiced, quantity))
        discount_inv = number(share(discount, invoiced, quantity))
        compensation_inv = number(share(compensation, invoiced, quantity))
    refunded = number(share(row, line.refunded, quantity)) if line.refunded else 0
    item: dict[str, Any] = {
        "amount_refunded": refunded,
        "base_amount_refunded": refunded,
        "base_discount_amount": discount_n,
        "base_discount_invoiced": discount_inv,
        "base_discount_tax_compensation_amount": compensation_n,
        "base_discount_tax_compensation_invoiced": compensation_inv,
        "base_original_price": original,
        "base_price": price,
        "base_price_incl_tax": price_incl,
        "base_row_invoiced": row_inv,
        "base_row_total": row_total,
        "base_row_total_incl_tax": row_incl,
        "base_tax_amount": tax_n,
        "base_tax_invoiced": tax_inv,
        "created_at": created,
        "discount_amount": discount_n,
        "discount_invoiced": discount_inv,
        "discount_percent": order.coupon_percent,
        "free_shipping": 0,
        "discount_tax_compensation_amount": compensation_n,
        "discount_tax_compensation_invoiced": compensation_inv,
        "is_qty_decimal": 0,
        "is_virtual": 0,
        "item_id": line.item_id,
        "name": line.name,
        "no_discount": 0,
        "order_id": order.entity_id,
        "original_price": original,
        "price": price,
        "price_incl_tax": price_incl,
        "product_id": line.product_id,
        "product_type": "simple",
        "qty_canceled": line.canceled,
        "qty_invoiced": invoiced,
        "qty_ordered": quantity,
        "qty_refunded": line.refunded,
        "qty_shipped": line.shipped,
        "quote_item_id": line.item_id,
        "row_invoiced": row_inv,
        "row_total": row_total,
        "row_total_incl_tax": row_incl,
        "row_weight": kilograms(line.weight_grams * quantity),
        "sku": line.sku,
        "store_id": order.store.store_id,
        "tax_amount": tax_n,
        "tax_invoiced": tax_inv,
        "tax_percent": number(line.tax_hundredths),
        "updated_at": updated,
        "weight": kilograms(line.weight_grams),
    }
    if line.refunded or line.canceled or order.coupon_code:
        return _with_rare(item, order, line)
    return item


def _with_rare(item: dict[str, Any], order: Order, line: Line) -> dict[str, Any]:
    """Keys that only exist once their event happened, put where Magento has them."""
    if order.coupon_code:
        item["applied_rule_ids"] = "1"
    if line.refunded:
        for name, cents in (
            ("discount_refunded", line.discount_cents),
            ("discount_tax_compensation_refunded", line.compensation_cents),
            ("tax_refunded", line.tax_cents),
        ):
            item[name] = item["base_" + name] = number(share(cents, line.refunded, line.quantity))
    if line.canceled:
        item["tax_canceled"] = number(share(line.tax_cents, line.canceled, line.quantity))
        item["discount_tax_compensation_canceled"] = number(
            share(line.compensation_cents, line.canceled, line.quantity)
        )
    return {key: item[key] for key in ITEM_KEYS if key in item}
