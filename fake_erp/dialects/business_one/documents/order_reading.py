"""From a document as it was sent to a draft of an order."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from fake_erp.accounting.money import amount_text
from fake_erp.dialects.business_one import fields as read
from fake_erp.dialects.business_one.documents import amounts
from fake_erp.dialects.business_one.documents.addresses import BILL_TO, SHIP_TO, address_of
from fake_erp.dialects.business_one.fields import Missing
from fake_erp.dialects.business_one.known import (
    ORDERED_AT,
    OWN_FIELDS,
    PAID_AMOUNT,
    PREPAID,
    properties,
    require_known,
)
from fake_erp.dialects.business_one.memory import partner_of
from fake_erp.errors import Malformed
from fake_erp.model import Address, Customer, Draft, DraftLine
from fake_erp.times import instant_of_text, instant_text

if TYPE_CHECKING:
    from fake_erp.erp import Erp

OWNER = "Document"
REFERENCE_LIMIT, COMMENT_LIMIT = 100, 254
MAPPED = frozenset(
    (
        *("CardCode", "NumAtCard", "DocCurrency", "DocDate", "PriceMode", "DocumentLines", "PaymentMethod"),
        *("DocumentAdditionalExpenses", "AddressExtension", "Confirmed", "DocEntry", "DocNum", "DocTotal"),
        *("DocumentStatus", "Cancelled", "UpdateDate", "UpdateTime", "CreationDate", "CardName", "VatSum"),
        *("DocObjectCode", "ShipToCode", "PayToCode", "DocumentReferences", "Address", "Address2"),
    )
)
"""Properties that stand for something in the books, or that the product sets itself."""
_OWN = OWN_FIELDS["ORDR"]


@dataclass(slots=True)
class Sent:
    """A draft, and the properties that the books have no place for."""

    draft: Draft
    kept: dict[str, Any] = field(default_factory=dict)


def sent_order(erp: Erp, given: dict[str, Any], release: bool) -> Sent:
    """The draft of a document. Raises ErpError naming the first property that is wrong."""
    require_known(erp, given, OWNER, _OWN)
    customer = customer_in(erp, given)
    if given.get("DocDueDate") is None:
        raise Missing("Delivery Date is missing; enter a delivery date  [ORDR.DocDueDate]", "due_date")
    rows = read.rows(given, "DocumentLines", OWNER, erp.config.max_lines)
    gross = amounts.is_gross(given, rows)
    currency = read.text(given, "DocCurrency", OWNER, 3) or erp.currencies.home
    at_ms = ordered_at(erp, given)
    buyer = Buyer(erp, partner_of(erp, customer), currency, at_ms, gross)
    draft = Draft(
        number_of(erp, customer),
        currency,
        at_ms,
        [buyer.line(row, at) for at, row in enumerate(rows, 1)],
        read.text(given, "NumAtCard", OWNER, REFERENCE_LIMIT) or "",
        prices_include_tax=gross,
    )
    _discount_all(given, draft.lines)
    _charges(erp, given, draft)
    draft.payment_method = read.text(given, "PaymentMethod", OWNER) or ""
    draft.payment_cents = read.cents(given, PAID_AMOUNT, OWNER) or 0
    draft.prepaid = read.flag(given, PREPAID, OWNER) or False
    draft.ship_to, draft.bill_to = addresses(erp, given, buyer.customer)
    draft.custom = custom_in(erp, given)
    channel = draft.custom.get("sales_channel")
    draft.channel = channel if type(channel) is str else ""
    draft.release = release
    draft.document = document_of(draft)
    return Sent(draft, kept_of(given, at_ms))


def customer_in(erp: Erp, given: dict[str, Any]) -> str:
    """The code of the business partner that a document names. Raises Missing."""
    code = read.text(given, "CardCode", OWNER)
    if not code:
        raise Missing("Customer record not found; enter a valid BP code  [ORDR.CardCode]", "customer")
    return code


def number_of(erp: Erp, code: str) -> str:
    """The number of the customer with a code; the code itself where there is none, for the refusal."""
    customer = partner_of(erp, code)
    return code if customer is None else customer.number


def ordered_at(erp: Erp, given: dict[str, Any]) -> int:
    """When the order was placed: as its own field says, else at the beginning of `DocDate`, else now."""
    exact = read.text(given, ORDERED_AT, OWNER)
    if exact:
        instant_ms = instant_of_text(exact)
        if instant_ms is None:
            raise read.invalid(ORDERED_AT, OWNER, "a time such as 2025-11-28T05:00:00Z")
        return instant_ms
    day_ms = read.date(given, "DocDate", OWNER)
    return erp.now() if day_ms is None else day_ms


@dataclass(slots=True)
class Buyer:
    """For whom, when and in what prices lines are read."""

    erp: Erp
    customer: Customer | None
    currency: str
    at_ms: int
    gross: bool

    def line(self, row: dict[str, Any], at: int) -> DraftLine:
        """A line; without a price it gets that of the price list. Raises ErpError."""
        for name in row:
            if name not in properties("DocumentLine") and name[:2] != "U_" and "@" not in name:
                raise read.invalid(str(name), amounts.LINE)
        sku = read.text(row, "ItemCode", amounts.LINE)
        if not sku:
            raise Missing(f"Item number is missing  [RDR1.ItemCode][line: {at}]", "lines")
        quantity = units_in(row)
        price = amounts.unit_price(row, self.gross)
        if price is None:
            price = self._listed(sku, quantity)
        discount = amounts.discount(row, quantity * price, quantity, self.gross) or 0
        warehouse = read.text(row, "WarehouseCode", amounts.LINE) or ""
        return DraftLine(sku, quantity, price, discount, warehouse, unit_in(row))

    def _listed(self, sku: str, quantity: int) -> int:
        erp = self.erp
        if erp.items.find(sku) is None or self.currency not in erp.config.currencies:
            return 0
        return erp.prices.price_of(sku, self.customer, self.at_ms, quantity, self.currency)


def units_in(row: dict[str, Any]) -> int:
    """The quantity of a line; 1 where it is absent. Raises Malformed."""
    units = read.whole(row, "Quantity", amounts.LINE, 1, read.MOST_UNITS)
    return 1 if units is None else units


def unit_in(row: dict[str, Any]) -> str:
    """The unit of measure of a line; "" for the base unit."""
    unit = read.text(row, "UoMCode", amounts.LINE) or read.text(row, "MeasureUnit", amounts.LINE) or ""
    return "" if unit == "Manual" else unit


def _discount_all(given: dict[str, Any], lines: list[DraftLine]) -> None:
    """A discount of the whole document is one of each line."""
    percent = read.decimal(given, "DiscountPercent", OWNER, 100)
    if percent:
        for line in lines:
            left = line.quantity * line.unit_price_cents - line.discount_cents
            line.discount_cents += amounts.rounded(left * percent / 100)


def _charges(erp: Erp, given: dict[str, Any], draft: Draft) -> None:
    rows = read.rows(given, "DocumentAdditionalExpenses", OWNER, 20)
    tax_bp = round(erp.config.shipping_tax_percent * 100)
    draft.shipping_cents = amounts.freight(rows, draft.prices_include_tax, tax_bp)
    draft.shipping_method = read.text(rows[0], "Remarks", amounts.EXPENSE) or "" if rows else ""


def addresses(
    erp: Erp, given: dict[str, Any], customer: Customer | None
) -> tuple[Address | None, Address | None]:
    """The ship-to and the bill-to address: of the document, else of the partner where its code is named."""
    value = given.get("AddressExtension")
    extension = {} if value is None else read.record(value, "AddressExtension", OWNER)
    found = []
    for names, code in ((SHIP_TO, "ShipToCode"), (BILL_TO, "PayToCode")):
        address = address_of(extension, names)
        if address is None and read.text(given, code, OWNER):
            address = None if customer is None else {"name": customer.name, **customer.address}
        found.append(address)
    return found[0], found[1]


MOST_CUSTOM_NUMBER = 2**53


def custom_in(erp: Erp, given: dict[str, Any]) -> dict[str, Any]:
    """The user-defined fields without those of the company, by their names without the prefix."""
    found: dict[str, Any] = {}
    for name, value in given.items():
        if name[:2] == "U_" and name not in _OWN:
            _require_plain(name, value)
            found[name[2:]] = value
    return {name: value for name, value in found.items() if value is not None}


def _require_plain(name: str, value: Any) -> None:
    kind = type(value)
    fits = (
        value is None
        or kind is bool
        or (kind is str and len(value) <= read.LONGEST)
        or (kind in (int, float) and abs(value) <= MOST_CUSTOM_NUMBER)
    )
    if not fits:
        raise read.invalid(name, OWNER, f"a text of at most {read.LONGEST} characters or a number")


def kept_of(given: dict[str, Any], at_ms: int) -> dict[str, Any]:
    """What the books have no place for: it is kept beside them and read back."""
    comments = read.text(given, "Comments", OWNER)
    if comments is not None and len(comments) > COMMENT_LIMIT:
        raise Malformed(
            f"Value too long in property 'Comments' of 'Document': at most {COMMENT_LIMIT} characters"
        )
    kept = {
        name: value
        for name, value in given.items()
        if name not in MAPPED and name in properties(OWNER) and _is_small(value)
    }
    due_ms = read.date(given, "DocDueDate", OWNER)
    if due_ms is not None:
        kept["DocDueDate"] = instant_text(due_ms)[:10]
    tax_ms = read.date(given, "TaxDate", OWNER)
    if tax_ms is not None:
        kept["TaxDate"] = instant_text(tax_ms)[:10]
    return kept


def _is_small(value: Any) -> bool:
    return type(value) in (int, float, bool) or (type(value) is str and len(value) <= COMMENT_LIMIT)


def document_of(draft: Draft) -> dict[str, Any]:
    """The draft by neutral names, for rules about fields."""
    document: dict[str, Any] = {
        "customer": draft.customer,
        "external_reference": draft.reference,
        "currency": draft.currency,
        "ordered_at": instant_text(draft.ordered_at_ms),
        "prices_include_tax": draft.prices_include_tax,
        "lines": [line_document(line) for line in draft.lines],
        "shipping": {"amount": amount_text(draft.shipping_cents), "method": draft.shipping_method},
        "payment": {
            "method": draft.payment_method,
            "prepaid": draft.prepaid,
            "amount": amount_text(draft.payment_cents),
        },
        "custom": draft.custom,
        "release": draft.release,
    }
    if draft.ship_to is not None:
        document["ship_to"] = draft.ship_to
    if draft.bill_to is not None:
        document["bill_to"] = draft.bill_to
    return document


def line_document(line: DraftLine) -> dict[str, Any]:
    """A line by neutral names."""
    shown: dict[str, Any] = {
        "item": line.sku,
        "quantity": line.quantity,
        "unit_price": amount_text(line.unit_price_cents),
        "discount": amount_text(line.discount_cents),
    }
    if line.warehouse:
        shown["warehouse"] = line.warehouse
    if line.unit:
        shown["unit"] = line.unit
    return shown
