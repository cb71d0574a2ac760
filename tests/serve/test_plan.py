"""The scenario that the options of `golive serve` stand for."""

from __future__ import annotations

from pathlib import Path

import pytest

from fake_erp.dialects.registry import DIALECTS
from golive.serve.plan import Plan


def hidden(plan: Plan) -> tuple[str, ...]:
    """The undocumented mandatory fields of the ERP."""
    return tuple(plan.scenario().erp.rules["hidden_fields"].fields)


@pytest.mark.parametrize("name", [name for name in DIALECTS if name != "native"])
def test_a_client_of_a_product_needs_no_undocumented_field(name: str) -> None:
    files = Path("files") if name == "legacy" else None
    assert hidden(Plan(("erp",), dialect=name, files=files)) == ()


@pytest.mark.parametrize(
    "plan",
    [
        Plan(("erp",)),
        Plan(("erp",), dialect="native"),
        Plan(("erp",), dialect="odoo", profile="s4hana"),
        Plan(("erp",), dialect="odoo", sets=("erp.rules.hidden_fields=[custom.sales_channel]",)),
    ],
    ids=["no dialect", "native", "a profile that has one", "one that was asked for"],
)
def test_an_undocumented_field_that_was_asked_for_stays(plan: Plan) -> None:
    assert hidden(plan) == ("custom.sales_channel",)
