"""Posted shipments and posted invoices, and their lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fake_erp.accounting.credit_notes import Wanted
from fake_erp.accounting.invoice_amounts import gross
from fake_erp.accounting.money import amount_text
from fake_erp.dialects.business_central.columns import (
    amount,
    day,
    fixed,
    id_of,
    identifier,
    instant,
    item_id,
    of,
    text,
    whole,
)
from fake_erp.dialects.business_central.errors import DIALOG, Refused
from fake_erp.dialects.business_central.finance import parts
from fake_erp.dialects.business_central.finance.parts import changed_at, heading, key_of
from fake_erp.dialects.business_central.masters.lists import method_id
from fake_erp.dialects.business_central.resources import Action, Call, Resource
from fake_erp.dialects.odata.model import EntityType
from fake_erp.dialects.record_ids import NO_GUID, guid
from fake_erp.model import NOT_YET, Delivery, Invoice
from fake_erp.operations.base import Look
from fake_erp.operations.documents import CreateCreditNote


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A line of a posted document; `at` is the position of the line of the order, -1 for the freight."""

    document: Any
    kind: str
    place: int
    at: int
    sku: str
    units: int
    cents: int = 0

    @property
    def id(self) -> str:
        """Its GUID."""
        return guid(f"{self.kind}_line", f"{self.document.number}:{self.place}")


def shipment_lines(delivery: Delivery) -> list[DocumentLine]:
    """The lines of a shipment."""
    return [
        DocumentLine(delivery, "delivery", place, at, sku, units)
        for place, (at, sku, units) in enumerate(delivery.lines)
    ]


def invoice_lines(invoice: Invoice) -> list[DocumentLine]:
    """The lines of an invoice, the freight last."""
    order = invoice.order
    billed = invoice.lines or [(at, line.billed, gross(line, order)) for at, line in enumerate(order.lines)]
    found = [
        DocumentLine(invoice, "invoice", place, at, order.lines[at].item.sku, units, cents)
        for place, (at, units, cents) in enumerate(billed)
    ]
    if invoice.shipping_cents:
        found.append(DocumentLine(invoice, "invoice", len(found), -1, "FREIGHT", 1, invoice.shipping_cents))
    return found


def _line_item(erp: Any, line: DocumentLine) -> str:
    return NO_GUID if line.at < 0 else item_id(line.document.order.lines[line.at].item)


def _line_name(erp: Any, line: DocumentLine) -> str:
    return "Freight" if line.at < 0 else line.document.order.lines[line.at].item.name


def _line_type(name: str, set_name: str, *more: Any) -> EntityType:
    return EntityType(
        name,
        set_name,
        (
            identifier("id", of("id"), key=True),
            identifier("documentId", lambda erp, line: guid(line.kind, line.document.number)),
            text(
                "documentNo" if name == "salesShipmentLine" else "documentNumber",
                lambda erp, line: line.document.number,
            ),
            whole("sequence", lambda erp, line: 10_000 * (line.place + 1)),
            text("lineType", lambda erp, line: "Charge" if line.at < 0 else "Item"),
            identifier("itemId", _line_item),
            text("lineObjectNumber", of("sku"), 20),
            text("description", _line_name, 100),
            text("unitOfMeasureCode", fixed("PCS"), 10),
            amount("quantity", lambda erp, line: str(line.units)),
            *more,
            identifier("locationId", _location),
            whole("webOrderLine", lambda erp, line: 10_000 * (line.at + 1)),
        ),
        owner=lambda line: line.document,
    )


def _location(erp: Any, line: DocumentLine) -> str:
    if isinstance(line.document, Delivery):
        return guid("location", line.document.warehouse)
    return NO_GUID if line.at < 0 else guid("location", line.document.order.lines[line.at].row.warehouse)


def _price(erp: Any, line: DocumentLine) -> str:
    if line.at < 0:
        return amount_text(line.cents)
    return amount_text(line.document.order.lines[line.at].unit_price_cents)


SHIPMENT_LINE = _line_type("salesShipmentLine", "salesShipmentLines")
INVOICE_LINE = _line_type(
    "salesInvoiceLine",
    "salesInvoiceLines",
    amount("unitPrice", _price),
    amount("amountIncludingTax", lambda erp, line: amount_text(line.cents)),
)

SHIPMENT = EntityType(
    "salesShipment",
    "salesShipments",
    (
        identifier("id", id_of("delivery"), key=True),
        text("number", of("number"), 20),
        text("externalDocumentNumber", lambda erp, each: each.order.external_reference, 35),
        day("invoiceDate", of("posted_at_ms")),
        day("postingDate", of("posted_at_ms")),
        day("dueDate", of("posted_at_ms")),
        text("customerPurchaseOrderReference", fixed("")),
        *heading(),
        text("orderNumber", lambda erp, each: each.order.number, 20),
        text("paymentTermsCode", fixed("")),
        text("shipmentMethodCode", lambda erp, each: each.order.shipping_method[:10]),
        instant("lastModifiedDateTime", of("posted_at_ms")),
        text("webPackageTrackingNumber", of("tracking")),
        text("webLocationCode", of("warehouse")),
        instant("webPostedAt", of("posted_at_ms")),
    ),
    etag=lambda erp, each: (each.number, each.change),
)
"""A posted shipment."""
SHIPMENT.navigate("salesShipmentLines", SHIPMENT_LINE, True, lambda erp, each: shipment_lines(each))


