"""Creating, changing, confirming and cancelling sales orders."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fake_erp.dialects.odoo.faults import BadValue, Invalid, Refused
from fake_erp.dialects.odoo.masters.partner_writing import keep
from fake_erp.dialects.odoo.methods.checks import check_fields, first_values, vals_of
from fake_erp.dialects.odoo.models.base import Act, Job, Method, Plan, Then, Together, View
from fake_erp.dialects.odoo.sales.drafts import draft_of
from fake_erp.dialects.odoo.sales.order_changes import change_of
from fake_erp.dialects.odoo.sales.order_facts import order_id, state_of
from fake_erp.dialects.odoo.sales.order_values import document_of, reference_of
from fake_erp.errors import ErpError, InvalidTransition
from fake_erp.model import Order
from fake_erp.operations.base import Command, Hides, Parts
from fake_erp.operations.orders import CancelOrder, ChangeOrder, CreateOrder, ReleaseOrder

WIZARD = "sale.order.cancel"


class _Orders:
    """Several orders of one call: all are examined before the first is saved."""

    def __init__(self, commands: list[CreateOrder]) -> None:
        self.commands = commands

    def perform(self, parts: Parts, hides: Hides | None = None) -> list[Order]:
        if len(self.commands) > 1:
            for command in self.commands:
                parts.orders.examine(command.draft)
        return [command.perform(parts, hides) for command in self.commands]


def create(job: Job) -> Plan:
    """Orders, in state draft unless `state` is `sale`. One dict gives one id, a list of them gives a list."""
    view, given = job.view, job.args["vals_list"]
    rows = vals_of(given)
    first = first_values(rows)

    def make(by: str) -> Command[Any]:
        for values in rows:
            check_fields(view, job.model, values, custom=True)
        commands = [CreateOrder(draft_of(document_of(view, values)), by) for values in rows]
        return Then(_Orders(commands), lambda orders: _kept(view, orders, rows))

    def show(orders: list[Order]) -> Any:
        ids = [order_id(order) for order in orders]
        return ids[0] if job.rpc and not isinstance(given, list) else ids

    return Plan("order.create", make, show, key=_reference(first), fields=lambda: _document(view, first))


def _kept(view: View, orders: list[Order], rows: list[dict[str, Any]]) -> list[Order]:
    for order, values in zip(orders, rows, strict=True):
        if order.number in view.erp.orders.by_number:
            keep(view, order_id(order), values, "sale.order")
    return orders


def _reference(values: dict[str, Any]) -> str | None:
    try:
        return reference_of(values) or None
    except ErpError:
        return None


def _document(view: View, values: dict[str, Any]) -> dict[str, Any]:
    try:
        return document_of(view, values)
    except ErpError:
        return {"external_reference": _reference(values) or ""}


def write(job: Job) -> Plan:
    """Change orders, wholly or not at all."""
    view, values = job.view, job.args["vals"]
    if not isinstance(values, dict):
        raise BadValue("vals: expected an object", "vals")
    orders: list[Order] = job.records()
    if values.get("state") == "sale" and len(values) == 1:
        return confirm(job)

    def make(by: str) -> Command[Any]:
        check_fields(view, job.model, values, custom=True)
        return Together([_change(view, order, values, by) for order in orders])

    return _plan(job, "order.update", make, lambda: _changes(view, orders, values))


def _change(view: View, order: Order, values: dict[str, Any], by: str) -> Command[Any]:
    if order.number in view.store.locked:
        raise Refused("It is forbidden to modify the following fields in a locked order.")
    change = change_of(view, order, values)

    def note(changed: Any) -> Any:
        keep(view, order_id(order), values, "sale.order")
        return changed

    command: Command[Any] = Act(lambda: order) if change is None else ChangeOrder(order.number, change, by)
    return Then(command, note)


def _changes(view: View, orders: list[Order], values: dict[str, Any]) -> Any:
    try:
        change = change_of(view, orders[0], values) if orders else None
    except ErpError:
        return None
    return None if change is None else change.document


def _plan(
    job: Job,
    operation: str,
    make: Callable[[str], Command[Any]],
    fields: Callable[[], Any] = lambda: None,
    result: Any = True,
) -> Plan:
    orders = job.records()
    first: Order | None = orders[0] if orders else None
    return Plan(
        operation,
        make,
        lambda outcome: result,
        number="" if first is None else first.number,
        key=None if first is None else first.external_reference or first.number,
        fields=fields,
    )


def confirm(job: Job) -> Plan:
    """`action_confirm`: release orders."""
    view = job.view
    orders: list[Order] = job.records()

    def make(by: str) -> Command[Any]:
        wrong = [order for order in orders if order.status != "draft"]
        if wrong:
            names = ", ".join(order.number for order in wrong)
            text = "Some orders are not in a state requiring confirmation."
            if view.version.major < 18:
                text = f"The following orders are not in a state requiring confirmation: {names}"
            raise InvalidTransition(
                text, "status", {"number": wrong[0].number, "status": wrong[0].status, "allowed": []}
            )
        return Together([ReleaseOrder(order.number) for order in orders])

    return _plan(job, "order.release", make)


def cancel(job: Job) -> Plan:
    """`action_cancel`. Up to version 18 it cancels drafts only, and answers with a wizard for other orders."""
    view = job.view
    orders: list[Order] = job.records()
    asks = not view.version.cancels_at_once and not view.context.get("disable_cancel_warning")
    if asks and any(state_of(view, order) != "draft" for order in orders):
        return _wizard(job, orders)
    return _plan(job, "order.cancel", lambda by: Together([_cancel(view, order, by) for order in orders]))


def _cancel(view: View, order: Order, by: str) -> Command[Any]:
    if order.number in view.store.locked:
        raise Refused("You cannot cancel a locked order. Please unlock it first.")
    if order.status == "cancelled":
        return Act(lambda: order)
    return CancelOrder(order.number, "cancelled", by)


def _wizard(job: Job, orders: list[Order]) -> Plan:
    action = {
        "name": "Cancel Sales Order",
        "view_mode": "form",
        "res_model": WIZARD,
        "view_id": False,
        "type": "ir.actions.act_window",
        "context": {"default_order_id": order_id(orders[0])},
        "target": "new",
    }

    def make(by: str) -> Command[Any]:
        if orders[0].number in job.view.store.locked:
            raise Refused("You cannot cancel a locked order. Please unlock it first.")
        return Act(lambda: orders[0])

    plan = _plan(job, "order.cancel", make, result=action)
    plan.conceals = True
    return plan


def set_draft(job: Job) -> Plan:
    """`action_draft`: what is cancelled in these books stays so."""
    orders: list[Order] = job.records()

    def make(by: str) -> Command[Any]:
        if any(order.status != "draft" for order in orders):
            raise Refused(
                "A cancelled order of these books cannot be set to quotation again; create another."
            )
        return Act(lambda: orders)

    return _plan(job, "order.update", make)


def lock(locks: bool) -> Method:
    """`action_lock` and `action_unlock`."""

    def method(job: Job) -> Plan:
        numbers = {order.number for order in job.records()}

        def apply() -> None:
            if locks:
                job.view.store.locked.update(numbers)
            else:
                job.view.store.locked.difference_update(numbers)

        return _plan(job, "order.update", lambda by: Act(apply))

    return method


def unlink(job: Job) -> Plan:
    """Drafts and cancelled orders can be deleted: in the books they are cancelled."""
    view = job.view
    orders: list[Order] = job.records()

    def make(by: str) -> Command[Any]:
        if any(state_of(view, order) not in ("draft", "cancel") for order in orders):
            raise Refused(
                "You can not delete a sent quotation or a confirmed sales order. You must first cancel it."
            )
        return Then(Together([_cancel(view, order, by) for order in orders]), hide)

    def hide(outcome: Any) -> Any:
        view.store.deleted.update(("sale.order", order_id(order)) for order in orders)
        return outcome

    return _plan(job, "order.cancel", make)


def quotation_sent(job: Job) -> Plan:
    """`action_quotation_sent`: nothing of the books changes."""
    return _plan(job, "order.update", lambda by: Act(lambda: None))


def create_wizard(job: Job) -> Plan:
    """`sale.order.cancel`: the wizard of `action_cancel`."""
    values = first_values(vals_of(job.args["vals_list"]))
    number = values.get("order_id") or job.view.context.get("default_order_id")
    if type(number) is not int:
        raise Invalid("order_id: expected the id of an order", "order_id")
    order: Order = job.view.record("sale.order", number)
    store, now = job.view.store, job.view.erp.now()
    paper: Command[Any] = Act(lambda: store.paper(WIZARD, {"order": order.number}, "wizard", now).id)
    show: Callable[[int], Any] = (lambda made: made) if job.rpc else (lambda made: [made])
    key = order.external_reference or order.number
    return Plan("order.flow", lambda by: paper, show, number=order.number, key=key)


def cancel_by_wizard(job: Job) -> Plan:
    """Cancel the order of the wizard."""
    view = job.view
    paper = job.records()[0]
    order = view.erp.orders.get(paper.values["order"])
    return Plan(
        "order.cancel",
        lambda by: _cancel(view, order, by),
        lambda outcome: True,
        number=order.number,
        key=order.external_reference or order.number,
    )


METHODS: dict[str, Method] = {
    "create": create,
    "write": write,
    "unlink": unlink,
    "action_confirm": confirm,
    "action_cancel": cancel,
    "action_draft": set_draft,
    "action_lock": lock(True),
    "action_done": lock(True),
    "action_unlock": lock(False),
    "action_quotation_sent": quotation_sent,
    "message_post": quotation_sent,
}
