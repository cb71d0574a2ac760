"""The DocType Sales Invoice: invoices, and, as returns, credit notes."""

from __future__ import annotations

from typing import Any

from fake_erp.accounting.credit_notes import Wanted
from fake_erp.accounting.invoice_amounts import gross
from fake_erp.accounting.money import cents_of_number
from fake_erp.dialects.erpnext.clock import day, stamp
from fake_erp.dialects.erpnext.doctypes.base import Getter, Table
from fake_erp.dialects.erpnext.doctypes.drafts import Draftable
from fake_erp.dialects.erpnext.doctypes.info import amount, info
from fake_erp.dialects.erpnext.doctypes.papers import created_ms, index_of, paper_doctype, reference_index_of
from fake_erp.dialects.erpnext.doctypes.posted import drafted
from fake_erp.dialects.erpnext.doctypes.stock.deliveries import neutral, order_lines
from fake_erp.dialects.erpnext.site import COMPANY, Site
from fake_erp.dialects.erpnext.store import Loose
from fake_erp.dialects.erpnext.wire import values
from fake_erp.dialects.erpnext.wire.errors import Invalid, could_not_find
from fake_erp.errors import ErpError
from fake_erp.model import NOT_YET, CreditNote, Invoice, Line, Order, Payment, Return
from fake_erp.operations.documents import CreateCreditNote

ITEM_TABLE = "Sales Invoice Item"


def changed_ms(record: Any) -> int:
    """When a Sales Invoice changed last: posted, paid or credited."""
    if isinstance(record, Loose):
        return record.changed_at_ms
    if isinstance(record, CreditNote):
        return record.posted_at_ms
    times = [record.posted_at_ms]
    for paper in record.order.papers:
        pays = type(paper) is Payment and any(number == record.number for number, _ in paper.applied)
        if pays or (type(paper) is CreditNote and paper.invoice is record):
            times.append(paper.posted_at_ms)
    return int(max(times))


def name_of(site: Site, record: Any) -> str:
    """The name of a Sales Invoice."""
    if isinstance(record, Loose):
        return record.name
    return site.credit_note(record) if isinstance(record, CreditNote) else site.invoice(record)


def _status(site: Site, record: Any) -> str:
    if isinstance(record, CreditNote):
        return "Return"
    if not record.open_cents:
        return "Credit Note Issued" if record.credited_cents >= record.total_cents else "Paid"
    if record.due_at_ms != NOT_YET and record.due_at_ms < site.erp.now():
        return "Overdue"
    paid = record.total_cents - record.open_cents - record.credited_cents
    return "Partly Paid" if paid > 0 else "Unpaid"


def _sign(record: Any) -> int:
    return -1 if isinstance(record, CreditNote) else 1


def _order_name(site: Site, record: Any) -> str:
    return site.order(record.order)


FIELDS: dict[str, Getter] = drafted(
    {
        **info(name_of, created_ms, changed_ms, lambda site, record: 1),
        "customer": lambda site, record: site.customer(record.order.customer),
        "customer_name": lambda site, record: record.order.customer.name,
        "company": lambda site, record: COMPANY,
        "posting_date": lambda site, record: day(record.posted_at_ms),
        "posting_time": lambda site, record: stamp(record.posted_at_ms)[11:],
        "due_date": lambda site, record: day(
            record.posted_at_ms
            if isinstance(record, CreditNote) or record.due_at_ms == NOT_YET
            else record.due_at_ms
        ),
        "currency": lambda site, record: record.order.currency,
        "po_no": lambda site, record: record.order.external_reference,
        "is_return": lambda site, record: int(isinstance(record, CreditNote)),
        "return_against": lambda site, record: (
            site.invoice(record.invoice) if isinstance(record, CreditNote) else None
        ),
        "update_stock": lambda site, record: 0,
        "net_total": lambda site, record: amount(_sign(record) * (record.total_cents - record.tax_cents)),
        "total_taxes_and_charges": lambda site, record: amount(_sign(record) * record.tax_cents),
        "grand_total": lambda site, record: amount(_sign(record) * record.total_cents),
        "rounded_total": lambda site, record: amount(_sign(record) * record.total_cents),
        "outstanding_amount": lambda site, record: amount(
            -record.refund_cents if isinstance(record, CreditNote) else record.open_cents
        ),
        "status": _status,
        "remarks": lambda site, record: record.why if isinstance(record, CreditNote) else "No Remarks",
        "custom_number": lambda site, record: record.number,
        "custom_order_number": lambda site, record: record.order.number,
        "custom_posted_at": lambda site, record: stamp(record.posted_at_ms),
        "custom_external_reference": lambda site, record: (
            record.reference if isinstance(record, CreditNote) else ""
        ),
        "custom_to_refund": lambda site, record: amount(
            record.refund_cents if isinstance(record, CreditNote) else 0
        ),
        "custom_shipping": lambda site, record: amount(
            0 if isinstance(record, CreditNote) else record.shipping_cents
        ),
        "custom_credited": lambda site, record: amount(
            0 if isinstance(record, CreditNote) else record.credited_cents
        ),
    }
)


