"""The fields of M3 along the order path: four letters each, every value a text."""

from __future__ import annotations

from typing import Any

from fake_erp.dialects.short import lookups, records
from fake_erp.dialects.short.fields import Field, Kind, Table, amount_of, text_of, whole_of, words_for
from fake_erp.dialects.short.sets import Collection
from fake_erp.times import instant_text

COMPANY, DIVISION = "100", "AAA"


def _day(instant_ms: int) -> str:
    return instant_text(instant_ms)[:10].replace("-", "")


def _time(instant_ms: int) -> str:
    return instant_text(instant_ms)[11:19].replace(":", "")


TEXT = Kind(str, text_of)
AMOUNT = Kind(str, amount_of)
UNITS = Kind(str, whole_of)
DAY, TIME = Kind(_day), Kind(_time)
FLAG = Kind(lambda value: "1" if value else "0")
LOWEST = words_for(
    {
        "draft": "05",
        "pending_approval": "10",
        "held": "20",
        "released": "33",
        "partly_shipped": "33",
        "shipped": "66",
        "invoiced": "77",
        "closed": "77",
        "cancelled": "90",
    }
)
HIGHEST = words_for(
    {
        "draft": "05",
        "pending_approval": "10",
        "held": "20",
        "released": "33",
        "partly_shipped": "66",
        "shipped": "66",
        "invoiced": "77",
        "closed": "77",
        "cancelled": "90",
    }
)
LINE_STATUS = words_for(
    {
        "open": "22",
        "backordered": "22",
        "allocated": "33",
        "partly_shipped": "66",
        "shipped": "66",
        "cancelled": "90",
    }
)
_CONO = Field("CONO", fixed=COMPANY)


def _no(*names: str) -> tuple[Field, ...]:
    return tuple([Field(name) for name in names])


