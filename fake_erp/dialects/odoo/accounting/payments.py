"""`account.payment` and the wizard `account.payment.register`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fake_erp.accounting.money import amount_text
from fake_erp.dialects.odoo.accounting.payment_facts import payment_id
from fake_erp.dialects.odoo.accounting.refund_values import invoice_of, key_of
from fake_erp.dialects.odoo.accounting.refunds import active_ids
from fake_erp.dialects.odoo.faults import BadValue, Invalid, Refused
from fake_erp.dialects.odoo.masters.places import currency_pair
from fake_erp.dialects.odoo.methods.checks import check_fields, first_values, vals_of
from fake_erp.dialects.odoo.methods.generic import refused
from fake_erp.dialects.odoo.models.base import Act, Job, Model, Plan, Then, View
from fake_erp.dialects.odoo.models.fields import char, choice, day, instant, link, money, several, table
from fake_erp.dialects.odoo.models.values import cents_of, id_of, text_of
from fake_erp.dialects.odoo.sales.order_facts import customer_pair, order_id
from fake_erp.dialects.odoo.store import Paper
from fake_erp.dialects.record_ids import digits
from fake_erp.errors import ErpError
from fake_erp.model import Invoice, Order, Payment
from fake_erp.operations.base import Command
from fake_erp.operations.documents import CreatePayment

DRAFTS, REGISTER = "account.payment", "account.payment.register"
Record = Payment | Paper


def _all(view: View) -> Iterator[Record]:
    yield from view.erp.payments.by_number.values()
    yield from [paper for paper in view.store.papers.get(DRAFTS, {}).values() if not paper.number]


def _id(view: View, record: Record) -> int:
    return record.id if isinstance(record, Paper) else payment_id(view.store.posted, record)


def _find(view: View, wanted: int) -> Record | None:
    paper = view.store.papers.get(DRAFTS, {}).get(wanted)
    if paper is not None:
        return view.erp.payments.by_number.get(paper.number) if paper.number else paper
    records = view.erp.payments.by_number
    first = next(iter(records), "")
    return records.get(f"{first.rstrip('0123456789')}{wanted // 2}") if wanted % 2 == 0 else None


def _order(view: View, record: Record) -> Order | None:
    return (
        view.erp.orders.by_number.get(record.values["order"]) if isinstance(record, Paper) else record.order
    )


def _key(view: View, record: Record) -> str | None:
    return key_of(_order(view, record))


def _value(name: str, attribute: str) -> Any:
    def get(view: View, record: Record) -> Any:
        return record.values.get(name) if isinstance(record, Paper) else getattr(record, attribute)

    return get


def _state(view: View, record: Record) -> str:
    if isinstance(record, Paper):
        return record.state
    return "paid" if view.version.major >= 18 else "posted"


def _partner(view: View, record: Record) -> tuple[int, str] | None:
    order = _order(view, record)
    return None if order is None else customer_pair(view, order)


def _sale(view: View, record: Record) -> tuple[int, str] | None:
    order = _order(view, record)
    return None if order is None else (order_id(order), order.number)


def _currency(view: View, record: Record) -> tuple[int, str] | None:
    order = _order(view, record)
    return None if order is None else currency_pair(view, order.currency)


def _invoices(view: View, record: Record) -> list[int]:
    return [] if isinstance(record, Paper) else [digits(number) * 4 for number, _ in record.applied]


def _at(view: View, record: Record) -> int:
    return record.created_at_ms if isinstance(record, Paper) else record.posted_at_ms


def order_of(view: View, values: dict[str, Any]) -> tuple[Order, Invoice | None]:
    """The order that a payment is for, and the invoice where it names one. Raises ErpError."""
    number = id_of(values, "x_studio_sale_order_id")
    invoices = active_ids(view, "account.move")
    invoice = invoice_of(view, id_of(values, "x_studio_invoice_id") or (invoices[0] if invoices else None))
    if number is not None:
        order: Order = view.record("sale.order", number)
        if invoice is not None and invoice.order is not order:
            raise Invalid("The invoice is not one of that order.", "x_studio_invoice_id")
        return order, invoice
    if invoice is not None:
        return invoice.order, invoice
    for name in ("memo", "ref", "communication"):
        text = text_of(values, name)
        found = view.erp.orders.by_number.get(text) or next(iter(view.erp.orders.with_reference(text)), None)
        if text and found is not None:
            return found, None
    raise Invalid("A payment names its order: x_studio_sale_order_id, or a memo that is its number.", "memo")


def _draft(view: View, values: dict[str, Any]) -> dict[str, Any]:
    order, invoice = order_of(view, values)
    if values.get("payment_type", "inbound") != "inbound":
        raise Refused("Only payments of customers can be registered here.")
    amount = cents_of(values, "amount")
    if amount is None:
        amount = invoice.open_cents if invoice is not None else 0
    if amount <= 0:
        raise Invalid("The payment amount must be positive.", "amount")
    currency = id_of(values, "currency_id")
    known = view.erp.config.currencies
    if currency is not None and (not 0 < currency <= len(known) or known[currency - 1] != order.currency):
        raise Invalid(f"Order {order.number} is in {order.currency}; pay in that currency.", "currency_id")
    memo = (
        text_of(values, view.version.payment_memo)
        or text_of(values, "memo")
        or text_of(values, "communication")
    )
    method = text_of(values, "x_studio_payment_method", 255)
    return {
        "order": order.number,
        "invoice": "" if invoice is None else invoice.number,
        "amount": amount,
        "reference": text_of(values, "payment_reference", 64) or memo[:64],
        "method": method,
    }


def _command(view: View, draft: dict[str, Any], by: str) -> Command[Payment]:
    invoice = view.erp.receivables.by_number.get(draft["invoice"]) if draft["invoice"] else None
    return CreatePayment(
        view.erp.orders.get(draft["order"]),
        draft["amount"],
        draft["reference"],
        draft["method"],
        by,
        invoice,
        neutral(draft),
    )


def neutral(draft: dict[str, Any]) -> dict[str, Any]:
    """A draft by neutral names."""
    found = {"order": draft["order"], "amount": amount_text(draft["amount"]), "reference": draft["reference"]}
    return {**found, "method": draft["method"]}


def _fields(view: View, values: dict[str, Any]) -> Any:
    try:
        return neutral(_draft(view, values))
    except ErpError:
        return None


def _order_key(view: View, values: dict[str, Any]) -> str | None:
    try:
        return key_of(order_of(view, values)[0])
    except ErpError:
        return None


def create(job: Job) -> Plan:
    """A draft of a payment."""
    view, given = job.view, job.args["vals_list"]
    values = first_values(vals_of(given))
    if len(vals_of(given)) > 1:
        raise Refused("Create one payment at a time.")

    def save() -> Paper:
        check_fields(view, job.model, values)
        return view.store.paper(DRAFTS, _draft(view, values), "payment", view.erp.now())

    show: Any = (
        (lambda paper: paper.id) if job.rpc and not isinstance(given, list) else (lambda paper: [paper.id])
    )
    return Plan(
        "payment.create",
        lambda by: Act(save),
        show,
        key=_order_key(view, values),
        fields=lambda: _fields(view, values),
    )


def post(job: Job) -> Plan:
    """`action_post`: post a draft. It answers nothing."""
    view = job.view
    record: Record = job.records()[0]

    def make(by: str) -> Command[Any]:
        if not isinstance(record, Paper) or record.state != "draft":
            raise Refused("Only a draft payment can be posted.")

        def note(payment: Payment) -> Payment:
            record.number, record.state = payment.number, "posted"
            view.store.posted[payment.number] = record.id
            return payment

        return Then(_command(view, record.values, by), note)

    fields = neutral(record.values) if isinstance(record, Paper) else None
    return Plan("payment.create", make, lambda outcome: None, key=_key(view, record), fields=lambda: fields)


def cancel(job: Job) -> Plan:
    """`action_cancel` of a draft. It answers nothing."""
    record: Record = job.records()[0]

    def change() -> None:
        if not isinstance(record, Paper):
            raise Refused("A posted payment of these books cannot be cancelled.")
        record.state = "cancel"

    return Plan("payment.create", lambda by: Act(change), lambda outcome: None, key=_key(job.view, record))


def create_register(job: Job) -> Plan:
    """The wizard for the invoices that the context names."""
    view, given = job.view, job.args["vals_list"]
    values = first_values(vals_of(given))
    if not isinstance(values, dict):
        raise BadValue("vals_list: expected an object", "vals_list")

    def save() -> Paper:
        return view.store.paper(REGISTER, _draft(view, values), "wizard", view.erp.now())

    show: Any = (
        (lambda paper: paper.id) if job.rpc and not isinstance(given, list) else (lambda paper: [paper.id])
    )
    return Plan("payment.create", lambda by: Act(save), show, key=_order_key(view, values))


def register(job: Job) -> Plan:
    """`action_create_payments`: post the payment of the wizard."""
    view = job.view
    paper: Paper = job.records()[0]
    order = view.erp.orders.by_number.get(paper.values["order"])

    def show(payment: Payment) -> Any:
        if view.context.get("dont_redirect_to_payments"):
            return True
        return {
            "name": "Payments",
            "type": "ir.actions.act_window",
            "res_model": DRAFTS,
            "view_mode": "form",
            "res_id": _id(view, payment),
            "context": {"create": False},
        }

    return Plan(
        "payment.create",
        lambda by: _command(view, paper.values, by),
        show,
        key=key_of(order),
        fields=lambda: neutral(paper.values),
    )


STATES = ("draft", "in_process", "posted", "paid", "cancel")
PAYMENT = Model(
    "account.payment",
    "Payments",
    "payment",
    table(
        (
            char("name", "Number", lambda view, record: record.number),
            char("display_name", "Display Name", lambda view, record: record.number),
            choice("state", "Status", _state, *STATES),
            choice("payment_type", "Payment Type", lambda view, record: "inbound", "inbound", "outbound"),
            choice("partner_type", "Partner Type", lambda view, record: "customer", "customer", "supplier"),
            link("partner_id", "Customer", "res.partner", _partner),
            money("amount", "Amount", _value("amount", "amount_cents")),
            char("memo", "Memo", _value("reference", "reference")),
            char("ref", "Memo", _value("reference", "reference")),
            char("payment_reference", "Payment Reference", _value("reference", "reference")),
            char("x_studio_payment_method", "Payment method", _value("method", "method")),
            link("x_studio_sale_order_id", "Sales Order", "sale.order", _sale),
            link("x_studio_invoice_id", "Invoice", "account.move", lambda view, record: None),
            link("currency_id", "Currency", "res.currency", _currency),
            link("journal_id", "Journal", "account.journal", lambda view, record: (2, "Bank")),
            link(
                "payment_method_line_id",
                "Payment Method",
                "account.payment.method.line",
                lambda view, record: (1, "Manual"),
            ),
            several("reconciled_invoice_ids", "Reconciled Invoices", "account.move", _invoices, "many2many"),
            day("date", "Date", _at),
            instant("create_date", "Created on", _at),
            instant("write_date", "Last Updated on", _at),
        )
    ),
    _all,
    _find,
    _id,
    lambda view, record: record.number or "Draft Payment",
    root=lambda record: record,
    key=_key,
    methods={"create": create, "action_post": post, "action_cancel": cancel, "write": refused("write")},
    order="date desc, name desc",
    can=("create",),
)
