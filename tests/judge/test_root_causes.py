"""Every kind of finding points to one root cause, and each root cause has a scenario in which a defect shows it."""

from __future__ import annotations

from pathlib import Path

import pytest

from golive.record.card.root_causes import ROOT_CAUSES, RootCause, root_of
from golive.record.oracles import KINDS
from golive.zoo.table import DEFECTS

PAGE = (Path(__file__).parents[2] / "docs" / "judging.md").read_text()


def test_every_kind_points_to_exactly_one_root_cause() -> None:
    listed = [kind.name for root in ROOT_CAUSES for kind in root.finds]
    assert sorted(listed) == sorted(KINDS)
    assert all(root_of(name) is not None for name in KINDS)
    assert root_of("a_kind_of_the_user") is None


@pytest.mark.parametrize("root", ROOT_CAUSES, ids=lambda root: root.scenario)
def test_a_defect_shows_it_in_its_scenario(root: RootCause) -> None:
    kinds = {kind.name for kind in root.finds}
    assert any(defect.scenario == root.scenario and kinds & {*defect.kinds} for defect in DEFECTS)


@pytest.mark.parametrize("root", ROOT_CAUSES, ids=lambda root: root.scenario)
def test_the_page_has_its_row(root: RootCause) -> None:
    kinds = ", ".join(f"`{kind.name}`" for kind in root.finds)
    assert f"| {root.symptom} | {root.title} | {kinds} | `{root.scenario}` |" in PAGE
