"""Credit memos: drafts that a client makes and posts, and posted ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fake_erp.accounting.credit_notes import Wanted
from fake_erp.accounting.money import amount_text
from fake_erp.dialects.business_central import values as read
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
    item_of,
    name_of,
    of,
    record_of,
    text,
    whole,
)
from fake_erp.dialects.business_central.errors import DIALOG, Refused
from fake_erp.dialects.business_central.resources import Action, Call, Resource, visible
from fake_erp.dialects.business_central.store import Memo, MemoLine, store_of
from fake_erp.dialects.odata.model import EntityType
from fake_erp.dialects.record_ids import NO_GUID, guid
from fake_erp.errors import ErpError, NotFound
from fake_erp.model import CreditNote, Invoice, Order
from fake_erp.operations.base import Hides, Parts
from fake_erp.operations.documents import CreateCreditNote

NOUN = "credit_note"
LINE_TYPES = ("Comment", "Account", "Item", "Resource", "Fixed Asset", "Charge")
MOST_DRAFTS = 10_000


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


def _rows(erp: Any, query: Any, hides: Hides | None) -> Sequence[Any]:
    reference, wanted = query.equal("externalDocumentNumber"), query.equal("webOrderNumber")
    invoice_number = query.equal("invoiceNumber")
    drafts = [memo for memo in store_of(erp).memos.values() if not memo.posted]
    if isinstance(reference, str) and reference:
        notes = [erp.credit_notes.by_reference.get(reference)]
    elif isinstance(wanted, str):
        notes = _notes(erp.orders.by_number.get(wanted))
    elif isinstance(invoice_number, str):
        invoice = erp.receivables.by_number.get(invoice_number)
        notes = _notes(invoice.order if invoice is not None else None)
    else:
        notes = erp.credit_notes.feed.page(0, 10**9, hides)[0]
    return [*drafts, *visible(notes, hides)]


def _notes(order: Order | None) -> list[Any]:
    return [] if order is None else [paper for paper in order.papers if type(paper) is CreditNote]


def find(erp: Any, keys: Mapping[str, str]) -> Memo | CreditNote | None:
    """The credit memo of a GUID. The GUID of a draft goes on to name what it was posted as."""
    wanted = (keys.get("id") or keys.get("") or "").lower()
    memo = store_of(erp).memos.get(wanted)
    if memo is not None:
        return erp.credit_notes.by_number[memo.posted] if memo.posted else memo
    found: CreditNote | None = record_of(erp, NOUN, erp.credit_notes.by_number, wanted)
    return found


# -- making and posting drafts -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SaveMemo:
    """Keep a new draft, or put its changes in."""

    erp: Any
    memo: Memo
    fields: Mapping[str, Any]
    lines: Sequence[MemoLine] = ()

    def perform(self, parts: Parts, hides: Hides | None = None) -> Memo:
        memo, store = self.memo, store_of(self.erp)
        if memo.id not in store.memos and len(store.memos) >= MOST_DRAFTS:
            raise Refused(DIALOG, "There are too many credit memos that are not posted.", "lines")
        if not memo.id:
            number, memo.id = store.next("memo")
            memo.number = f"S-CR{1000 + number}"
        for line in self.lines:
            _, line.id = store.next("memo_line")
        memo.fields |= self.fields
        memo.lines = [*memo.lines, *self.lines]
        memo.change += 1
        memo.changed_at_ms = self.erp.now()
        store.memos[memo.id] = memo
        return memo


@dataclass(frozen=True, slots=True)
class DropMemo:
    """Delete a draft, or one of its lines."""

    erp: Any
    memo: Memo
    line: MemoLine | None = None

    def perform(self, parts: Parts, hides: Hides | None = None) -> Memo:
        if self.line is None:
            del store_of(self.erp).memos[self.memo.id]
        else:
            self.memo.lines = [each for each in self.memo.lines if each is not self.line]
            self.memo.change += 1
        return self.memo


@dataclass(frozen=True, slots=True)
class PostMemo:
    """Post a draft. Raises ErpError, and then nothing was posted."""

    memo: Memo
    command: CreateCreditNote

    def perform(self, parts: Parts, hides: Hides | None = None) -> CreditNote:
        note = self.command.perform(parts, hides)
        self.memo.posted = note.number
        return note


def _invoice_in(erp: Any, data: Mapping[str, Any]) -> Invoice | None:
    wanted, number = read.guid(data, "invoiceId"), read.code(data, "invoiceNumber")
    by_number = erp.receivables.by_number
    found: Invoice | None = record_of(erp, "invoice", by_number, wanted) if wanted else by_number.get(number)
    if (wanted or number) and found is None:
        raise Refused(DIALOG, "The invoice cannot be found.", "invoice")
    return found


def _order_in(erp: Any, data: Mapping[str, Any], invoice: Invoice | None) -> Order | None:
    if invoice is not None:
        return invoice.order
    number = read.text(data, "webOrderNumber", 20)
    if not number:
        return None
    order: Order | None = erp.orders.by_number.get(number)
    if order is None:
        raise NotFound("The order cannot be found.", "order")
    return order


def _new(call: Call) -> SaveMemo:
    erp, data = call.erp, call.data()
    read.require_known(data, NAMES, "salesCreditMemo")
    if not data.get("customerNumber") and not data.get("customerId"):
        raise Refused(DIALOG, 'A "customerNumber" or a "customerId" must be provided.', "customer")
    invoice = _invoice_in(erp, data)
    order = _order_in(erp, data, invoice)
    memo = Memo("", "", order, invoice, {}, erp.now())
    lines = [
        _line(erp, memo, line, number)
        for number, line in enumerate(read.rows(data, "salesCreditMemoLines", erp.config.max_lines), 1)
    ]
    return SaveMemo(erp, memo, _fields(data), lines)


def _fields(data: Mapping[str, Any]) -> dict[str, Any]:
    lengths = {"externalDocumentNumber": 35, "webReason": 100}
    return {
        name: read.text(data, name, length) for name, length in lengths.items() if data.get(name) is not None
    }


def _require_draft(each: Any) -> Memo:
    if not isinstance(each, Memo):
        raise Refused(DIALOG, "The credit memo is posted and cannot be changed.", "status")
    return each


def _change(call: Call) -> SaveMemo:
    memo, data = _require_draft(call.record), call.data()
    read.require_known(data, NAMES, "salesCreditMemo")
    return SaveMemo(call.erp, memo, _fields(data))


def _line(erp: Any, memo: Memo, data: Mapping[str, Any], number: int) -> MemoLine:
    read.require_known(data, LINE_NAMES, "salesCreditMemoLine")
    wanted, code = read.guid(data, "itemId"), read.text(data, "lineObjectNumber", 50)
    kind = read.text(data, "lineType") or ("Item" if wanted else "Account")
    if kind not in LINE_TYPES:
        raise Refused(
            "Unknown",
            f"'{kind[:60]}' is not an option. The existing options are: {','.join(LINE_TYPES)}",
            "lineType",
        )
    units = read.quantity(data, "quantity")
    units = 1 if units is None and kind != "Item" else units or 0
    price = read.cents(data, "unitPrice", least=None) or 0
    discount = read.cents(data, "discountAmount") or 0
    at = _position(erp, memo, wanted, code, units) if kind == "Item" else -1
    object_number = memo.order.lines[at].item.sku if memo.order is not None and at >= 0 else code
    text_of = read.text(data, "description", 100)
    return MemoLine("", memo, number, kind, object_number, text_of, at, units, units * price - discount)


def _position(erp: Any, memo: Memo, wanted: str, code: str, units: int) -> int:
    item = item_of(erp, wanted) if wanted else erp.items.find(code)
    lines = memo.order.lines if memo.order is not None else []
    own = [at for at, line in enumerate(lines) if line.item is item]
    if not own:
        raise Refused(
            DIALOG,
            "An item line needs an item of the invoice that is credited: send invoiceNumber or invoiceId.",
            "item",
        )
    fitting = [at for at in own if lines[at].billed - lines[at].credited >= units]
    return (fitting or own)[0]


def _add_line(call: Call) -> SaveMemo:
    parent = call.parent
    if not isinstance(parent, Memo | CreditNote):
        parent = find(call.erp, {"id": read.guid(call.data(), "documentId")})
    memo = _require_draft(parent)
    number = max([line.number for line in memo.lines], default=0) + 1
    return SaveMemo(call.erp, memo, {}, [_line(call.erp, memo, call.data(), number)])


def _delete(call: Call) -> DropMemo:
    return DropMemo(call.erp, _require_draft(call.record))


def _delete_line(call: Call) -> DropMemo:
    return DropMemo(call.erp, _require_draft(call.record.memo), call.record)


def _post(call: Call) -> PostMemo:
    memo = _require_draft(call.record)
    if memo.order is None:
        raise Refused(
            DIALOG, "The credit memo names no invoice of this company: send invoiceNumber.", "invoice"
        )
    lines = [(line.at, line.quantity) for line in memo.lines if line.at >= 0 and line.quantity]
    wanted = Wanted(
        memo.order,
        total_of(memo),
        lines,
        memo.invoice,
        None,
        str(memo.fields.get("externalDocumentNumber", "")),
        str(memo.fields.get("webReason", "")),
    )
    return PostMemo(memo, CreateCreditNote(wanted, call.by))


def _key_sent(call: Call) -> str | None:
    if isinstance(call.parent, Memo | CreditNote):
        return key_of(call.parent)
    try:
        data = call.data()
        order = _order_in(call.erp, data, _invoice_in(call.erp, data))
    except ErpError:
        return None
    return None if order is None else order.external_reference or order.number


def _sent(call: Call) -> Any:
    data = call.data()
    return {"reference": data.get("externalDocumentNumber"), "invoice": data.get("invoiceNumber")}


CREDIT_MEMOS = Resource(
    CREDIT_MEMO,
    NOUN,
    _rows,
    find,
    lambda each: each.number,
    key_of,
    {
        "POST": Action("credit_note.create", _new, "created", _sent, _key_sent),
        "PATCH": Action("credit_note.create", _change, "changed", _sent, lambda call: key_of(call.record)),
        "DELETE": Action("credit_note.create", _delete, "done", None, lambda call: key_of(call.record)),
        "Microsoft.NAV.post": Action(
            "credit_note.create", _post, "done", None, lambda call: key_of(call.record)
        ),
        "Microsoft.NAV.postAndSend": Action(
            "credit_note.create", _post, "done", None, lambda call: key_of(call.record)
        ),
    },
)


def _memo_lines(erp: Any, query: Any, hides: Hides | None) -> Sequence[Any]:
    wanted = query.equal("documentId")
    if isinstance(wanted, str):
        found = find(erp, {"id": wanted})
        return [] if found is None else lines_of(found)
    raise Refused(DIALOG, "You must specify an Id or a Document Id to get the lines.", "documentId")


def _find_line(erp: Any, keys: Mapping[str, str]) -> MemoLine | None:
    wanted = (keys.get("id") or keys.get("") or "").lower()
    drafts = store_of(erp).memos.values()
    return next(
        (line for memo in drafts if not memo.posted for line in memo.lines if line.id == wanted), None
    )


MEMO_LINES = Resource(
    MEMO_LINE,
    NOUN,
    _memo_lines,
    _find_line,
    lambda line: line.memo.number,
    lambda line: key_of(line.memo),
    {
        "POST": Action(
            "credit_note.create", _add_line, "created", None, _key_sent, lambda call, memo: memo.lines[-1]
        ),
        "DELETE": Action("credit_note.create", _delete_line, "done"),
    },
    part=True,
)
