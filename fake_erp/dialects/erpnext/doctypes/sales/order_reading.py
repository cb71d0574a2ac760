"""From a Sales Order as it was sent to a draft of the books, and to the changes of a saved order."""

from __future__ import annotations

from typing import Any

from fake_erp.accounting.money import amount_text, cents_of_number
from fake_erp.dialects.erpnext.clock import instant
from fake_erp.dialects.erpnext.doctypes.sales.order_fields import CUSTOM, FIELDS, RESERVED
from fake_erp.dialects.erpnext.doctypes.sales.places import linked_address
from fake_erp.dialects.erpnext.names import series_name
from fake_erp.dialects.erpnext.site import Site, warehouse_code
from fake_erp.dialects.erpnext.wire import values
from fake_erp.dialects.erpnext.wire.errors import Missing, could_not_find
from fake_erp.dialects.erpnext.wire.forms import loaded
from fake_erp.model import Customer, Draft, DraftLine

CHARGES = ("freight", "shipping", "delivery", "versand")
"""What the account or the description of a row of charges contains that is the shipping charge."""
KNOWN = frozenset(
    [*FIELDS, "items", "taxes", "doctype", "__islocal", "__unsaved", "payment_schedule", "sales_team"]
)
MOST_CUSTOM = 50
ITEM_FIELDS = frozenset(
    [
        "item_code",
        "item_name",
        "description",
        "delivery_date",
        "qty",
        "stock_qty",
        "uom",
        "stock_uom",
        "conversion_factor",
        "price_list_rate",
        "discount_amount",
        "discount_percentage",
        "rate",
        "amount",
        "warehouse",
        "name",
        "idx",
        "parent",
        "parentfield",
        "parenttype",
        "doctype",
        "docstatus",
        "net_rate",
        "net_amount",
        "base_rate",
        "base_amount",
        "custom_row_discount",
        "owner",
        "creation",
        "modified",
        "modified_by",
    ]
)


def missing(name: str, field: str, label: str, is_table: bool = False) -> Missing:
    """The refusal of a Sales Order without a mandatory value."""
    text = f"Data missing in table: {label}" if is_table else f"Value missing for Sales Order: {label}"
    details = {"exception": f"[Sales Order, {name}]: {field}", "messages": [f"Error: {text}"]}
    return Missing(f"Error: {text}", field, details)


def next_name(site: Site) -> str:
    """The name of the order that is saved next, for errors."""
    number = str(len(site.erp.orders.by_number) + 1)
    return series_name("order", number, site.erp.now())


def party(site: Site, doc: dict[str, Any]) -> Customer:
    """The customer of a Sales Order. Raises MandatoryError or LinkValidationError."""
    name = values.text(doc, "customer")
    if not name:
        raise missing(next_name(site), "customer", "Customer")
    customer = site.customer_named(name)
    if customer is None:
        raise could_not_find("Customer", name, "customer")
    return customer


def draft_of(site: Site, doc: dict[str, Any]) -> Draft:
    """The draft that a new Sales Order asks for. Raises ErpError as Frappe validates."""
    erp = site.erp
    customer = party(site, doc)
    currency = values.text(doc, "currency") or erp.currencies.home
    if currency not in erp.config.currencies:
        raise could_not_find("Currency", currency, "currency")
    rows = values.table(doc, "items", erp.config.max_lines)
    if not rows:
        raise missing(next_name(site), "items", "Items", is_table=True)
    default = values.text(doc, "set_warehouse")
    lines = [_line(site, row, at, customer, currency, default) for at, row in enumerate(rows, 1)]
    included, shipping = _charges(site, doc)
    custom = custom_fields(doc)
    draft = Draft(
        customer.number,
        currency,
        ordered_at(site, doc),
        lines,
        values.text(doc, "po_no", values.LONGEST_REFERENCE),
        "",
        included,
        shipping,
        values.text(doc, "custom_shipping_method"),
        values.text(doc, "custom_payment_method"),
        values.cents(doc, "custom_payment_amount"),
        values.flag(doc, "custom_prepaid"),
        linked_address(site, doc, "shipping_address_name", "ship_to"),
        linked_address(site, doc, "customer_address", "bill_to"),
        custom,
        doc.get("docstatus") in (1, "1"),
    )
    channel = custom.get("sales_channel")
    draft.channel = channel if type(channel) is str else ""
    draft.document = neutral(doc)
    return draft


def ordered_at(site: Site, doc: dict[str, Any]) -> int:
    """When the customer ordered: to the second in a custom field, else the day of the transaction."""
    for field in ("custom_ordered_at", "transaction_date"):
        value = doc.get(field)
        if value not in (None, ""):
            found = instant(value)
            if found is None:
                raise values.bad(field, "a date such as 2025-11-28", value)
            return found
    return site.erp.now()


def _line(
    site: Site, row: dict[str, Any], at: int, customer: Customer, currency: str, default: str
) -> DraftLine:
    sku = values.text(row, "item_code", row=at)
    if not sku:
        raise missing(next_name(site), "items", f"Items Row #{at}: Item Code", is_table=True)
    units = values.units(row, "qty", at)
    price, discount = prices_of(site, row, at, units, sku, customer, currency)
    warehouse = values.text(row, "warehouse", row=at) or default
    unit = values.text(row, "uom", row=at)
    return DraftLine(sku, units, price, discount, warehouse_code(warehouse), "" if unit == "Nos" else unit)


