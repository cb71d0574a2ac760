"""Profiles of known ERPs, as data: what an installation of that product has set. One file per profile.

`about` says which product it is, `follows` which published facts it follows; all other keys are those of
the `erp` section of a scenario, which says what differs from the profile.
"""

from __future__ import annotations

from importlib import resources

NAMES = (
    "midmarket",
    "netsuite",
    "s4hana",
    "business_one",
    "business_central",
    "odoo",
    "erpnext",
    "oracle",
    "epicor",
    "infor",
    "sage",
    "legacy",
    "test-like",
    "production-like",
)


def read(name: str) -> bytes:
    """The YAML file of a profile."""
    return (resources.files(__name__) / f"{name}.yaml").read_bytes()
