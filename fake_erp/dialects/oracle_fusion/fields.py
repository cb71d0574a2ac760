"""The attributes of resources along the order path."""

from __future__ import annotations

from fake_erp.dialects.short import lookups, records
from fake_erp.dialects.short.fields import AMOUNT, FLAG, INSTANT, NUMBER, UNITS, Field, Kind, Table, words_for
from fake_erp.dialects.short.sets import Collection

STATUS = words_for(
    {
        "draft": "DOO_DRAFT",
        "pending_approval": "DOO_APPROVAL_PENDING",
        "held": "OPEN",
        "released": "OPEN",
        "partly_shipped": "PARTIAL_CLOSE",
        "shipped": "OPEN",
        "invoiced": "CLOSED",
        "closed": "CLOSED",
        "cancelled": "CANCELED",
    }
)
LINE_STATUS = words_for(
    {
        "open": "CREATED",
        "allocated": "RESERVED",
        "backordered": "BACKORDERED",
        "partly_shipped": "AWAIT_SHIP",
        "shipped": "SHIPPED",
        "cancelled": "CANCELED",
    }
)


def _no(*names: str) -> tuple[Field, ...]:
    return tuple([Field(name) for name in names])


ORDER = Table(
    (
        Field("HeaderId", "id", NUMBER, is_key=True),
        Field("OrderNumber", "number"),
        Field("SourceTransactionNumber", "external_reference"),
        Field("SourceTransactionId", "external_reference"),
        Field("BuyingPartyNumber", "customer"),
        Field("BuyingPartyId", "customer_id", NUMBER),
        Field("BuyingPartyName", "customer_name"),
        Field("TransactionalCurrencyCode", "currency"),
        Field("TransactionOn", "ordered_at", INSTANT),
        Field("StatusCode", "status", STATUS),
        Field("ShippingMode", "shipping.method"),
        Field("OnHold", "hold_reason", words_for({"": "N"}, "Y")),
        Field("SubmittedFlag", "submitted", FLAG),
        Field("BusinessUnitName", fixed="golive"),
        Field("CreationDate", "created_at", INSTANT, written=True),
        Field("LastUpdateDate", "changed_at", INSTANT),
        Field("MessageText", fixed=""),
        *_no(
            "SourceTransactionSystem",
            "SourceTransactionRevisionNumber",
            "BusinessUnitId",
            "CustomerPONumber",
            "RequestedShipDate",
            "RequestedArrivalDate",
            "RequestingBusinessUnitName",
            "RequestingBusinessUnitId",
            "FreezePriceFlag",
            "FreezeShippingChargeFlag",
            "FreezeTaxFlag",
            "TransactionType",
            "TransactionTypeCode",
            "OrderTypeCode",
            "PaymentTerms",
            "PaymentTermsCode",
            "Comments",
            "TransactionalCurrencyName",
            "CanceledFlag",
            "CancelReasonCode",
            "lines",
            "shipToCustomer",
            "billToCustomer",
            "payments",
            "additionalInformation",
        ),
    ),
    records.ORDER | {"submitted": lambda order: order.status != "draft"},
)
LINE = Table(
    (
        Field("HeaderId", "id", NUMBER),
        Field("LineId", "line_id", NUMBER, is_key=True),
        Field("FulfillLineId", "line_id", NUMBER),
        Field("SourceTransactionLineNumber", "line", Kind(str)),
        Field("SourceTransactionLineId", "line", Kind(str)),
        Field("ProductNumber", "item"),
        Field("ProductDescription", "name"),
        Field("OrderedQuantity", "quantity", UNITS),
        Field("ShippedQuantity", "shipped", UNITS),
        Field("CanceledQuantity", "cancelled", UNITS),
        Field("OrderedUOMCode", "unit"),
        Field("UnitSellingPrice", "unit_price", AMOUNT),
        Field("DiscountAmount", "discount", AMOUNT),
        Field("ExtendedAmount", "amount", AMOUNT),
        Field("RequestedFulfillmentOrganizationCode", "warehouse"),
        Field("StatusCode", "state", LINE_STATUS),
        *_no(
            "SourceScheduleNumber",
            "SourceTransactionScheduleId",
            "OrderedUOM",
            "RequestedShipDate",
            "TransactionCategoryCode",
            "ScheduleShipDate",
            "CancelReason",
            "CancelReasonCode",
            "manualPriceAdjustments",
        ),
    ),
    records.LINE | {"line_id": lambda row: records.ORDER["id"](row.order) * 1000 + row.at + 1},
)
ADDRESS = {
    "Name": "name",
    "PartyName": "company",
    "Address1": "street",
    "City": "city",
    "State": "region",
    "PostalCode": "postcode",
    "Country": "country",
    "ContactNumber": "phone",
}
"""Attributes of the customers to ship to and to bill, by the parts of a neutral address."""
CUSTOMER = Table(
    (
        Field("PartyId", "id", NUMBER, is_key=True),
        Field("PartyNumber", "number"),
        Field("OrganizationName", "name"),
        Field("EmailAddress", "email"),
        Field("PrimaryPhoneNumber", "phone"),
        Field("SourceSystem"),
        Field("SourceSystemReferenceValue", "external_reference"),
        Field("Address1", "address.street"),
        Field("City", "address.city"),
        Field("State", "address.region"),
        Field("PostalCode", "address.postcode"),
        Field("Country", "address.country"),
        Field("Type", fixed="ZCA_CUSTOMER"),
        Field("PartyStatus", "blocked", words_for({True: "I", False: "A"})),
    ),
    records.CUSTOMER,
)
ITEM = Table(
    (
        Field("ItemNumber", "item", is_key=True),
        Field("ItemDescription", "name"),
        Field("ListPrice", "price", AMOUNT),
        Field("ItemStatusValue", "active", words_for({True: "Active", False: "Inactive"})),
        Field("ItemClass", "group"),
        Field("OrganizationCode", fixed="main"),
        Field("PrimaryUOMValue", fixed="Each"),
    ),
    records.ITEM,
)
STOCK = Table(
    (
        Field("ItemNumber", "item", is_key=True),
        Field("OrganizationCode", "warehouse", is_key=True),
        Field("OnhandQuantity", "on_hand", UNITS),
        Field("ReservedQuantity", "allocated", UNITS),
        Field("AvailableToTransact", "available", UNITS),
    ),
    records.STOCK,
)
SHIPMENT = Table(
    (
        Field("ShipmentId", "id", NUMBER, is_key=True),
        Field("Shipment", "number"),
        Field("Order", "order"),
        Field("OrderReference", "external_reference"),
        Field("ShipFromOrganizationCode", "warehouse"),
        Field("ActualShipDate", "posted_at", INSTANT),
        Field("TrackingNumber", "tracking"),
        Field("ShipmentStatus", fixed="Closed"),
    ),
    records.DELIVERY,
)
SHIPMENT_LINE = Table(
    (
        Field("ShipmentLine", "line_id", NUMBER, is_key=True),
        Field("Shipment", "number"),
        Field("Order", "order"),
        Field("OrderLine", "order_line", Kind(str)),
        Field("Item", "item"),
        Field("ShippedQuantity", "quantity", UNITS),
        Field("LineStatus", fixed="Interfaced"),
    ),
    records.DELIVERY_LINE | {"line_id": lambda row: records.DELIVERY["id"](row.delivery) * 1000 + row.at + 1},
)
INVOICE = Table(
    (
        Field("CustomerTransactionId", "id", NUMBER, is_key=True),
        Field("TransactionNumber", "number"),
        Field("CrossReference", "order"),
        Field("PurchaseOrder", "external_reference"),
        Field("BillToCustomerNumber", "customer"),
        Field("InvoiceCurrencyCode", "currency"),
        Field("TransactionDate", "posted_at", INSTANT),
        Field("EnteredAmount", "total", AMOUNT),
        Field("TaxAmount", "tax", AMOUNT),
        Field("InvoiceBalanceAmount", "open", AMOUNT),
        Field("InvoiceStatus", fixed="Complete"),
    ),
    records.INVOICE,
)
ORDERS = Collection("salesOrdersForOrderHub", "order", ORDER, lookups.orders)
ACCOUNTS = Collection("accounts", "customer", CUSTOMER, lookups.customers)
RESOURCES = {
    each.name: each
    for each in (
        ORDERS,
        ACCOUNTS,
        Collection("itemsV2", "item", ITEM, lookups.items),
        Collection("availableQuantityDetails", "stock", STOCK, lookups.stock),
        Collection("shipments", "delivery", SHIPMENT, lookups.deliveries),
        Collection("shipmentLines", "delivery", SHIPMENT_LINE, lookups.lines_of_deliveries),
        Collection("receivablesInvoices", "invoice", INVOICE, lookups.invoices),
    )
}
