"""A defect whose trigger does not come is not reported: it may be in an integration for years."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from golive.zoo.defect import DEPOSITS
from golive.zoo.playing import changed, judged
from golive.zoo.table import DEFECTS

QUIET = {
    "DUP-17": "plain-hour",
    "LOD-14": "plain-hour",
    "COR-27": "coupons",
    "COR-29": "coupons",
    "OPS-01": "plain-hour",
    "OPS-02": "plain-hour",
    "OPS-06": "plain-hour",
    "OPS-07": "plain-hour",
    "OPS-09": "plain-hour",
    "OPS-10": "plain-hour",
    "OPS-11": "other-time-zone",
    "OPS-12": "plain-hour",
    "DRF-01": "plain-hour",
    "DRF-02": "eight-even-hours",
    "DRF-08": "eight-even-hours",
    "DRF-03": "plain-hour",
    "DRF-04": "plain-hour",
    "DRF-06": "plain-hour",
    "INV-11": "tills",
    "INV-16": "two-warehouses",
    "DRF-05": "plain-hour",
}
"""Defect to a scenario without its trigger."""


@pytest.mark.sample(4)
@pytest.mark.parametrize("code", QUIET)
def test_a_defect_without_its_trigger_is_not_reported(code: str) -> None:
    (defect,) = [each for each in DEFECTS if each.code == code]
    card = changed(replace(defect, scenario=QUIET[code]), defect.seed)
    assert [found for found in card.findings if found.kind in defect.kinds] == []


CALMER = {
    "INV-08": (
        "base: stock-both-ways\nerp: {others: {sales: 0/h}, fulfilment: {lead: 8h, stock_writes: on}}\n"
    ),
    "LIF-29": "base: cancelled-before-import\ntraffic: {life: {cancelled: 0%}}\n",
}
"""Defect to its scenario without the trigger."""


@pytest.mark.parametrize("code", CALMER)
def test_a_defect_in_a_calmer_scenario_is_not_reported(code: str, tmp_path: Path) -> None:
    (tmp_path / "calmer.yaml").write_text("name: calmer\n" + CALMER[code])
    (defect,) = [each for each in DEFECTS if each.code == code]
    card = changed(replace(defect, scenario=str(tmp_path / "calmer.yaml")), defect.seed)
    assert [found for found in card.findings if found.kind in defect.kinds] == []


def test_deposits_without_an_answer_are_posted_and_paid_back_once(tmp_path: Path) -> None:
    """What the reference does, not the defect: that its deposits are right is what the defect is measured by."""
    chaos = "chaos: [{fault: lose_reply, on: erp.deposit.*, chance: 40%}]\n"
    (tmp_path / "lossy.yaml").write_text("name: lossy\nbase: cancelled-before-import\n" + chaos)
    assert judged(str(tmp_path / "lossy.yaml"), DEPOSITS, 1).findings == []
