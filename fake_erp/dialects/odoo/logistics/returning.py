"""`stock.return.picking`: goods that come back; and `sale.advance.payment.inv`, the wizard of invoices."""

from __future__ import annotations

from typing import Any

from fake_erp.dialects.odoo.accounting.moves import invoice_id
from fake_erp.dialects.odoo.accounting.refund_values import key_of
from fake_erp.dialects.odoo.accounting.refunds import active_ids
from fake_erp.dialects.odoo.faults import BadValue, Invalid, Refused
from fake_erp.dialects.odoo.logistics.picking_facts import Picking, pickings_of
from fake_erp.dialects.odoo.methods.checks import first_values, vals_of
from fake_erp.dialects.odoo.models.base import Act, Job, Plan, View
from fake_erp.dialects.odoo.models.values import id_of, number_of, text_of
from fake_erp.dialects.odoo.store import Paper
from fake_erp.dialects.record_ids import ids_of
from fake_erp.inventory.returns import CREDITS, DISPOSITIONS
from fake_erp.model import Invoice, Order, Return
from fake_erp.operations.base import Command
from fake_erp.operations.documents import CreateReturn

RETURN, ADVANCE = "stock.return.picking", "sale.advance.payment.inv"


def _shown(job: Job, given: Any) -> Any:
    return (lambda paper: paper.id) if job.rpc and not isinstance(given, list) else (lambda paper: [paper.id])


def create(job: Job) -> Plan:
    """The wizard of a return: the transfer, and units by product."""
    view, given = job.view, job.args["vals_list"]
    values = first_values(vals_of(given))
    pickings = active_ids(view, "stock.picking")
    number = id_of(values, "picking_id") or (pickings[0] if pickings else 0)
    picking: Picking = view.record("stock.picking", number)

    def save() -> Paper:
        return view.store.paper(RETURN, _kept(view, values, picking), "wizard", view.erp.now())

    return Plan("return.create", lambda by: Act(save), _shown(job, given), key=key_of(picking.order))


def _kept(view: View, values: dict[str, Any], picking: Picking) -> dict[str, Any]:
    disposition = text_of(values, "x_studio_disposition") or "restock"
    credit = text_of(values, "x_studio_credit") or "automatic"
    if disposition not in DISPOSITIONS or credit not in CREDITS:
        raise Invalid(
            "x_studio_disposition or x_studio_credit: not one of their values", "x_studio_disposition"
        )
    return {
        "order": picking.order.number,
        "lines": _lines(view, values.get("product_return_moves"), picking),
        "disposition": disposition,
        "credit": credit,
        "why": text_of(values, "x_studio_reason", 255),
        "reference": text_of(values, "x_studio_external_reference", 64),
    }


def _lines(view: View, given: Any, picking: Picking) -> list[tuple[int, int]]:
    order = picking.order
    if not given:
        return [
            (at, line.shipped - line.returned)
            for at, line in enumerate(order.lines)
            if line.shipped > line.returned
        ]
    if not isinstance(given, list | tuple) or len(given) > view.erp.config.max_lines:
        raise BadValue("Wrong value for product_return_moves", "product_return_moves")
    found = []
    for entry in given:
        values = entry[2] if isinstance(entry, list | tuple) and len(entry) == 3 and entry[0] == 0 else entry
        if not isinstance(values, dict):
            raise BadValue("Wrong value for product_return_moves", "product_return_moves")
        units = number_of(values, "quantity")
        if not units.is_integer() or not 0 < units <= 1_000_000:
            raise Invalid("quantity: expected a whole number above 0", "quantity")
        found.append((_place(view, order, values, int(units)), int(units)))
    return found


def _place(view: View, order: Order, values: dict[str, Any], units: int) -> int:
    item = ids_of(view.erp).item(view.erp, id_of(values, "product_id") or 0)
    places = [at for at, line in enumerate(order.lines) if line.item is item]
    if not places:
        raise Refused("You have manually created product lines, please delete them to proceed.")
    fitting = [at for at in places if order.lines[at].shipped - order.lines[at].returned >= units]
    return (fitting or places)[0]


def carry_out(job: Job) -> Plan:
    """`create_returns`, since version 18 `action_create_returns`."""
    view = job.view
    paper: Paper = job.records()[0]
    kept = paper.values
    order = view.erp.orders.get(kept["order"])

    def make(by: str) -> Command[Any]:
        return CreateReturn(
            order,
            kept["lines"],
            kept["disposition"],
            by,
            kept["why"],
            kept["reference"],
            {"order": order.number, "reason": kept["why"]},
            kept["credit"],
        )

    def show(goods: Return) -> dict[str, Any]:
        found = next((each for each in pickings_of(view, order) if each.goods is goods), None)
        return {
            "name": "Returned Picking",
            "view_mode": "form",
            "res_model": "stock.picking",
            "res_id": 0 if found is None else found.id,
            "type": "ir.actions.act_window",
            "context": {},
        }

    return Plan("return.create", make, show, key=key_of(order))


def create_advance(job: Job) -> Plan:
    """The wizard of invoices, for the orders that the context names."""
    view, given = job.view, job.args["vals_list"]
    ids = active_ids(view, "sale.order")
    order: Order = view.record("sale.order", ids[0] if ids else 0)

    def save() -> Paper:
        return view.store.paper(ADVANCE, {"order": order.number}, "wizard", view.erp.now())

    return Plan("invoice.list", lambda by: Act(save), _shown(job, given), reads=True, key=key_of(order))


def create_invoices(job: Job) -> Plan:
    """The invoices of an order. These books post them by themselves; without one there is nothing to invoice."""
    view = job.view
    paper: Paper = job.records()[0]
    order = view.erp.orders.get(paper.values["order"])

    def make(by: str) -> Command[Any]:
        found = [invoice_id(each) for each in order.papers if type(each) is Invoice]
        if not found:
            raise Refused("Cannot create an invoice. No items are available to invoice.")
        return Act(lambda: found)

    def show(found: list[int]) -> dict[str, Any]:
        return {
            "name": "Invoices",
            "type": "ir.actions.act_window",
            "res_model": "account.move",
            "view_mode": "form",
            "res_id": found[-1],
            "domain": [["id", "in", found]],
        }

    return Plan("invoice.list", make, show, reads=True, key=key_of(order))
