"""Checks of names of properties, as the header X-NetSuite-PropertyNameValidation asks for."""

from __future__ import annotations

from typing import Any

from fake_erp.dialects.netsuite.records.base import Body, RecordType
from fake_erp.errors import RuleRefused
from fake_erp.messages import Request

HEADER = "x-netsuite-propertynamevalidation"
MODES = ("error", "warning", "ignore")
LINE = frozenset(
    [
        "line",
        "item",
        "quantity",
        "rate",
        "amount",
        "location",
        "taxCode",
        "units",
        "isClosed",
        "description",
        "price",
        "orderLine",
        "grossAmt",
        "tax1Amt",
        "links",
        "class",
        "department",
        "expectedShipDate",
        "commitInventory",
        "lineUniqueKey",
        "discount",
        "itemReceive",
    ]
)


def check_names(request: Request, kind: RecordType, given: Body) -> None:
    """Raises RuleRefused for an unknown property where the header says Error; by default they are ignored."""
    mode = request.headers.get(HEADER, "Warning").strip().lower()
    if mode not in MODES:
        raise RuleRefused(
            "header", "header", "The value of the header is not valid.", "X-NetSuite-PropertyNameValidation"
        )
    if mode != "error":
        return
    for name in given:
        if not kind.is_field(name):
            raise _unknown(name)
    _check_lines(given.get("item"))


def _check_lines(sublist: Any) -> None:
    lines = sublist.get("items") if type(sublist) is dict else sublist
    for line in lines if type(lines) is list else ():
        for name in line if type(line) is dict else ():
            if name not in LINE and not name.startswith("custcol"):
                raise _unknown(f"item.items.{name}")


def _unknown(name: str) -> RuleRefused:
    return RuleRefused(
        "property_name", "property_name", f"{name[:60]!a} is unknown", name[:60], {"value": name[:60]}
    )
