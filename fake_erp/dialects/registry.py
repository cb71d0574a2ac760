"""The table of dialects. A dialect is a folder in `fake_erp/dialects` and one row here."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from fake_erp.dialects import Dialect
from fake_erp.dialects.about import About

DIALECTS = {
    "native": "fake_erp.dialects.native",
    "odoo": "fake_erp.dialects.odoo",
    "s4hana": "fake_erp.dialects.s4hana",
    "business_central": "fake_erp.dialects.business_central",
    "netsuite": "fake_erp.dialects.netsuite",
    "business_one": "fake_erp.dialects.business_one",
    "erpnext": "fake_erp.dialects.erpnext",
    "dynamics_fo": "fake_erp.dialects.dynamics_fo",
    "oracle_fusion": "fake_erp.dialects.oracle_fusion",
    "epicor": "fake_erp.dialects.epicor",
    "infor_m3": "fake_erp.dialects.infor_m3",
    "sage_intacct": "fake_erp.dialects.sage_intacct",
    "sage_x3": "fake_erp.dialects.sage_x3",
    "sage_200": "fake_erp.dialects.sage_200",
    "legacy": "fake_erp.dialects.legacy",
}
"""Dialect name to its package. The package has a module `about` with `ABOUT` and a module `dialect` with
`make(version)`. A package is imported when an ERP first uses its dialect."""


def dialect(name: str, version: str = "") -> Dialect[Any]:
    """The dialect of that name. Raises ValueError for a name that is not in `DIALECTS` and for an unknown version."""
    about_of = about(name)
    made: Dialect[Any] = import_module(f"{DIALECTS[name]}.dialect").make(about_of.version(version))
    return made


def about(name: str) -> About:
    """What a dialect says of itself. Raises ValueError for a name that is not in `DIALECTS`."""
    if name not in DIALECTS:
        raise ValueError(
            f"dialect: expected one of {', '.join(DIALECTS)}, got {name!r}; "
            "add a row to DIALECTS in fake_erp/dialects/registry.py, or pass the dialect itself"
        )
    found: About = import_module(f"{DIALECTS[name]}.about").ABOUT
    return found
