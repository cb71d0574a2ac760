"""The entity types of API_SALES_ORDER_SRV."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fake_erp.accounting.money import amount_text
from fake_erp.dialects.odata.model import (
    DATE_TIME,
    DECIMAL,
    FLAG,
    INSTANT,
    INTEGER,
    TEXT,
    EntityType,
    Property,
)
from fake_erp.dialects.rendered import state_of
from fake_erp.dialects.s4hana.numbers import shown
from fake_erp.dialects.s4hana.sales import states
from fake_erp.dialects.s4hana.sales.parts import (
    BASE_UNIT,
    ItemOf,
    PartnerOf,
    fixed,
    header_prices,
    in_unit,
    item_prices,
    items,
    net_cents,
    net_total,
    of,
    order_number,
    partners,
    payments,
    texts,
)
from fake_erp.dialects.s4hana.sales.parts import TEXT as TEXT_PREFIX
from fake_erp.model import Order

SALES_ORGANIZATION, CHANNEL, DIVISION = "1710", "10", "00"
ORDER_TYPE = "OR"
FRACTION = 10_000
HEADER_END, ITEM_END = "_SDH", "_SDI"
"""How the names of custom fields of headers and items end."""
DAY_MS = 86_400_000


def text(name: str, get: Any, length: int = 0, key: bool = False) -> Property:
    """A property of text."""
    return Property(name, TEXT, get, key, length)


def amount(name: str, get: Any, scale: int = 3) -> Property:
    """An amount of money."""
    return Property(name, DECIMAL, get, precision=16, scale=scale)


def quantity(name: str, get: Any) -> Property:
    """A quantity."""
    return Property(name, DECIMAL, get, precision=15, scale=3)


def day(name: str, get: Any) -> Property:
    """A date."""
    return Property(name, DATE_TIME, get)


def ignored(*names: str) -> tuple[Property, ...]:
    """Properties that may be sent and are kept nowhere: they are always empty."""
    return tuple([Property(name, TEXT, fixed("")) for name in names])


def midnight(instant_ms: int) -> int:
    """The beginning of the day of an instant."""
    return instant_ms - instant_ms % DAY_MS


CHANGE_NUMBER = "YY1_ChangeNumber"
"""The custom field with the number of the last change, for reading what has changed since."""
MOST = 10**9


def change_number(end: str) -> Property:
    """The number of the last change of a record; `end` is that of custom fields of the type."""
    return Property(f"{CHANGE_NUMBER}{end}", INTEGER, of("change"))


def stamp(changed_at_ms: int, change: int) -> int:
    """What an ETag is made of: the time of the last change, and its number for those within a millisecond."""
    return changed_at_ms * FRACTION + change % FRACTION


def custom(name: str) -> Callable[[Any, Order], Any]:
    """A getter of a custom field of an order."""
    return lambda erp, order: order.custom.get(name)


_HEADER_DATA = (
    text("SalesOrder", lambda erp, order: shown(order.number), 10, key=True),
    text("SalesOrderType", fixed(ORDER_TYPE), 4),
    text("SalesOrganization", fixed(SALES_ORGANIZATION), 4),
    text("DistributionChannel", fixed(CHANNEL), 2),
    text("OrganizationDivision", fixed(DIVISION), 2),
    text("SoldToParty", lambda erp, order: shown(order.customer.number), 10),
    day("CreationDate", lambda erp, order: midnight(order.created_at_ms)),
    text("CreatedByUser", fixed("CC0000000001")),
    day("LastChangeDate", lambda erp, order: midnight(order.changed_at_ms)),
    Property("LastChangeDateTime", INSTANT, of("changed_at_ms")),
    text("PurchaseOrderByCustomer", of("external_reference"), 35),
    day("CustomerPurchaseOrderDate", lambda erp, order: midnight(order.ordered_at_ms)),
    day("SalesOrderDate", lambda erp, order: midnight(order.ordered_at_ms)),
    amount("TotalNetAmount", lambda erp, order: net_total(order)),
    text("TransactionCurrency", of("currency"), 5),
    day("RequestedDeliveryDate", lambda erp, order: midnight(order.created_at_ms) + DAY_MS),
    day("PricingDate", lambda erp, order: midnight(order.created_at_ms)),
    Property("CompleteDeliveryIsDefined", FLAG, fixed(False)),
    text("DeliveryBlockReason", lambda erp, order: states.delivery_block(order), 2),
    text("HeaderBillingBlockReason", lambda erp, order: states.billing_block(order), 2),
    text("OverallSDProcessStatus", lambda erp, order: states.process(order), 1),
    text("OverallDeliveryStatus", lambda erp, order: states.delivered(order), 1),
    text("OverallTotalDeliveryStatus", lambda erp, order: states.delivered(order), 1),
    text("OverallOrdReltdBillgStatus", lambda erp, order: states.billed(order), 1),
    text("OverallSDDocumentRejectionSts", lambda erp, order: states.rejected(order), 1),
    text("TotalCreditCheckStatus", lambda erp, order: states.credit(order), 1),
    text("SalesDocApprovalStatus", lambda erp, order: states.approval(order), 1),
)
_EMPTY = (
    "SalesGroup",
    "SalesOffice",
    "SalesDistrict",
    "CustomerPurchaseOrderType",
    "SDDocumentReason",
    "ShippingType",
    "ShippingCondition",
    "IncotermsClassification",
    "IncotermsTransferLocation",
    "IncotermsLocation1",
    "IncotermsVersion",
    "CustomerPaymentTerms",
    "PaymentMethod",
    "AssignmentReference",
    "ReferenceSDDocument",
    "CustomerGroup",
    "PriceListType",
    "CustomerPriceGroup",
    "AccountingDocExternalReference",
    "CustomerTaxClassification1",
    "TotalBlockStatus",
)
_CUSTOM = (
    Property("YY1_OrderedAt_SDH", INSTANT, of("ordered_at_ms")),
    Property("YY1_PricesIncludeTax_SDH", FLAG, of("prices_include_tax")),
    text("YY1_ShippingMethod_SDH", of("shipping_method"), 255),
    text("YY1_PaymentMethod_SDH", of("payment_method"), 255),
    amount("YY1_PaymentAmount_SDH", lambda erp, order: amount_text(order.payment_cents), 2),
    Property("YY1_Prepaid_SDH", FLAG, of("prepaid")),
    text("YY1_sales_channel_SDH", custom("sales_channel"), 255),
    amount("YY1_TotalTaxAmount_SDH", lambda erp, order: amount_text(order.tax_cents), 2),
    amount("YY1_TotalGrossAmount_SDH", lambda erp, order: amount_text(order.total_cents), 2),
    change_number(HEADER_END),
    text("YY1_HoldReason_SDH", of("hold_reason"), 255),
)
OWN_CUSTOM = frozenset([each.name for each in _CUSTOM])
"""Custom fields with a meaning of their own; all others are custom fields of the order."""


def _custom_fields(erp: Any, order: Order) -> dict[str, Any]:
    """Custom fields that the metadata does not know."""
    return {
        f"YY1_{name}{HEADER_END}": value
        for name, value in order.custom.items()
        if name != "sales_channel" and not name.startswith(TEXT_PREFIX)
    }


ORDER = EntityType(
    "A_SalesOrderType",
    "A_SalesOrder",
    _HEADER_DATA + ignored(*_EMPTY) + _CUSTOM,
    etag=lambda erp, order: stamp(order.changed_at_ms, order.change),
    more=_custom_fields,
    state=lambda erp, order: state_of(order),
)

ITEM = EntityType(
    "A_SalesOrderItemType",
    "A_SalesOrderItem",
    (
        text("SalesOrder", order_number, 10, key=True),
        text("SalesOrderItem", of("number"), 6, key=True),
        text("HigherLevelItem", fixed("0"), 6),
        text("SalesOrderItemCategory", fixed("TAN"), 4),
        text("SalesOrderItemText", lambda erp, item: item.line.item.name[:40], 40),
        text("PurchaseOrderByCustomer", lambda erp, item: item.order.external_reference, 35),
        text("UnderlyingPurchaseOrderItem", of("number"), 10),
        text("Material", lambda erp, item: item.line.item.sku, 40),
        text("OriginallyRequestedMaterial", lambda erp, item: item.line.substitutes, 40),
        quantity("RequestedQuantity", lambda erp, item: in_unit(item.line, item.line.quantity)),
        text("RequestedQuantityUnit", lambda erp, item: item.line.unit or BASE_UNIT, 3),
        text("RequestedQuantitySAPUnit", fixed("ST"), 3),
        quantity("ConfdDelivQtyInOrderQtyUnit", lambda erp, item: in_unit(item.line, _confirmed(item))),
        text("TransactionCurrency", lambda erp, item: item.order.currency, 5),
        amount("NetAmount", lambda erp, item: amount_text(net_cents(item.order, item.line))),
        amount("TaxAmount", lambda erp, item: amount_text(item.line.tax_cents)),
        text("ProductionPlant", lambda erp, item: item.line.row.warehouse, 0),
        day("PricingDate", lambda erp, item: midnight(item.order.created_at_ms)),
        text("DeliveryStatus", lambda erp, item: states.line_delivered(item.line), 1),
        text("SDProcessStatus", lambda erp, item: states.line_process(item.order, item.line), 1),
        text("SalesDocumentRjcnReason", lambda erp, item: states.line_rejection(item.order, item.line), 2),
        *ignored(
            "MaterialByCustomer",
            "MaterialGroup",
            "StorageLocation",
            "ShippingPoint",
            "Batch",
            "DeliveryPriority",
            "ItemBillingBlockReason",
            "CustomerPaymentTerms",
            "ProfitCenter",
            "WBSElement",
            "IncotermsClassification",
        ),
    ),
    etag=lambda erp, item: stamp(item.order.changed_at_ms, item.order.change),
    owner=lambda item: item.order,
)


def _confirmed(item: ItemOf) -> int:
    return item.line.allocated + item.line.shipped


def _pricing(name: str, set_name: str, *keys: Property) -> EntityType:
    return EntityType(
        name,
        set_name,
        (
            *keys,
            text("PricingProcedureStep", of("step"), 3, key=True),
            text("PricingProcedureCounter", fixed("1"), 3, key=True),
            text("ConditionType", of("type"), 4),
            amount("ConditionRateValue", lambda erp, price: amount_text(price.rate_cents), 9),
            text(
                "ConditionCurrency", lambda erp, price: "" if price.unit == "%" else price.order.currency, 5
            ),
            quantity("ConditionQuantity", lambda erp, price: "1" if price.unit not in ("", "%") else "0"),
            text("ConditionQuantityUnit", lambda erp, price: "" if price.unit == "%" else price.unit, 3),
            amount("ConditionAmount", lambda erp, price: amount_text(price.amount_cents)),
            text("TransactionCurrency", lambda erp, price: price.order.currency, 5),
            Property("ConditionIsManuallyChanged", FLAG, fixed(True)),
            *ignored("ConditionCategory", "ConditionApplication", "PricingDateTime"),
        ),
        owner=lambda price: price.order,
    )


_OF_ITEM = text("SalesOrderItem", lambda erp, price: str((price.at + 1) * 10), 6, key=True)
HEADER_PRICE = _pricing(
    "A_SalesOrderHeaderPrElementType",
    "A_SalesOrderHeaderPrElement",
    text("SalesOrder", order_number, 10, key=True),
)
ITEM_PRICE = _pricing(
    "A_SalesOrderItemPrElementType",
    "A_SalesOrderItemPrElement",
    text("SalesOrder", order_number, 10, key=True),
    _OF_ITEM,
)

PARTNER = EntityType(
    "A_SalesOrderHeaderPartnerType",
    "A_SalesOrderHeaderPartner",
    (
        text("SalesOrder", order_number, 10, key=True),
        text("PartnerFunction", of("function"), 2, key=True),
        text("Customer", lambda erp, partner: shown(partner.order.customer.number), 10),
        *ignored("Supplier", "Personnel", "ContactPerson", "AddressID"),
    ),
    owner=lambda partner: partner.order,
)

ADDRESS_FIELDS = {
    "AddresseeFullName": "name",
    "OrganizationName1": "company",
    "StreetName": "street",
    "CityName": "city",
    "Region": "region",
    "PostalCode": "postcode",
    "Country": "country",
    "PhoneNumber": "phone",
}
"""Properties of the address of a partner, and the fields of an address."""


def _part(field: str) -> Callable[[Any, PartnerOf], str]:
    return lambda erp, partner: (partner.address or {}).get(field, "")


ADDRESS = EntityType(
    "A_SalesOrderPartnerAddressType",
    "A_SalesOrderPartnerAddress",
    (
        text("SalesOrder", order_number, 10, key=True),
        text("PartnerFunction", of("function"), 2, key=True),
        text("AddressRepresentationCode", fixed(""), 1, key=True),
        *[text(name, _part(field)) for name, field in ADDRESS_FIELDS.items()],
        *ignored(
            "CorrespondenceLanguage",
            "HouseNumber",
            "OrganizationName2",
            "DistrictName",
            "StreetPrefixName1",
            "StreetSuffixName1",
            "EmailAddress",
            "FormOfAddress",
            "POBox",
        ),
    ),
    owner=lambda partner: partner.order,
)

TEXT_TYPE = EntityType(
    "A_SalesOrderTextType",
    "A_SalesOrderText",
    (
        text("SalesOrder", order_number, 10, key=True),
        text("Language", fixed("EN"), 2, key=True),
        text("LongTextID", of("id"), 4, key=True),
        text("LongText", of("text")),
    ),
    owner=lambda each: each.order,
)

SCHEDULE_LINE = EntityType(
    "A_SalesOrderScheduleLineType",
    "A_SalesOrderScheduleLine",
    (
        text("SalesOrder", order_number, 10, key=True),
        text("SalesOrderItem", of("number"), 6, key=True),
        text("ScheduleLine", fixed("1"), 4, key=True),
        day("RequestedDeliveryDate", lambda erp, item: midnight(item.order.created_at_ms) + DAY_MS),
        day("ConfirmedDeliveryDate", lambda erp, item: midnight(item.order.created_at_ms) + DAY_MS),
        text("OrderQuantityUnit", lambda erp, item: item.line.unit or BASE_UNIT, 3),
        quantity("ScheduleLineOrderQuantity", lambda erp, item: in_unit(item.line, item.line.quantity)),
        quantity("ConfdOrderQtyByMatlAvailCheck", lambda erp, item: in_unit(item.line, _confirmed(item))),
        quantity("DeliveredQtyInOrderQtyUnit", lambda erp, item: in_unit(item.line, item.line.shipped)),
    ),
    owner=lambda item: item.order,
)

PAYMENT = EntityType(
    "A_SlsOrdPaymentPlanItemDetailsType",
    "A_SlsOrdPaymentPlanItemDetails",
    (
        text("SalesOrder", order_number, 10, key=True),
        text("PaymentPlanItem", fixed("1"), 6, key=True),
        text("PaymentPlanDetailItem", fixed("1"), 6, key=True),
        text("ElectronicPaymentType", lambda erp, payment: payment.order.payment_method[:4], 4),
        amount(
            "AuthorizedAmountInAuthznCrcy",
            lambda erp, payment: amount_text(payment.order.payment_cents),
            2,
        ),
        text("AuthorizationCurrency", lambda erp, payment: payment.order.currency, 5),
        *ignored(
            "ElectronicPayment",
            "AuthorizationByAcquirer",
            "PaymentServiceProvider",
            "EPaytByDigitalPaymentSrvc",
        ),
    ),
    owner=lambda payment: payment.order,
)

ORDER.navigate("to_Item", ITEM, True, lambda erp, order: items(order))
ORDER.navigate("to_Partner", PARTNER, True, lambda erp, order: partners(order))
ORDER.navigate("to_PricingElement", HEADER_PRICE, True, lambda erp, order: header_prices(order))
ORDER.navigate("to_Text", TEXT_TYPE, True, lambda erp, order: texts(order))
ORDER.navigate("to_PaymentPlanItemDetails", PAYMENT, True, lambda erp, order: payments(order))
ITEM.navigate("to_SalesOrder", ORDER, False, of("order"))
ITEM.navigate("to_PricingElement", ITEM_PRICE, True, lambda erp, item: item_prices(item))
ITEM.navigate("to_ScheduleLine", SCHEDULE_LINE, True, lambda erp, item: [item])
PARTNER.navigate("to_Address", ADDRESS, True, lambda erp, partner: [partner] if partner.address else [])
PARTNER.navigate("to_SalesOrder", ORDER, False, of("order"))
HEADER_PRICE.navigate("to_SalesOrder", ORDER, False, of("order"))
ITEM_PRICE.navigate("to_SalesOrder", ORDER, False, of("order"))
ITEM_PRICE.navigate("to_SalesOrderItem", ITEM, False, lambda erp, price: ItemOf(price.order, price.at))
TEXT_TYPE.navigate("to_SalesOrder", ORDER, False, of("order"))
