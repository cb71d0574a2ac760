"""The SuiteQL tables of transactions, their lines, and the links between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from fake_erp.accounting.invoice_amounts import gross
from fake_erp.dialects.netsuite.documents.papers import KINDS, books_of, id_of
from fake_erp.dialects.netsuite.ids import transaction_of, whole
from fake_erp.dialects.netsuite.memory import memory_of
from fake_erp.dialects.netsuite.queries.tables import Column, Table, flag, moment, money
from fake_erp.dialects.netsuite.records import masters
from fake_erp.dialects.netsuite.records.order_status import NAMES, letter
from fake_erp.dialects.record_ids import digits, ids_of
from fake_erp.model import CreditNote, Delivery, Invoice, Order, Payment, Return

if TYPE_CHECKING:
    from fake_erp.erp import Erp

TYPES: dict[type[Any], tuple[str, str]] = {
    Order: ("SalesOrd", "order.list"),
    Delivery: ("ItemShip", "delivery.list"),
    Invoice: ("CustInvc", "invoice.list"),
    CreditNote: ("CustCred", "credit_note.list"),
    Payment: ("CustPymt", "payment.list"),
    Return: ("RtnAuth", "return.list"),
}
"""The type code of each transaction, and the operation that lists them."""
CODES = {code.lower(): kind for kind, (code, _) in TYPES.items()} | {
    name.lower(): kind for kind, (_, name, _) in KINDS.items()
}
NOUNS = {kind: noun for kind, (noun, _, _) in KINDS.items()}


def _order(paper: Any) -> Order:
    order: Order = paper if type(paper) is Order else paper.order
    return order


def _all(erp: Erp, kinds: Iterable[type[Any]] = tuple(TYPES)) -> Iterator[Any]:
    deleted, books = memory_of(erp).deleted, books_of(erp)
    for kind in kinds:
        for paper in books[NOUNS[kind]].values():
            if paper.number not in deleted:
                yield paper


def _by_id(erp: Erp, value: str) -> list[Any]:
    wanted, deleted = whole(value), memory_of(erp).deleted
    if wanted is None:
        return []
    found = (transaction_of(erp, noun, records, wanted) for noun, records in books_of(erp).items())
    return [paper for paper in found if paper is not None and paper.number not in deleted]


def _by_external(erp: Erp, value: str) -> list[Any]:
    deleted = memory_of(erp).deleted
    found: list[Any] = [each for each in erp.orders.with_reference(value) if each.number not in deleted]
    found += [records[value] for records in _by_reference(erp) if value in records]
    return found + [goods for goods in erp.returns.by_number.values() if goods.external_reference == value]


def _by_reference(erp: Erp) -> tuple[dict[str, Any], ...]:
    books: tuple[dict[str, Any], ...] = (erp.payments.by_reference, erp.credit_notes.by_reference)
    return books


def _by_number(erp: Erp, value: str) -> list[Any]:
    deleted = memory_of(erp).deleted
    return [books[value] for books in books_of(erp).values() if value in books and value not in deleted]


def _by_type(erp: Erp, value: str) -> Iterator[Any]:
    kind = CODES.get(value.lower())
    return _all(erp, () if kind is None else (kind,))


def _external(erp: Erp, paper: Any) -> str | None:
    found: str = getattr(paper, "external_reference", "") or getattr(paper, "reference", "")
    return found or None


def _posted(paper: Any) -> int:
    instant: int = paper.ordered_at_ms if type(paper) is Order else paper.posted_at_ms
    return instant


def _changed(erp: Erp, paper: Any) -> Any:
    return moment(paper.changed_at_ms if type(paper) is Order else paper.posted_at_ms)


def _total(paper: Any) -> int | None:
    for name in ("total_cents", "amount_cents"):
        found: int | None = getattr(paper, name, None)
        if found is not None:
            return -found if type(paper) is CreditNote else found
    return None


def status(paper: Any) -> tuple[str, str]:
    """The letter and the name of the status of a transaction."""
    match paper:
        case Order():
            found = letter(paper)
            return found, NAMES[found]
        case Invoice():
            return ("A", "Open") if paper.open_cents else ("B", "Paid In Full")
        case Delivery():
            return "C", "Shipped"
        case Return():
            return ("G", "Refunded") if paper.status == "credited" else ("E", "Pending Refund")
        case CreditNote():
            return "B", "Fully Applied"
    return "C", "Deposited"


def _status_name(erp: Erp, paper: Any) -> str:
    return f"{KINDS[type(paper)][2]} : {status(paper)[1]}"


def _custom(paper: Any, name: str) -> Any:
    match name, paper:
        case "prepaid", Order():
            return flag(paper.prepaid)
        case "prices_include_tax", Order():
            return flag(paper.prices_include_tax)
        case "payment_amount", Order():
            return money(paper.payment_cents)
        case "on_hold", Order():
            return flag(paper.status == "held")
        case "hold_reason", Order():
            return paper.hold_reason or None
        case "order_number", _:
            return _order(paper).number
        case "order_reference", _:
            return _order(paper).external_reference or None
    return paper.custom.get(name) if type(paper) is Order else None


def _customer_name(erp: Erp, paper: Any) -> str:
    customer = _order(paper).customer
    return f"{customer.number} {customer.name}"


TRANSACTION = Table(
    "transaction",
    "order.list",
    {
        "id": lambda erp, paper: id_of(paper),
        "tranid": lambda erp, paper: paper.number,
        "transactionnumber": lambda erp, paper: paper.number,
        "type": lambda erp, paper: TYPES[type(paper)][0],
        "recordtype": lambda erp, paper: KINDS[type(paper)][1].lower(),
        "externalid": _external,
        "otherrefnum": lambda erp, paper: _order(paper).external_reference or None,
        "entity": lambda erp, paper: digits(_order(paper).customer.number),
        "status": lambda erp, paper: status(paper)[0],
        "trandate": lambda erp, paper: moment(_posted(paper)),
        "trandisplayname": lambda erp, paper: f"{KINDS[type(paper)][2]} #{paper.number}",
        "createddate": lambda erp, paper: moment(getattr(paper, "created_at_ms", _posted(paper))),
        "lastmodifieddate": _changed,
        "currency": lambda erp, paper: masters.currency_id(erp, _order(paper).currency),
        "foreigntotal": lambda erp, paper: None if _total(paper) is None else money(_total(paper) or 0),
        "foreignamountunpaid": lambda erp, paper: money(getattr(paper, "open_cents", 0)),
        "exchangerate": lambda erp, paper: getattr(paper, "rate_micro", 1_000_000) / 1_000_000,
        "memo": lambda erp, paper: getattr(paper, "why", "") or _custom(paper, "memo"),
        "voided": lambda erp, paper: "F",
        "posting": lambda erp, paper: flag(type(paper) is not Order),
        "shipmethod": lambda erp, paper: _order(paper).shipping_method or None,
        "paymentmethod": lambda erp, paper: getattr(paper, "method", _order(paper).payment_method) or None,
        "trackingnumberlist": lambda erp, paper: getattr(paper, "tracking", None),
    },
    _all,
    {
        "id": _by_id,
        "externalid": _by_external,
        "tranid": _by_number,
        "type": _by_type,
        "recordtype": _by_type,
    },
    prefix="custbody_",
    custom=_custom,
    labels={
        "status": _status_name,
        "type": lambda erp, paper: KINDS[type(paper)][2],
        "entity": _customer_name,
        "currency": lambda erp, paper: _order(paper).currency,
    },
)


class TransactionLine(NamedTuple):
    """A line of a transaction; number 0 is the whole of it."""

    paper: Any
    number: int
    at: int
    """Position of the order line."""
    units: int
    cents: int | None


def _lines_of(paper: Any) -> list[TransactionLine]:
    order = _order(paper)
    found = [TransactionLine(paper, 0, -1, 0, _total(paper))]
    match paper:
        case Order():
            units = [
                (at, line.quantity - line.cancelled, gross(line, order))
                for at, line in enumerate(order.lines)
            ]
        case Invoice():
            parts = paper.lines or [
                (at, each.billed, gross(each, order)) for at, each in enumerate(order.lines)
            ]
            units = list(parts)
        case Delivery():
            units = [(at, count, 0) for at, _, count in paper.lines]
        case CreditNote() | Return():
            units = [(at, count, 0) for at, count in paper.lines]
        case _:
            units = []
    return found + [
        TransactionLine(paper, number, at, count, cents) for number, (at, count, cents) in enumerate(units, 1)
    ]


def _line_item(erp: Erp, line: TransactionLine) -> int | None:
    return None if line.at < 0 else ids_of(erp).of_item(erp, _order(line.paper).lines[line.at].item)


def _source(line: TransactionLine) -> Any:
    match line.paper:
        case Order():
            return None
        case CreditNote():
            return line.paper.invoice
    return line.paper.order


def _of_order_line(name: str) -> Column:
    def column(erp: Erp, line: TransactionLine) -> Any:
        is_order = type(line.paper) is Order and line.at >= 0
        return getattr(line.paper.lines[line.at], name) if is_order else None

    return column


def _line_location(erp: Erp, line: TransactionLine) -> int | None:
    if line.at < 0:
        return None
    if type(line.paper) is Delivery:
        return masters.location_id(erp, line.paper.warehouse)
    place = _order(line.paper).lines[line.at].row.warehouse
    return masters.location_id(erp, place)


def _line_place(erp: Erp, line: TransactionLine) -> str | None:
    found = _line_location(erp, line)
    return None if not found else erp.stock.warehouses[found - 1]


def _line_sku(erp: Erp, line: TransactionLine) -> str | None:
    """The SKU as it is; of a delivery as it was then."""
    if line.at < 0:
        return None
    if type(line.paper) is Delivery:
        return line.paper.lines[line.number - 1][1]
    sku: str = _order(line.paper).lines[line.at].item.sku
    return sku


def _rate(erp: Erp, line: TransactionLine) -> float | None:
    return None if line.at < 0 else money(_order(line.paper).lines[line.at].unit_price_cents)


def _created_from(erp: Erp, value: str) -> list[TransactionLine]:
    found = []
    for source in _by_id(erp, value):
        for paper in _order(source).papers:
            found += [line for line in _lines_of(paper) if _source(line) is source]
    return found


TRANSACTION_LINE = Table(
    "transactionline",
    "order.list",
    {
        "transaction": lambda erp, line: id_of(line.paper),
        "id": lambda erp, line: line.number,
        "linesequencenumber": lambda erp, line: line.number,
        "uniquekey": lambda erp, line: id_of(line.paper) * 1000 + line.number,
        "mainline": lambda erp, line: flag(line.number == 0),
        "taxline": lambda erp, line: "F",
        "item": _line_item,
        "itemtype": lambda erp, line: "InvtPart" if line.at >= 0 else None,
        "quantity": lambda erp, line: -line.units if line.at >= 0 else None,
        "rate": _rate,
        "foreignamount": lambda erp, line: None if line.cents is None else money(-line.cents),
        "netamount": lambda erp, line: None if line.cents is None else money(-line.cents),
        "location": _line_location,
        "createdfrom": lambda erp, line: None if _source(line) is None else id_of(_source(line)),
        "orderline": lambda erp, line: line.at + 1 if line.at >= 0 else None,
        "quantityshiprecv": _of_order_line("shipped"),
        "quantitybilled": _of_order_line("billed"),
        "quantitycommitted": _of_order_line("allocated"),
        "isclosed": lambda erp, line: flag(_is_closed(line)),
        "entity": lambda erp, line: digits(_order(line.paper).customer.number),
    },
    lambda erp: (line for paper in _all(erp) for line in _lines_of(paper)),
    {
        "transaction": lambda erp, value: [line for paper in _by_id(erp, value) for line in _lines_of(paper)],
        "createdfrom": _created_from,
    },
    lambda line: line.paper,
    labels={"item": _line_sku, "location": _line_place},
)


def _is_closed(line: TransactionLine) -> bool:
    if type(line.paper) is not Order:
        return False
    if line.paper.status == "cancelled":
        return True
    return line.at >= 0 and bool(line.paper.lines[line.at].cancelled) and not line.paper.lines[line.at].open


class Link(NamedTuple):
    """That a transaction follows from another."""

    before: Any
    paper: Any


def _links_of(papers: Iterable[Any]) -> list[Link]:
    found = []
    for paper in papers:
        before = paper.invoice if type(paper) is CreditNote else paper.order
        found.append(Link(before, paper))
    return found


def _papers(erp: Erp) -> list[Link]:
    return _links_of(_all(erp, tuple(TYPES)[1:]))


def _following(erp: Erp, value: str) -> list[Link]:
    return [
        link
        for source in _by_id(erp, value)
        for link in _links_of(_order(source).papers)
        if link.before is source
    ]


def _leading(erp: Erp, value: str) -> list[Link]:
    return _links_of([paper for paper in _by_id(erp, value) if type(paper) is not Order])


def _links(name: str) -> Table:
    return Table(
        name,
        "order.list",
        {
            "previousdoc": lambda erp, link: id_of(link.before),
            "previoustype": lambda erp, link: TYPES[type(link.before)][0],
            "nextdoc": lambda erp, link: id_of(link.paper),
            "nexttype": lambda erp, link: TYPES[type(link.paper)][0],
            "linktype": lambda erp, link: "ShipRcpt" if type(link.paper) is Delivery else "OrdBill",
        },
        _papers,
        {"previousdoc": _following, "nextdoc": _leading},
        lambda link: link.paper,
    )


LINKS = tuple(
    _links(name)
    for name in (
        "nexttransactionlink",
        "previoustransactionlink",
        "nexttransactionlinelink",
        "previoustransactionlinelink",
    )
)
