"""From the JSON of a sales order to a draft: first to the fields by their neutral names, then checked and counted."""

from __future__ import annotations

from typing import Any

from fake_erp.accounting.money import amount_text
from fake_erp.dialects.s4hana import values as read
from fake_erp.dialects.s4hana.numbers import find
from fake_erp.dialects.s4hana.resources import Call
from fake_erp.dialects.s4hana.sales import order_types as types
from fake_erp.dialects.s4hana.sales.parts import BASE_UNIT, TEXT
from fake_erp.errors import Malformed, Place
from fake_erp.model import Draft, DraftLine
from fake_erp.times import instant_of_text, instant_text

GROSS = frozenset(("VKP0", "VKPA", "PBG0"))
PRICES = frozenset(("PPR0", "PMP0", "PR00", *GROSS))
DISCOUNTS = frozenset(("DRV1", "DCD1", "RB00", "K004"))
PERCENT = frozenset(("DPR1", "DRG1", "RA00", "K007"))
FREIGHTS = frozenset(("YBHD", "HD00", "KF00", "HB00"))
SHIP_TO = frozenset(("SH", "WE"))
BILL_TO = frozenset(("BP", "RE"))
BASE_UNITS = frozenset(("", BASE_UNIT, "EA", "ST", "PCE"))
MOST_ROWS = 500
COUNTRY_DIGITS = 2


def fields_of(call: Call) -> dict[str, Any]:
    """The fields of an order by their neutral names. Raises Malformed for what is not the shape of an order."""
    data = call.data()
    read.only(data, types.ORDER, types.HEADER_END)
    read.check_lengths(data, types.ORDER)
    ordered = read.instant(data, "YY1_OrderedAt_SDH")
    for name in ("CustomerPurchaseOrderDate", "SalesOrderDate"):
        given = read.instant(data, name)
        ordered = given if ordered is None else ordered
    found: dict[str, Any] = {
        "customer": _customer(call, read.text(data, "SoldToParty")),
        "currency": read.text(data, "TransactionCurrency") or call.erp.currencies.home,
        "ordered_at": instant_text(call.erp.now() if ordered is None else ordered),
    }
    reference = read.text(data, "PurchaseOrderByCustomer")
    if reference:
        found["external_reference"] = reference
    found["lines"], gross = _lines(call, data)
    included = read.flag(data, "YY1_PricesIncludeTax_SDH")
    found["prices_include_tax"] = gross if included is None else included
    found |= _partners(data)
    _shipping(data, found)
    _payment(data, found)
    custom = custom_of(data)
    if custom:
        found["custom"] = custom
    found["release"] = bool(found["lines"]) and not read.text(data, "DeliveryBlockReason")
    return found


def draft_of(call: Call) -> Draft:
    """The draft of an order. Raises Malformed."""
    given = fields_of(call)
    custom = given.get("custom", {})
    channel = custom.get("sales_channel")
    draft = Draft(
        given["customer"],
        given["currency"],
        instant_of_text(given["ordered_at"]) or 0,
        [draft_line(line) for line in given["lines"]],
        given.get("external_reference", ""),
        channel if type(channel) is str else "",
        given["prices_include_tax"],
    )
    draft.custom = dict(custom)
    draft.release = given["release"]
    draft.ship_to, draft.bill_to = given.get("ship_to"), given.get("bill_to")
    shipping, payment = given.get("shipping"), given.get("payment")
    if shipping is not None:
        draft.shipping_cents = _cents(shipping["amount"])
        draft.shipping_method = shipping["method"]
    if payment is not None:
        draft.payment_cents = _cents(payment["amount"])
        draft.payment_method, draft.prepaid = payment["method"], payment["prepaid"]
    draft.document = given
    return draft


def draft_line(line: dict[str, Any]) -> DraftLine:
    """The line of a draft, from its fields by neutral names."""
    return DraftLine(
        line["item"],
        line["quantity"],
        _cents(line["unit_price"]),
        _cents(line.get("discount", "0.00")),
        line.get("warehouse", ""),
        line.get("unit", ""),
    )


