"""The objects along the order path. Every value is a text; names of objects and fields are in capitals when read."""

from __future__ import annotations

from typing import Any

from fake_erp.dialects.short import lookups, records
from fake_erp.dialects.short.fields import Field, Kind, Table, amount_of, text_of, whole_of, words_for
from fake_erp.dialects.short.sets import Collection
from fake_erp.times import instant_text


def _day(instant_ms: int) -> str:
    text = instant_text(instant_ms)
    return f"{text[5:7]}/{text[8:10]}/{text[:4]}"


TEXT = Kind(str, text_of)
AMOUNT = Kind(str, amount_of)
UNITS = Kind(str, whole_of)
DAY = Kind(_day)
INSTANT = Kind(instant_text)
FLAG = Kind(lambda value: "true" if value else "false")
STATE = words_for(
    {
        "draft": "Draft",
        "pending_approval": "Submitted",
        "held": "Pending",
        "released": "Pending",
        "partly_shipped": "Partially Converted",
        "shipped": "Converted",
        "invoiced": "Converted",
        "closed": "Closed",
        "cancelled": "Declined",
    }
)


def _address(before: str, neutral: str) -> tuple[Field, ...]:
    parts = {
        "PRINTAS": "name",
        "COMPANYNAME": "company",
        "ADDRESS1": "street",
        "CITY": "city",
        "STATE": "region",
        "ZIP": "postcode",
        "COUNTRYCODE": "country",
        "PHONE1": "phone",
    }
    return tuple([Field(f"{before}.{name}", f"{neutral}.{part}", TEXT) for name, part in parts.items()])


ORDER = Table(
    (
        Field("RECORDNO", "id", UNITS),
        Field("DOCNO", "number"),
        Field("DOCID", "doc_id"),
        Field("DOCPARID", fixed="Sales Order"),
        Field("CUSTVENDID", "customer"),
        Field("CUSTVENDNAME", "customer_name"),
        Field("PONUMBER", "external_reference"),
        Field("WHENCREATED", "ordered_at", DAY),
        Field("ORDEREDAT", "ordered_at", INSTANT),
        Field("STATE", "status", STATE),
        Field("CURRENCY", "currency"),
        Field("SUBTOTAL", "subtotal", AMOUNT),
        Field("TOTAL", "total", AMOUNT),
        Field("SHIPVIA", "shipping.method"),
        Field("SHIPPINGAMOUNT", "shipping.amount", AMOUNT),
        Field("PAYMENTMETHOD", "payment.method"),
        Field("PAYMENTAMOUNT", "payment.amount", AMOUNT),
        Field("PREPAID", "payment.prepaid", FLAG),
        Field("PRICESINCLUDETAX", "prices_include_tax", FLAG),
        *[Field(f"{field.name}", field.neutral, field.kind) for field in _address("SHIPTO", "ship_to")],
        *[Field(f"{field.name}", field.neutral, field.kind) for field in _address("BILLTO", "bill_to")],
    ),
    records.ORDER | {"doc_id": lambda order: f"Sales Order-{order.number}"},
)
LINE = Table(
    (
        Field("RECORDNO", "line_id", UNITS),
        Field("DOCHDRID", "doc_id"),
        Field("DOCHDRNO", "id", UNITS),
        Field("LINE_NO", "line", UNITS),
        Field("ITEMID", "item"),
        Field("ITEMDESC", "name"),
        Field("UIQTY", "quantity", UNITS),
        Field("UNIT", "unit"),
        Field("UIPRICE", "unit_price", AMOUNT),
        Field("DISCOUNTAMOUNT", "discount", AMOUNT),
        Field("TOTAL", "amount", AMOUNT),
        Field("WAREHOUSE.LOCATION_NO", "warehouse"),
        Field("QTY_CONVERTED", "shipped", UNITS),
    ),
    records.LINE
    | {
        "doc_id": lambda row: f"Sales Order-{row.order.number}",
        "line_id": lambda row: records.ORDER["id"](row.order) * 1000 + row.at + 1,
    },
)
CUSTOMER = Table(
    (
        Field("RECORDNO", "id", UNITS),
        Field("CUSTOMERID", "number"),
        Field("NAME", "name", TEXT),
        Field("EXTERNALID", "external_reference", TEXT),
        Field("DISPLAYCONTACT.EMAIL1", "email", TEXT),
        Field("DISPLAYCONTACT.PHONE1", "phone", TEXT),
        Field("DISPLAYCONTACT.MAILADDRESS.ADDRESS1", "address.street", TEXT),
        Field("DISPLAYCONTACT.MAILADDRESS.CITY", "address.city", TEXT),
        Field("DISPLAYCONTACT.MAILADDRESS.STATE", "address.region", TEXT),
        Field("DISPLAYCONTACT.MAILADDRESS.ZIP", "address.postcode", TEXT),
        Field("DISPLAYCONTACT.MAILADDRESS.COUNTRYCODE", "address.country", TEXT),
        Field("ONHOLD", "blocked", FLAG),
        Field("CREDITLIMIT", "credit_limit", AMOUNT),
        Field("CUSTTYPE", "group"),
        Field("STATUS", fixed="active"),
    ),
    records.CUSTOMER,
)
ITEM = Table(
    (
        Field("ITEMID", "item"),
        Field("NAME", "name"),
        Field("BASEPRICE", "price", AMOUNT),
        Field("STATUS", "active", Kind(lambda value: "active" if value else "inactive")),
        Field("PRODUCTLINEID", "group"),
        Field("ITEMTYPE", fixed="Inventory"),
    ),
    records.ITEM,
)
STOCK = Table(
    (
        Field("ITEMID", "item"),
        Field("WAREHOUSEID", "warehouse"),
        Field("ONHAND", "on_hand", UNITS),
        Field("ONHOLD", "allocated", UNITS),
        Field("AVAILABLE", "available", UNITS),
    ),
    records.STOCK,
)
_PAPER = (
    Field("RECORDNO", "id", UNITS),
    Field("DOCNO", "number"),
    Field("CREATEDFROM", "created_from"),
    Field("PONUMBER", "external_reference"),
    Field("CUSTVENDID", "customer"),
    Field("WHENCREATED", "posted_at", DAY),
)