def item_rows(site: Site, record: Any) -> list[dict[str, Any]]:
    """The rows of the child table Sales Invoice Item."""
    if isinstance(record, Loose):
        kept: list[dict[str, Any]] = record.doc.get("items") or []
        return kept
    order: Order = record.order
    if isinstance(record, CreditNote):
        goods = site.erp.returns.by_number.get(record.goods_return)
        against = None if goods is None else site.goods(goods)
        rows = [_row(site, order, at, -units, None) for at, units in record.lines]
        return [{**row, "delivery_note": against} for row in rows] or [
            {
                "item_code": None,
                "item_name": record.why or "Credit",
                "qty": -1.0,
                "rate": amount(record.total_cents),
                "amount": -amount(record.total_cents),
                "sales_order": site.order(order),
            }
        ]
    parts = record.lines or [(at, line.billed, gross(line, order)) for at, line in enumerate(order.lines)]
    return [_row(site, order, at, units, cents) for at, units, cents in parts]


def _row(site: Site, order: Order, at: int, units: int, cents: int | None) -> dict[str, Any]:
    line, name = order.lines[at], site.order(order)
    total = units * line.unit_price_cents if cents is None else cents
    return {
        "item_code": line.item.sku,
        "item_name": line.item.name,
        "qty": float(units),
        "stock_qty": float(units),
        "uom": "Nos",
        "rate": line.unit_price_cents / 100,
        "amount": amount(total),
        "sales_order": name,
        "so_detail": f"{name}-items-{at + 1}",
        "delivery_note": None,
    }


def named(site: Site, name: str) -> Any:
    """The invoice, credit note or draft of that name, or None."""
    note = site.record("credit_note", site.erp.credit_notes.by_number, name)
    return site.invoice_named(name) or note or site.loose("Sales Invoice").get(name)


# -- credit notes ------------------------------------------------------------------------------------------------


def can_be_credited(line: Line) -> int:
    """Units of a line that are billed and not credited."""
    return line.billed - line.credited


def _read_credit_note(site: Site, doc: dict[str, Any], by: str) -> CreateCreditNote:
    if not values.flag(doc, "is_return"):
        raise SALES_INVOICE.refused("an invoice")
    invoice, order, goods = _credited(site, doc)
    rows = values.table(doc, "items", site.erp.config.max_lines)
    if not rows:
        raise Invalid("Data missing in table: Items", "lines")
    currency = values.text(doc, "currency")
    if currency and currency != order.currency:
        raise Invalid(f"Currency should be same as that of the order: {order.currency}", "currency")
    with_item = [row for row in rows if values.text(row, "item_code")]
    lines = (
        order_lines(site, order, with_item, "so_detail", can_be_credited)
        if with_item and goods is None
        else []
    )
    wanted = Wanted(
        order,
        _amount(site, doc, rows),
        lines,
        invoice,
        goods,
        values.text(doc, "custom_external_reference", values.LONGEST_REFERENCE),
        values.text(doc, "remarks"),
    )
    return CreateCreditNote(wanted, by)


def _credited(site: Site, doc: dict[str, Any]) -> tuple[Invoice | None, Order, Return | None]:
    """The invoice, its order, and the return that a credit note is for."""
    name = values.text(doc, "return_against")
    invoice = site.invoice_named(name) if name else None
    if name and invoice is None:
        raise could_not_find("Return Against", name, "return_against")
    goods = None
    for at, row in enumerate(values.table(doc, "items", site.erp.config.max_lines), 1):
        delivery = values.text(row, "delivery_note", row=at)
        found = site.goods_named(delivery) if delivery else None
        goods = goods or found
    if invoice is not None:
        if goods is not None and goods.order is not invoice.order:
            raise could_not_find("Delivery Note", site.goods(goods), "return_against")
        return invoice, invoice.order, goods
    if goods is not None:
        return None, goods.order, goods
    for row in values.table(doc, "items", site.erp.config.max_lines):
        order = site.order_named(values.text(row, "sales_order"))
        if order is not None:
            return None, order, None
    raise could_not_find("Return Against", "None", "return_against")


def _amount(site: Site, doc: dict[str, Any], rows: list[dict[str, Any]]) -> int | None:
    """The amount of a credit note whose rows have rates; None: it follows from the units."""
    total, priced = 0.0, False
    for at, row in enumerate(rows, 1):
        if row.get("rate") not in (None, ""):
            priced = True
            total += abs(values.number(row.get("qty"))) * abs(values.cents(row, "rate", at)) / 100
        elif not values.text(row, "item_code", row=at):
            raise values.bad("rate", "the amount to credit", row.get("rate"), at)
    for at, row in enumerate(values.table(doc, "taxes", site.erp.config.max_lines), 1):
        if row.get("charge_type") == "Actual" and row.get("tax_amount"):
            total += abs(values.cents(row, "tax_amount", at)) / 100
            priced = True
    if not priced:
        return None
    cents = cents_of_number(round(total, 6))
    if not cents:
        raise Invalid("Grand total of a credit note cannot be zero", "amount")
    return cents


def _key(site: Site, doc: dict[str, Any]) -> str | None:
    try:
        _, order, _ = _credited(site, doc)
    except ErpError:
        return None
    return order.external_reference or order.number


CREDIT_NOTES = Draftable(
    "credit_note", "Sales Invoice", "credit_note.create", _read_credit_note, _key, neutral
)


SALES_INVOICE = paper_doctype(
    CREDIT_NOTES,
    "invoice",
    FIELDS,
    {"items": Table(ITEM_TABLE, item_rows)},
    {
        "items.sales_order": index_of(Invoice, CreditNote),
        "custom_order_number": index_of(Invoice, CreditNote),
        "po_no": reference_index_of(Invoice, CreditNote),
    },
    named,
    lambda site: (site.erp.receivables.feed, site.erp.credit_notes.feed),
    changed_ms,
    lambda record: (
        "credit_note"
        if isinstance(record, CreditNote) or (isinstance(record, Loose) and record.doc.get("is_return"))
        else "invoice"
    ),
)
