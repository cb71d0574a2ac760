"""Checks of values that are sent, before they are read."""

from __future__ import annotations

from typing import Any

from fake_erp.dialects.odoo.faults import BadValue, Invalid
from fake_erp.dialects.odoo.models.base import Model, View

CUSTOM = "x_studio_"
OWN = ("create_date", "write_date", "create_uid", "write_uid", "display_name", "__last_update", "id")


def vals_of(given: Any) -> list[dict[str, Any]]:
    """The argument of `create` as a list of values. Raises BadValue."""
    rows = given if isinstance(given, list) else [given]
    if not all(isinstance(values, dict) for values in rows):
        raise BadValue("vals_list: expected an object or a list of objects", "vals_list")
    return rows


def first_values(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """The first of them; an empty one where there is none."""
    return rows[0] if rows else {}


def check_fields(view: View, model: Model, values: dict[str, Any], custom: bool = False) -> None:
    """Raises BadValue for a field that the model does not have. With `custom` it has any x_studio_ field."""
    for name in values:
        field = model.fields.get(name)
        if field is not None and field.is_in(view.version):
            continue
        if name in OWN or (custom and isinstance(name, str) and name.startswith("x_")):
            continue
        shown = str(name)[:60]
        where = f"in {model.name!r}" if view.version.major >= 19 else f"on model {model.name!r}"
        raise BadValue(f"Invalid field {shown!r} {where}", shown)


def mandatory(label: str, model: str, field_label: str, field: str) -> Invalid:
    """The refusal of a record without a mandatory field."""
    return Invalid(
        "The operation cannot be completed:\n"
        "- Create/update: a mandatory field is not set.\n"
        "- Delete: another model requires the record being deleted. If possible, archive it instead.\n\n"
        f"Model: {label} ({model})\nField: {field_label} ({field})\n",
        field,
    )
