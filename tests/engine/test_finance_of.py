"""The books a scenario asks for are the ones the ERP keeps."""

from __future__ import annotations

from pathlib import Path

import pytest

from fake_erp.accounting.config import Finance
from fake_erp.accounting.numbering import NumberPlan
from golive.build.erp_config import erp_config
from golive.scenario import ScenarioError, load

HEAD = "name: books\nclock: {start: 2025-11-28T06:00:00+01:00, duration: 8h}\nerp:\n  finance:\n"


def books(tmp_path: Path, *lines: str) -> Finance:
    file = tmp_path / "books.yaml"
    file.write_text(HEAD + "".join(f"    {line}\n" for line in lines), "utf-8")
    return erp_config(load(str(file))).finance


def test_a_scenario_that_says_nothing_has_the_usual_books_by_its_own_clock(tmp_path: Path) -> None:
    assert books(tmp_path, "tax_rounding: line") == Finance(utc_offset_ms=3_600_000)


def test_every_key_reaches_the_erp(tmp_path: Path) -> None:
    asked = books(
        tmp_path,
        "tax_rounding: document",
        "coins: {CHF: 5}",
        "rates: {CHF: 1.0865, USD: 0.9}",
        "overpayment: keep",
        "duplicate_payment: accept",
        "credit_returns: at_once",
        "customer_approval: people",
        "renamed_items: alias",
        "cost: 45%",
        "numbers: [{of: invoice, prefix: RE26-, first: 1, last: 99, gaps: 5%}, {of: order, first: 7}]",
    )
    assert asked == Finance(
        tax_rounding="document",
        coins_cents={"CHF": 5},
        rates_micro={"CHF": 1_086_500, "USD": 900_000},
        overpayment="keep",
        duplicate_payment="accept",
        credit_returns="at_once",
        customer_approval="people",
        renamed_items="alias",
        cost_bp=4500,
        numbers=(
            NumberPlan(of="invoice", prefix="RE26-", first=1, last=99, gaps=0.05),
            NumberPlan(of="order", first=7),
        ),
        utc_offset_ms=3_600_000,
    )


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("rates: {EUR: 1}", "one of USD"),
        ("rates: {CHF: 0}", "above 0"),
        ("rates: {CHF: 1.00000001}", "six decimal places"),
        ("coins: {XXX: 5}", "one of EUR"),
        ("numbers: [{of: coffee}]", "customer"),
    ],
)
def test_what_cannot_be_is_refused_with_what_can(tmp_path: Path, line: str, told: str) -> None:
    with pytest.raises(ScenarioError, match=told):
        books(tmp_path, line)
