"""Refunds: drafts of credit notes, made by hand or by the wizard of reversals, and posting them."""

from __future__ import annotations

from typing import Any

from fake_erp.dialects.odoo.accounting.move_facts import DRAFTS, Entry
from fake_erp.dialects.odoo.accounting.refund_values import (
    all_lines,
    draft_of,
    invoice_of,
    key_of,
    neutral,
    numbered,
    order_named,
    wanted_of,
)
from fake_erp.dialects.odoo.faults import BadValue, Invalid, Refused
from fake_erp.dialects.odoo.methods.checks import check_fields, first_values, vals_of
from fake_erp.dialects.odoo.models.base import Act, Job, Plan, Then, View
from fake_erp.dialects.odoo.models.values import ids_of_commands, text_of
from fake_erp.dialects.odoo.store import Paper
from fake_erp.model import CreditNote
from fake_erp.operations.base import Command
from fake_erp.operations.documents import CreateCreditNote

REVERSAL = "account.move.reversal"
REFUNDS = "out_refund"


def create(job: Job) -> Plan:
    """A draft of a refund. Other entries are posted by the books themselves."""
    view, given = job.view, job.args["vals_list"]
    values = first_values(vals_of(given))
    if len(vals_of(given)) > 1:
        raise Refused("Create one credit note at a time.")
    check_fields(view, job.model, values)
    if values.get("move_type", view.context.get("default_move_type")) != REFUNDS:
        raise Refused("Invoices are posted by the invoicing run of these books; only refunds can be created.")
    order = order_named(view, values)
    if order is None:
        raise Invalid(
            "A refund names its order: reversed_entry_id, invoice_origin or x_studio_sale_order_id.",
            "invoice_origin",
        )
    draft = draft_of(view, values, order)

    def show(paper: Paper) -> Any:
        return paper.id if job.rpc and not isinstance(given, list) else [paper.id]

    def save() -> Paper:
        return view.store.paper(DRAFTS, numbered(view, draft), REFUNDS, view.erp.now())

    posts = values.get("state") == "posted"
    return Plan(
        "credit_note.create",
        lambda by: _saved_and_posted(view, save, by) if posts else Act(save),
        show,
        key=key_of(order),
        fields=lambda: neutral(view, draft),
    )


def _saved_and_posted(view: View, save: Any, by: str) -> Command[Any]:
    paper: Paper = save()
    return Then(CreateCreditNote(wanted_of(view, paper.values), by), lambda note: _posted(view, paper, note))


def _posted(view: View, paper: Paper, note: CreditNote) -> Paper:
    paper.number, paper.state = note.number, "posted"
    view.store.posted[note.number] = paper.id
    return paper


def post(job: Job) -> Plan:
    """`action_post`: post the draft of a refund. It answers false, as where no other screen opens."""
    view = job.view
    entries: list[Entry] = job.records()
    drafts = [entry for entry in entries if isinstance(entry.document, Paper)]
    order = entries[0].order if entries else None

    def make(by: str) -> Command[Any]:
        if not drafts:
            names = ", ".join([str(getattr(entry.document, "number", "")) for entry in entries])
            raise Refused(f"The entry {names} (id {entries[0].id if entries else 0}) must be in draft.")
        paper = drafts[0].document
        assert isinstance(paper, Paper)
        if paper.state != "draft":
            raise Refused("You cannot post a cancelled entry.")
        return Then(
            CreateCreditNote(wanted_of(view, paper.values), by), lambda note: _posted(view, paper, note)
        )

    first = drafts[0].document if drafts else None
    return Plan(
        "credit_note.create",
        make,
        lambda outcome: False,
        key=key_of(order),
        fields=lambda: neutral(view, first.values) if isinstance(first, Paper) else None,
    )


