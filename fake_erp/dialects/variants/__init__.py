"""Where installations of a product differ in their refusals, one module per product; chosen by `erp.variants`."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from fake_erp.dialects.variants.base import Change, Variant

MODULES = {
    "s4hana": "fake_erp.dialects.variants.s4hana",
    "business_central": "fake_erp.dialects.variants.business_central",
    "netsuite": "fake_erp.dialects.variants.netsuite",
    "business_one": "fake_erp.dialects.variants.business_one",
    "erpnext": "fake_erp.dialects.variants.erpnext",
    "dynamics_fo": "fake_erp.dialects.variants.dynamics_fo",
}
"""Dialect name to the module with its `VARIANTS`. A module is imported when it is first asked for."""


def variants_of(name: str) -> tuple[Variant, ...]:
    """The variants of a dialect by its name; nothing for a dialect without any."""
    if name not in MODULES:
        return ()
    found: tuple[Variant, ...] = import_module(MODULES[name]).VARIANTS
    return found


def chosen(name: str, given: Mapping[str, str]) -> list[tuple[Change, str]]:
    """What alters the refusals of a dialect. Raises ValueError for a variant or a value that it does not have."""
    known = {each.name: each for each in variants_of(name)}
    for key, value in given.items():
        if key not in known:
            offered = ", ".join(known) or "none"
            raise ValueError(f"variants: {name} has {offered}; got {key[:40]!r}")
        if value not in known[key].values:
            raise ValueError(f"variants: {key} is one of {', '.join(known[key].values)}; got {value[:40]!r}")
    return [(known[key].change, value) for key, value in given.items() if value != known[key].values[0]]


__all__ = ["Change", "Variant", "chosen", "variants_of"]