def status_of(erp: Any, invoice: Invoice) -> str:
    """`Open`, `Paid`, or `Canceled` where all of it is credited."""
    if invoice.credited_cents >= invoice.total_cents > 0:
        return "Canceled"
    return "Open" if invoice.open_cents else "Paid"


INVOICE = EntityType(
    "salesInvoice",
    "salesInvoices",
    (
        identifier("id", id_of("invoice"), key=True),
        text("number", of("number"), 20),
        text("externalDocumentNumber", lambda erp, each: each.order.external_reference, 35),
        day("invoiceDate", of("posted_at_ms")),
        day("postingDate", of("posted_at_ms")),
        day("dueDate", lambda erp, each: each.posted_at_ms if each.due_at_ms == NOT_YET else each.due_at_ms),
        text("customerPurchaseOrderReference", fixed("")),
        *heading(),
        identifier("orderId", lambda erp, each: guid("order", each.order.number)),
        text("orderNumber", lambda erp, each: each.order.number, 20),
        identifier("shipmentMethodId", lambda erp, each: method_id(each.order.shipping_method)),
        amount("remainingAmount", lambda erp, each: amount_text(each.open_cents)),
        amount("discountAmount", fixed("0")),
        amount("totalAmountExcludingTax", lambda erp, each: amount_text(each.total_cents - each.tax_cents)),
        amount("totalTaxAmount", lambda erp, each: amount_text(each.tax_cents)),
        amount("totalAmountIncludingTax", lambda erp, each: amount_text(each.total_cents)),
        text("status", status_of),
        instant("lastModifiedDateTime", lambda erp, each: changed_at(each)),
        amount("webCreditedAmount", lambda erp, each: amount_text(each.credited_cents)),
    ),
    etag=lambda erp, each: (each.number, each.change),
)
"""A posted invoice."""
INVOICE.navigate("salesInvoiceLines", INVOICE_LINE, True, lambda erp, each: invoice_lines(each))


def _cancel(call: Call) -> CreateCreditNote:
    """Credit what is left of an invoice."""
    invoice = call.record
    left = invoice.total_cents - invoice.credited_cents
    if left <= 0:
        raise Refused(
            DIALOG, f"You cannot cancel this posted sales invoice: {invoice.number} is canceled.", "status"
        )
    return CreateCreditNote(Wanted(invoice.order, left, invoice=invoice, why="canceled"), call.by)


def _send(call: Call) -> Look[Any]:
    return Look(lambda hides: call.record)


_SEND = Action("invoice.read", _send, "done")
_CANCEL = Action("credit_note.create", _cancel, "done")
INVOICES = Resource(
    INVOICE,
    "invoice",
    parts.papers_of(Invoice, lambda erp: erp.receivables.feed, lambda erp: erp.receivables.by_number),
    parts.finder("invoice", lambda erp: erp.receivables.by_number),
    lambda each: each.number,
    key_of,
    {
        "Microsoft.NAV.send": _SEND,
        "Microsoft.NAV.cancel": _CANCEL,
        "Microsoft.NAV.cancelAndSend": _CANCEL,
    },
)
SHIPMENTS = Resource(
    SHIPMENT,
    "delivery",
    parts.papers_of(Delivery, lambda erp: erp.shipping.feed, lambda erp: erp.shipping.by_number),
    parts.finder("delivery", lambda erp: erp.shipping.by_number),
    lambda each: each.number,
    key_of,
)


def _lines(entity: EntityType, noun: str, documents: Resource, lines: Any) -> Resource:
    def rows(erp: Any, query: Any, hides: Any) -> Any:
        wanted = query.equal("documentId")
        if isinstance(wanted, str):
            found = documents.find(erp, {"id": wanted})
            return [] if found is None or (hides is not None and hides(found)) else lines(found)
        raise Refused(DIALOG, "You must specify an Id or a Document Id to get the lines.", "documentId")

    def find(erp: Any, keys: Any) -> Any:
        return None

    return Resource(
        entity,
        noun,
        rows,
        find,
        lambda line: line.document.number,
        lambda line: key_of(line.document),
        part=True,
    )


INVOICE_LINES = _lines(INVOICE_LINE, "invoice", INVOICES, invoice_lines)
SHIPMENT_LINES = _lines(SHIPMENT_LINE, "delivery", SHIPMENTS, shipment_lines)