def write(job: Job) -> Plan:
    """Change the draft of a refund."""
    view, values = job.view, job.args["vals"]
    if not isinstance(values, dict):
        raise BadValue("vals: expected an object", "vals")
    check_fields(view, job.model, values)
    entries: list[Entry] = job.records()

    def change() -> bool:
        for entry in entries:
            paper = entry.document
            if not isinstance(paper, Paper) or entry.order is None or paper.state != "draft":
                raise Refused(
                    "You cannot modify a posted entry of this journal because it is in its inalterable state."
                )
            paper.values = numbered(view, draft_of(view, values, entry.order, paper.values))
        return True

    return Plan(
        "credit_note.create", lambda by: Act(change), key=key_of(entries[0].order) if entries else None
    )


def cancel(job: Job) -> Plan:
    """`button_cancel` of a draft; posted entries stay. It answers nothing."""
    entries: list[Entry] = job.records()

    def change() -> None:
        for entry in entries:
            if not isinstance(entry.document, Paper):
                raise Refused("You cannot cancel a posted entry of these books; create a credit note.")
            entry.document.state = "cancel"

    return Plan(
        "credit_note.create",
        lambda by: Act(change),
        lambda outcome: None,
        key=key_of(entries[0].order) if entries else None,
    )


def set_draft(job: Job) -> Plan:
    """`button_draft`: posted entries cannot be taken back. It answers nothing."""
    entries: list[Entry] = job.records()

    def change() -> None:
        for entry in entries:
            if not isinstance(entry.document, Paper):
                raise Refused("You can not reset to draft an entry of these books; create a credit note.")
            entry.document.state = "draft"

    return Plan(
        "credit_note.create",
        lambda by: Act(change),
        lambda outcome: None,
        key=key_of(entries[0].order) if entries else None,
    )


def create_reversal(job: Job) -> Plan:
    """The wizard `account.move.reversal`: for the invoices in `move_ids` or in the context."""
    view, given = job.view, job.args["vals_list"]
    values = first_values(vals_of(given))
    ids = ids_of_commands(values.get("move_ids"), "move_ids") or active_ids(view, "account.move")
    invoice = invoice_of(view, ids[0] if ids else None)
    if invoice is None:
        raise Invalid("move_ids: expected the invoices to reverse", "move_ids")
    kept = {
        "invoice": invoice.number,
        "why": text_of(values, "reason", 255),
        "posts": values.get("refund_method") in ("cancel", "modify"),
    }
    show: Any = (
        (lambda paper: paper.id) if job.rpc and not isinstance(given, list) else (lambda paper: [paper.id])
    )
    return Plan(
        "credit_note.create",
        lambda by: Act(lambda: view.store.paper(REVERSAL, kept, "wizard", view.erp.now())),
        show,
        key=key_of(invoice.order),
    )


def active_ids(view: View, model: str) -> list[int]:
    """The records that the context says are selected."""
    if view.context.get("active_model", model) != model:
        return []
    found = view.context.get("active_ids") or view.context.get("active_id") or []
    found = found if isinstance(found, list) else [found]
    return [number for number in found if type(number) is int]


def reverse(job: Job) -> Plan:
    """`reverse_moves`: a draft of all that is left of the invoice; posted at once where the wizard says so."""
    view = job.view
    paper: Paper = job.records()[0]
    invoice = view.erp.receivables.get(paper.values["invoice"])
    order = invoice.order

    def make(by: str) -> Command[Any]:
        left = invoice.total_cents - invoice.credited_cents
        values = {
            "order": order.number,
            "invoice": invoice.number,
            "reference": "",
            "why": paper.values["why"],
            "lines": all_lines(view, invoice),
            "amount": left,
            "total": left,
        }

        def save() -> Paper:
            return view.store.paper(DRAFTS, numbered(view, values), REFUNDS, view.erp.now())

        return _saved_and_posted(view, save, by) if paper.values["posts"] else Act(save)

    return Plan("credit_note.create", make, _action, key=key_of(order))


def _action(paper: Paper) -> dict[str, Any]:
    return {
        "name": "Reverse Moves",
        "type": "ir.actions.act_window",
        "res_model": "account.move",
        "view_mode": "form",
        "res_id": paper.id,
        "context": {"default_move_type": REFUNDS},
    }
