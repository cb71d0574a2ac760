"""Wizards: records that exist for one step."""

from __future__ import annotations

from fake_erp.dialects.odoo.accounting import payments, refunds
from fake_erp.dialects.odoo.logistics import returning
from fake_erp.dialects.odoo.models.base import Method, Model, View
from fake_erp.dialects.odoo.models.fields import char, table
from fake_erp.dialects.odoo.sales import order_methods
from fake_erp.dialects.odoo.store import Paper


def wizard(name: str, label: str, kind: str, methods: dict[str, Method], *fields: str) -> Model:
    """A model of wizards that takes these fields."""

    def find(view: View, wanted: int) -> Paper | None:
        return view.store.papers.get(name, {}).get(wanted)

    def given(field: str) -> object:
        return lambda view, paper: paper.values.get(field)

    return Model(
        name,
        label,
        kind,
        table([char(field, field, given(field)) for field in fields]),  # type: ignore[arg-type]
        lambda view: list(view.store.papers.get(name, {}).values()),
        find,
        lambda view, paper: paper.id,
        lambda view, paper: f"{name},{paper.id}",
        methods=methods,
        can=("create", "write"),
    )


CANCEL = wizard(
    order_methods.WIZARD,
    "Sales Order Cancel",
    "",
    {"create": order_methods.create_wizard, "action_cancel": order_methods.cancel_by_wizard},
    "order_id",
)
_REVERSE: dict[str, Method] = {
    "create": refunds.create_reversal,
    **dict.fromkeys(("reverse_moves", "refund_moves", "modify_moves"), refunds.reverse),
}
REVERSAL = wizard(
    refunds.REVERSAL, "Account Move Reversal", "", _REVERSE, "move_ids", "reason", "date", "journal_id"
)
REGISTER = wizard(
    payments.REGISTER,
    "Register Payment",
    "",
    {"create": payments.create_register, "action_create_payments": payments.register},
    "amount",
    "communication",
    "payment_date",
    "journal_id",
)
RETURN = wizard(
    returning.RETURN,
    "Return Picking",
    "",
    {
        "create": returning.create,
        **dict.fromkeys(("create_returns", "action_create_returns"), returning.carry_out),
    },
    "picking_id",
    "product_return_moves",
)
ADVANCE = wizard(
    returning.ADVANCE,
    "Sales Advance Payment Invoice",
    "",
    {"create": returning.create_advance, "create_invoices": returning.create_invoices},
    "advance_payment_method",
    "sale_order_ids",
)
MODELS: tuple[Model, ...] = (CANCEL, REVERSAL, REGISTER, RETURN, ADVANCE)
