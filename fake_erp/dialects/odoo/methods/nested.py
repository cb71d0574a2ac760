"""`web_read`, `web_save` and `web_search_read` of version 17: records with those that they link to, in one call."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, TypeAlias

import orjson

from fake_erp.dialects.odoo.faults import BadValue
from fake_erp.dialects.odoo.methods.kept import document_state, is_kept
from fake_erp.dialects.odoo.models.base import Field, Found, Job, Model, Plan, View
from fake_erp.dialects.odoo.models.values import wire
from fake_erp.dialects.odoo.versions import Version
from fake_erp.dialects.rendered import rendered_of

DEEPEST = 4
MOST_KNOWN = 1024


class Part(NamedTuple):
    """A field to show, and the parts of the records that it links to; None for their ids alone."""

    name: str
    field: Field
    parts: Parts | None


Parts: TypeAlias = "tuple[Part, ...]"


class Specification(NamedTuple):
    """What to show of records; `key` is that of what is kept of an order, None where it is written anew each time."""

    parts: Parts
    key: tuple[int, str, bytes] | None


_known: dict[tuple[int, str, bytes], Specification] = {}
"""Specifications by version, model and text: at most `MOST_KNOWN`, the oldest goes first."""


def specification_of(view: View, model: Model, given: Any) -> Specification:
    """What to show of records: fields, each with an object that may say `fields` of its own. Raises BadValue."""
    try:
        key = view.version.major, model.name, orjson.dumps(given)
    except TypeError:
        return Specification(_parts(view.version, view.models, model, given, 0), None)
    known = _known.get(key)
    if known is None:
        parts = _parts(view.version, view.models, model, given, 0)
        known = Specification(
            parts, key if model.name == "sale.order" and _are_kept(model.name, parts) else None
        )
        if len(_known) >= MOST_KNOWN:
            del _known[next(iter(_known))]
        _known[key] = known
    return known


def _parts(version: Version, models: Mapping[str, Model], model: Model, given: Any, depth: int) -> Parts:
    if not isinstance(given, dict) or depth > DEEPEST:
        raise BadValue(
            f"specification: expected an object of fields, got {str(given)[:40]!a}", "specification"
        )
    found = []
    for name, inner in given.items():
        field = model.fields.get(name)
        if name == "id":
            continue
        if field is None or not field.is_in(version):
            raise BadValue(f"Invalid field {str(name)[:60]!r} on model {model.name!r}", str(name)[:60])
        below = None
        if field.relation and isinstance(inner, dict) and "fields" in inner:
            below = _parts(version, models, models[field.relation], inner["fields"], depth + 1)
        found.append(Part(name, field, below))
    return tuple(found)


def _are_kept(model: str, parts: Parts) -> bool:
    return all(
        is_kept(model, name) and (below is None or _are_kept(field.relation, below))
        for name, field, below in parts
    )


def document(view: View, model: Model, record: Any, specification: Specification) -> dict[str, Any]:
    """A record as its specification says. An order may be kept."""
    parts, key = specification
    if key is None:
        return shown(view, model, record, parts)
    kept, state = rendered_of(view.erp), document_state(view, record)
    return kept.get((*key, record.number), state, lambda: shown(view, model, record, parts))


def shown(view: View, model: Model, record: Any, parts: Parts) -> dict[str, Any]:
    """A record with these fields."""
    found: dict[str, Any] = {"id": model.id_of(view, record)}
    for name, field, below in parts:
        value = field.get(view, record)
        if field.type == "many2one" and value:
            found[name] = value[0] if below is None else _linked(view, field.relation, value[0], below)
        elif below is not None:
            found[name] = [_linked(view, field.relation, number, below) for number in value or ()]
        else:
            found[name] = wire(field, value)
    return found


def _linked(view: View, relation: str, number: int, parts: Parts) -> Any:
    model = view.models[relation]
    record = model.find(view, number)
    return {"id": number} if record is None else shown(view, model, record, parts)


def show_found(job: Job, given: Any) -> Any:
    """A function that shows what a search has found. Raises BadValue."""
    view, model = job.view, job.model
    specification = specification_of(view, model, given)

    def show(found: Found) -> list[dict[str, Any]]:
        return [document(view, model, each, specification) for each in found.records]

    return show


def web_save(job: Job) -> Plan:
    """Create a record, or change those of the ids, and show them. Raises BadValue."""
    view, model = job.view, job.model
    specification = specification_of(view, model, job.args["specification"])
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
            {"id": number} if record is None else document(view, model, record, specification)
            for number, record in records
        ]

    plan.show = show
    return plan
