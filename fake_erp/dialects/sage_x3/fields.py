"""The classes along the order path, and the fields of their screens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from fake_erp.dialects.short import lookups, records
from fake_erp.dialects.short.fields import Affix, Field, Kind, Table, amount_of, text_of, whole_of
from fake_erp.dialects.short.sets import Collection
from fake_erp.times import instant_text


def _day(instant_ms: int) -> str:
    return instant_text(instant_ms)[:10].replace("-", "")


def day_of(value: object) -> object:
    """A date such as 20251128 as ISO text; anything else as it came."""
    if type(value) is str and len(value) == 8 and value.isascii() and value.isdigit():
        return f"{value[:4]}-{value[4:6]}-{value[6:]}"
    return value


def menu(yes: str, no: str) -> Kind:
    """A local menu of two values, such as 2 for yes and 1 for no."""
    words = {yes: True, no: False}
    return Kind(lambda value: yes if value else no, lambda value: words.get(str(value), value))


TEXT = Kind(str, text_of)
AMOUNT = Kind(float, amount_of)
UNITS = Kind(int, whole_of)
DAY = Kind(_day, day_of)
INSTANT = Kind(instant_text)
YES_NO = menu("2", "1")
FREE = Affix("ZZ_")


def _address(before: str, neutral: str) -> tuple[Field, ...]:
    parts = {
        "NAM": "name",
        "NAM2": "company",
        "ADDLIG": "street",
        "CTY": "city",
        "SAT": "region",
        "POSCOD": "postcode",
        "CRY": "country",
        "TEL": "phone",
    }
    return tuple([Field(f"{before}{name}", f"{neutral}.{part}", TEXT) for name, part in parts.items()])


def _no(*names: str) -> tuple[Field, ...]:
    return tuple([Field(name) for name in names])


ORDER = Table(
    (
        Field("SOHNUM", "number", is_key=True),
        Field("SALFCY", fixed="FR011"),
        Field("SOHTYP", fixed="SON"),
        Field("CUSORDREF", "external_reference", TEXT),
        Field("BPCORD", "customer", TEXT),
        Field("BPCNAM", "customer_name"),
        Field("ORDDAT", "ordered_at", DAY),
        Field("ZORDTIM", "ordered_at", INSTANT),
        Field("CUR", "currency", TEXT),
        Field("PRITYP", "prices_include_tax", YES_NO),
        Field("MDL", "shipping.method", TEXT),
        Field("ZSHPAMT", "shipping.amount", AMOUNT),
        Field("ZPAYMET", "payment.method", TEXT),
        Field("ZPAYAMT", "payment.amount", AMOUNT),
        Field("ZPREPAID", "payment.prepaid", YES_NO),
        Field("ZRELEASE", "release", YES_NO),
        Field("ORDSTA", "closed", YES_NO),
        Field("ZCANCEL", "cancelled", YES_NO),
        Field("HLDSTA", "held", YES_NO),
        Field("ORDNOT", "net", AMOUNT),
        Field("ORDATI", "total", AMOUNT),
        *_address("BPD", "ship_to"),
        *_address("BPI", "bill_to"),
        *_no("BPCINV", "BPCPYR", "STOFCY", "PTE", "DEMDLVDAT", "SHIDAT", "VACBPR", "REP"),
    ),
    records.ORDER
    | {
        "closed": lambda order: order.status in ("cancelled", "shipped", "invoiced", "closed"),
        "cancelled": lambda order: order.status == "cancelled",
        "held": lambda order: order.status in ("held", "pending_approval"),
        "release": lambda order: order.status != "draft",
    },
    FREE,
)
LINE = Table(
    (
        Field("SOHNUM", "number"),
        Field("SOPLIN", "line_number", UNITS),
        Field("ITMREF", "item", TEXT),
        Field("ITMDES", "name"),
        Field("QTY", "quantity", UNITS),
        Field("SAU", "unit", TEXT),
        Field("GROPRI", "unit_price", AMOUNT),
        Field("DISCRGVAL1", "discount", AMOUNT),
        Field("ORDLIN", "amount", AMOUNT),
        Field("STOFCY", "warehouse", TEXT),
        Field("DLVQTY", "shipped", UNITS),
        Field("SOQSTA", "state", Kind(lambda state: "3" if state in ("shipped", "cancelled") else "1")),
        *_no("DEMDLVDAT", "SHIDAT"),
    ),
    records.LINE | {"line_number": lambda row: (row.at + 1) * 1000},
)
CUSTOMER = Table(
    (
        Field("BPCNUM", "number", is_key=True),
        Field("BPCNAM", "name", TEXT),
        Field("WEB", "email", TEXT),
        Field("TEL", "phone", TEXT),
        Field("BPCREF", "external_reference", TEXT),
        Field("BPAADDLIG", "address.street", TEXT),
        Field("CTY", "address.city", TEXT),
        Field("SAT", "address.region", TEXT),
        Field("POSCOD", "address.postcode", TEXT),
        Field("CRY", "address.country", TEXT),
        Field("OSTCTL", "blocked", menu("3", "1")),
        Field("OSTAUZ", "credit_limit", AMOUNT),
        *_no("BCGCOD", "CUR", "LAN", "BPCSTA", "VACBPR", "PTE"),
    ),
    records.CUSTOMER,
)
ITEM = Table(
    (
        Field("ITMREF", "item", is_key=True),
        Field("ITMDES1", "name"),
        Field("BASPRI", "price", AMOUNT),
        Field("TCLCOD", "group"),
        Field("ITMSTA", "active", menu("1", "5")),
        Field("SAU", fixed="UN"),
    ),
    records.ITEM,
)
STOCK = Table(
    (
        Field("ITMREF", "item", is_key=True),
        Field("STOFCY", "warehouse"),
        Field("PHYSTO", "on_hand", UNITS),
        Field("PHYALL", "allocated", UNITS),
        Field("AVASTO", "available", UNITS),
    ),
    records.STOCK,
)
DELIVERY = Table(
    (
        Field("SDHNUM", "number", is_key=True),
        Field("SOHNUM", "order"),
        Field("CUSORDREF", "external_reference"),
        Field("BPCORD", "customer"),
        Field("STOFCY", "warehouse"),
        Field("SHIDAT", "posted_at", DAY),
        Field("XTRACK", "tracking"),
        Field("CFMFLG", fixed="2"),
    ),
    records.DELIVERY,
)
DELIVERY_LINE = Table(
    (
        Field("SDDLIN", "line", UNITS),
        Field("SOHNUM", "order"),
        Field("SOPLIN", "line_number", UNITS),
        Field("ITMREF", "item"),
        Field("QTY", "quantity", UNITS),
    ),
    records.DELIVERY_LINE | {"line_number": lambda row: (row.part[0] + 1) * 1000},
)
INVOICE = Table(
    (
        Field("NUM", "number", is_key=True),
        Field("SOHNUM", "order"),
        Field("CUSORDREF", "external_reference"),
        Field("BPR", "customer"),
        Field("CUR", "currency"),
        Field("ACCDAT", "posted_at", DAY),
        Field("AMTATI", "total", AMOUNT),
        Field("AMTNOT", "net", AMOUNT),
        Field("ZOPNAMT", "open", AMOUNT),
        Field("STA", fixed="3"),
    ),
    records.INVOICE,
)
INVOICE_LINE = Table(
    (
        Field("SIDLIN", "line", UNITS),
        Field("ITMREF", "item"),
        Field("QTY", "quantity", UNITS),
        Field("AMTATILIN", "amount", AMOUNT),
    ),
    records.INVOICE_LINE,
)
ORDERS = Collection("SORDER", "order", ORDER, lookups.orders)
CUSTOMERS = Collection("BPCUSTOMER", "customer", CUSTOMER, lookups.customers)
CLASSES = {
    each.name: each
    for each in (
        ORDERS,
        CUSTOMERS,
        Collection("ITMMASTER", "item", ITEM, lookups.items),
        Collection("ITMMVT", "stock", STOCK, lookups.stock),
        Collection("SDELIVERY", "delivery", DELIVERY, lookups.deliveries),
        Collection("SINVOICE", "invoice", INVOICE, lookups.invoices),
    )
}
"""Classes by the names that SData has for them."""
OBJECTS = {
    "SOH": "SORDER",
    "BPC": "BPCUSTOMER",
    "ITM": "ITMMASTER",
    "ITV": "ITMMVT",
    "SDH": "SDELIVERY",
    "SIH": "SINVOICE",
}
"""Objects of the web services, by the beginning of their public names, and their classes."""
LINES: dict[str, tuple[str, Table, Callable[[Any], Sequence[Any]]]] = {
    "SORDER": ("SOH4", LINE, records.order_lines),
    "SDELIVERY": ("SDH1", DELIVERY_LINE, records.delivery_lines),
    "SINVOICE": ("SIH4", INVOICE_LINE, records.invoice_lines),
}
"""Of a class with lines: the block of its screen that has them."""
