"""`read_group`: records counted and added up by the values of a field."""

from __future__ import annotations

from typing import Any

from fake_erp.dialects.odoo.faults import BadValue
from fake_erp.dialects.odoo.models.base import Found, Job, Plan
from fake_erp.dialects.odoo.models.domains import field_of
from fake_erp.dialects.odoo.models.searching import search, whole
from fake_erp.dialects.odoo.models.values import wire
from fake_erp.operations.base import Look

SPANS = {"day": 10, "month": 7, "year": 4, "hour": 13}


def read_group(job: Job) -> Plan:
    """One row for each value of the first field of `groupby`, or of all with `lazy=False`."""
    return _plan(job, job.args.get("fields"), job.args.get("orderby"), bool(job.args.get("lazy", True)))


def formatted_read_group(job: Job) -> Plan:
    """As `read_group`, with the aggregates of version 19: `field:sum` and `__count`."""
    return _plan(job, job.args.get("aggregates"), job.args.get("order"), False, formatted=True)


def _plan(job: Job, wanted: Any, order: Any, lazy: bool, formatted: bool = False) -> Plan:
    view, model, args = job.view, job.model, job.args
    by = _texts(args.get("groupby"), "groupby")
    groups = by[:1] if lazy else by
    sums = [each.partition(":")[0] for each in _texts(wanted, "fields") if not each.startswith("__")]
    for name in [*[each.partition(":")[0] for each in by], *sums]:
        field_of(view, model, name, " in groupby")
    sums = [
        name for name in sums if name != "id" and model.fields[name].type in ("float", "monetary", "integer")
    ]
    offset, limit = whole(args.get("offset"), "offset"), whole(args.get("limit"), "limit")

    def show(found: Found) -> list[dict[str, Any]]:
        rows = _rows(job, found.records, groups, sums, formatted)
        if isinstance(order, str) and order.lower().endswith("desc"):
            rows.reverse()
        return rows[offset : offset + limit] if limit else rows[offset:]

    asked = {"domain": args.get("domain")}
    return Plan(
        f"{model.kind}.list" if model.kind else "openapi.read",
        lambda by: Look(lambda hides: search(view, model, asked, hides)),
        show,
        reads=True,
    )


def _texts(given: Any, name: str) -> list[str]:
    found = [given] if isinstance(given, str) else given
    if found is None or found is False:
        return []
    if not isinstance(found, list | tuple) or not all(isinstance(each, str) for each in found):
        raise BadValue(f"{name}: expected a list of fields", name)
    return list(found)


def _value(job: Job, record: Any, group: str) -> Any:
    name, _, span = group.partition(":")
    if name == "id":
        return job.model.id_of(job.view, record)
    field = job.model.fields[name]
    value = wire(field, field.get(job.view, record))
    if field.type in ("date", "datetime") and value:
        return value[: SPANS.get(span, 7)]
    return tuple(value) if isinstance(value, list) else value


def _rows(
    job: Job, records: list[Any], groups: list[str], sums: list[str], formatted: bool
) -> list[dict[str, Any]]:
    view, model = job.view, job.model
    kept: dict[Any, list[Any]] = {}
    for record in records:
        kept.setdefault(tuple(_value(job, record, group) for group in groups), []).append(record)
    if not groups and not kept:
        kept[()] = []
    rows = []
    for values in sorted(kept, key=lambda key: [str(each) for each in key]):
        members = kept[values]
        row: dict[str, Any] = {
            group: list(value) if isinstance(value, tuple) else value
            for group, value in zip(groups, values, strict=True)
        }
        for name in sums:
            total = sum([model.fields[name].get(view, record) for record in members])
            row[f"{name}:sum" if formatted else name] = round(total, 2)
        row.update(_counts(job, groups, values, len(members), formatted))
        rows.append(row)
    return rows


def _counts(job: Job, groups: list[str], values: Any, count: int, formatted: bool) -> dict[str, Any]:
    terms = [
        [group.partition(":")[0], "=", value[0] if isinstance(value, tuple) and value else value]
        for group, value in zip(groups, values, strict=True)
    ]
    if formatted:
        return {"__count": count, "__extra_domain": terms}
    domain = [*terms, *(job.args.get("domain") or [])]
    name = f"{groups[0].partition(':')[0]}_count" if len(groups) == 1 else "__count"
    return {name: count, "__domain": domain}
