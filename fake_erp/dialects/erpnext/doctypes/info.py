"""Fields that every document has."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fake_erp.dialects.erpnext.clock import stamp
from fake_erp.dialects.erpnext.doctypes.base import Getter, constant
from fake_erp.dialects.erpnext.site import PERSON, Site


def info(
    name: Callable[[Site, Any], str],
    created_ms: Callable[[Any], int],
    changed_ms: Callable[[Any], int],
    docstatus: Getter | None = None,
) -> dict[str, Getter]:
    """Name, owner, times and docstatus."""
    return {
        "name": name,
        "owner": constant(PERSON),
        "creation": lambda site, record: stamp(created_ms(record)),
        "modified": lambda site, record: stamp(changed_ms(record)),
        "modified_by": constant(PERSON),
        "docstatus": docstatus or constant(0),
        "idx": constant(0),
    }


def amount(cents: int) -> float:
    """An amount as documents have it."""
    return cents / 100
