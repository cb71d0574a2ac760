"""Short lists that other records refer to: groups, payment terms, user-defined fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fake_erp.accounting.posting_periods import DAY_MS
from fake_erp.dialects.business_one import fields as read
from fake_erp.dialects.business_one.documents.tables import always, text, whole
from fake_erp.dialects.business_one.fields import Missing
from fake_erp.dialects.business_one.known import CUSTOM_FIELDS, LONGEST_NAME, OWN_FIELDS
from fake_erp.dialects.business_one.masters.partners import (
    COMPANY_TERMS,
    group_code,
)
from fake_erp.dialects.business_one.masters.partners import (
    GROUPS as GROUP_CODES,
)
from fake_erp.dialects.business_one.memory import memory_of
from fake_erp.dialects.odata.model import EntityType
from fake_erp.errors import DuplicateReference, RuleRefused
from fake_erp.operations.base import Hides, Parts

if TYPE_CHECKING:
    from fake_erp.erp import Erp

MOST_FIELDS = 500


def groups(erp: Erp) -> list[str]:
    """The groups of customers; "" is the one of those without a group."""
    memory = memory_of(erp)
    for customer in erp.customers.all:
        if customer.group:
            memory.code(GROUP_CODES, customer.group)
    return ["", *memory.codes.get(GROUP_CODES, [])]


GROUPS = EntityType(
    "BusinessPartnerGroup",
    "BusinessPartnerGroups",
    (
        whole("Code", group_code, is_key=True),
        text("Name", lambda erp, name: name or "Customers"),
        always("Type", "bbpgt_CustomerGroup"),
    ),
)


def terms(erp: Erp) -> list[int]:
    """The payment terms that customers have, in days; -1 is the terms of the company."""
    days = {customer.terms_ms // DAY_MS for customer in erp.customers.all if customer.terms_ms is not None}
    return [COMPANY_TERMS, *sorted(days | {0, 14, 30})]


TERMS = EntityType(
    "PaymentTermsType",
    "PaymentTermsTypes",
    (
        whole("GroupNumber", lambda erp, days: days, is_key=True),
        text("PaymentTermsGroupName", lambda erp, days: "Company" if days < 0 else f"{days} days"),
        whole("NumberOfAdditionalDays", lambda erp, days: max(0, days)),
    ),
)


def user_fields(erp: Erp) -> list[dict[str, Any]]:
    """The user-defined fields: of the company, for custom fields, and those that clients added."""
    own = [(table, name[2:]) for table, names in OWN_FIELDS.items() for name in names]
    own += [("ORDR", name) for name in CUSTOM_FIELDS]
    found = [_field(table, name, at) for at, (table, name) in enumerate(own)]
    return [*found, *memory_of(erp).user_fields.values()]


def _field(table: str, name: str, at: int) -> dict[str, Any]:
    return {"TableName": table, "Name": name, "FieldID": at, "Type": "db_Alpha", "Description": name}


USER_FIELDS = EntityType(
    "UserFieldMD",
    "UserFieldsMD",
    (
        text("TableName", lambda erp, field: field["TableName"]),
        whole("FieldID", lambda erp, field: field["FieldID"], is_key=True),
        text("Name", lambda erp, field: field["Name"]),
        text("Type", lambda erp, field: field["Type"]),
        always("SubType", "st_None"),
        whole("Size", lambda erp, field: field.get("Size", read.LONGEST)),
        text("Description", lambda erp, field: field["Description"]),
        always("Mandatory", "tNO"),
    ),
)


class AddUserField:
    """Adds a user-defined field to a table."""

    def __init__(self, erp: Erp, given: dict[str, Any]) -> None:
        owner = USER_FIELDS.name
        table = read.text(given, "TableName", owner, LONGEST_NAME)
        name = read.text(given, "Name", owner, LONGEST_NAME)
        if not table or not name:
            raise Missing("Name and TableName of a user-defined field are needed  [CUFD.AliasID]", "name")
        if not name.replace("_", "a").isalnum():
            raise read.invalid("Name", owner, "letters, digits and underscores")
        self._field = {
            **_field(table, name, 1000 + len(memory_of(erp).user_fields)),
            "Type": read.text(given, "Type", owner) or "db_Alpha",
            "Description": read.text(given, "Description", owner) or name,
        }
        self._erp = erp

    def perform(self, parts: Parts, hides: Hides | None = None) -> dict[str, Any]:
        """Raises DuplicateReference for a name that the table has already."""
        kept, field = memory_of(self._erp).user_fields, self._field
        if any(
            (each["TableName"], each["Name"]) == (field["TableName"], field["Name"])
            for each in user_fields(self._erp)
        ):
            raise DuplicateReference(f"'CUFD' {field['Name']}", "name")
        if len(kept) >= MOST_FIELDS:
            raise RuleRefused("user_fields", "too_many", f"at most {MOST_FIELDS} user-defined fields", "name")
        kept[f"{field['TableName']}.{field['Name']}"] = field
        return field
