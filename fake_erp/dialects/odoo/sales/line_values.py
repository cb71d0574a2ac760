"""From the values of an order line to a neutral line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fake_erp.accounting.money import MAX_CENTS, amount_text
from fake_erp.dialects.odoo.faults import BadValue, Invalid, missing, unknown
from fake_erp.dialects.odoo.masters.places import unit_name
from fake_erp.dialects.odoo.masters.products import Service
from fake_erp.dialects.odoo.masters.stocks import warehouse_name
from fake_erp.dialects.odoo.methods.checks import mandatory
from fake_erp.dialects.odoo.models.base import View
from fake_erp.dialects.odoo.models.values import cents_of, flag_of, id_of, is_set, number_of, text_of
from fake_erp.errors import Place
from fake_erp.model import Customer, Item

MOST_UNITS = 1_000_000


@dataclass(frozen=True, slots=True)
class Line:
    """A line that was read. A charge is the line of the shipping charge, not one of goods."""

    sku: str
    quantity: int
    price_cents: int
    discount_cents: int
    warehouse: str = ""
    unit: str = ""
    is_charge: bool = False
    label: str = ""

    def document(self) -> dict[str, Any]:
        """The neutral line."""
        found: dict[str, Any] = {
            "item": self.sku,
            "quantity": self.quantity,
            "unit_price": amount_text(self.price_cents),
        }
        if self.discount_cents:
            found["discount"] = amount_text(self.discount_cents)
        if self.warehouse:
            found["warehouse"] = self.warehouse
        if self.unit:
            found["unit"] = self.unit
        return found


def line_of(
    view: View, values: dict[str, Any], at: int, customer: Customer | None, currency: str, warehouse: str = ""
) -> Line:
    """The line at place `at`, counted from 0. Raises ErpError."""
    check_line_fields(view, values)
    product = product_of(view, values, at)
    quantity = quantity_of(values, at)
    unit = unit_of(view, values)
    price = price_of(view, values, product, quantity, unit, customer, currency, at)
    discount = discount_of(values, quantity, price)
    if isinstance(product, Service) or flag_of(values, "is_delivery"):
        label = text_of(values, "name", 255)
        return Line("", quantity, price, discount, is_charge=True, label=label)
    own = id_of(values, "warehouse_id")
    return Line(
        product.sku,
        quantity,
        price,
        discount,
        warehouse if own is None else warehouse_name(view, own),
        unit,
    )


def check_line_fields(view: View, values: dict[str, Any]) -> None:
    """Raises BadValue for a field that order lines do not have."""
    fields = view.models["sale.order.line"].fields
    for name in values:
        field = fields.get(name)
        if name != "id" and (field is None or not field.is_in(view.version)):
            where = "in 'sale.order.line'" if view.version.major >= 19 else "on model 'sale.order.line'"
            raise BadValue(f"Invalid field {str(name)[:60]!r} {where}", str(name)[:60])


def product_of(view: View, values: dict[str, Any], at: int) -> Item | Service:
    """The product of a line. Raises ErpError."""
    number = id_of(values, "product_id")
    if number is None:
        number = id_of(values, "product_template_id")
    if number is None:
        raise Invalid("Missing required fields on accountable sale order line.", "product_id")
    found: Item | Service | None = view.models["product.product"].find(view, number)
    if found is None:
        place = Place("item", at + 1)
        raise unknown("known_item", "unknown_item", "product.product", number, place, view.uid)
    return found


def quantity_of(values: dict[str, Any], at: int, least: int = 1) -> int:
    """Whole units. Raises Invalid."""
    wanted = number_of(values, "product_uom_qty", 1.0)
    if not wanted.is_integer() or not least <= wanted <= MOST_UNITS:
        place = Place("quantity", at + 1)
        raise Invalid(
            (place, f": expected a whole number from {least} to {MOST_UNITS}, got {wanted:g}"), place
        )
    return int(wanted)


def unit_of(view: View, values: dict[str, Any]) -> str:
    """The unit of a line; "" for the base unit. Raises ErpError."""
    number = id_of(values, view.version.line_unit)
    if number is None:
        return ""
    found = unit_name(view, number)
    if found is None:
        raise missing("uom.uom", number, view.uid)
    return found


def price_of(
    view: View,
    values: dict[str, Any],
    product: Item | Service,
    quantity: int,
    unit: str,
    customer: Customer | None,
    currency: str,
    at: int,
) -> int:
    """The price of one unit: as it was sent, else that of the price lists. Raises Invalid."""
    sent = cents_of(values, "price_unit")
    if sent is not None:
        if sent < 0:
            place = Place("unit_price", at + 1)
            raise Invalid((place, ": expected a price of at least 0"), place)
        return sent
    if isinstance(product, Service):
        return 0
    size = product.units.get(unit, 1)
    return size * view.erp.prices.price_of(product.sku, customer, view.erp.now(), quantity * size, currency)


def discount_of(values: dict[str, Any], quantity: int, price_cents: int) -> int:
    """The discount of the whole line in cents: the amount that was sent, else the percentage of it."""
    amount = cents_of(values, "x_studio_discount_amount")
    if amount is not None and is_set(values.get("x_studio_discount_amount")):
        if amount < 0:
            raise Invalid("x_studio_discount_amount: expected an amount of at least 0", "discount")
        return amount
    percent = number_of(values, "discount")
    if not -100 <= percent <= 100 or percent < 0:
        raise Invalid("discount: expected a percentage from 0 to 100", "discount")
    whole = min(quantity * price_cents, MAX_CENTS)
    return int(whole * percent / 100 + 0.5)


def percent_of(discount_cents: int, quantity: int, price_cents: int) -> float:
    """A discount in cents as a percentage of its line; `discount_of` gives the cents back."""
    whole = quantity * price_cents
    return 100 * discount_cents / whole if whole and discount_cents else 0.0


def merge_charge(lines: list[Line]) -> tuple[int | None, str]:
    """The sum of the lines of the shipping charge, None without one, and the name of the last of them."""
    charges = [line for line in lines if line.is_charge]
    if not charges:
        return None, ""
    total = sum([line.quantity * line.price_cents - line.discount_cents for line in charges])
    if total < 0:
        raise Invalid("The shipping charge cannot be negative.", "order_line")
    return total, charges[-1].label


def accountable(values: dict[str, Any]) -> bool:
    """Whether a line is one of goods or charges; sections and notes are not."""
    return not is_set(values.get("display_type"))


def require_order(values: dict[str, Any]) -> int:
    """The order of a line that is created by itself. Raises Invalid."""
    number = id_of(values, "order_id")
    if number is None:
        raise mandatory("Sales Order Line", "sale.order.line", "Order Reference", "order_id")
    return number
