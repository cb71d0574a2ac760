"""From the values of a sales order to a neutral document."""

from __future__ import annotations

from typing import Any

from fake_erp.accounting.money import amount_text
from fake_erp.dialects.odoo.faults import BadValue, Invalid, unknown
from fake_erp.dialects.odoo.masters.partners import address_of, owner_of
from fake_erp.dialects.odoo.masters.places import tax_of
from fake_erp.dialects.odoo.masters.stocks import warehouse_name
from fake_erp.dialects.odoo.methods.checks import CUSTOM, mandatory
from fake_erp.dialects.odoo.models.base import View
from fake_erp.dialects.odoo.models.values import (
    cents_of,
    flag_of,
    id_of,
    ids_of_commands,
    instant_of,
    is_set,
    text_of,
)
from fake_erp.dialects.odoo.sales.line_values import Line, line_of, merge_charge
from fake_erp.dialects.odoo.store import Contact
from fake_erp.model import Address, Customer
from fake_erp.times import instant_text

OWN_CUSTOM = (
    "x_studio_prices_include_tax",
    "x_studio_payment_method",
    "x_studio_prepaid",
    "x_studio_payment_amount",
    "x_studio_shipping_method",
    "x_studio_status",
    "x_studio_hold_reason",
)
"""Fields of this installation that are no custom fields of the neutral order."""
LONGEST_TEXT = 255
MOST_CUSTOM = 50


def customer_of(view: View, values: dict[str, Any]) -> Customer:
    """The customer of an order: the partner, or the customer to whom that contact belongs. Raises ErpError."""
    number = id_of(values, "partner_id")
    if number is None:
        raise mandatory("Sales Order", "sale.order", "Customer", "partner_id")
    record = view.models["res.partner"].find(view, number)
    owner = None if record is None else owner_of(view, record)
    if owner is None:
        raise unknown("known_customer", "unknown_customer", "res.partner", number, "customer", view.uid)
    return owner


def reference_of(values: dict[str, Any]) -> str:
    """The external reference: the customer's reference, else the source document."""
    return text_of(values, "client_order_ref", 64) or text_of(values, "origin", 64)


def currency_of(view: View, values: dict[str, Any], customer: Customer) -> str:
    """The currency: the one that is named, or that of the price list, or the company's."""
    codes = view.erp.config.currencies
    number = id_of(values, "currency_id")
    if number is not None:
        if not 0 < number <= len(codes):
            raise unknown("known_currency", "unknown_currency", "res.currency", number, "currency", view.uid)
        return codes[number - 1]
    listed = id_of(values, "pricelist_id")
    if listed is not None:
        found: str = view.record("product.pricelist", listed).currency
        return found
    return view.erp.currencies.home


def address(view: View, values: dict[str, Any], name: str, customer: Customer) -> Address | None:
    """The address that a contact stands for; None for the customer's own. Raises Missing."""
    number = id_of(values, name)
    if number is None:
        return None
    record = view.record("res.partner", number)
    if record is customer:
        return None
    found = dict(address_of(record))
    if not isinstance(record, Contact):
        found.setdefault("name", record.name)
        if record.phone:
            found.setdefault("phone", record.phone)
    return found


def custom_of(values: dict[str, Any]) -> dict[str, Any]:
    """The custom fields of an order: those that begin with x_studio_, without that prefix. Raises Invalid."""
    custom: dict[str, Any] = {}
    for name, value in values.items():
        if name in OWN_CUSTOM or not name.startswith("x_"):
            continue
        if isinstance(value, str) and len(value) > LONGEST_TEXT:
            raise Invalid(f"{name}: expected a text of at most {LONGEST_TEXT} characters", name)
        if isinstance(value, list | dict) or (type(value) in (int, float) and not -(2**53) <= value <= 2**53):
            raise BadValue(f"{name[:60]}: expected a text, a number, true or false", name[:60])
        custom[name.removeprefix(CUSTOM)[:64]] = None if value is False else value
    if len(custom) > MOST_CUSTOM:
        raise Invalid(f"at most {MOST_CUSTOM} custom fields, got {len(custom)}")
    return custom


