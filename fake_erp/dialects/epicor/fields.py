"""The tables of business objects along the order path."""

from __future__ import annotations

from fake_erp.dialects.epicor.access import COMPANY, INSTANCE
from fake_erp.dialects.short import lookups, records
from fake_erp.dialects.short.fields import AMOUNT, FLAG, INSTANT, NUMBER, UNITS, Affix, Field, Table
from fake_erp.dialects.short.odata4 import Service
from fake_erp.dialects.short.sets import Collection

FREE = Affix(after="_c")
_COMPANY = Field("Company", is_key=True, fixed=COMPANY)


def _no(*names: str) -> tuple[Field, ...]:
    return tuple([Field(name) for name in names])


def _address(before: str, neutral: str) -> tuple[Field, ...]:
    parts = {
        "Name": "name",
        "Address1": "street",
        "Address2": "company",
        "City": "city",
        "State": "region",
        "Zip": "postcode",
        "CountryISO": "country",
        "PhoneNum": "phone",
    }
    return tuple([Field(f"{before}{name}", f"{neutral}.{part}") for name, part in parts.items()])


HEAD = Table(
    (
        _COMPANY,
        Field("OrderNum", "id", NUMBER, is_key=True),
        Field("CustNum", "customer_id", NUMBER),
        Field("CustomerCustID", "customer"),
        Field("CustomerName", "customer_name"),
        Field("PONum", "external_reference"),
        Field("CurrencyCode", "currency"),
        Field("OrderDate", "ordered_at", INSTANT),
        Field("ShipViaCode", "shipping.method"),
        Field("ShippingAmount_c", "shipping.amount", AMOUNT),
        Field("PayMethod_c", "payment.method"),
        Field("PayAmount_c", "payment.amount", AMOUNT),
        Field("Prepaid_c", "payment.prepaid", FLAG),
        Field("InPrice", "prices_include_tax", FLAG),
        Field("OpenOrder", "open", FLAG),
        Field("VoidOrder", "void", FLAG),
        Field("OrderHeld", "held", FLAG),
        Field("CreditOverride", fixed=False, kind=FLAG),
        Field("CreditHold", "credit_hold", FLAG),
        Field("ReadyToFulfill", "ready", FLAG),
        Field("OrderStatus", "status"),
        Field("DocTotalTax", "tax", AMOUNT),
        Field("DocTotalDiscount", "discount", AMOUNT),
        Field("DocOrderAmt", "total", AMOUNT),
        *_address("OTS", "ship_to"),
        *_address("BT", "bill_to"),
        *_no(
            "UseOTS",
            "NeedByDate",
            "RequestDate",
            "TermsCode",
            "OrderComment",
            "ShortChar01",
            "RowMod",
            "ShipToNum",
        ),
        *_no("SysRowID", "BTCustNum", "OrderDtls"),
    ),
    records.ORDER
    | {
        "open": lambda order: order.status not in ("cancelled", "shipped", "invoiced", "closed"),
        "void": lambda order: order.status == "cancelled",
        "held": lambda order: order.status in ("held", "pending_approval"),
        "credit_hold": lambda order: order.status == "held" and "credit" in order.hold_reason,
        "ready": lambda order: order.status not in ("draft", "held", "pending_approval", "cancelled"),
    },
    FREE,
)
DETAIL = Table(
    (
        _COMPANY,
        Field("OrderNum", "id", NUMBER, is_key=True),
        Field("OrderLine", "line", NUMBER, is_key=True),
        Field("PartNum", "item"),
        Field("LineDesc", "name"),
        Field("SellingQuantity", "quantity", UNITS),
        Field("OrderQty", "quantity", UNITS),
        Field("SalesUM", "unit"),
        Field("DocUnitPrice", "unit_price", AMOUNT),
        Field("UnitPrice", "unit_price", AMOUNT),
        Field("DocDiscount", "discount", AMOUNT),
        Field("DocExtPriceDtl", "amount", AMOUNT),
        Field("WarehouseCode", "warehouse"),
        Field("OpenLine", "is_open", FLAG),
        Field("VoidLine", "void", FLAG),
        *_no("NeedByDate", "RequestDate", "RowMod", "SysRowID", "POLine", "ProdCode", "RevisionNum"),
    ),
    records.LINE
    | {
        "is_open": lambda row: row.line.open > 0 and row.order.status != "cancelled",
        "void": lambda row: row.order.line_state(row.line) == "cancelled",
    },
)
CUSTOMER = Table(
    (
        _COMPANY,
        Field("CustNum", "id", NUMBER, is_key=True),
        Field("CustID", "number"),
        Field("Name", "name"),
        Field("EMailAddress", "email"),
        Field("PhoneNum", "phone"),
        Field("WebReference_c", "external_reference"),
        Field("Address1", "address.street"),
        Field("City", "address.city"),
        Field("State", "address.region"),
        Field("Zip", "address.postcode"),
        Field("CountryISO", "address.country"),
        Field("CreditHold", "blocked", FLAG),
        Field("CreditLimit", "credit_limit", AMOUNT),
        Field("GroupCode", "group"),
        *_no("RowMod", "SysRowID", "CustomerType", "TermsCode", "CurrencyCode"),
    ),
    records.CUSTOMER,
)
PART = Table(
    (
        _COMPANY,
        Field("PartNum", "item", is_key=True),
        Field("PartDescription", "name"),
        Field("SearchWord", "name"),
        Field("UnitPrice", "price", AMOUNT),
        Field("ClassID", "group"),
        Field("InActive", "blocked", FLAG),
        Field("TypeCode", fixed="P"),
    ),
    records.ITEM,
)
STOCK = Table(
    (
        _COMPANY,
        Field("PartNum", "item", is_key=True),
        Field("WarehouseCode", "warehouse", is_key=True),
        Field("OnHandQty", "on_hand", UNITS),
        Field("AllocatedQty", "allocated", UNITS),
        Field("AvailableQty", "available", UNITS),
    ),
    records.STOCK,
)
SHIP_HEAD = Table(
    (
        _COMPANY,
        Field("PackNum", "id", NUMBER, is_key=True),
        Field("OrderNum", "order_id", NUMBER),
        Field("PONum", "external_reference"),
        Field("CustNum", "customer_id", NUMBER),
        Field("ShipDate", "posted_at", INSTANT),
        Field("TrackingNumber", "tracking"),
        Field("ShipStatus", fixed="SHIPPED"),
    ),
    records.DELIVERY,
)
SHIP_DETAIL = Table(
    (
        _COMPANY,
        Field("PackNum", "id", NUMBER, is_key=True),
        Field("PackLine", "line", NUMBER, is_key=True),
        Field("OrderNum", "order_id", NUMBER),
        Field("OrderLine", "order_line", NUMBER),
        Field("PartNum", "item"),
        Field("OurInventoryShipQty", "quantity", UNITS),
    ),
    records.DELIVERY_LINE,
)
INVOICE = Table(
    (
        _COMPANY,
        Field("InvoiceNum", "id", NUMBER, is_key=True),
        Field("OrderNum", "order_id", NUMBER),
        Field("PONum", "external_reference"),
        Field("CustNum", "customer_id", NUMBER),
        Field("InvoiceDate", "posted_at", INSTANT),
        Field("CurrencyCode", "currency"),
        Field("DocInvoiceAmt", "total", AMOUNT),
        Field("DocTaxAmt", "tax", AMOUNT),
        Field("DocInvoiceBal", "open", AMOUNT),
        Field("Posted", fixed=True, kind=FLAG),
    ),
    records.INVOICE,
)