HEAD = Table(
    (
        _CONO,
        Field("ORNO", "number"),
        Field("CUNO", "customer", TEXT),
        Field("CUOR", "external_reference", TEXT),
        Field("CUCD", "currency", TEXT),
        Field("ORDT", "ordered_at", DAY),
        Field("ORTM", "ordered_at", TIME),
        Field("MODL", "shipping.method", TEXT),
        Field("PYCD", "payment.method", TEXT),
        Field("ORSL", "status", LOWEST),
        Field("ORST", "status", HIGHEST),
        Field("OBLC", "hold_reason", Kind(lambda value: "1" if value else "0")),
        Field("BRLA", "subtotal", AMOUNT),
        Field("NTAM", "net", AMOUNT),
        Field("TOTL", "total", AMOUNT),
        Field("FACI", fixed="A01"),
        *_no(
            "DIVI",
            "ORTP",
            "RLDT",
            "TEPY",
            "TEDL",
            "WHLO",
            "CUDT",
            "OREF",
            "YREF",
            "LNCD",
            "PYNO",
            "INRC",
            "ADID",
        ),
    ),
    records.ORDER,
)
LINE = Table(
    (
        _CONO,
        Field("ORNO", "number"),
        Field("PONR", "line", UNITS),
        Field("POSX", fixed="0"),
        Field("ITNO", "item", TEXT),
        Field("ITDS", "name"),
        Field("ORQT", "quantity", UNITS),
        Field("RNQT", "open", UNITS),
        Field("ALQT", "allocated", UNITS),
        Field("DLQT", "shipped", UNITS),
        Field("ALUN", "unit", TEXT),
        Field("SAPR", "unit_price", AMOUNT),
        Field("DIA1", "discount", AMOUNT),
        Field("LNAM", "amount", AMOUNT),
        Field("WHLO", "warehouse", TEXT),
        Field("ORST", "state", LINE_STATUS),
        *_no("DWDT", "CODT", "LTYP", "CUPO", "MODL"),
    ),
    records.LINE,
)
ADDRESS = {
    "CUNM": "name",
    "CUA1": "street",
    "CUA2": "company",
    "TOWN": "city",
    "ECAR": "region",
    "PONO": "postcode",
    "CSCD": "country",
    "PHNO": "phone",
}
"""Fields of an address of an order, by the parts of a neutral one."""
CUSTOMER = Table(
    (
        _CONO,
        Field("CUNO", "number"),
        Field("CUNM", "name", TEXT),
        Field("ALCU", "external_reference", TEXT),
        Field("MAIL", "email", TEXT),
        Field("PHNO", "phone", TEXT),
        Field("CUA1", "address.street", TEXT),
        Field("TOWN", "address.city", TEXT),
        Field("ECAR", "address.region", TEXT),
        Field("PONO", "address.postcode", TEXT),
        Field("CSCD", "address.country", TEXT),
        Field("STAT", "blocked", Kind(lambda value: "90" if value else "20")),
        Field("CRLM", "credit_limit", AMOUNT),
        Field("CUCL", "group", TEXT),
        *_no("CUTM", "DIVI", "LNCD", "CUCD", "CUTP"),
    ),
    records.CUSTOMER,
)
ITEM = Table(
    (
        _CONO,
        Field("ITNO", "item"),
        Field("ITDS", "name"),
        Field("FUDS", "name"),
        Field("STAT", "active", Kind(lambda value: "20" if value else "90")),
        Field("ITGR", "group"),
        Field("SAPR", "price", AMOUNT),
        Field("UNMS", fixed="PCS"),
    ),
    records.ITEM,
)
STOCK = Table(
    (
        _CONO,
        Field("WHLO", "warehouse"),
        Field("ITNO", "item"),
        Field("STQT", "on_hand", UNITS),
        Field("REQT", "allocated", UNITS),
        Field("AVAL", "available", UNITS),
    ),
    records.STOCK,
)
DELIVERY = Table(
    (
        _CONO,
        Field("DLIX", "number"),
        Field("ORNO", "order"),
        Field("CUOR", "external_reference"),
        Field("CONA", "customer"),
        Field("WHLO", "warehouse"),
        Field("DSDT", "posted_at", DAY),
        Field("ETRN", "tracking"),
        Field("PGRS", fixed="60"),
    ),
    records.DELIVERY,
)
DELIVERY_LINE = Table(
    (
        Field("DLIX", "number"),
        Field("RIDN", "order"),
        Field("RIDL", "order_line", UNITS),
        Field("ITNO", "item"),
        Field("DLQT", "quantity", UNITS),
    ),
    records.DELIVERY_LINE,
)
INVOICE = Table(
    (
        _CONO,
        Field("IVNO", "number"),
        Field("ORNO", "order"),
        Field("CUOR", "external_reference"),
        Field("PYNO", "customer"),
        Field("CUCD", "currency"),
        Field("IVDT", "posted_at", DAY),
        Field("CUAM", "total", AMOUNT),
        Field("VTAM", "tax", AMOUNT),
        Field("OPAM", "open", AMOUNT),
    ),
    records.INVOICE,
)
SETS = {
    each.name: each
    for each in (
        Collection("heads", "order", HEAD, lookups.orders),
        Collection("lines", "order", LINE, lookups.lines_of_orders),
        Collection("customers", "customer", CUSTOMER, lookups.customers),
        Collection("items", "item", ITEM, lookups.items),
        Collection("balances", "stock", STOCK, lookups.stock),
        Collection("deliveries", "delivery", DELIVERY, lookups.deliveries),
        Collection("delivery lines", "delivery", DELIVERY_LINE, lookups.lines_of_deliveries),
        Collection("invoices", "invoice", INVOICE, lookups.invoices),
    )
}


def texts(row: dict[str, Any]) -> dict[str, str]:
    """A record as M3 gives it: a value that is missing is an empty text."""
    return {name: "" if value is None else str(value) for name, value in row.items()}
