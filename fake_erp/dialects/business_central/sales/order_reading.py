"""From the JSON of a sales order to a draft, and to its neutral fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fake_erp.accounting.money import amount_text
from fake_erp.dialects.business_central import values as read
from fake_erp.dialects.business_central.columns import (
    LANES,
    PARTS,
    customer_of,
    item_of,
    record_of,
    street_of,
)
from fake_erp.dialects.business_central.errors import DIALOG, SERVER, Refused
from fake_erp.dialects.business_central.masters.lists import METHODS, location_of, method_of
from fake_erp.dialects.business_central.sales.lines import BASE_UNIT, CHARGES, ITEM, SALES_ORDER_LINE
from fake_erp.dialects.business_central.sales.order_types import SALES_ORDER
from fake_erp.dialects.record_ids import guid as guid_of
from fake_erp.errors import Place, RuleRefused
from fake_erp.model import Address, Customer, Draft, DraftLine, Item

if TYPE_CHECKING:
    from fake_erp.erp import Erp

Data = read.Data
REFERENCE = 35
"""Characters of an external document number."""
NAME = 100
CUSTOM = "web_"
"""What further properties of the extension begin with."""
MOST_CUSTOM = 50
COMMENT = "Comment"
ORDER_NAMES = frozenset({*SALES_ORDER.by_name, "salesOrderLines"})
LINE_NAMES = frozenset(SALES_ORDER_LINE.by_name)
LINE_TYPES = (COMMENT, "Account", ITEM, "Resource", "Fixed Asset", "Charge")


def draft_of(erp: Erp, data: Data, version: str) -> Draft:
    """Raises ErpError naming the first property that is wrong."""
    read.require_known(data, ORDER_NAMES, "salesOrder")
    _check_fixed(data)
    customer = _customer(erp, data)
    currency = currency_of(erp, data)
    ordered = read.day(data, "webOrderedAt")
    if ordered is None:
        ordered = read.day(data, "orderDate")
    draft = Draft(
        customer.number,
        currency,
        erp.now() if ordered is None else ordered,
        [],
        read.text(data, "externalDocumentNumber", REFERENCE),
        prices_include_tax=read.flag(data, "pricesIncludeTax"),
    )
    lines = read.rows(data, "salesOrderLines", erp.config.max_lines)
    for at, line in enumerate(lines):
        _add_line(erp, draft, line, at, customer, version)
    draft.custom |= custom_of(data)
    channel = draft.custom.get("sales_channel")
    draft.channel = channel if type(channel) is str else ""
    draft.ship_to, draft.bill_to = ship_to_of(data, None), bill_to_of(data, None)
    if draft.ship_to is None and read.text(data, "phoneNumber", 30):
        draft.custom["phone_number"] = read.text(data, "phoneNumber", 30)
    draft.shipping_method = shipping_method_of(data) or ""
    draft.payment_method = read.text(data, "webPaymentMethod", NAME)
    draft.payment_cents = read.cents(data, "webPaymentAmount") or 0
    draft.prepaid = read.flag(data, "webPrepaid")
    draft.document = neutral(data, draft)
    return draft


def _check_fixed(data: Data) -> None:
    if read.guid(data, "id"):
        raise Refused(DIALOG, 'The "id" cannot be changed.', "id")
    if read.text(data, "number"):
        raise Refused(
            DIALOG,
            "You may not enter numbers manually. If you want to enter numbers manually, please activate Manual Nos. in "
            "No. Series S-ORD.",
            "number",
        )


def _customer(erp: Erp, data: Data) -> Customer:
    wanted_id, number = read.guid(data, "customerId"), read.code(data, "customerNumber")
    if not wanted_id and not number:
        raise Refused(DIALOG, 'A "customerNumber" or a "customerId" must be provided.', "customer")
    by_number = customer_of(erp, number) if number else None
    by_id = record_of(erp, "customer", erp.customers.by_number, wanted_id) if wanted_id else None
    found: Customer | None = by_id if wanted_id else by_number
    if found is None or (number and by_number is None):
        raise RuleRefused(
            "known_customer", "unknown_customer", "The sell-to customer cannot be found.", "customer"
        )
    if number and wanted_id and by_number is not by_id:
        raise Refused(DIALOG, "The sell-to customer values do not match to a specific Customer.", "customer")
    return found


def currency_of(erp: Erp, data: Data) -> str:
    """The currency; the local one for none. Raises Refused."""
    code, wanted = read.code(data, "currencyCode", 10), read.guid(data, "currencyId")
    if wanted and wanted not in [guid_of("currency", each) for each in erp.config.currencies]:
        raise RuleRefused(
            "known_currency", "unknown_currency", 'The "currencyId" does not match to a Currency.', "currency"
        )
    if code and code not in erp.config.currencies:
        raise RuleRefused(
            "known_currency",
            "unknown_currency",
            'The "currencyCode" does not match to a Currency.',
            "currency",
        )
    if code and wanted and wanted != guid_of("currency", code):
        raise Refused(DIALOG, "The currency values do not match to a specific Currency.", "currency")
    if wanted and not code:
        return next(each for each in erp.config.currencies if guid_of("currency", each) == wanted)
    return code or erp.currencies.home


def shipping_method_of(data: Data) -> str | None:
    """The free text of the extension, else the code of the shipment method; None where neither was sent."""
    if data.get("webShippingMethod") is not None:
        return read.text(data, "webShippingMethod", NAME)
    if data.get("shipmentMethodId") is None:
        return None
    wanted = read.guid(data, "shipmentMethodId")
    found = method_of(wanted) if wanted else ""
    if wanted and found not in METHODS:
        raise Refused(
            DIALOG, 'The "shipmentMethodId" does not match to a Shipment Method.', "shipping.method"
        )
    return found


def custom_of(data: Data) -> dict[str, Any]:
    """Further properties of the extension, by their names without `web_`."""
    found: dict[str, Any] = {}
    for name, value in data.items():
        if name.startswith(CUSTOM):
            if type(value) not in (str, int, float, bool, type(None)) or len(name) > NAME:
                raise read.wrong_type(name, "Edm.String")
            found[name.removeprefix(CUSTOM)] = read.text(data, name, 250) if type(value) is str else value
    if len(found) > MOST_CUSTOM:
        raise Refused(DIALOG, f"At most {MOST_CUSTOM} fields of the extension.", "custom")
    return found


# -- addresses -----------------------------------------------------------------------------------------------------


def _address(data: Data, prefix: str, before: Address | None) -> Address:
    address = dict(before or {})
    for end, part in PARTS.items():
        if data.get(f"{prefix}{end}") is not None:
            address[part] = read.text(data, f"{prefix}{end}", {"Country": 10, "PostCode": 20}.get(end, 30))
    first, second = f"{prefix}AddressLine1", f"{prefix}AddressLine2"
    if data.get(first) is not None or data.get(second) is not None:
        was = address.get("street", "").partition(", ")[::2]
        address["street"] = street_of(
            was[0] if data.get(first) is None else read.text(data, first, 100),
            was[1] if data.get(second) is None else read.text(data, second, 50),
        )
    return address


def ship_to_of(data: Data, before: Address | None) -> Address | None:
    """The ship-to address after what was sent; None where nothing of it was."""
    names = [*(f"shipTo{end}" for end in LANES), "shipToName", "shipToContact"]
    sent = any(data.get(name) for name in names)
    if not sent and not (before and data.get("phoneNumber") is not None):
        return None
    address = _address(data, "shipTo", before)
    name, contact = data.get("shipToName"), data.get("shipToContact")
    if name is not None or contact is not None:
        name, contact = read.text(data, "shipToName", NAME), read.text(data, "shipToContact", NAME)
        address |= {"name": contact, "company": name} if contact else {"name": name}
    if data.get("phoneNumber") is not None:
        address["phone"] = read.text(data, "phoneNumber", 30)
    return address


def bill_to_of(data: Data, before: Address | None) -> Address | None:
    """The bill-to address after what was sent; None where nothing of it was."""
    parts = ("name", "company", "phone")
    names = [*(f"billTo{end}" for end in LANES), *(f"webBillTo{part.capitalize()}" for part in parts)]
    if not any(data.get(name) for name in names):
        return None
    address = _address(data, "billTo", before)
    for part in parts:
        name = f"webBillTo{part.capitalize()}"
        if data.get(name) is not None:
            address[part] = read.text(data, name, NAME)
    return address


# -- lines ---------------------------------------------------------------------------------------------------------


def _add_line(erp: Erp, draft: Draft, data: Data, at: int, customer: Customer, version: str) -> None:
    kind = line_type(data, version)
    if kind == COMMENT:
        note = read.text(data, "description", NAME)
        before = draft.custom.get("comment")
        draft.custom["comment"] = f"{before}\n{note}" if before else note
    elif kind in CHARGES:
        draft.shipping_cents += freight_cents(data)
    else:
        draft.lines.append(line_of(erp, data, at, customer, draft.currency))


def line_type(data: Data, version: str) -> str:
    """The type of a line, by what it names where it does not say. Raises Refused."""
    read.require_known(data, LINE_NAMES, "salesOrderLine")
    if version == "22.0" and data.get("sequence") is not None:
        raise Refused(SERVER, "You cannot change the value of the SystemId field.", "sequence")
    kind = read.text(data, "lineType")
    if not kind:
        names = any(data.get(name) for name in ("itemId", "lineObjectNumber"))
        return ITEM if names else CHARGES[1] if data.get("accountId") else COMMENT
    if kind not in LINE_TYPES:
        raise Refused(
            "Unknown",
            f"'{kind[:60]}' is not an option. The existing options are: {','.join(LINE_TYPES)}",
            "lineType",
        )
    if kind in ("Resource", "Fixed Asset"):
        raise Refused(DIALOG, f"Lines of type {kind} are not set up in this company.", "lineType")
    return kind


def freight_cents(data: Data) -> int:
    """What a line of the freight is worth."""
    units = read.quantity(data, "quantity")
    price = read.cents(data, "unitPrice") or 0
    discount = read.cents(data, "discountAmount") or 0
    return max(0, price * (1 if units is None else units) - discount)


def line_item(erp: Erp, data: Data, at: int) -> Item:
    """The item that a line names. Raises ErpError."""
    wanted, number = read.guid(data, "itemId"), read.text(data, "lineObjectNumber", 50)
    found = item_of(erp, wanted) if wanted else erp.items.find(number) or erp.items.find(number.upper())
    if found is None or (wanted and number and number not in (found.sku, *found.formerly)):
        raise RuleRefused(
            "known_item",
            "unknown_item",
            f"The field No. of table Sales Line contains a value ({wanted or number}) that cannot be found in the "
            "related table (Item).",
            Place("item", at + 1),
        )
    return found


def line_of(erp: Erp, data: Data, at: int, customer: Customer, currency: str) -> DraftLine:
    """A line of a draft. Price and unit come from the item where they are not sent."""
    item = line_item(erp, data, at)
    units = read.quantity(data, "quantity")
    price = read.cents(data, "unitPrice")
    if price is None:
        price = erp.prices.find(item.sku, customer, erp.now(), units or 1, currency).cents
    unit = read.code(data, "unitOfMeasureCode", 10)
    units = units or 0
    return DraftLine(
        item.sku,
        units,
        price,
        discount_of(data, units * price),
        warehouse_of(erp, data, at),
        unit_of(item, unit),
    )


def unit_of(item: Item, unit: str) -> str:
    """The unit by its name in the books; "" is the base unit."""
    if unit in ("", BASE_UNIT):
        return ""
    return next((name for name in item.units if name.upper() == unit), unit)


def discount_of(data: Data, worth_cents: int) -> int:
    """The discount of a line, as an amount or as a share of its worth."""
    found = read.cents(data, "discountAmount")
    if found is not None:
        return found
    percent = read.decimal(data, "discountPercent")
    if percent is None:
        return 0
    if not 0 <= percent <= 100:
        raise Refused(DIALOG, "The value of discountPercent must be from 0 to 100.", "discount")
    share: int = round(worth_cents * percent / 100)
    return share


def warehouse_of(erp: Erp, data: Data, at: int) -> str:
    """The code of the location of a line; "" for none."""
    wanted = read.guid(data, "locationId")
    if not wanted:
        return ""
    found = location_of(erp, wanted)
    if not found:
        raise RuleRefused(
            "known_warehouse",
            "unknown_warehouse",
            f"The field Location Code of table Sales Line contains a value ({wanted}) that cannot be found in the "
            "related table (Location).",
            Place("warehouse", at + 1),
        )
    return found


# -- neutral names ---------------------------------------------------------------------------------------------------

_PLAIN = {
    "externalDocumentNumber": "external_reference",
    "currencyCode": "currency",
    "orderDate": "ordered_at",
    "pricesIncludeTax": "prices_include_tax",
}
_LINE = {
    "lineObjectNumber": "item",
    "quantity": "quantity",
    "unitPrice": "unit_price",
    "discountAmount": "discount",
    "unitOfMeasureCode": "unit",
    "locationId": "warehouse",
}
_OF_PAYMENT = {"webPaymentMethod": "method", "webPaymentAmount": "amount", "webPrepaid": "prepaid"}


def neutral(data: Data, draft: Draft | None = None) -> dict[str, Any]:
    """What was sent, by neutral names and unchecked."""
    found: dict[str, Any] = {new: data[old] for old, new in _PLAIN.items() if old in data}
    customer = draft.customer if draft is not None else data.get("customerNumber") or data.get("customerId")
    if customer:
        found["customer"] = customer
    lines = data.get("salesOrderLines")
    if type(lines) is list:
        found["lines"] = [
            neutral_line(line)
            for line in lines
            if type(line) is dict and line.get("lineType") not in (*CHARGES, COMMENT)
        ]
    payment = {new: data[old] for old, new in _OF_PAYMENT.items() if data.get(old) is not None}
    if payment:
        found["payment"] = payment
    shipping = {"method": data["webShippingMethod"]} if data.get("webShippingMethod") else {}
    if draft is not None and draft.shipping_cents:
        shipping["amount"] = amount_text(draft.shipping_cents)
    if shipping:
        found["shipping"] = shipping
    for name, read_address in (("ship_to", ship_to_of), ("bill_to", bill_to_of)):
        address = getattr(draft, name) if draft is not None else _unchecked(read_address, data)
        if address is not None:
            found[name] = address
    custom = {name[len(CUSTOM) :]: value for name, value in data.items() if name.startswith(CUSTOM)}
    if custom:
        found["custom"] = custom
    return found


def _unchecked(read_address: Any, data: Data) -> Any:
    try:
        return read_address(data, None)
    except Refused:
        return None


def neutral_line(data: Data) -> dict[str, Any]:
    """A line by neutral names."""
    found = {new: data[old] for old, new in _LINE.items() if data.get(old) is not None}
    if "item" not in found and data.get("itemId"):
        found["item"] = data["itemId"]
    return found
