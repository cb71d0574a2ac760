"""Methods that every model has: reading and searching, and what describes it."""

from __future__ import annotations

from typing import Any

from fake_erp.dialects.odoo.faults import BadValue, NoRight, Refused
from fake_erp.dialects.odoo.methods.grouping import formatted_read_group, read_group
from fake_erp.dialects.odoo.methods.nested import show_found, web_save
from fake_erp.dialects.odoo.models.base import Act, Field, Found, Job, Method, Model, Plan, View
from fake_erp.dialects.odoo.models.searching import search, whole
from fake_erp.dialects.odoo.models.values import read as read_record
from fake_erp.operations.base import Look

RIGHTS = {"create": "create", "write": "write", "unlink": "unlink"}
DONE = {"create": "create", "write": "modify", "unlink": "delete", "read": "access"}
TITLE_ONLY = ("display_name",)


def names_of(view: View, model: Model, wanted: Any) -> list[str]:
    """The fields that a read shows. Raises BadValue for one that does not exist."""
    if wanted is None or wanted is False or wanted == []:
        return [name for name, field in model.fields.items() if field.is_in(view.version)]
    if not isinstance(wanted, list | tuple):
        raise BadValue(f"fields: expected a list, got {str(wanted)[:40]!a}")
    names = []
    for name in wanted:
        if name == "id":
            continue
        field = model.fields.get(name) if isinstance(name, str) else None
        if field is None or not field.is_in(view.version):
            raise unknown_field(view, model, name)
        names.append(name)
    return names


def unknown_field(view: View, model: Model, name: Any) -> BadValue:
    """The refusal of a field that a model does not have."""
    shown = str(name)[:60]
    if view.version.major >= 19:
        return BadValue(f"Invalid field {shown!r} in {model.name!r}", shown)
    return BadValue(f"Invalid field {shown!r} on model {model.name!r}", shown)


def list_plan(job: Job, show: Any) -> Plan:
    """A search, shown in some way."""
    view, model, args = job.view, job.model, job.args
    key = _key_in(model, args.get("domain"))
    operation = f"{model.kind}.list" if model.kind else "openapi.read"
    return Plan(
        operation,
        lambda by: Look(lambda hides: search(view, model, args, hides)),
        show,
        reads=True,
        key=key,
    )


def _key_in(model: Model, domain: Any) -> str | None:
    """The business key in a domain: the value of the field that carries references."""
    if not isinstance(domain, list | tuple):
        return None
    for term in domain:
        if isinstance(term, list | tuple) and len(term) == 3 and term[0] in KEYS.get(model.name, ()):
            value = term[2][0] if isinstance(term[2], list | tuple) and len(term[2]) == 1 else term[2]
            if term[1] in ("=", "in", "=like", "=ilike") and isinstance(value, str) and value:
                return value
    return None


KEYS = {
    "sale.order": ("client_order_ref", "origin"),
    "res.partner": ("ref",),
    "product.product": ("default_code",),
    "product.template": ("default_code",),
    "stock.quant": ("product_id.default_code",),
}
"""Fields that carry business keys."""


def search_ids(job: Job) -> Plan:
    """Ids of records."""
    view, model = job.view, job.model
    return list_plan(job, lambda found: [model.id_of(view, record) for record in found.records])


def search_count(job: Job) -> Plan:
    """How many records there are."""
    limit = whole(job.args.pop("limit", None), "limit")
    return list_plan(job, lambda found: min(found.total, limit) if limit else found.total)


def search_read(job: Job) -> Plan:
    """Fields of records that a domain finds."""
    view, model = job.view, job.model
    names = names_of(view, model, job.args.get("fields") or job.args.get("field_names"))
    return list_plan(job, lambda found: [read_record(view, model, each, names) for each in found.records])


def web_read(job: Job) -> Plan:
    """Records by their ids as a specification says."""
    return _of_ids(job, show_found(job, job.args["specification"]))


def web_search_read(job: Job) -> Plan:
    """As `search_read`, with the number of all of them; since version 17 as a specification says."""
    view, model = job.view, job.model
    given = job.args.get("fields")
    if isinstance(given, dict):
        show_rows = show_found(job, given)
        return list_plan(job, lambda found: {"length": found.total, "records": show_rows(found)})
    names = names_of(view, model, job.args.get("fields"))

    def show(found: Found) -> dict[str, Any]:
        rows = [read_record(view, model, each, names) for each in found.records]
        return {"length": found.total, "records": rows}

    return list_plan(job, show)


def read(job: Job) -> Plan:
    """Fields of records by their ids. Ids without a record raise MissingError."""
    view, model = job.view, job.model
    names = names_of(view, model, job.args.get("fields"))
    classic = job.args.get("load", "_classic_read") == "_classic_read"

    def show(found: Found) -> list[dict[str, Any]]:
        return [read_record(view, model, each, names, classic) for each in found.records]

    return _of_ids(job, show)


def _of_ids(job: Job, show: Any) -> Plan:
    view, model = job.view, job.model
    records = job.records() if len(job.ids) == 1 else []
    single = records[0] if records else None

    def find(hides: Any) -> Found:
        found = [each for each in job.records() if hides is None or not hides(model.root(each))]
        if len(found) < len(job.ids):
            return Found(found, [], False, len(found))
        return Found(found, [model.root(each) for each in found], False, len(found))

    kind = model.kind
    verb = "read" if single is not None and kind in READABLE else "list"
    return Plan(
        f"{kind}.{verb}" if kind else "openapi.read",
        lambda by: Look(find),
        show,
        reads=True,
        number="" if single is None else str(getattr(model.root(single), "number", "")),
        key=None if single is None else model.key(view, single),
    )