def _created_from(paper: Any) -> str:
    return f"Sales Order-{paper.order.number}"


SHIPPER = Table(
    (
        *_PAPER,
        Field("DOCPARID", fixed="Shipper"),
        Field("TRACKINGNUMBER", "tracking"),
        Field("WAREHOUSEID", "warehouse"),
    ),
    records.DELIVERY | {"created_from": _created_from},
)
SHIPPER_LINE = Table(
    (
        Field("DOCNO", "number"),
        Field("DOCPARID", fixed="Shipper"),
        Field("CREATEDFROM", "created_from"),
        Field("LINE_NO", "line", UNITS),
        Field("ITEMID", "item"),
        Field("UIQTY", "quantity", UNITS),
    ),
    records.DELIVERY_LINE | {"created_from": lambda row: _created_from(row.delivery)},
)
INVOICE = Table(
    (
        *_PAPER,
        Field("DOCPARID", fixed="Sales Invoice"),
        Field("CURRENCY", "currency"),
        Field("TOTAL", "total", AMOUNT),
        Field("TOTALDUE", "open", AMOUNT),
    ),
    records.INVOICE | {"created_from": _created_from},
)


def _by_document(find: Any, document: str, target: str) -> Any:
    """Finds records also by the id of a document, such as `Sales Order-SO100001`: its last part is the number."""

    def rows(erp: Any, equal: lookups.Equal) -> Any:
        def value(name: str) -> Any:
            found = equal(name)
            if name == target and found is None and equal(document) is not None:
                return str(equal(document)).rpartition("-")[2]
            return found

        return find(erp, value)

    return rows


SALES_ORDER, SHIPPERS, INVOICES = "Sales Order", "Shipper", "Sales Invoice"
DOCUMENTS = {
    SALES_ORDER: Collection("SODOCUMENT", "order", ORDER, lookups.orders),
    SHIPPERS: Collection(
        "SODOCUMENT", "delivery", SHIPPER, _by_document(lookups.deliveries, "created_from", "order")
    ),
    INVOICES: Collection(
        "SODOCUMENT", "invoice", INVOICE, _by_document(lookups.invoices, "created_from", "order")
    ),
}
"""`SODOCUMENT` by its transaction definition, which a query names by `DOCPARID`."""
ENTRIES = {
    SALES_ORDER: Collection(
        "SODOCUMENTENTRY", "order", LINE, _by_document(lookups.lines_of_orders, "doc_id", "number")
    ),
    SHIPPERS: Collection(
        "SODOCUMENTENTRY",
        "delivery",
        SHIPPER_LINE,
        _by_document(lookups.lines_of_deliveries, "created_from", "order"),
    ),
}
OBJECTS = {
    "CUSTOMER": Collection("CUSTOMER", "customer", CUSTOMER, lookups.customers),
    "ITEM": Collection("ITEM", "item", ITEM, lookups.items),
    "ITEMWAREHOUSEINFO": Collection("ITEMWAREHOUSEINFO", "stock", STOCK, lookups.stock),
}