def inclusive(view: View, values: dict[str, Any], lines: list[dict[str, Any]]) -> bool:
    """Whether prices contain the tax: as the field says, else as the taxes of the lines say, else yes."""
    if "x_studio_prices_include_tax" in values:
        return flag_of(values, "x_studio_prices_include_tax")
    name = view.version.line_taxes
    for line in lines:
        for number in ids_of_commands(line.get(name), name):
            return tax_of(number)[1]
    return True


def lines_of(values: dict[str, Any]) -> list[dict[str, Any]]:
    """The values of the lines that commands create. Raises BadValue."""
    given = values.get("order_line")
    if not is_set(given):
        return []
    if not isinstance(given, list | tuple):
        raise BadValue("Wrong value for order_line", "order_line")
    found = []
    for entry in given:
        command = entry if isinstance(entry, list | tuple) and entry else [None]
        if isinstance(entry, dict):
            found.append(entry)
        elif command[0] == 0 and len(command) > 2 and isinstance(command[2], dict):
            found.append(command[2])
        elif command[0] not in (5, 6) or (command[0] == 6 and command[-1]):
            raise BadValue(f"Wrong value for order_line: {str(entry)[:60]!a}", "order_line")
    return found


def document_of(view: View, values: dict[str, Any]) -> dict[str, Any]:
    """The order as a neutral document. Raises ErpError."""
    customer = customer_of(view, values)
    given = lines_of(values)
    if len(given) > view.erp.config.max_lines:
        raise Invalid(
            f"order_line: at most {view.erp.config.max_lines} lines, got {len(given)}", "order_line"
        )
    currency = currency_of(view, values, customer)
    warehouse = warehouse_name(view, id_of(values, "warehouse_id") or 0)
    lines = [line_of(view, line, at, customer, currency, warehouse) for at, line in enumerate(given)]
    ordered_ms = instant_of(values, "date_order")
    found: dict[str, Any] = {
        "external_reference": reference_of(values),
        "customer": customer.number,
        "currency": currency,
        "ordered_at": instant_text(view.erp.now() if ordered_ms is None else ordered_ms),
        "prices_include_tax": inclusive(view, values, given),
        "lines": [line.document() for line in lines if not line.is_charge],
    }
    custom = custom_of(values)
    origin = text_of(values, "origin", LONGEST_TEXT)
    if origin and origin != found["external_reference"]:
        custom["origin"] = origin
    custom = {name: value for name, value in custom.items() if value is not None}
    if custom:
        found["custom"] = custom
    shipping = shipping_of(view, values, lines)
    if shipping:
        found["shipping"] = shipping
    payment = payment_of(values)
    if payment:
        found["payment"] = payment
    for name, neutral in (("partner_shipping_id", "ship_to"), ("partner_invoice_id", "bill_to")):
        party = address(view, values, name, customer)
        if party is not None:
            found[neutral] = party
    if values.get("state") in ("sale", "done"):
        found["release"] = True
    return found


def shipping_of(view: View, values: dict[str, Any], lines: list[Line]) -> dict[str, Any]:
    """The shipping charge, and how it is sent."""
    method = text_of(values, "x_studio_shipping_method", LONGEST_TEXT)
    carrier = id_of(values, "carrier_id")
    if carrier is not None and not method:
        method = str(view.record("delivery.carrier", carrier)[1])
    amount, label = merge_charge(lines)
    method = method or label
    found: dict[str, Any] = {"method": method} if method else {}
    if amount is not None:
        found["amount"] = amount_text(amount)
    return found


def payment_of(values: dict[str, Any]) -> dict[str, Any]:
    """How the order is paid."""
    found: dict[str, Any] = {}
    method, amount = (
        text_of(values, "x_studio_payment_method", LONGEST_TEXT),
        cents_of(values, "x_studio_payment_amount"),
    )
    if method:
        found["method"] = method
    if "x_studio_prepaid" in values:
        found["prepaid"] = flag_of(values, "x_studio_prepaid")
    if amount is not None:
        if amount < 0:
            raise Invalid(
                "x_studio_payment_amount: expected an amount of at least 0", "x_studio_payment_amount"
            )
        found["amount"] = amount_text(amount)
    return found
