"""`account.move` and `account.move.line`: invoices, credit notes and drafts of these."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fake_erp.dialects.odoo.accounting import move_facts as facts
from fake_erp.dialects.odoo.accounting import refunds
from fake_erp.dialects.odoo.accounting.move_facts import Entry, EntryLine
from fake_erp.dialects.odoo.accounting.payment_facts import payments_of
from fake_erp.dialects.odoo.accounting.refund_values import key_of
from fake_erp.dialects.odoo.masters.places import SHIPPING_ID, currency_pair, tax_id
from fake_erp.dialects.odoo.methods.generic import refused
from fake_erp.dialects.odoo.models.base import Model, View
from fake_erp.dialects.odoo.models.domains import leaves
from fake_erp.dialects.odoo.models.fields import (
    char,
    choice,
    day,
    instant,
    integer,
    link,
    linked,
    money,
    number,
    several,
    table,
    text,
)
from fake_erp.dialects.odoo.sales.order_facts import customer_pair, order_id
from fake_erp.dialects.odoo.store import Paper
from fake_erp.dialects.record_ids import digits, ids_of
from fake_erp.model import NOT_YET, CreditNote, Invoice, Order
from fake_erp.times import instant_of_text


def _drafts(view: View) -> list[Entry]:
    papers = view.store.papers.get(facts.DRAFTS, {}).values()
    return [facts.draft_entry(view, paper) for paper in papers if not paper.number]


def _all(view: View) -> Iterator[Entry]:
    for invoice in view.erp.receivables.by_number.values():
        yield facts.invoice_entry(invoice)
    for note in view.erp.credit_notes.by_number.values():
        yield facts.note_entry(view, note)
    yield from _drafts(view)


def _numbered(records: dict[str, Any], wanted: int) -> Any:
    first = next(iter(records), "")
    return records.get(f"{first.rstrip('0123456789')}{wanted}")


def _find(view: View, wanted: int) -> Entry | None:
    paper = view.store.papers.get(facts.DRAFTS, {}).get(wanted)
    if paper is not None:
        if not paper.number:
            return facts.draft_entry(view, paper)
        return facts.note_entry(view, view.erp.credit_notes.by_number[paper.number])
    if wanted % 4 == 0:
        invoice = _numbered(view.erp.receivables.by_number, wanted // 4)
        return None if invoice is None else facts.invoice_entry(invoice)
    note = _numbered(view.erp.credit_notes.by_number, wanted // 4) if wanted % 4 == 2 else None
    return None if note is None else facts.note_entry(view, note)


def _of_orders(view: View, orders: list[Order]) -> list[Entry]:
    found = []
    for order in orders:
        for paper in order.papers:
            if type(paper) is Invoice:
                found.append(facts.invoice_entry(paper))
            elif type(paper) is CreditNote:
                found.append(facts.note_entry(view, paper))
    wanted = {order.number for order in orders}
    return found + [each for each in _drafts(view) if each.order is not None and each.order.number in wanted]


def _of_origin(view: View, value: Any) -> list[Entry]:
    order = view.erp.orders.by_number.get(str(value))
    return [] if order is None else _of_orders(view, [order])


def _of_reference(view: View, value: Any) -> list[Entry]:
    return _of_orders(view, view.erp.orders.with_reference(str(value)))


def _of_order(view: View, value: Any) -> list[Entry]:
    order = view.models["sale.order"].find(view, value) if type(value) is int else None
    return [] if order is None else _of_orders(view, [order])


def _of_name(view: View, value: Any) -> list[Entry]:
    name = str(value)
    invoice, note = view.erp.receivables.by_number.get(name), view.erp.credit_notes.by_number.get(name)
    found = [] if invoice is None else [facts.invoice_entry(invoice)]
    return found if note is None else [*found, facts.note_entry(view, note)]


def _changed(view: View, node: Any) -> Any:
    since = 0
    for leaf in leaves(node):
        if leaf.path == "write_date" and leaf.operator in (">", ">="):
            since = max(since, instant_of_text(str(leaf.value)) or 0)
    return [entry for entry in _all(view) if changed_ms(entry) >= since]


def changed_ms(entry: Entry) -> int:
    """When it was posted, or last paid or credited."""
    document = entry.document
    if isinstance(document, Paper):
        return document.created_at_ms
    if isinstance(document, CreditNote):
        return document.posted_at_ms
    later = [
        paper.posted_at_ms
        for paper in document.order.papers
        if type(paper) is not Invoice and paper.posted_at_ms > document.posted_at_ms
    ]
    return max(later, default=document.posted_at_ms)


def _key(view: View, entry: Any) -> str | None:
    return key_of(entry.order)


def _root(entry: Entry) -> Any:
    return entry.order if isinstance(entry.document, Paper) else entry.document


def _name(view: View, entry: Entry) -> str:
    return facts.name_of(view, entry)


def _origin(view: View, entry: Entry) -> str:
    return "" if entry.order is None else entry.order.number


def _partner(view: View, entry: Entry) -> tuple[int, str] | None:
    return None if entry.order is None else customer_pair(view, entry.order)


def _reference(view: View, entry: Entry) -> str:
    document = entry.document
    if isinstance(document, CreditNote):
        return document.reference
    if isinstance(document, Paper):
        return str(document.values.get("reference", ""))
    return document.order.external_reference


def _reversed(view: View, entry: Entry) -> tuple[int, str] | None:
    document = entry.document
    invoice = document.invoice if isinstance(document, CreditNote) else None
    if isinstance(document, Paper) and document.values.get("invoice"):
        invoice = view.erp.receivables.by_number.get(document.values["invoice"])
    return None if invoice is None else (digits(invoice.number) * 4, invoice.number)


def _reason(view: View, entry: Entry) -> str:
    document = entry.document
    if isinstance(document, CreditNote):
        return document.why
    return str(document.values.get("why", "")) if isinstance(document, Paper) else ""


def _posted_ms(view: View, entry: Entry) -> int | None:
    return None if isinstance(entry.document, Paper) else entry.document.posted_at_ms


def _due_ms(view: View, entry: Entry) -> int | None:
    document = entry.document
    return document.due_at_ms if isinstance(document, Invoice) and document.due_at_ms != NOT_YET else None


def _lines(view: View, entry: Entry) -> list[int]:
    return [line.id for line in facts.lines_of(view, entry)]


def _payments(view: View, entry: Entry) -> list[int]:
    return payments_of(entry.document) if isinstance(entry.document, Invoice) else []


def _sale_order(view: View, entry: Entry) -> tuple[int, str] | None:
    return None if entry.order is None else (order_id(entry.order), entry.order.number)


def _currency(view: View, entry: Entry) -> tuple[int, str] | None:
    return None if entry.order is None else currency_pair(view, entry.order.currency)


def _sign(entry: Entry) -> int:
    return 1 if facts.kind_of(entry) == "out_invoice" else -1


def _return(view: View, entry: Entry) -> str:
    return entry.document.goods_return if isinstance(entry.document, CreditNote) else ""


KINDS = ("entry", "out_invoice", "out_refund", "in_invoice", "in_refund", "out_receipt", "in_receipt")
PAYMENT_STATES = ("not_paid", "in_payment", "paid", "partial", "reversed")
MOVE = Model(
    "account.move",
    "Journal Entry",
    "invoice",
    table(
        (
            char("name", "Number", _name),
            char("display_name", "Display Name", _name),
            choice("move_type", "Type", lambda view, entry: facts.kind_of(entry), *KINDS),
            choice("state", "Status", lambda view, entry: facts.state_of(entry), "draft", "posted", "cancel"),
            choice(
                "payment_state",
                "Payment Status",
                lambda view, entry: facts.payment_state(entry),
                *PAYMENT_STATES,
            ),
            link("partner_id", "Partner", "res.partner", _partner),
            char("invoice_origin", "Origin", _origin),
            char("ref", "Reference", _reference),
            char("payment_reference", "Payment Reference", _name),
            link("reversed_entry_id", "Reversal of", "account.move", _reversed),
            text("narration", "Terms and Conditions", _reason),
            char("x_studio_reason", "Reason", _reason),
            char("x_studio_return", "Return", _return),
            link("x_studio_sale_order_id", "Sales Order", "sale.order", _sale_order),
            char("x_studio_client_order_ref", "Customer Reference", lambda view, entry: _key(view, entry)),
            money("x_studio_amount_total", "Amount to credit", lambda view, entry: facts.total_cents(entry)),
            day("date", "Date", _posted_ms),
            day("invoice_date", "Invoice Date", _posted_ms),
            day("invoice_date_due", "Due Date", _due_ms),
            link("journal_id", "Journal", "account.journal", lambda view, entry: (1, "Customer Invoices")),
            link("currency_id", "Currency", "res.currency", _currency),
            link("company_id", "Company", "res.company", lambda view, entry: (1, "My Company")),
            several("invoice_line_ids", "Invoice Lines", "account.move.line", _lines),
            several("line_ids", "Journal Items", "account.move.line", _lines),
            several("matched_payment_ids", "Payments", "account.payment", _payments, "many2many", since=18),
            money(
                "amount_untaxed",
                "Untaxed Amount",
                lambda view, entry: facts.total_cents(entry) - facts.tax_cents(entry),
            ),
            money("amount_tax", "Tax", lambda view, entry: facts.tax_cents(entry)),
            money("amount_total", "Total", lambda view, entry: facts.total_cents(entry)),
            money(
                "amount_total_signed",
                "Total Signed",
                lambda view, entry: _sign(entry) * facts.total_cents(entry),
            ),
            money("amount_residual", "Amount Due", lambda view, entry: facts.open_cents(entry)),
            instant("create_date", "Created on", lambda view, entry: changed_ms(entry)),
            instant("write_date", "Last Updated on", lambda view, entry: changed_ms(entry)),
        )
    ),
    _all,
    _find,
    lambda view, entry: entry.id,
    _name,
    root=_root,
    key=_key,
    index={
        "invoice_origin": _of_origin,
        "x_studio_client_order_ref": _of_reference,
        "x_studio_sale_order_id": _of_order,
        "name": _of_name,
    },
    narrowed=_changed,
    methods={
        "create": refunds.create,
        "write": refunds.write,
        "action_post": refunds.post,
        "button_cancel": refunds.cancel,
        "button_draft": refunds.set_draft,
        "unlink": refused("unlink"),
    },
    order="date desc, name desc, invoice_date desc, id desc",
    can=("create", "write"),
)


def _all_lines(view: View) -> Iterator[EntryLine]:
    for entry in _all(view):
        yield from facts.lines_of(view, entry)


def _find_line(view: View, wanted: int) -> EntryLine | None:
    key = view.store.key_of("entry line", wanted)
    if key is None:
        return None
    if type(key[0]) is int:
        entry = _find(view, key[0])
        found = [] if entry is None else facts.lines_of(view, entry)
    else:
        found = [line for entry in _drafts(view) for line in facts.lines_of(view, entry)]
    return next((line for line in found if line.id == wanted), None)


def _of_entry(view: View, value: Any) -> list[EntryLine]:
    entry = _find(view, value) if type(value) is int else None
    return [] if entry is None else facts.lines_of(view, entry)


def _product(view: View, line: EntryLine) -> tuple[int, str] | None:
    if line.item is None:
        return linked(view, "product.product", SHIPPING_ID) if line.label else None
    return ids_of(view.erp).of_item(view.erp, line.item), f"[{line.item.sku}] {line.item.name}"


def _label(view: View, line: EntryLine) -> str:
    return line.label or (line.item.name if line.item is not None else "")


def _taxes(view: View, line: EntryLine) -> list[int]:
    order = line.entry.order
    return [] if line.item is None or order is None else [tax_id(line.item.tax_bp, order.prices_include_tax)]


LINE = Model(
    "account.move.line",
    "Journal Item",
    "invoice",
    table(
        (
            link(
                "move_id",
                "Journal Entry",
                "account.move",
                lambda view, line: (line.entry.id, _name(view, line.entry)),
            ),
            link("product_id", "Product", "product.product", _product),
            char("name", "Label", _label),
            number("quantity", "Quantity", lambda view, line: float(line.units)),
            number(
                "price_unit",
                "Unit Price",
                lambda view, line: line.cents / 100 / line.units if line.units else 0.0,
            ),
            number("discount", "Discount (%)", lambda view, line: 0.0),
            several("tax_ids", "Taxes", "account.tax", _taxes, "many2many"),
            several(
                "sale_line_ids",
                "Sales Order Lines",
                "sale.order.line",
                lambda view, line: [line.sale_line] if line.sale_line else [],
                "many2many",
            ),
            money("price_total", "Total", lambda view, line: line.cents),
            choice(
                "display_type",
                "Display Type",
                lambda view, line: "product",
                "product",
                "line_section",
                "line_note",
            ),
            integer("sequence", "Sequence", lambda view, line: 10),
            link("account_id", "Account", "account.account", lambda view, line: (1, "400000 Product Sales")),
        )
    ),
    _all_lines,
    _find_line,
    lambda view, line: line.id,
    _label,
    root=lambda line: _root(line.entry),
    key=lambda view, line: _key(view, line.entry),
    index={"move_id": _of_entry},
)
MODELS = (MOVE, LINE)
