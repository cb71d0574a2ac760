"""What Odoo keeps about itself: users, models, fields, external ids, and tables that clients look into."""

from __future__ import annotations

from typing import Any

from fake_erp.dialects.odoo.masters.places import column, listed, named
from fake_erp.dialects.odoo.models.base import Act, Job, Model, Plan, View
from fake_erp.dialects.odoo.models.fields import char, flag, integer, link
from fake_erp.dialects.odoo.users import FIRST_UID


def context_get(job: Job) -> Plan:
    """Language, time zone and id of the user."""
    found = {"lang": "en_US", "tz": "UTC", "uid": job.view.uid}
    return Plan("openapi.read", lambda by: Act(lambda: found), reads=True)


def has_group(job: Job) -> Plan:
    """Of an integration's user: only what integrations need."""
    wanted = str(job.args.get("group_ext_id"))
    allowed = wanted in ("base.group_user", "sales_team.group_sale_salesman", "stock.group_stock_user")
    return Plan("openapi.read", lambda by: Act(lambda: allowed), reads=True)


def _users(view: View) -> list[Any]:
    return [(at, client) for at, client in enumerate(view.erp.sessions.secrets, FIRST_UID)]


_NAME = (char("name", "Name", column(1)), char("display_name", "Display Name", column(1)))
USERS = listed(
    "res.users",
    "User",
    _users,
    (
        *_NAME,
        char("login", "Login", column(1)),
        flag("active", "Active", lambda view, row: True),
        char("lang", "Language", lambda view, row: "en_US"),
        char("tz", "Timezone", lambda view, row: "UTC"),
        link("company_id", "Company", "res.company", lambda view, row: (1, "My Company")),
    ),
    named,
    methods={"context_get": context_get, "has_group": has_group},
)


def _models(view: View) -> list[Any]:
    return [(at, model.label, model.name) for at, model in enumerate(view.models.values(), 1)]


IR_MODEL = listed(
    "ir.model",
    "Models",
    _models,
    (
        *_NAME,
        char("model", "Model", column(2)),
        char("state", "Type", lambda view, row: "base"),
        flag("transient", "Transient Model", lambda view, row: False),
        char("modules", "In Apps", lambda view, row: "sale"),
    ),
    named,
)


def _fields(view: View) -> list[Any]:
    rows: list[Any] = []
    for model in view.models.values():
        for name, field in model.fields.items():
            if field.is_in(view.version):
                rows.append((len(rows) + 1, name, field.label, model.name, field.type, field.relation))
    return rows


IR_FIELDS = listed(
    "ir.model.fields",
    "Fields",
    _fields,
    (
        *_NAME,
        char("field_description", "Field Label", column(2)),
        char("model", "Model Name", column(3)),
        char("ttype", "Field Type", column(4)),
        char("relation", "Related Model", column(5)),
    ),
    named,
)


def _external(view: View) -> list[Any]:
    return [
        (at, name.partition(".")[2], name.partition(".")[0], *target, name)
        for at, (name, target) in enumerate(view.store.external.items(), 1)
    ]


def reference(job: Job) -> Plan:
    """`check_object_reference` and `xmlid_to_res_id`: the record of an external id."""
    args, external = job.args, job.view.store.external
    name = args.get("xmlid") or f"{args.get('module')}.{args.get('xml_id')}"
    found = external.get(str(name))
    value: Any = (found[1] if found else False) if "xmlid" in args else list(found or (False, False))
    return Plan("openapi.read", lambda by: Act(lambda: value), reads=True)


IR_DATA = listed(
    "ir.model.data",
    "Model Data",
    _external,
    (
        *_NAME,
        char("module", "Module", column(2)),
        char("model", "Model Name", column(3)),
        integer("res_id", "Record ID", column(4)),
        char("complete_name", "Complete ID", column(5)),
    ),
    named,
    methods={"check_object_reference": reference, "xmlid_to_res_id": reference},
)

IR_MODULE = listed(
    "ir.module.module",
    "Module",
    lambda view: [
        (at, name) for at, name in enumerate(("base", "sale_management", "stock", "account", "delivery"), 1)
    ],
    (
        *_NAME,
        char("state", "Status", lambda view, row: "installed"),
        char("shortdesc", "Module Name", column(1)),
    ),
    named,
)


def _categories(view: View) -> list[Any]:
    for item in view.erp.items.by_sku.values():
        view.store.id_of("category", item.group or "All")
    return [(at, name) for at, name in enumerate(view.store.keys.get("category", []), 1)]


CATEGORY = listed("product.category", "Product Category", _categories, _NAME, named)


def empty(name: str, label: str) -> Model:
    """A model of which there are no records."""
    return listed(name, label, lambda view: (), _NAME, named)


JOURNAL = listed(
    "account.journal",
    "Journal",
    lambda view: ((1, "Customer Invoices", "sale", "INV"), (2, "Bank", "bank", "BNK1")),
    (*_NAME, char("type", "Type", column(2)), char("code", "Short Code", column(3))),
    named,
)
METHOD_LINE = listed(
    "account.payment.method.line", "Payment Methods", lambda view: ((1, "Manual"),), _NAME, named
)
ACCOUNT = listed(
    "account.account",
    "Account",
    lambda view: ((1, "400000 Product Sales", "400000"),),
    (*_NAME, char("code", "Code", column(2))),
    named,
)
MODELS = (
    USERS,
    IR_MODEL,
    IR_FIELDS,
    IR_DATA,
    IR_MODULE,
    CATEGORY,
    empty("res.partner.category", "Partner Tags"),
    empty("crm.team", "Sales Team"),
    empty("crm.tag", "CRM Tag"),
    JOURNAL,
    METHOD_LINE,
    ACCOUNT,
)
