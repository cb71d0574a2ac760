"""The entity types of credit memos: one for drafts and posted ones."""

from __future__ import annotations

from typing import Any

from fake_erp.accounting.money import amount_text
from fake_erp.dialects.business_central.columns import (
    amount,
    contact_of,
    currency_id,
    customer_number,
    day,
    flag,
    identifier,
    instant,
    item_id,
    name_of,
    of,
    text,
    whole,
)
from fake_erp.dialects.business_central.store import Memo, MemoLine
from fake_erp.dialects.odata.model import EntityType
from fake_erp.dialects.record_ids import NO_GUID, guid
from fake_erp.model import CreditNote, Order

NOUN = "credit_note"


def total_of(memo: Memo) -> int:
    """What a draft credits."""
    return sum([line.amount_cents for line in memo.lines])


def _either(of_draft: Any, of_note: Any) -> Any:
    return lambda erp, each: of_draft(each) if isinstance(each, Memo) else of_note(each)


def _order(each: Memo | CreditNote) -> Order | None:
    return each.order


def _on_order(get: Any, default: Any) -> Any:
    def value(erp: Any, each: Memo | CreditNote) -> Any:
        order = _order(each)
        return default if order is None else get(order)

    return value


def _currency(erp: Any, each: Memo | CreditNote) -> str:
    order = _order(each)
    return erp.currencies.home if order is None else order.currency


def _reference(erp: Any, each: Memo | CreditNote) -> str:
    return str(each.fields.get("externalDocumentNumber", "")) if isinstance(each, Memo) else each.reference


def _reason(erp: Any, each: Memo | CreditNote) -> str:
    return str(each.fields.get("webReason", "")) if isinstance(each, Memo) else each.why


MEMO_LINE = EntityType(
    "salesCreditMemoLine",
    "salesCreditMemoLines",
    (
        identifier("id", of("id"), key=True),
        identifier("documentId", lambda erp, line: _id(erp, line.memo)),
        whole("sequence", lambda erp, line: 10_000 * line.number),
        text("lineType", of("kind")),
        identifier("itemId", lambda erp, line: _item_id(erp, line)),
        identifier(
            "accountId", lambda erp, line: guid("account", line.object_number) if line.at < 0 else NO_GUID
        ),
        text("lineObjectNumber", of("object_number"), 20),
        text("description", of("description"), 100),
        text("unitOfMeasureCode", lambda erp, line: "PCS" if line.at >= 0 else ""),
        amount("quantity", lambda erp, line: str(line.quantity)),
        amount("unitPrice", lambda erp, line: amount_text(line.amount_cents // max(1, line.quantity))),
        amount("discountAmount", lambda erp, line: "0"),
        amount("amountIncludingTax", lambda erp, line: amount_text(line.amount_cents)),
    ),
    etag=lambda erp, line: (line.id, getattr(line.memo, "change", 0)),
    owner=lambda line: line.memo,
)


def _item_id(erp: Any, line: MemoLine) -> str:
    order = line.memo.order
    return item_id(order.lines[line.at].item) if order is not None and line.at >= 0 else NO_GUID


def _id(erp: Any, each: Memo | CreditNote) -> str:
    return each.id if isinstance(each, Memo) else guid(NOUN, each.number)


def lines_of(each: Memo | CreditNote) -> list[Any]:
    """The lines of a draft, or of a posted credit memo: the last one is what its items are not worth."""
    if isinstance(each, Memo):
        return each.lines
    shown: Any = each
    found = [
        MemoLine(
            guid("credit_note_line", f"{each.number}:{number}"),
            shown,
            number,
            "Item",
            each.order.lines[at].item.sku,
            each.order.lines[at].item.name,
            at,
            units,
            0,
        )
        for number, (at, units) in enumerate(each.lines, 1)
    ]
    last = len(found) + 1
    key = guid("credit_note_line", f"{each.number}:{last}")
    return [*found, MemoLine(key, shown, last, "Account", "6710", each.why[:100], -1, 1, each.total_cents)]


CREDIT_MEMO = EntityType(
    "salesCreditMemo",
    "salesCreditMemos",
    (
        identifier("id", _id, key=True),
        text("number", of("number"), 20),
        text("externalDocumentNumber", _reference, 35),
        day("creditMemoDate", _either(lambda memo: memo.changed_at_ms, lambda note: note.posted_at_ms)),
        day("postingDate", _either(lambda memo: memo.changed_at_ms, lambda note: note.posted_at_ms)),
        day("dueDate", _either(lambda memo: memo.changed_at_ms, lambda note: note.posted_at_ms)),
        identifier("customerId", _on_order(lambda order: guid("customer", order.customer.number), NO_GUID)),
        text("customerNumber", _on_order(lambda order: customer_number(order.customer), "")),
        text("customerName", _on_order(lambda order: order.customer.name, "")),
        text("billToName", _on_order(lambda order: name_of(order.bill_to) or order.customer.name, "")),
        text("sellToContact", _on_order(lambda order: contact_of(order.bill_to), "")),
        identifier("currencyId", lambda erp, each: currency_id(erp, _currency(erp, each))),
        text("currencyCode", _currency, 10),
        flag("pricesIncludeTax", lambda erp, each: True),
        identifier(
            "invoiceId", lambda erp, each: guid("invoice", each.invoice.number) if each.invoice else NO_GUID
        ),
        text("invoiceNumber", lambda erp, each: each.invoice.number if each.invoice else ""),
        amount("discountAmount", lambda erp, each: "0"),
        amount(
            "totalAmountExcludingTax",
            _either(
                lambda memo: amount_text(total_of(memo)),
                lambda note: amount_text(note.total_cents - note.tax_cents),
            ),
        ),
        amount("totalTaxAmount", _either(lambda memo: "0", lambda note: amount_text(note.tax_cents))),
        amount(
            "totalAmountIncludingTax",
            _either(lambda memo: amount_text(total_of(memo)), lambda note: amount_text(note.total_cents)),
        ),
        text("status", _either(lambda memo: "Draft", lambda note: "Open" if note.refund_cents else "Paid")),
        instant(
            "lastModifiedDateTime", _either(lambda memo: memo.changed_at_ms, lambda note: note.posted_at_ms)
        ),
        text("webOrderNumber", _on_order(lambda order: order.number, ""), 20),
        text("webReason", _reason, 100),
    ),
    etag=lambda erp, each: (each.number, each.change),
)
"""A credit memo, posted or not."""
CREDIT_MEMO.navigate("salesCreditMemoLines", MEMO_LINE, True, lambda erp, each: lines_of(each))
NAMES = frozenset({*CREDIT_MEMO.by_name, "salesCreditMemoLines"})
LINE_NAMES = frozenset({*MEMO_LINE.by_name, "taxCode", "discountPercent", "locationId"})


def key_of(each: Memo | CreditNote) -> str | None:
    """The business key: that of the order."""
    order = _order(each)
    return None if order is None else order.external_reference or order.number
