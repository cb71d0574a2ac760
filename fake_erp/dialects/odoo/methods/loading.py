"""`load`: rows of an import, each with an external id in column `id`, created or changed."""

from __future__ import annotations

from typing import Any

from fake_erp.dialects.odoo.faults import BadValue
from fake_erp.dialects.odoo.models.base import Act, Job, Plan, View
from fake_erp.errors import ErpError
from fake_erp.operations.base import Command, Hides, Parts

MOST_ROWS = 1000


class _Import:
    """All rows or none: the first refusal is told in `messages`, and what was created before is taken back."""

    def __init__(self, job: Job, by: str) -> None:
        self.job = job
        self.by = by

    def perform(self, parts: Parts, hides: Hides | None = None) -> dict[str, Any]:
        job = self.job
        ids: list[int] = []
        for at, values in enumerate(rows_of(job)):
            name = values.pop("id", None)
            try:
                number = self._row(parts, name if isinstance(name, str) else "", values)
            except ErpError as error:
                return {"ids": False, "messages": [_message(at, error, values)], "nextrow": 0}
            ids.append(number)
        return {"ids": ids, "messages": [], "nextrow": 0}

    def _row(self, parts: Parts, name: str, values: dict[str, Any]) -> int:
        view, model = self.job.view, self.job.model
        known = view.store.external.get(name) if name else None
        if known is not None and known[0] != model.name:
            raise BadValue("You cannot have multiple records with the same external ID in the same module!")
        if known is not None:
            plan = model.methods["write"](Job(view, model, [known[1]], {"vals": values}))
            plan.make(self.by).perform(parts)
            return known[1]
        plan = model.methods["create"](Job(view, model, [], {"vals_list": values}))
        number: int = plan.show(plan.make(self.by).perform(parts))
        if name:
            view.store.external[name] = (model.name, number)
        return number


def rows_of(job: Job) -> list[dict[str, Any]]:
    """The rows as values by field. Raises BadValue."""
    fields, data = job.args.get("fields"), job.args.get("data")
    if not isinstance(fields, list) or not isinstance(data, list) or len(data) > MOST_ROWS:
        raise BadValue(f"load: expected a list of fields and at most {MOST_ROWS} rows")
    rows = []
    for row in data:
        if not isinstance(row, list | tuple):
            raise BadValue("load: expected each row as a list")
        rows.append(_values(job.view, fields, row))
    return rows


def _values(view: View, fields: list[Any], row: Any) -> dict[str, Any]:
    """`partner_id/.id` is an id, `partner_id/id` an external one, `order_line/product_id/.id` a column of a line."""
    values: dict[str, Any] = {}
    line: dict[str, Any] = {}
    for path, value in zip(fields, row, strict=False):
        if not isinstance(path, str):
            raise BadValue("load: expected names of fields")
        steps = path.split("/")
        target = values
        if steps[0] in ("order_line", "invoice_line_ids") and len(steps) > 1:
            target, steps = line, steps[1:]
        target[steps[0]] = _linked(view, steps[1:], value)
    if line:
        values["order_line"] = [[0, 0, line]]
    return values


def _linked(view: View, steps: list[str], value: Any) -> Any:
    if steps == [".id"]:
        return int(value) if isinstance(value, str) and value.isdigit() and len(value) < 19 else value
    if steps == ["id"]:
        found = view.store.external.get(str(value))
        if found is None:
            raise BadValue(f"No matching record found for external id '{str(value)[:60]}'")
        return found[1]
    return value


def _message(at: int, error: ErpError, values: dict[str, Any]) -> dict[str, Any]:
    field = error.place.field if error.place is not None else False
    return {
        "type": "error",
        "message": str(error),
        "record": at,
        "rows": {"from": at, "to": at},
        "field": field or False,
    }


def load(job: Job) -> Plan:
    """Create or change records by their external ids."""

    def make(by: str) -> Command[Any]:
        return _Import(job, by)

    rows = rows_of(job)
    reference = rows[0].get("client_order_ref") or rows[0].get("ref") if rows else None
    key = reference if isinstance(reference, str) else None
    if not rows:
        return Plan("openapi.read", lambda by: Act(lambda: {"ids": [], "messages": []}), reads=True)
    first = dict(rows[0])
    first.pop("id", None)
    fields = job.model.methods["create"](Job(job.view, job.model, [], {"vals_list": first})).fields
    return Plan(f"{job.model.kind}.create", make, key=key, fields=fields)