def _cents(amount: str) -> int:
    whole, _, part = amount.partition(".")
    return int(whole) * 100 + int(part)


def _customer(call: Call, given: str) -> str:
    """The number of the customer in the books; what was sent where there is none."""
    if not given:
        raise Malformed("Please enter sold-to party or ship-to party", "customer")
    customer = find(call.erp.customers.by_number, given)
    return given if customer is None else customer.number


def _lines(call: Call, data: dict[str, Any]) -> tuple[list[dict[str, Any]], bool]:
    """The lines, and whether their prices contain the tax."""
    items = read.rows(data, "to_Item")
    most = call.erp.config.max_lines
    if len(items) > most:
        raise Malformed(f"to_Item: at most {most} items, got {len(items)}", "lines")
    found = [line_of(call, item, number) for number, item in enumerate(items, 1)]
    return [line for line, _ in found], all(gross for _, gross in found)


def line_of(call: Call, item: dict[str, Any], number: int) -> tuple[dict[str, Any], bool]:
    """A line by neutral names, and whether its price contains the tax. Raises ErpError."""
    read.only(item, types.ITEM, types.ITEM_END)
    read.check_lengths(item, types.ITEM)
    sku = read.text(item, "Material")
    if not sku:
        raise Malformed("Enter a material for the item", Place("item", number))
    units = read.quantity(item, "RequestedQuantity", number)
    if units is None:
        raise Malformed("Enter a quantity for the item", Place("quantity", number))
    line: dict[str, Any] = {"item": sku, "quantity": units}
    plant, unit = read.text(item, "ProductionPlant"), read.text(item, "RequestedQuantityUnit")
    if plant:
        line["warehouse"] = plant
    if unit not in BASE_UNITS:
        line["unit"] = unit
    gross = _priced(call, item, line, number)
    return line, gross


def _priced(call: Call, item: dict[str, Any], line: dict[str, Any], number: int) -> bool:
    """Put price and discount into a line; whether they contain the tax. Without a price it is that of the list."""
    price, discount, gross = None, 0, False
    percents: list[int] = []
    for element in read.rows(item, "to_PricingElement"):
        kind, rate = condition(element, types.ITEM_PRICE)
        if kind in PRICES:
            price, gross = rate // per(element, rate, number), kind in GROSS
        elif kind in DISCOUNTS:
            discount += abs(rate)
        elif kind in PERCENT:
            percents.append(abs(rate))
        elif kind not in ("TTX1", "MWST"):
            raise Malformed(f"Condition type {kind[:10]} is not defined", Place("unit_price", number))
    if price is None:
        price, gross = _list_price(call, line), True
    if price < 0:
        raise Malformed("A price is at least 0", Place("unit_price", number))
    amount = price * line["quantity"]
    for percent in percents:
        discount += (2 * amount * percent + 10_000) // 20_000
    line["unit_price"] = amount_text(price)
    if discount:
        line["discount"] = amount_text(discount)
    return gross


def condition(element: dict[str, Any], entity: Any) -> tuple[str, int]:
    """Condition type and rate in cents of a pricing element. Raises Malformed."""
    read.only(element, entity)
    rate = read.cents(element, "ConditionRateValue")
    if rate is None:
        rate = read.cents(element, "ConditionAmount")
    return read.text(element, "ConditionType", 4), rate or 0


def per(element: dict[str, Any], rate: int, number: int) -> int:
    """For how many units the rate of a price is. Raises Malformed where it is not whole cents for each."""
    units = read.quantity(element, "ConditionQuantity", number, least=0) or 1
    if rate % units:
        raise Malformed(
            f"ConditionRateValue is for {units}: it must be whole cents for each", Place("unit_price", number)
        )
    return units


