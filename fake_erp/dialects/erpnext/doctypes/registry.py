"""The table of DocTypes."""

from __future__ import annotations

from fake_erp.dialects.erpnext.doctypes.accounts.invoices import SALES_INVOICE
from fake_erp.dialects.erpnext.doctypes.accounts.payments import PAYMENT_ENTRY
from fake_erp.dialects.erpnext.doctypes.accounts.prices import ITEM_PRICE
from fake_erp.dialects.erpnext.doctypes.base import DocType
from fake_erp.dialects.erpnext.doctypes.sales.addresses import ADDRESS, CONTACT
from fake_erp.dialects.erpnext.doctypes.sales.customers import CUSTOMER
from fake_erp.dialects.erpnext.doctypes.sales.orders import SALES_ORDER
from fake_erp.dialects.erpnext.doctypes.setup.masters import MASTERS, Row, master
from fake_erp.dialects.erpnext.doctypes.stock.deliveries import DELIVERY_NOTE
from fake_erp.dialects.erpnext.doctypes.stock.items import BIN, ITEM, WAREHOUSE
from fake_erp.dialects.erpnext.site import Site
from fake_erp.dialects.erpnext.wire.errors import UnknownDocType

DOCTYPES: dict[str, DocType] = {
    doctype.name: doctype
    for doctype in (
        CUSTOMER,
        ADDRESS,
        CONTACT,
        ITEM,
        ITEM_PRICE,
        BIN,
        WAREHOUSE,
        SALES_ORDER,
        DELIVERY_NOTE,
        SALES_INVOICE,
        PAYMENT_ENTRY,
        *MASTERS,
    )
}
"""DocType by its name."""


def _declared(site: Site) -> list[Row]:
    """Every DocType, those of child tables included."""
    parents = [{"name": each.name, "istable": 0, "issingle": 0} for each in DOCTYPES.values()]
    return [*parents, *[{"name": name, "istable": 1, "issingle": 0} for name in CHILDREN]]


def _table_fields(site: Site) -> list[Row]:
    return [
        {
            "name": f"{doctype.name}-{field}",
            "parent": doctype.name,
            "fieldname": field,
            "fieldtype": "Table",
            "options": table.doctype,
        }
        for doctype in DOCTYPES.values()
        for field, table in doctype.tables.items()
    ]


META = (
    master("DocType", ("istable", "issingle", "module"), _declared),
    master("DocField", ("parent", "fieldname", "fieldtype", "options"), _table_fields),
)

CHILDREN: dict[str, list[tuple[DocType, str]]] = {}
"""DocType of a child table to the DocTypes that have it, with the field."""

DOCTYPES |= {doctype.name: doctype for doctype in META}

for _doctype in DOCTYPES.values():
    for _field, _table in _doctype.tables.items():
        CHILDREN.setdefault(_table.doctype, []).append((_doctype, _field))


def doctype_named(name: object) -> DocType:
    """The DocType of that name. Raises NotFound."""
    found = DOCTYPES.get(name) if isinstance(name, str) else None
    if found is None:
        raise UnknownDocType(f"DocType {str(name)[:140]} not found", "doctype")
    return found
