r"""Order items as JSON, with keys in the order of Magento's getters.

`row_total` is *after* discount, while `row_invoiced`, `price` and the `subtotal` of the order are before discount, as
in Magento. Source: Magento source, Magento\Sales\Api\Data\OrderItemInterface; OCA/connector-magento issue 301.
"""

from __future__ import annotations

from copy import copy
from typing import Any

from fake_magento.model.order import Order
from fake_magento.model.order_line import ChosenCustom, ChosenSelections, ChosenValue, OrderLine
from fake_magento.money import number, share
from fake_magento.quantities import DECIMAL, grams, shown
from fake_magento.rest.framework.weights import kilograms

_WIRE_ORDER = """
amount_refunded applied_rule_ids base_amount_refunded base_discount_amount base_discount_invoiced
base_discount_refunded base_discount_tax_compensation_amount base_discount_tax_compensation_invoiced
base_discount_tax_compensation_refunded base_original_price base_price base_price_incl_tax
base_row_invoiced base_row_total base_row_total_incl_tax base_tax_amount base_tax_invoiced
base_tax_refunded created_at discount_amount discount_invoiced discount_percent discount_refunded
free_shipping discount_tax_compensation_amount discount_tax_compensation_canceled
discount_tax_compensation_invoiced discount_tax_compensation_refunded is_qty_decimal is_virtual
item_id name no_discount order_id original_price parent_item_id price price_incl_tax product_id product_type
qty_canceled qty_invoiced qty_ordered qty_refunded qty_shipped quote_item_id row_invoiced row_total
row_total_incl_tax row_weight sku store_id tax_amount tax_canceled tax_invoiced tax_percent
tax_refunded updated_at weight
"""
ITEM_KEYS = tuple(_WIRE_ORDER.split())
"""Every key an item can have, in wire order."""
_PLAIN: dict[str, Any] = {
    "amount_refunded": None,
    "base_amount_refunded": None,
    "base_discount_amount": None,
    "base_discount_invoiced": None,
    "base_discount_tax_compensation_amount": None,
    "base_discount_tax_compensation_invoiced": None,
    "base_original_price": None,
    "base_price": None,
    "base_price_incl_tax": None,
    "base_row_invoiced": None,
    "base_row_total": None,
    "base_row_total_incl_tax": None,
    "base_tax_amount": None,
    "base_tax_invoiced": None,
    "created_at": None,
    "discount_amount": None,
    "discount_invoiced": None,
    "discount_percent": None,
    "free_shipping": 0,
    "discount_tax_compensation_amount": None,
    "discount_tax_compensation_invoiced": None,
    "is_qty_decimal": 0,
    "is_virtual": 0,
    "item_id": None,
    "name": None,
    "no_discount": 0,
    "order_id": None,
    "original_price": None,
    "price": None,
    "price_incl_tax": None,
    "product_id": None,
    "product_type": "simple",
    "qty_canceled": None,
    "qty_invoiced": None,
    "qty_ordered": None,
    "qty_refunded": None,
    "qty_shipped": None,
    "quote_item_id": None,
    "row_invoiced": None,
    "row_total": None,
    "row_total_incl_tax": None,
    "row_weight": None,
    "sku": None,
    "store_id": None,
    "tax_amount": None,
    "tax_invoiced": None,
    "tax_percent": None,
    "updated_at": None,
    "weight": None,
}
"""A row of a simple product without cancellation, refund or coupon, in wire order; a template."""


def item_json(order: Order, line: OrderLine, created: str, updated: str) -> dict[str, Any]:
    """One item. `created` and `updated` are the timestamps of the order."""
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
    regular = line.regular_cents
    original = number(line.unit_cents if regular is None else regular[0])
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
        discount_inv = number(line.discount_part(0, invoiced))
        compensation_inv = number(share(compensation, invoiced, quantity))
    refunded = number(share(row, line.refunded, quantity)) if line.refunded else 0
    item = _PLAIN.copy()
    item["amount_refunded"] = item["base_amount_refunded"] = refunded
    item["base_discount_amount"] = item["discount_amount"] = discount_n
    item["base_discount_invoiced"] = item["discount_invoiced"] = discount_inv
    item["base_discount_tax_compensation_amount"] = compensation_n
    item["discount_tax_compensation_amount"] = compensation_n
    item["base_discount_tax_compensation_invoiced"] = compensation_inv
    item["discount_tax_compensation_invoiced"] = compensation_inv
    item["base_original_price"] = item["original_price"] = original
    item["base_price"] = item["price"] = price
    item["base_price_incl_tax"] = item["price_incl_tax"] = price_incl
    item["base_row_invoiced"] = item["row_invoiced"] = row_inv
    item["base_row_total"] = item["row_total"] = row_total
    item["base_row_total_incl_tax"] = item["row_total_incl_tax"] = row_incl
    item["base_tax_amount"] = item["tax_amount"] = tax_n
    item["base_tax_invoiced"] = item["tax_invoiced"] = tax_inv
    item["created_at"] = created
    item["discount_percent"] = order.percent_off if line.rules is None else line.rules.percent_off
    item["item_id"] = item["quote_item_id"] = line.item_id
    item["name"] = line.name
    item["order_id"] = order.entity_id
    item["product_id"] = line.product_id
    item["qty_canceled"] = line.canceled
    item["qty_invoiced"] = invoiced
    item["qty_ordered"] = quantity
    item["qty_refunded"] = line.refunded
    item["qty_shipped"] = line.shipped
    item["row_weight"] = kilograms(line.weight_grams * quantity)
    item["sku"] = line.sku
    item["store_id"] = order.store.store_id
    item["tax_percent"] = number(line.tax_hundredths)
    item["updated_at"] = updated
    item["weight"] = kilograms(line.weight_grams)
    if line.scale != 1:
        _show_decimals(item, line)
    if line.refunded or line.canceled or order.rule_ids:
        item = _with_rare(item, order, line)
    return item if line.made is None and line.base is None else _with_more(item, order, line)


