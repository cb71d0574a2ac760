"""The entity types of customer returns and credit memo requests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fake_erp.accounting.money import amount_text
from fake_erp.dialects.odata.model import INSTANT, EntityType, Property
from fake_erp.dialects.s4hana.numbers import item_text, shown
from fake_erp.dialects.s4hana.sales.order_types import amount, ignored, quantity, stamp, text
from fake_erp.dialects.s4hana.sales.parts import BASE_UNIT, fixed
from fake_erp.model import CreditNote, Line, Return

SCRAP, RESTOCK = "0007", "0001"
"""CustRetItmFollowUpActivity: what happens to goods that come back."""
MANUAL = "N"
"""ReturnsRefundProcgMode of a return that a credit memo request of the client credits."""


@dataclass(frozen=True, slots=True)
class FollowItem:
    """An item of a return or a credit memo request: which line of the order, and how many units."""

    document: Any
    at: int
    line_at: int
    units: int

    @property
    def line(self) -> Line:
        found: Line = self.document.order.lines[self.line_at]
        return found


def items(erp: Any, document: Return | CreditNote) -> list[FollowItem]:
    """The items of a document."""
    return [FollowItem(document, n, at, units) for n, (at, units) in enumerate(document.lines)]


def _header(name: str) -> tuple[Property, ...]:
    return (
        text(name, lambda erp, document: shown(document.number), 10, key=True),
        text("SalesOrganization", fixed("1710"), 4),
        text("DistributionChannel", fixed("10"), 2),
        text("OrganizationDivision", fixed("00"), 2),
        text("SoldToParty", lambda erp, document: shown(document.order.customer.number), 10),
        text("TransactionCurrency", lambda erp, document: document.order.currency, 5),
        text("ReferenceSDDocument", lambda erp, document: shown(document.order.number), 10),
        text("SDDocumentReason", fixed(""), 3),
        text("YY1_Reason_SDH", lambda erp, document: document.why, 255),
        Property("CreationDateTime", INSTANT, lambda erp, document: document.posted_at_ms),
        *ignored("SalesOffice", "SalesGroup", "CustomerPurchaseOrderType", "HeaderBillingBlockReason"),
    )


def _item(name: str) -> tuple[Property, ...]:
    return (
        text(name, lambda erp, item: shown(item.document.number), 10, key=True),
        text(f"{name}Item", lambda erp, item: item_text(item.at), 6, key=True),
        text("Material", lambda erp, item: item.line.item.sku, 40),
        quantity("RequestedQuantity", lambda erp, item: str(item.units)),
        text("RequestedQuantityUnit", fixed(BASE_UNIT), 3),
        text("ReferenceSDDocument", lambda erp, item: shown(item.document.order.number), 10),
        text("ReferenceSDDocumentItem", lambda erp, item: item_text(item.line_at), 6),
        *ignored("SalesDocumentRjcnReason", "ProductionPlant"),
    )


def _etag(erp: Any, document: Return | CreditNote) -> int:
    return stamp(document.posted_at_ms, document.change)


RETURN = EntityType(
    "A_CustomerReturnType",
    "A_CustomerReturn",
    (
        *_header("CustomerReturn"),
        text("CustomerReturnType", fixed("CBAR"), 4),
        text("PurchaseOrderByCustomer", lambda erp, goods: goods.external_reference),
        text("OverallSDProcessStatus", lambda erp, goods: "C" if goods.status == "credited" else "A", 1),
    ),
    etag=_etag,
)
RETURN_ITEM = EntityType(
    "A_CustomerReturnItemType",
    "A_CustomerReturnItem",
    (
        *_item("CustomerReturn"),
        text(
            "CustRetItmFollowUpActivity",
            lambda erp, item: SCRAP if item.document.disposition == "scrap" else RESTOCK,
            4,
        ),
        text(
            "ReturnsRefundProcgMode",
            lambda erp, item: MANUAL if item.document.credit == "manual" else "",
            1,
        ),
        *ignored("ReturnReason", "ReturnsRefundType"),
    ),
    owner=lambda item: item.document,
)
CREDIT = EntityType(
    "A_CreditMemoRequestType",
    "A_CreditMemoRequest",
    (
        *_header("CreditMemoRequest"),
        text("CreditMemoRequestType", fixed("CR"), 4),
        text("PurchaseOrderByCustomer", lambda erp, note: note.reference),
        amount("TotalNetAmount", lambda erp, note: amount_text(note.total_cents - note.tax_cents), 3),
        amount("YY1_TotalGrossAmount_SDH", lambda erp, note: amount_text(note.total_cents), 2),
        amount("YY1_RefundAmount_SDH", lambda erp, note: amount_text(note.refund_cents), 2),
        text(
            "YY1_CustomerReturn_SDH", lambda erp, note: shown(note.goods_return) if note.goods_return else ""
        ),
        text("YY1_BillingDocument_SDH", lambda erp, note: shown(note.invoice.number)),
        text("OverallSDProcessStatus", fixed("C"), 1),
    ),
    etag=_etag,
)
CREDIT_ITEM = EntityType(
    "A_CreditMemoRequestItemType",
    "A_CreditMemoRequestItem",
    _item("CreditMemoRequest"),
    owner=lambda item: item.document,
)
CREDIT_PRICE = EntityType(
    "A_CreditMemoReqItemPrElmntType",
    "A_CreditMemoReqItemPrElmnt",
    (
        text("CreditMemoRequest", lambda erp, item: shown(item.document.number), 10, key=True),
        text("CreditMemoRequestItem", lambda erp, item: item_text(item.at), 6, key=True),
        text("ConditionType", fixed("PMP0"), 4, key=True),
        amount("ConditionRateValue", fixed("0.00"), 9),
        *ignored("ConditionCurrency", "ConditionQuantity", "ConditionQuantityUnit"),
    ),
    owner=lambda item: item.document,
)
RETURN.navigate("to_Item", RETURN_ITEM, True, items)
RETURN_ITEM.navigate("to_CustomerReturn", RETURN, False, lambda erp, item: item.document)
CREDIT.navigate("to_Item", CREDIT_ITEM, True, items)
CREDIT_ITEM.navigate("to_CreditMemoRequest", CREDIT, False, lambda erp, item: item.document)
CREDIT_ITEM.navigate("to_PricingElement", CREDIT_PRICE, True, fixed([]))
