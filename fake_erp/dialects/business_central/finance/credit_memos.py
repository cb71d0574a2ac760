"""Credit memos: drafts that a client makes and posts, and posted ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fake_erp.accounting.credit_notes import Wanted
from fake_erp.dialects.business_central import values as read
from fake_erp.dialects.business_central.columns import (
    item_of,
    record_of,
)
from fake_erp.dialects.business_central.errors import DIALOG, Refused
from fake_erp.dialects.business_central.finance.credit_memo_types import (
    CREDIT_MEMO,
    LINE_NAMES,
    MEMO_LINE,
    NAMES,
    NOUN,
    key_of,
    lines_of,
    total_of,
)
from fake_erp.dialects.business_central.resources import Action, Call, Resource, visible
from fake_erp.dialects.business_central.store import Memo, MemoLine, store_of
from fake_erp.errors import ErpError, NotFound
from fake_erp.model import CreditNote, Invoice, Order
from fake_erp.operations.base import Hides, Parts
from fake_erp.operations.documents import CreateCreditNote

LINE_TYPES = ("Comment", "Account", "Item", "Resource", "Fixed Asset", "Charge")
MOST_DRAFTS = 10_000


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