def _list_price(call: Call, line: dict[str, Any]) -> int:
    erp = call.erp
    item = erp.items.find(line["item"])
    if item is None:
        return 0
    size = item.units.get(line.get("unit", ""), 1)
    return erp.prices.find(item.sku, None, erp.now(), line["quantity"] * size).cents * size


# -- partners, freight, payment, custom fields ---------------------------------------------------------------------


def _partners(data: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for partner in read.rows(data, "to_Partner"):
        read.only(partner, types.PARTNER)
        function = read.text(partner, "PartnerFunction", 2)
        field = "ship_to" if function in SHIP_TO else "bill_to" if function in BILL_TO else ""
        addresses = read.rows(partner, "to_Address")
        if field and addresses:
            found[field] = address_of(addresses[0], field)
    return found


def address_of(data: dict[str, Any], field: str) -> dict[str, str]:
    """An address by neutral names. Raises Malformed."""
    read.only(data, types.ADDRESS)
    found = {
        name: value
        for given, name in types.ADDRESS_FIELDS.items()
        if given in data and (value := read.text(data, given))
    }
    number = read.text(data, "HouseNumber")
    if number:
        found["street"] = f"{found.get('street', '')} {number}".strip()
    country = found.get("country", "DE")
    if len(country) != COUNTRY_DIGITS or not (country.isascii() and country.isupper()):
        raise Malformed(f"Country {country[:10]!a} is not defined", f"{field}.country")
    return found


def _shipping(data: dict[str, Any], found: dict[str, Any]) -> None:
    cents = 0
    for element in read.rows(data, "to_PricingElement"):
        kind, rate = condition(element, types.HEADER_PRICE)
        if kind not in FREIGHTS:
            raise Malformed(f"Condition type {kind[:10]} is not defined for headers", "shipping.amount")
        cents += rate
    if cents < 0:
        raise Malformed("Freight is at least 0", "shipping.amount")
    method = read.text(data, "YY1_ShippingMethod_SDH")
    if cents or method:
        found["shipping"] = {"amount": amount_text(cents), "method": method}


def _payment(data: dict[str, Any], found: dict[str, Any]) -> None:
    method = read.text(data, "YY1_PaymentMethod_SDH")
    cents = read.cents(data, "YY1_PaymentAmount_SDH")
    prepaid = read.flag(data, "YY1_Prepaid_SDH")
    plan = read.rows(data, "to_PaymentPlanItemDetails")
    for detail in plan:
        read.only(detail, types.PAYMENT)
        authorised = read.cents(detail, "AuthorizedAmountInAuthznCrcy")
        cents = authorised if cents is None else cents
        method = method or read.text(detail, "ElectronicPaymentType")
    if (cents or 0) < 0:
        raise Malformed("An amount is at least 0", "payment.amount")
    if method or cents is not None or prepaid is not None or plan:
        is_prepaid = bool(plan) if prepaid is None else prepaid
        found["payment"] = {"method": method, "amount": amount_text(cents or 0), "prepaid": is_prepaid}


def custom_of(data: dict[str, Any]) -> dict[str, Any]:
    """Custom fields by their names without the ends, and header texts. Raises Malformed."""
    found: dict[str, Any] = {}
    for name, value in data.items():
        if name.startswith("YY1_") and (name not in types.OWN_CUSTOM or name == "YY1_sales_channel_SDH"):
            if value is not None and type(value) not in (str, int, float, bool):
                raise read.bad(name, "a simple value", value)
            if type(value) is str and len(value) > read.TEXT_LIMIT:
                raise Malformed(
                    f"Property '{name[:60]}' is longer than {read.TEXT_LIMIT} characters", name[:60]
                )
            if value is not None:
                found[name[4 : -len(types.HEADER_END)]] = value
    for each in read.rows(data, "to_Text"):
        read.only(each, types.TEXT_TYPE)
        found[f"{TEXT}{read.text(each, 'LongTextID', 4)}"] = read.text(each, "LongText")
    return found