def _set(service: str, name: str, noun: str, table: Table, rows: object) -> tuple[str, Service]:
    collection = Collection(name, noun, table, rows, name.rstrip("s"))  # type: ignore[arg-type]
    return service, Service(
        f"{INSTANCE}/api/v2/odata/{COMPANY}/{service}", service, {name: collection}, 10_000
    )


def _joined(*each: tuple[str, Service]) -> dict[str, Service]:
    found: dict[str, Service] = {}
    for name, service in each:
        known = found.get(name)
        sets = {**known.sets, **service.sets} if known is not None else service.sets
        found[name] = Service(service.root, service.namespace, sets, service.page_size)
    return found


SERVICES = _joined(
    _set("Erp.BO.SalesOrderSvc", "SalesOrders", "order", HEAD, lookups.orders),
    _set("Erp.BO.SalesOrderSvc", "OrderDtls", "order", DETAIL, lookups.lines_of_orders),
    _set("Erp.BO.CustomerSvc", "Customers", "customer", CUSTOMER, lookups.customers),
    _set("Erp.BO.PartSvc", "Parts", "item", PART, lookups.items),
    _set("Erp.BO.PartOnHandWhseSvc", "PartOnHandWhses", "stock", STOCK, lookups.stock),
    _set("Erp.BO.CustShipSvc", "CustShips", "delivery", SHIP_HEAD, lookups.deliveries),
    _set("Erp.BO.CustShipSvc", "ShipDtls", "delivery", SHIP_DETAIL, lookups.lines_of_deliveries),
    _set("Erp.BO.ARInvoiceSvc", "ARInvoices", "invoice", INVOICE, lookups.invoices),
)
"""The services by their names."""
