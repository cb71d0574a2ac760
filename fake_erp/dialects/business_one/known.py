"""Which properties and user-defined fields there are."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import yaml

from fake_erp.dialects.business_one.fields import invalid
from fake_erp.dialects.business_one.memory import memory_of
from fake_erp.rules.fields.hidden_fields import HiddenFields
from fake_erp.rules.fields.mandatory_fields import MandatoryFields

if TYPE_CHECKING:
    from fake_erp.erp import Erp

ORDERED_AT, PREPAID, PAID_AMOUNT, HOLD_REASON = "U_OrderedAt", "U_Prepaid", "U_PaymentAmount", "U_HoldReason"
DELIVERED, GIVEN_UP = "U_DeliveredQty", "U_ClosedQty"
COMMITTED_BY = "U_CommittedBy"
OWN_FIELDS = {
    "ORDR": (ORDERED_AT, PREPAID, PAID_AMOUNT, HOLD_REASON),
    "RDR1": (DELIVERED, GIVEN_UP),
    "OITW": (COMMITTED_BY,),
    "OSPP": ("U_ValidFrom", "U_ValidTo", "U_FromQuantity", "U_Change"),
    "RDR12": ("U_ShipToPhone", "U_BillToPhone"),
    "OCRD": ("U_ExternalReference", "U_TaxStatus", "U_BlockDeliveries", "U_BlockBilling", "U_Approval"),
    "ORDN": ("U_Disposition", "U_Credit"),
    "ORCT": ("U_PaymentMethod",),
}
"""User-defined fields of the company, by table: for what the product has no property for."""
CUSTOM_FIELDS = (
    "sales_channel",
    "branch",
    "cost_centre",
    "gift",
    "gift_message",
    "options",
    "options_2",
    "options_3",
)
"""Further ones of orders, without their prefix."""
LONGEST_NAME = 64


@cache
def properties(type_name: str) -> frozenset[str]:
    """The properties of a type."""
    file = resources.files("fake_erp.dialects.business_one") / "properties.yaml"
    return frozenset(yaml.safe_load(file.read_text())[type_name].split())


def custom_fields(erp: Erp) -> set[str]:
    """The user-defined fields of orders that carry custom fields, without their prefix."""
    found = set(CUSTOM_FIELDS)
    for rule in (erp.rules.get("hidden_fields"), erp.rules.get("mandatory_fields")):
        if isinstance(rule, HiddenFields | MandatoryFields):
            found |= {name.partition(".")[2] for name in rule.fields if name.startswith("custom.")}
    kept = memory_of(erp).user_fields.values()
    found |= {field["Name"] for field in kept if field["TableName"] == "ORDR"}
    return found


def require_known(erp: Erp, given: dict[str, Any], type_name: str, own: Iterable[str] = ()) -> None:
    """Refuse a property that a type does not have. Raises Malformed."""
    known = properties(type_name)
    for name in given:
        if name not in known and "@" not in name and name not in own and not _is_custom(erp, name):
            raise invalid(str(name), type_name)


def _is_custom(erp: Erp, name: str) -> bool:
    return name[:2] == "U_" and (name[2:] in CUSTOM_FIELDS or name[2:] in custom_fields(erp))
