"""Version 14."""

from __future__ import annotations

from tests.dialects.facts import fact
from tests.dialects.transport import Transport

from .speaking import keyed

DIALECT = "erpnext"
VERSION = "14"


@fact("erpnext-6.2-40", part="status", version="14")
def test_no_second_version(talk: Transport) -> None:
    assert keyed(talk).send("GET", "/api/v2/document/Item").status == 404