def _show_decimals(item: dict[str, Any], line: OrderLine) -> None:
    """Write the quantities of a product with decimal ones, or of one that is counted in pieces."""
    item["is_qty_decimal"] = int(line.scale == DECIMAL)
    item["row_weight"] = kilograms(grams(line.weight_grams, line.quantity, line.scale))
    for name in ("qty_canceled", "qty_invoiced", "qty_ordered", "qty_refunded", "qty_shipped"):
        item[name] = shown(item[name], line.scale)


def items_json(order: Order, line: OrderLine, created: str, updated: str) -> list[dict[str, Any]]:
    """A row and its parts; each part repeats its parent."""
    own = item_json(order, line, created, updated)
    found = [own]
    for part in line.parts:
        below = item_json(order, mirrored(line, part), created, updated)
        below["parent_item"] = own
        found.append(below)
    return found


def row_json(order: Order, line: OrderLine, created: str, updated: str) -> dict[str, Any]:
    """One row of `items`, parent or part."""
    parent = line.made.parent if line.made is not None else None
    if parent is None:
        return item_json(order, line, created, updated)
    below = item_json(order, mirrored(parent, line), created, updated)
    below["parent_item"] = item_json(order, parent, created, updated)
    return below


def mirrored(parent: OrderLine, part: OrderLine) -> OrderLine:
    """A part with the counts of its parent.

    Invoiced and refunded units are on both rows, shipped and canceled ones only for a bundle that is shipped as a
    whole.
    """
    assert part.made is not None
    units, line = part.made.per_parent, copy(part)
    line.invoiced, line.refunded = parent.invoiced * units, parent.refunded * units
    if parent.kind == "bundle" and not (parent.made and parent.made.separately):
        line.shipped, line.canceled = parent.shipped * units, parent.canceled * units
    return line


_NOT_ON_MONEYLESS = (
    "price_incl_tax",
    "base_price_incl_tax",
    "base_original_price",
    "discount_tax_compensation_amount",
    "discount_tax_compensation_invoiced",
    "base_discount_tax_compensation_amount",
    "base_discount_tax_compensation_invoiced",
)


def _with_more(item: dict[str, Any], order: Order, line: OrderLine) -> dict[str, Any]:
    """The item of a row that is no plain simple product, or of an order with another base currency."""
    if line.base is not None:
        based = copy(order)
        based.base, plain = None, line.in_base()
        plain.base = plain.made = None
        in_base = item_json(based, plain, item["created_at"], item["updated_at"])
        item.update((key, value) for key, value in in_base.items() if key.startswith("base_"))
        if line.canceled:
            item["tax_canceled"] = number(share(plain.tax_cents, line.canceled, line.quantity))
    made = line.made
    if made is None:
        return item
    item["product_type"], item["is_virtual"] = made.kind, int(made.kind == "virtual")
    parent = made.parent
    if parent is not None:
        item["parent_item_id"] = parent.item_id
        if not parent.made or not parent.made.by_parts:
            for key in _NOT_ON_MONEYLESS:
                item.pop(key, None)
            item["discount_percent"] = item["row_weight"] = 0
    if made.by_parts:
        _undiscounted(item, line, "")
        _undiscounted(item, line.in_base(), "base_")
    ordered = {key: item[key] for key in ITEM_KEYS if key in item}
    if made.options is not None:
        ordered["product_option"] = {"extension_attributes": _options_json(made.options)}
    return ordered


def _options_json(
    options: tuple[ChosenValue, ...] | tuple[ChosenSelections, ...] | tuple[ChosenCustom, ...],
) -> dict[str, Any]:
    """The chosen options of a configurable or a bundle, or the custom ones."""
    values: list[dict[str, Any]] = []
    selections: list[dict[str, Any]] = []
    custom: list[dict[str, Any]] = []
    for option in options:
        if isinstance(option, ChosenCustom):
            custom.append({"option_id": str(option.option_id), "option_value": option.value})
        elif isinstance(option, ChosenValue):
            values.append({"option_id": str(option.attribute_id), "option_value": option.value_index})
        else:
            selections.append(
                {
                    "option_id": option.option_id,
                    "option_qty": option.quantity,
                    "option_selections": list(option.selection_ids),
                }
            )
    named = {"configurable_item_options": values, "bundle_options": selections, "custom_options": custom}
    return {name: rows for name, rows in named.items() if rows}


def _undiscounted(item: dict[str, Any], line: OrderLine, prefix: str) -> None:
    """Remove the discount from the row of a bundle with a dynamic price: its parts have it."""
    item[prefix + "discount_amount"] = item[prefix + "discount_invoiced"] = 0
    item[prefix + "row_total"] = number(line.row_cents)
    item[prefix + "row_total_incl_tax"] = number(line.row_cents + line.tax_cents + line.compensation_cents)


def _with_rare(item: dict[str, Any], order: Order, line: OrderLine) -> dict[str, Any]:
    """Add the keys that exist only after their event, in wire order."""
    rule_ids = order.rule_ids if line.rules is None else line.rules.ids
    if rule_ids:
        item["applied_rule_ids"] = rule_ids
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
