"""`web_read`, `web_save` and `web_search_read` of version 17: records with those that they link to, in one call."""

from __future__ import annotations

from typing import Any

from fake_erp.dialects.odoo.faults import BadValue
from fake_erp.dialects.odoo.models.base import Found, Job, Model, Plan, View
from fake_erp.dialects.odoo.models.values import wire

DEEPEST = 4
Specification = dict[str, Any]


def checked(view: View, model: Model, given: Any, depth: int = 0) -> Specification:
    """What to show of records: fields, each with an object that may say `fields` of its own. Raises BadValue."""
    if not isinstance(given, dict) or depth > DEEPEST:
        raise BadValue(
            f"specification: expected an object of fields, got {str(given)[:40]!a}", "specification"
        )
    for name, inner in given.items():
        field = model.fields.get(name)
        if name == "id":
            continue
        if field is None or not field.is_in(view.version):
            raise BadValue(f"Invalid field {str(name)[:60]!r} on model {model.name!r}", str(name)[:60])
        if field.relation and isinstance(inner, dict) and "fields" in inner:
            checked(view, view.models[field.relation], inner["fields"], depth + 1)
    return given


def shown(view: View, model: Model, record: Any, specification: Specification) -> dict[str, Any]:
    """A record as its specification says."""
    found: dict[str, Any] = {"id": model.id_of(view, record)}
    for name, inner in specification.items():
        if name == "id":
            continue
        field = model.fields[name]
        value = field.get(view, record)
        nested = inner.get("fields") if isinstance(inner, dict) else None
        if field.type == "many2one" and value:
            found[name] = _linked(view, field.relation, value[0], nested)
        elif field.relation and nested is not None:
            found[name] = [_linked(view, field.relation, number, nested) for number in value or ()]
        else:
            found[name] = wire(field, value)
    return found


def _linked(view: View, relation: str, number: int, nested: Any) -> Any:
    if nested is None:
        return number
    model = view.models[relation]
    record = model.find(view, number)
    return {"id": number} if record is None else shown(view, model, record, nested)


def show_found(job: Job, given: Any) -> Any:
    """A function that shows what a search has found. Raises BadValue."""
    view, model = job.view, job.model
    specification = checked(view, model, given)

    def show(found: Found) -> list[dict[str, Any]]:
        return [shown(view, model, each, specification) for each in found.records]

    return show


def web_save(job: Job) -> Plan:
    """Create a record, or change those of the ids, and show them. Raises BadValue."""
    view, model = job.view, job.model
    specification = checked(view, model, job.args["specification"])
    values = job.args["vals"]
    if job.ids:
        plan = model.methods["write"](Job(view, model, job.ids, {"vals": values}))
    else:
        plan = model.methods["create"](Job(view, model, [], {"vals_list": values}))
    tell = plan.show

    def show(outcome: Any) -> list[dict[str, Any]]:
        ids = job.ids or [tell(outcome)]
        records = [(number, model.find(view, number)) for number in ids]
        return [
            {"id": number} if record is None else shown(view, model, record, specification)
            for number, record in records
        ]

    plan.show = show
    return plan