def prices_of(
    site: Site, row: dict[str, Any], at: int, units: int, sku: str, customer: Customer, currency: str
) -> tuple[int, int]:
    """Price of one unit and discount of the whole row, in cents. Without a rate the price list gives it."""
    given = {name for name in ("rate", "price_list_rate") if row.get(name) not in (None, "")}
    rate, listed = values.cents(row, "rate", at), values.cents(row, "price_list_rate", at)
    if not given:
        if site.erp.items.find(sku) is None:
            raise could_not_find("Item Code", sku, "item", at)
        return site.erp.prices.price_of(sku, customer, site.erp.now(), units, currency), 0
    price = listed if "price_list_rate" in given else rate
    if row.get("custom_row_discount") not in (None, ""):
        discount = values.cents(row, "custom_row_discount", at)
    elif "rate" in given and "price_list_rate" in given:
        discount = _exact(row, units)
    elif row.get("discount_amount") not in (None, ""):
        discount = cents_of_number(values.number(row["discount_amount"]) * units) or 0
        price += 0 if "price_list_rate" in given else values.cents(row, "discount_amount", at)
    else:
        discount = (
            cents_of_number(values.number(row.get("discount_percentage")) * units * price / 10_000) or 0
        )
    if discount < 0:
        price, discount = rate, 0
    if price < 0:
        raise values.bad("rate", "an amount of at least 0", row.get("rate"), at)
    return price, discount


def _exact(row: dict[str, Any], units: int) -> int:
    """The discount of a row whose rate has more than two places."""
    whole = cents_of_number(round(values.number(row["price_list_rate"]) * units, 4)) or 0
    return whole - (cents_of_number(round(values.number(row["rate"]) * units, 4)) or 0)


def _charges(site: Site, doc: dict[str, Any]) -> tuple[bool, int]:
    """Whether rates include tax, and the shipping charge. Without a row of tax the default template includes it."""
    included, shipping = True, 0
    for at, row in enumerate(values.table(doc, "taxes", site.erp.config.max_lines), 1):
        what = f"{values.text(row, 'account_head', row=at)} {values.text(row, 'description', row=at)}".lower()
        if row.get("charge_type", "Actual") == "Actual" and any(word in what for word in CHARGES):
            shipping += values.cents(row, "tax_amount", at)
        elif not values.flag(row, "included_in_print_rate"):
            included = False
    if shipping < 0:
        raise values.bad("taxes", "a shipping charge of at least 0", amount_text(shipping))
    return included, shipping


def custom_fields(doc: dict[str, Any]) -> dict[str, Any]:
    """The free fields of a document: those that begin with custom_, and the source as the sales channel."""
    found: dict[str, Any] = {}
    source = doc.get("source")
    if source not in (None, ""):
        found["sales_channel"] = values.text(doc, "source")
    for name, value in doc.items():
        if not name.startswith(CUSTOM) or name in RESERVED:
            continue
        if type(value) is str:
            values.text(doc, name)
        elif type(value) in (list, dict):
            raise values.bad(name[:64], "a text or a number", "a list or an object")
        found[name[len(CUSTOM) :][: values.LONGEST_REFERENCE]] = value
    if len(found) > MOST_CUSTOM:
        raise values.bad("custom_", f"at most {MOST_CUSTOM} custom fields", len(found))
    return found


LINE_NAMES = {
    "item_code": "item",
    "qty": "quantity",
    "rate": "unit_price",
    "custom_row_discount": "discount",
    "warehouse": "warehouse",
    "uom": "unit",
}
READ_ONLY = ("custom_number", "custom_hold_reason")
HEAD_NAMES = {
    "customer": "customer",
    "currency": "currency",
    "po_no": "external_reference",
    "transaction_date": "ordered_at",
    "customer_address": "bill_to",
    "shipping_address_name": "ship_to",
}


def neutral(doc: dict[str, Any]) -> dict[str, Any]:
    """The fields that were sent, by their neutral names, unchecked; unknown ones by their own."""
    found: dict[str, Any] = {HEAD_NAMES[name]: doc[name] for name in HEAD_NAMES if doc.get(name) is not None}
    for name in ("ship_to", "bill_to"):
        if name in found:
            found[name] = {"name": found[name]}
    _neutral_custom(doc, found)
    if type(doc.get("items")) is list:
        found["lines"] = [_neutral_line(row) for row in doc["items"] if type(row) is dict]
    if doc.get("docstatus") in (1, "1"):
        found["release"] = True
    return found


def _neutral_custom(doc: dict[str, Any], found: dict[str, Any]) -> None:
    """Add the custom fields, those with a meaning in their places, and unknown fields by their own names."""
    custom: dict[str, Any] = {"sales_channel": doc["source"]} if doc.get("source") else {}
    for name, value in doc.items():
        path = RESERVED.get(name)
        if path is not None:
            group, _, part = path.partition(".")
            if value is None or name in READ_ONLY:
                continue
            if part:
                found.setdefault(group, {})[part] = value
            else:
                found[group] = loaded(value)
        elif name.startswith(CUSTOM):
            custom[name[len(CUSTOM) :]] = value
        elif name not in KNOWN:
            found[name] = value
    if custom:
        found["custom"] = custom


def _neutral_line(row: dict[str, Any]) -> dict[str, Any]:
    line = {LINE_NAMES[name]: row[name] for name in LINE_NAMES if row.get(name) is not None}
    for name in row:
        if name not in ITEM_FIELDS:
            line[name] = row[name]
    return line


def is_same(shown: Any, sent: Any) -> bool:
    """Whether a field that was sent is what the document has already."""
    if isinstance(shown, int | float) and isinstance(sent, int | float | str):
        return abs(values.number(sent) - shown) < 0.000001
    return str(shown or "") == str(sent or "")
