"""Wizards: records that exist for one step."""

from __future__ import annotations

from fake_erp.dialects.odoo.documents import order_methods
from fake_erp.dialects.odoo.models.base import Method, Model, View
from fake_erp.dialects.odoo.models.fields import char, table
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
MODELS: tuple[Model, ...] = (CANCEL,)
