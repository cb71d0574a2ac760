"""The entity type of sales orders."""

from __future__ import annotations

from typing import Any

from fake_erp.accounting.money import amount_text
from fake_erp.dialects.business_central.columns import (
    amount,
    contact_of,
    currency_id,
    customer_number,
    day,
    empty,
    fixed,
    flag,
    id_of,
    identifier,
    instant,
    lanes,
    name_of,
    of,
    text,
)
from fake_erp.dialects.business_central.masters.lists import method_id, terms_id
from fake_erp.dialects.business_central.sales.lines import SALES_ORDER_LINE, lines_of
from fake_erp.dialects.business_central.sales.states import order_version, status_text
from fake_erp.dialects.odata.model import EntityType
from fake_erp.dialects.record_ids import guid
from fake_erp.dialects.rendered import state_of
from fake_erp.model import Order

NOUN = "order"


def _bill_to_name(erp: Any, order: Order) -> str:
    return name_of(order.bill_to) or order.customer.name


def _phone(erp: Any, order: Order) -> str:
    if order.ship_to:
        return order.ship_to.get("phone", "")
    return str(order.custom.get("phone_number", "")) or order.customer.phone


def _in_bill_to(part: str) -> Any:
    return lambda erp, order: (order.bill_to or {}).get(part, "")


WEB = (
    text("webShippingMethod", of("shipping_method"), 100),
    text("webPaymentMethod", of("payment_method"), 100),
    amount("webPaymentAmount", lambda erp, order: amount_text(order.payment_cents)),
    flag("webPrepaid", of("prepaid")),
    instant("webOrderedAt", of("ordered_at_ms")),
    text("webBillToName", _in_bill_to("name"), 100),
    text("webBillToCompany", _in_bill_to("company"), 100),
    text("webBillToPhone", _in_bill_to("phone"), 30),
    flag("webRelease", fixed(False)),
    text("webStatus", of("status")),
    text("webHoldReason", of("hold_reason")),
)
"""Properties of the extension for web shops, which the API of Microsoft does not have."""

SALES_ORDER = EntityType(
    "salesOrder",
    "salesOrders",
    (
        identifier("id", id_of(NOUN), key=True),
        text("number", of("number"), 20),
        text("externalDocumentNumber", of("external_reference"), 35),
        day("orderDate", of("ordered_at_ms")),
        day("postingDate", of("ordered_at_ms")),
        identifier("customerId", lambda erp, order: guid("customer", order.customer.number)),
        text("customerNumber", lambda erp, order: customer_number(order.customer), 20),
        text("customerName", lambda erp, order: order.customer.name),
        text("billToName", _bill_to_name),
        identifier("billToCustomerId", lambda erp, order: guid("customer", order.customer.number)),
        text("billToCustomerNumber", lambda erp, order: customer_number(order.customer), 20),
        text("shipToName", lambda erp, order: name_of(order.ship_to), 100),
        text("shipToContact", lambda erp, order: contact_of(order.ship_to), 100),
        *lanes("sellTo", lambda order: order.customer.address),
        *lanes("billTo", lambda order: order.bill_to),
        *lanes("shipTo", lambda order: order.ship_to),
        text("shortcutDimension1Code", fixed("")),
        text("shortcutDimension2Code", fixed("")),
        identifier("currencyId", lambda erp, order: currency_id(erp, order.currency)),
        text("currencyCode", of("currency"), 10),
        flag("pricesIncludeTax", of("prices_include_tax")),
        identifier("paymentTermsId", lambda erp, order: terms_id(order.customer.terms_ms)),
        identifier("shipmentMethodId", lambda erp, order: method_id(order.shipping_method)),
        *empty("salesperson"),
        flag("partialShipping", lambda erp, order: erp.config.partial_deliveries),
        day("requestedDeliveryDate", fixed(None)),
        amount("discountAmount", fixed("0")),
        flag("discountAppliedBeforeTax", fixed(True)),
        amount(
            "totalAmountExcludingTax", lambda erp, order: amount_text(order.total_cents - order.tax_cents)
        ),
        amount("totalTaxAmount", lambda erp, order: amount_text(order.tax_cents)),
        amount("totalAmountIncludingTax", lambda erp, order: amount_text(order.total_cents)),
        flag("fullyShipped", lambda erp, order: order.status == "shipped"),
        text("status", status_text),
        instant("lastModifiedDateTime", of("changed_at_ms")),
        text("phoneNumber", _phone, 30),
        text("email", lambda erp, order: order.customer.email, 80),
        *WEB,
    ),
    etag=lambda erp, order: order_version(order),
    more=lambda erp, order: {f"web_{name}": value for name, value in order.custom.items()},
    state=lambda erp, order: state_of(order),
)
"""A sales order that is not posted in full."""
SALES_ORDER.navigate("salesOrderLines", SALES_ORDER_LINE, True, lambda erp, order: lines_of(order))
SALES_ORDER_LINE.navigate("salesOrder", SALES_ORDER, False, lambda erp, line: line.order)
