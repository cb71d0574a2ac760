"""The transactions that are spoken, by program and name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fake_erp.dialects.infor_m3.entry import ConfirmEntry, Entry, Outcome, document_of, entries_of, line_of
from fake_erp.dialects.infor_m3.fields import ADDRESS, CUSTOMER, SETS, texts
from fake_erp.dialects.meanings import meaning
from fake_erp.dialects.odata.selection import Selection
from fake_erp.dialects.short import documents
from fake_erp.dialects.short.matching import ShortMatch
from fake_erp.dialects.short.odata4 import quietly
from fake_erp.dialects.short.records import key_of
from fake_erp.dialects.short.sets import asked_of
from fake_erp.errors import Malformed, NotFound, RuleRefused
from fake_erp.messages import Reply
from fake_erp.model import Order
from fake_erp.operations.base import Hides, Look
from fake_erp.operations.orders import CancelOrder

if TYPE_CHECKING:
    from fake_erp.erp import Erp

Rows = list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class Call:
    """One transaction of a request. `answer` makes the reply of its records."""

    erp: Erp
    program: str
    name: str
    record: Mapping[str, str]
    most: int
    discard: bool
    answer: Callable[[Rows], Reply]

    def field(self, name: str) -> str:
        """A field that must be there. Raises Malformed."""
        value = self.record.get(name, "")
        if not value:
            raise Malformed(f"{name} must be entered", name)
        return value


def _list(name: str, *fields: str, one: bool = False) -> Callable[[Call], ShortMatch]:
    """A transaction that gives the records of a set that have these values; `one` demands that there is one."""
    collection = SETS[name]

    def make(call: Call) -> ShortMatch:
        names = {collection.table.names[each].neutral: call.record.get(each) or None for each in fields}
        equal = {neutral: value for neutral, value in names.items() if value is not None}.get

        def find(hides: Hides | None) -> Selection:
            for each in fields if one else ():
                call.field(each)
            found = [row for row in collection.rows(call.erp, equal) if _fits(row)]
            if hides is not None:
                found = [row for row in found if not hides(collection.entity.owner(row))]
            if one and not found:
                raise _missing(call, fields[0])
            most = min(
                [each for each in (call.most, call.erp.config.limits.most_rows) if each] or [len(found)]
            )
            shown = found[:most]
            owners = list({id(o): o for row in shown for o in [collection.entity.owner(row)]}.values())
            return Selection(shown, owners, None, most if len(found) > most else None)

        def _fits(row: Any) -> bool:
            getters = collection.table.getters
            return all(
                value is None or str(getters[neutral](row)) == value for neutral, value in names.items()
            )

        record = (
            quietly(lambda: next((row for row in collection.rows(call.erp, equal)), None)) if one else None
        )
        key = key_of(record) if record is not None else asked_of(equal)
        return ShortMatch(
            f"{collection.noun}.{'read' if one else 'list'}",
            lambda by: Look(find),
            lambda found: call.answer([texts(collection.table.write(row)) for row in found.records]),
            number=getattr(collection.entity.owner(record), "number", "") if record is not None else "",
            asked=key,
        )

    return make


NAMES = {
    "ORNO": "Order number",
    "CUNO": "Customer",
    "ITNO": "Item number",
    "DLIX": "Delivery",
    "IVNO": "Invoice",
}


def _missing(call: Call, field: str) -> NotFound:
    what = NAMES.get(field, field)
    return NotFound(f"{what} {call.record.get(field, '')[:30]} does not exist", field)


def _search_customers(call: Call) -> ShortMatch:
    """`SQRY` is `MAIL:ann@example.com` or `ALCU:M-7`."""
    field, _, value = call.record.get("SQRY", "").partition(":")
    inner = Call(
        call.erp, call.program, call.name, {field.strip(): value.strip(' "')}, call.most, False, call.answer
    )
    return _list("customers", *([field] if field in ("MAIL", "ALCU", "CUNO") else ["CUNM"]))(inner)


def _search_heads(call: Call) -> ShortMatch:
    """`SQRY` is `CUOR:R1`."""
    field, _, value = call.record.get("SQRY", "").partition(":")
    inner = Call(
        call.erp, call.program, call.name, {field.strip(): value.strip(' "')}, call.most, False, call.answer
    )
    return _list("heads", *([field] if field in ("CUOR", "CUNO", "ORNO") else ["CUOR"]))(inner)


# -- batch entry ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Gather:
    """Puts something into the batch entry tables."""

    put: Callable[[], Entry]

    def perform(self, parts: Any, hides: Any = None) -> Entry:
        """The entry."""
        return self.put()


def _gathering(call: Call, put: Callable[[], Entry], rows: Callable[[Entry], dict[str, str]]) -> ShortMatch:
    entry = entries_of(call.erp).by_number.get(call.record.get("ORNO", ""))
    reference = entry.reference if entry is not None else call.record.get("CUOR", "")
    return ShortMatch(
        "batch.create",
        lambda by: _Gather(put),
        lambda entry: call.answer([rows(entry)]),
        reads=False,
        asked=reference or None,
    )


def _add_head(call: Call) -> ShortMatch:
    def put() -> Entry:
        if call.field("CUNO") not in call.erp.customers.by_number:
            raise RuleRefused(
                "known_customer",
                "unknown_customer",
                f"Customer {call.record['CUNO'][:30]} does not exist",
                "customer",
            )
        return entries_of(call.erp).add(dict(call.record))

    return _gathering(call, put, lambda entry: {"ORNO": entry.number})


def _open_entry(call: Call) -> Entry:
    return entries_of(call.erp).get(call.field("ORNO"))


def _add_line(call: Call) -> ShortMatch:
    def put() -> Entry:
        entry = _open_entry(call)
        if call.field("ITNO") not in call.erp.items.by_sku:
            raise RuleRefused(
                "known_item", "unknown_item", f"Item number {call.record['ITNO'][:30]} does not exist", "ITNO"
            )
        if len(entry.lines) >= call.erp.config.max_lines:
            raise Malformed("the order has too many lines", "ORNO")
        quantity = line_of(dict(call.record)).get("quantity")
        if type(quantity) is not int or quantity < 1:
            raise Malformed("Order quantity is not valid", "ORQT")
        entry.lines.append(dict(call.record))
        return entry

    return _gathering(call, put, lambda entry: {"ORNO": entry.number, "PONR": str(len(entry.lines))})


def _add_address(call: Call) -> ShortMatch:
    def put() -> Entry:
        entry, kind = _open_entry(call), call.field("ADRT").zfill(2)
        if kind not in ("01", "03"):
            raise Malformed(f"Address type {kind[:4]} is not valid", "ADRT")
        entry.addresses[kind] = {name: call.record[name] for name in ADDRESS if name in call.record}
        return entry

    return _gathering(call, put, lambda entry: {"ORNO": entry.number})


def _add_charge(call: Call) -> ShortMatch:
    def put() -> Entry:
        entry = _open_entry(call)
        entry.charge = call.field("CRAM")
        return entry

    return _gathering(call, put, lambda entry: {"ORNO": entry.number})


def _add_free(call: Call) -> ShortMatch:
    """A value of a custom extension: `PK01` is the order, `PK02` the name and `A030` the value."""

    def put() -> Entry:
        entry = entries_of(call.erp).get(call.field("PK01"))
        if len(entry.free) >= 100:
            raise Malformed("too many extension fields", "PK02")
        entry.free[call.field("PK02")] = call.record.get("A030", "")
        return entry

    inner = Call(
        call.erp,
        call.program,
        call.name,
        {**call.record, "ORNO": call.record.get("PK01", "")},
        0,
        False,
        call.answer,
    )
    return _gathering(inner, put, lambda entry: {"PK01": entry.number})


def _confirm(call: Call) -> ShortMatch:
    entry = entries_of(call.erp).by_number.get(call.record.get("ORNO", ""))

    def give(outcome: Outcome) -> Reply:
        number = outcome.order.number if outcome.order is not None else outcome.entry.number
        reply = call.answer([{"ORNO": number}])
        if outcome.error is not None:
            reply.concealed, reply.meaning, reply.reason = (
                "refused",
                meaning(outcome.error),
                str(outcome.error),
            )
        return reply

    return ShortMatch(
        "order.create",
        lambda by: ConfirmEntry(call.erp, _open_entry(call), by, call.discard),
        give,
        reads=False,
        asked=(entry.reference or None) if entry is not None else None,
        sent=lambda: None if entry is None else document_of(call.erp, entry),
    )


def _entry_status(call: Call) -> ShortMatch:
    """The status of an entry, with the message of one that could not be processed."""

    def find(hides: Hides | None) -> Entry:
        return _open_entry(call)

    def row(entry: Entry) -> dict[str, str]:
        return {"ORNO": entry.number, "ORNR": entry.order, "STAT": entry.status, "MSG": entry.message}

    entry = entries_of(call.erp).by_number.get(call.record.get("ORNO", ""))
    key = entry.reference or None if entry is not None else None
    return ShortMatch("batch.read", lambda by: Look(find), lambda found: call.answer([row(found)]), asked=key)


# -- orders and customers ---------------------------------------------------------------------------------------------


def _cancel(call: Call) -> ShortMatch:
    order = call.erp.orders.by_number.get(call.record.get("ORNO", ""))

    def take(by: str) -> CancelOrder:
        number = call.field("ORNO")
        if number not in call.erp.orders.by_number:
            raise _missing(call, "ORNO")
        return CancelOrder(number, call.record.get("RSCD", ""), by)

    def give(order: Order) -> Reply:
        return call.answer([{"ORNO": order.number}])

    number = order.number if order is not None else ""
    key = key_of(order) if order is not None else None
    return ShortMatch("order.cancel", take, give, reads=False, number=number, asked=key)


def _add_customer(call: Call) -> ShortMatch:
    def sent() -> dict[str, Any]:
        given = CUSTOMER.read({name: value for name, value in call.record.items() if value})
        given.pop("number", None)
        given.pop("blocked", None)
        return given

    return ShortMatch(
        "customer.create",
        lambda by: documents.create_customer(call.erp, sent(), by),
        lambda customer: call.answer([{"CUNO": customer.number}]),
        reads=False,
        asked=call.record.get("ALCU") or None,
        sent=sent,
    )


TRANSACTIONS: dict[tuple[str, str], Callable[[Call], ShortMatch]] = {
    ("CRS610MI", "Add"): _add_customer,
    ("CRS610MI", "GetBasicData"): _list("customers", "CUNO", one=True),
    ("CRS610MI", "LstByNumber"): _list("customers"),
    ("CRS610MI", "SearchCustomer"): _search_customers,
    ("MMS200MI", "GetItmBasic"): _list("items", "ITNO", one=True),
    ("MMS200MI", "LstItmByItm"): _list("items"),
    ("MMS200MI", "GetItmWhsBal"): _list("balances", "ITNO", "WHLO", one=True),
    ("MMS200MI", "LstItmWhsByItm"): _list("balances", "ITNO"),
    ("OIS100MI", "AddBatchHead"): _add_head,
    ("OIS100MI", "AddBatchLine"): _add_line,
    ("OIS100MI", "AddBatchAddress"): _add_address,
    ("OIS100MI", "AddBatchHeadChrg"): _add_charge,
    ("CUSEXTMI", "AddFieldValue"): _add_free,
    ("OIS100MI", "Confirm"): _confirm,
    ("OIS275MI", "GetBatchHead"): _entry_status,
    ("OIS100MI", "GetHead"): _list("heads", "ORNO", one=True),
    ("OIS100MI", "LstHead"): _list("heads", "CUNO"),
    ("OIS100MI", "SearchHead"): _search_heads,
    ("OIS100MI", "LstLine"): _list("lines", "ORNO"),
    ("OIS100MI", "CnlOrder"): _cancel,
    ("MWS410MI", "GetHead"): _list("deliveries", "DLIX", one=True),
    ("MWS410MI", "LstDelByOrder"): _list("deliveries", "ORNO"),
    ("MWS411MI", "LstDelLine"): _list("delivery lines", "RIDN"),
    ("OIS350MI", "GetInvHead"): _list("invoices", "IVNO", one=True),
    ("OIS350MI", "LstInvHead"): _list("invoices", "ORNO"),
}


def transaction(call: Call) -> ShortMatch:
    """The match of a transaction. Raises NotFound for one that there is not."""
    make = TRANSACTIONS.get((call.program, call.name))
    if make is None:
        raise NotFound(f"Transaction {call.name[:30]} in program {call.program[:10]} does not exist", "path")
    return make(call)
