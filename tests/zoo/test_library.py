"""Every bundled scenario: the reference holds in it, something breaks it, and all that it names is exercised."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from golive import scenario
from golive.candidates.registry import resolve
from golive.record.run import BROKEN, HELD, Scorecard
from golive.runner import Plan, carry_out
from golive.scenario.loading.files import bundled_names, open_source
from golive.scenario.loading.yaml_reader import read_tree
from golive.zoo.playing import changed
from golive.zoo.table import DEFECTS

REVEALING = {each.scenario for each in DEFECTS}
"""Scenarios that a defect breaks, which `test_defects` plays."""
BROKEN_BY = {"calm": "COR-01", "prices-of-the-pim": "COR-01"}
"""Scenarios that the naive candidate does not break, and the defect of another scenario that does."""
NOT_MET = {"equal-windows": "special_prices_drift"}
"""Scenarios with a surprise that the reference does not meet: it writes base prices when they come into force."""


def played(name: str, candidate: str) -> Scorecard:
    """The scorecard of a bundled candidate."""
    plan = Plan(scenario.load(name), resolve(candidate), name, candidate, 1)
    return carry_out(plan, None).scorecard


@pytest.mark.sample(12)
@pytest.mark.parametrize("name", bundled_names())
def test_the_reference_holds_and_all_of_it_is_exercised(name: str) -> None:
    card = played(name, "reference")
    idle = [each.name for each in card.exercised if each.named and not each.cases]
    assert card.findings == []
    if name in NOT_MET:
        assert idle == [NOT_MET[name]]
        assert len(card.reasons) == 1, card.reasons
        return
    assert card.verdict == HELD, card.reasons
    assert card.coverage == 1
    assert idle == []


@pytest.mark.sample(12)
@pytest.mark.parametrize("name", [each for each in bundled_names() if each not in REVEALING])
def test_something_breaks_a_scenario_that_no_defect_is_played_in(name: str) -> None:
    if name not in BROKEN_BY:
        assert played(name, "naive").verdict == BROKEN
        return
    (defect,) = [each for each in DEFECTS if each.code == BROKEN_BY[name]]
    assert changed(replace(defect, scenario=name), 1).verdict == BROKEN


@pytest.mark.parametrize("name", bundled_names())
def test_a_scenario_says_what_happens_what_is_right_and_where_it_comes_from(name: str) -> None:
    source = open_source(name)
    about = " ".join(read_tree(source.data, source.shown).entries["about"].text.split())
    assert 2 <= len(re.findall(r"[.?](?: |$)", about)) <= 5, about
    assert len(about) >= 100, about
