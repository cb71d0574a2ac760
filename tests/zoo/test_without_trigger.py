"""A defect whose trigger does not come is not reported: it may be in an integration for years."""

from __future__ import annotations

from dataclasses import replace

import pytest

from golive.zoo.playing import changed
from golive.zoo.table import DEFECTS

QUIET = {
    "DUP-17": "plain-hour",
    "LOD-14": "plain-hour",
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
    "DRF-05": "plain-hour",
}
"""Defect to a scenario without its trigger."""


@pytest.mark.sample(4)
@pytest.mark.parametrize("code", QUIET)
def test_a_defect_without_its_trigger_is_not_reported(code: str) -> None:
    (defect,) = [each for each in DEFECTS if each.code == code]
    card = changed(replace(defect, scenario=QUIET[code]), defect.seed)
    assert [found for found in card.findings if found.kind in defect.kinds] == []
