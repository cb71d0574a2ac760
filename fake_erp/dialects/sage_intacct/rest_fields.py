"""The objects of the REST API: orders with their lines, customers and items, by the names that REST has for them."""

from __future__ import annotations

from fake_erp.dialects.sage_intacct.fields import LINE as LINE_OF_XML
from fake_erp.dialects.sage_intacct.fields import ORDER as ORDER_OF_XML
from fake_erp.dialects.short import lookups, records
from fake_erp.dialects.short.fields import FLAG, INSTANT, Affix, Field, Kind, Table, amount_of, words_for
from fake_erp.dialects.short.sets import Collection

NUMBER = Kind(str)
AMOUNT = Kind(str, amount_of)
STATE = words_for(
    {
        "draft": "draft",
        "pending_approval": "submitted",
        "held": "pending",
        "released": "pending",
        "partly_shipped": "partiallyConverted",
        "shipped": "converted",
        "invoiced": "converted",
        "closed": "closed",
        "cancelled": "declined",
    }
)
PARTS = {
    "printAs": "name",
    "companyName": "company",
    "addressLine1": "street",
    "city": "city",
    "state": "region",
    "postCode": "postcode",
    "isoCountryCode": "country",
    "phone1": "phone",
}


def _contact(before: str, neutral: str) -> tuple[Field, ...]:
    return tuple([Field(f"{before}.{name}", f"{neutral}.{part}") for name, part in PARTS.items()])


ORDER = Table(
    (
        Field("key", "id", NUMBER, is_key=True),
        Field("id", "doc_id"),
        Field("documentNumber", "number"),
        Field("referenceNumber", "external_reference"),
        Field("customer.id", "customer"),
        Field("customer.name", "customer_name"),
        Field("currency.txnCurrency", "currency"),
        Field("transactionDate", "ordered_at", INSTANT),
        Field("state", "status", STATE),
        Field("shippingMethod.id", "shipping.method"),
        Field("nsp::SHIPPINGAMOUNT", "shipping.amount", AMOUNT),
        Field("nsp::PAYMENTMETHOD", "payment.method"),
        Field("nsp::PAYMENTAMOUNT", "payment.amount", AMOUNT),
        Field("nsp::PREPAID", "payment.prepaid", FLAG),
        Field("nsp::PRICESINCLUDETAX", "prices_include_tax", FLAG),
        Field("txnTotal", "total", AMOUNT),
        *_contact("shipTo", "ship_to"),
        *_contact("billTo", "bill_to"),
    ),
    ORDER_OF_XML.getters,
    Affix("nsp::"),
)
LINE = Table(
    (
        Field("key", "line_id", NUMBER, is_key=True),
        Field("lineNumber", "line", NUMBER),
        Field("dimensions.item.id", "item"),
        Field("dimensions.warehouse.id", "warehouse"),
        Field("unitQuantity", "quantity", NUMBER),
        Field("unit", "unit"),
        Field("unitPrice", "unit_price", AMOUNT),
        Field("nsp::DISCOUNTAMOUNT", "discount", AMOUNT),
    ),
    LINE_OF_XML.getters,
)
CUSTOMER = Table(
    (
        Field("key", "id", NUMBER, is_key=True),
        Field("id", "number"),
        Field("name", "name"),
        Field("nsp::EXTERNALID", "external_reference"),
        Field("contact.email1", "email"),
        Field("contact.phone1", "phone"),
        Field("contact.addressLine1", "address.street"),
        Field("contact.city", "address.city"),
        Field("contact.state", "address.region"),
        Field("contact.postCode", "address.postcode"),
        Field("contact.isoCountryCode", "address.country"),
        Field("isOnHold", "blocked", FLAG),
        Field("status", fixed="active"),
    ),
    records.CUSTOMER,
)
ITEM = Table(
    (
        Field("id", "item", is_key=True),
        Field("name", "name"),
        Field("basePrice", "price", AMOUNT),
        Field("itemType", fixed="inventory"),
    ),
    records.ITEM,
)
ORDERS = Collection("order-entry/document::Sales Order", "order", ORDER, lookups.orders, "document")
CUSTOMERS = Collection("accounts-receivable/customer", "customer", CUSTOMER, lookups.customers, "customer")
ITEMS = Collection("inventory-control/item", "item", ITEM, lookups.items, "item")
OBJECTS = {each.name: each for each in (ORDERS, CUSTOMERS, ITEMS)}
"""The objects by their paths."""
