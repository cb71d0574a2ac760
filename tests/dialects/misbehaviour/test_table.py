"""The table of misbehaviour: every row can be switched on as it says."""

from __future__ import annotations

import pytest

from fake_erp.dialects.misbehaviour import Misbehaviour, misbehaviour
from fake_erp.dialects.registry import DIALECTS
from golive import scenario

ROWS = [(name, row) for name in DIALECTS for row in misbehaviour(name)]
WAY_IN = {"legacy": ["erp.channels.idocs=on"]}
"""What a dialect needs to take orders at all."""


@pytest.mark.parametrize(("name", "row"), ROWS, ids=[f"{name}-{row.set or row.what}" for name, row in ROWS])
def test_a_row_is_an_override_of_a_scenario(name: str, row: Misbehaviour) -> None:
    spoken = [f"erp.dialect={name}", *WAY_IN.get(name, [])]
    plain = scenario.load("calm", spoken)
    changed = scenario.load("calm", [*spoken, *([row.set] if row.set else [])])
    assert (plain.erp != changed.erp) == bool(row.set)


def test_every_product_has_rows() -> None:
    assert {name for name, _ in ROWS} == set(DIALECTS) - {"native"}