READABLE = ("order", "customer", "item", "stock", "delivery", "invoice", "payment", "credit_note", "price")


def exists(job: Job) -> Plan:
    """Which of the ids have a record."""
    view, model = job.view, job.model
    found = [number for number in job.ids if model.find(view, number) is not None]
    return _plain(model, found)


def _plain(model: Model, value: Any) -> Plan:
    return Plan("openapi.read", lambda by: Act(lambda: value), reads=True)


def name_get(job: Job) -> Plan:
    """Ids and display names."""
    view, model = job.view, job.model
    return _of_ids(job, lambda found: [list(model.pair(view, each)) for each in found.records])


def name_search(job: Job) -> Plan:
    """Ids and display names of records whose name matches."""
    view, model, args = job.view, job.model, job.args
    name, operator = args.get("name") or "", args.get("operator") or "ilike"
    domain = list(args.get("domain") or [])
    if name:
        names = [each for each in model.search_names if each in model.fields] or ["display_name"]
        domain = [*["|"] * (len(names) - 1), *[[each, operator, name] for each in names], *domain]
    limit = args.get("limit", 100)
    asked = Job(view, model, [], {"domain": domain, "limit": limit})
    return list_plan(asked, lambda found: [list(model.pair(view, each)) for each in found.records])


def fields_get(job: Job) -> Plan:
    """The fields of a model, described."""
    view, model = job.view, job.model
    wanted, attributes = job.args.get("allfields"), job.args.get("attributes")
    names = wanted if isinstance(wanted, list | tuple) and wanted else ["id", *model.fields]
    shown = {}
    for name in names:
        field = _ID if name == "id" else model.fields.get(name) if isinstance(name, str) else None
        if field is not None and field.is_in(view.version):
            found = described(field)
            if isinstance(attributes, list | tuple) and attributes:
                found = {key: value for key, value in found.items() if key in attributes}
            shown[name] = found
    return _plain(model, shown)


_ID = Field("id", "integer", "ID", lambda view, record: 0, write=False)


def described(field: Field) -> dict[str, Any]:
    """A field as `fields_get` shows it."""
    found: dict[str, Any] = {
        "type": field.type,
        "string": field.label,
        "name": field.name,
        "readonly": not field.write,
        "required": field.required,
        "store": True,
        "searchable": True,
        "sortable": True,
        "help": False,
    }
    if field.relation:
        found["relation"] = field.relation
    if field.selection:
        found["selection"] = [list(pair) for pair in field.selection]
    return found


def default_get(job: Job) -> Plan:
    """No defaults beyond those that saving sets."""
    return _plain(job.model, {})


def has_right(job: Job) -> bool:
    """Whether the model allows an operation."""
    operation = job.args.get("operation")
    if operation not in DONE:
        raise BadValue(f"Invalid access mode {str(operation)[:40]!a}")
    return operation == "read" or operation in job.model.can


def check_access_rights(job: Job) -> Plan:
    """Whether the user may do something with a model. Raises NoRight where asked to."""
    allowed = has_right(job)
    if not allowed and job.args.get("raise_exception", True):
        raise no_right(job.model, str(job.args["operation"]))
    return _plain(job.model, allowed)


def has_access(job: Job) -> Plan:
    """As `check_access_rights`, without an exception."""
    return _plain(job.model, has_right(job))


def check_access_rule(job: Job) -> Plan:
    """Nothing to object."""
    return _plain(job.model, None)


def no_right(model: Model, operation: str) -> NoRight:
    """The refusal of what a user may not do with a model."""
    return NoRight(
        f"You are not allowed to {DONE.get(operation, operation)} '{model.label}' ({model.name}) records.\n\n"
        "Contact your administrator to request access if necessary."
    )


def refused(operation: str) -> Method:
    """A method that no right of this user allows."""

    def method(job: Job) -> Plan:
        raise no_right(job.model, operation)

    return method


def get_metadata(job: Job) -> Plan:
    """When records were made and changed, and their external ids."""
    view, model = job.view, job.model
    external = {target: name for name, target in view.store.external.items()}

    def show(found: Found) -> list[dict[str, Any]]:
        rows = []
        for record in found.records:
            number = model.id_of(view, record)
            dates = [name for name in ("create_date", "write_date") if name in model.fields]
            rows.append(
                {
                    **read_record(view, model, record, dates),
                    "xmlid": external.get((model.name, number), False),
                }
            )
        return rows

    return _of_ids(job, show)


def name_create(job: Job) -> Plan:
    """Not for models that need more than a name."""
    raise Refused(f"'{job.model.label}' needs more than a name; create it")


GENERIC: dict[str, Method] = {
    "search": search_ids,
    "search_count": search_count,
    "search_read": search_read,
    "search_fetch": search_ids,
    "web_search_read": web_search_read,
    "web_read": web_read,
    "web_save": web_save,
    "read": read,
    "exists": exists,
    "name_get": name_get,
    "name_search": name_search,
    "fields_get": fields_get,
    "default_get": default_get,
    "read_group": read_group,
    "formatted_read_group": formatted_read_group,
    "check_access_rights": check_access_rights,
    "has_access": has_access,
    "check_access_rule": check_access_rule,
    "get_metadata": get_metadata,
    "name_create": name_create,
    "create": refused("create"),
    "write": refused("write"),
    "unlink": refused("unlink"),
}

SINCE = {"web_read": 17, "web_save": 17, "search_fetch": 17, "has_access": 18, "formatted_read_group": 19}
"""Methods that older versions do not have."""
