"""Journal Entry - Post (Synchronous): the SOAP service by which incoming payments are posted.

An entry of type DZ with a debtor item is a payment. Its AssignmentReference names the sales order or the billing
document; DocumentReferenceID is the reference of the payment, DocumentItemText its method. A refusal is a reply with
status 200 and the document number 0000000000.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import ParseError, fromstring  # type: ignore[import-untyped]

from fake_erp.accounting.money import amount_text, cents_of_text
from fake_erp.dialects.s4hana.finance.billing import document_of
from fake_erp.dialects.s4hana.finance.open_items import COMPANY, year
from fake_erp.dialects.s4hana.numbers import shown
from fake_erp.dialects.s4hana.refusals import message_of, shape_of
from fake_erp.dialects.s4hana.sales.orders import order_of, reference
from fake_erp.errors import BodyTooLarge, ErpError, Malformed, NotFound, RuleRefused
from fake_erp.messages import Reply, Request
from fake_erp.model import Invoice, Order, Payment
from fake_erp.operations.documents import CreatePayment

if TYPE_CHECKING:
    from fake_erp.erp import Erp

PATH = "/sap/bc/srt/scs_ext/sap/journalentrycreaterequestconfi"
MEDIA = "text/xml;charset=utf-8"
SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
SFIN = "http://sap.com/xi/SAPSCORE/SFIN"
NO_DOCUMENT = "0000000000"
TEXT_LIMIT, REFERENCE_LIMIT = 255, 64


@dataclass(slots=True)
class JournalMatch:
    """A request to the service. It is read once: the fields of the entry by the names of their elements."""

    erp: Erp
    operation: str = "payment.create"
    reads: bool = False
    public: bool = False
    number: str = ""

    def key(self, request: Request) -> str | None:
        try:
            order, _ = _owed_for(self.erp, entry_of(request, self.erp.config.max_body_bytes))
        except ErpError:
            return None
        return reference(order)

    def fields(self, request: Request) -> Any:
        """The payment by neutral names. Raises ErpError."""
        return fields_of(self.erp, request)


def entry_of(request: Request, most_bytes: int) -> dict[str, str]:
    """The elements of the journal entry that have a text, and the currency of its amount. Raises Malformed."""
    raw: Any = request.body if request.body else request.data
    if isinstance(raw, str):
        raw = raw.encode("utf-8", "replace")
    if not isinstance(raw, bytes) or not raw:
        raise Malformed("The request has no envelope", "body")
    if len(raw) > most_bytes:
        raise BodyTooLarge(f"The request is larger than {most_bytes} bytes")
    try:
        tree = fromstring(raw)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        raise Malformed("The request is not well-formed XML", "body") from None
    entry = next((each for each in tree.iter() if _local(each.tag) == "JournalEntry"), None)
    if entry is None:
        raise Malformed("The request has no JournalEntry", "JournalEntry")
    debtor = next((each for each in entry.iter() if _local(each.tag) == "DebtorItem"), None)
    if debtor is None:
        raise Malformed("The journal entry has no DebtorItem", "DebtorItem")
    found = {_local(each.tag): (each.text or "").strip() for each in entry if len(each) == 0}
    for each in debtor.iter():
        found[_local(each.tag)] = (each.text or "").strip()
        if _local(each.tag) == "AmountInTransactionCurrency":
            found["currencyCode"] = each.get("currencyCode", "")
    return found


def _local(tag: Any) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _owed_for(erp: Erp, entry: dict[str, str]) -> tuple[Order, Invoice | None]:
    """What a payment is for. Raises NotFound."""
    number = entry.get("AssignmentReference", "")
    order = order_of(erp, number)
    if order is not None:
        return order, None
    document = document_of(erp, number) if number else None
    if not isinstance(document, Invoice):
        raise NotFound(
            f"AssignmentReference {number[:20]!a} is neither a sales order nor a billing document",
            "AssignmentReference",
        )
    return document.order, document


def fields_of(erp: Erp, request: Request) -> dict[str, Any]:
    """The payment by neutral names. Raises ErpError."""
    entry = entry_of(request, erp.config.max_body_bytes)
    order, invoice = _owed_for(erp, entry)
    cents = cents_of_text(entry.get("AmountInTransactionCurrency", "").removeprefix("-"))
    if not cents or cents < 0:
        raise Malformed("AmountInTransactionCurrency: expected an amount", "AmountInTransactionCurrency")
    currency = entry.get("currencyCode", "")
    if currency and currency != order.currency:
        raise RuleRefused(
            "payment_currency",
            "wrong_currency",
            f"The currency {currency[:10]} is not that of the document: {order.currency}",
            "currencyCode",
        )
    for name, limit in (("DocumentReferenceID", REFERENCE_LIMIT), ("DocumentItemText", TEXT_LIMIT)):
        if len(entry.get(name, "")) > limit:
            raise Malformed(f"{name} is longer than {limit} characters", name)
    found = {
        "order": order.number,
        "amount": amount_text(cents),
        "currency": order.currency,
        "reference": entry.get("DocumentReferenceID", ""),
        "method": entry.get("DocumentItemText", ""),
    }
    return found if invoice is None else {**found, "invoice": invoice.number}


def create(erp: Erp, request: Request, by: str) -> CreatePayment:
    """The payment that an entry posts. Raises ErpError."""
    given = fields_of(erp, request)
    return CreatePayment(
        erp.orders.get(given["order"]),
        int(given["amount"].replace(".", "")),
        given["reference"],
        given["method"],
        by,
        erp.receivables.by_number.get(given.get("invoice", "")),
        given,
    )


def confirmed(payment: Payment) -> Reply:
    """The confirmation of a posted entry."""
    number = shown(payment.number).zfill(10)
    text = f"Document posted successfully: BKPFF {number}{COMPANY}{year(payment.posted_at_ms)}"
    return _confirmation(number, year(payment.posted_at_ms), 1, "605(RW)", text)


def refused(error: ErpError) -> Reply:
    """The confirmation of an entry that was not posted: it looks like success but for its log."""
    shape = shape_of(error)
    kind, _, number = shape.code.rpartition("/")
    return _confirmation(NO_DOCUMENT, "0000", 3, f"{number}({kind.lstrip('/')})", message_of(error))


def _confirmation(number: str, fiscal_year: str, severity: int, type_id: str, note: str) -> Reply:
    body = (
        f'<soap-env:Envelope xmlns:soap-env="{SOAP}"><soap-env:Body>'
        f'<n0:JournalEntryBulkCreateConfirmation xmlns:n0="{SFIN}"><JournalEntryCreateConfirmation>'
        f"<JournalEntryCreateConfirmation><AccountingDocument>{number}</AccountingDocument>"
        f"<CompanyCode>{COMPANY}</CompanyCode><FiscalYear>{fiscal_year}</FiscalYear>"
        f"</JournalEntryCreateConfirmation><Log><MaximumLogItemSeverityCode>{severity}"
        f"</MaximumLogItemSeverityCode><Item><TypeID>{escape(type_id)}</TypeID>"
        f"<SeverityCode>{severity}</SeverityCode><Note>{escape(note)}</Note></Item></Log>"
        "</JournalEntryCreateConfirmation></n0:JournalEntryBulkCreateConfirmation>"
        "</soap-env:Body></soap-env:Envelope>"
    )
    return Reply(200, None, {}, body, MEDIA)
