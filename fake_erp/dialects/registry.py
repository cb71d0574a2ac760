"""The table of dialects. A dialect is a folder in `fake_erp/dialects` and one row here."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from fake_erp.dialects import Dialect

DIALECTS = {
    "native": "fake_erp.dialects.native.dialect:NATIVE",
}
"""Dialect name to `module:instance`. A module is imported when an ERP first uses its dialect."""


def dialect(name: str) -> Dialect[Any]:
    """The dialect of that name. Raises ValueError for a name that is not in `DIALECTS`."""
    if name not in DIALECTS:
        raise ValueError(
            f"dialect: expected one of {', '.join(DIALECTS)}, got {name!r}; "
            "add a row to DIALECTS in fake_erp/dialects/registry.py, or pass the dialect itself"
        )
    module, _, instance = DIALECTS[name].partition(":")
    found: Dialect[Any] = getattr(import_module(module), instance)
    return found
