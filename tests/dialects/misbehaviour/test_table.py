"""The table of misbehaviour: every row can be switched on as it says."""

from __future__ import annotations

import pytest

from fake_erp.dialects.misbehaviour import Misbehaviour, misbehaviour
from fake_erp.dialects.registry import DIALECTS
from golive import scenario

ROWS = [(name, row) for name in DIALECTS for row in misbehaviour(name)]


@pytest.mark.parametrize(("name", "row"), ROWS, ids=[f"{name}-{row.set or row.what}" for name, row in ROWS])
def test_a_row_is_an_override_of_a_scenario(name: str, row: Misbehaviour) -> None:
    plain = scenario.load("calm", [f"erp.dialect={name}"])
    changed = scenario.load("calm", [f"erp.dialect={name}", *([row.set] if row.set else [])])
    assert (plain.erp != changed.erp) == bool(row.set)


def test_every_product_has_rows() -> None:
    assert {name for name, _ in ROWS} == set(DIALECTS) - {"native"}
