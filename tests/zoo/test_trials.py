"""False alarms of correct integrations, and defects in scenarios of the user, on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from golive.exit_status import BROKEN_STATUS, HELD_STATUS, INPUT_STATUS
from golive.scenario.loading.files import bundled_themes
from golive.zoo.table import DEFECTS, NOT_PLAYED
from golive.zoo.trials import false_alarms
from golive.zoo.trials.correct import CORRECT, LEFT_OUT
from golive.zoo.trials.false_alarms import ACCUSED, CLEAN, FAILED, LEFT, Trial
from golive.zoo.trials.in_scenarios import CAUGHT, MISSED
from tests.commands import Golive

MINE = """\
name: mine
base: plain-hour
clock: {duration: 10m}
"""


def test_a_scenario_of_the_user_catches_some_defects_and_names_who_catches_the_others(
    golive: Golive, tmp_path: Path
) -> None:
    (tmp_path / "mine.yaml").write_text(MINE)
    said = golive("selftest", "./mine.yaml", "--defect", "LOS-41", "--defect", "DUP-01", "--json")
    rows = {row["defect"]: row for row in json.loads(said.out)["defects"]}
    assert said.status == BROKEN_STATUS
    assert (rows["LOS-41"]["result"], rows["LOS-41"]["tries"][0]["kinds"]) == (CAUGHT, ["lost"])
    assert (rows["DUP-01"]["result"], rows["DUP-01"]["by"]) == (MISSED, "lost-replies")


def test_what_the_unchanged_reference_has_as_well_is_not_caught(golive: Golive, tmp_path: Path) -> None:
    """Orders within a second: the reference is late, and so is each defect."""
    (tmp_path / "mine.yaml").write_text(MINE + "budgets: {order: 1s}\nexpect: {latency.p95: <= 1s}\n")
    said = golive("selftest", "./mine.yaml", "--defect", "DUP-01")
    assert said.status == BROKEN_STATUS
    assert "./mine.yaml: the unchanged reference has" in said.out
    assert "DUP-01  missed" in said.out
    assert "Scenarios that catch what these do not: lost-replies" in said.out


def test_a_scenario_that_does_not_exist_is_refused_before_anything_is_played(golive: Golive) -> None:
    said = golive("selftest", "calmer")
    assert said.status == INPUT_STATUS
    assert "did you mean calm?" in said.err


def test_a_correct_integration_is_played_where_it_can_be(golive: Golive) -> None:
    said = golive("selftest", "price-change", "plain-hour", "--correct", "poll", "--no-defects", "--json")
    told = json.loads(said.out)
    assert said.status == HELD_STATUS
    assert [(row["scenario"], row["result"]) for row in told["correct"]] == [
        ("price-change", LEFT),
        ("plain-hour", CLEAN),
    ]
    assert told["correct"][0]["why"] == LEFT_OUT["poll", "price-change"]


@pytest.mark.parametrize(("units", "result"), [(50, CLEAN), (0, ACCUSED)])
def test_sales_within_the_age_of_the_stock_accuse_where_none_are_expected(
    golive: Golive, tmp_path: Path, units: int, result: str
) -> None:
    """Tills sell the last units while the shop still offers them, which no interval of sending prevents."""
    stock = "shop: {catalog: {skus: 10}, stock: {opening: 20..30}}\n"
    (tmp_path / "race.yaml").write_text(
        f"name: race\nbase: flash-sale\n{stock}expect: {{stock.oversold: <= {units} units}}\n"
    )
    said = golive("selftest", "./race.yaml", "--correct", "poll", "--no-defects", "--json")
    (row,) = json.loads(said.out)["correct"]
    assert row["result"] == result
    assert set(row["findings"]) == ({"oversold: sold_within_cadence"} if result == ACCUSED else set())


def test_a_candidate_is_told_which_defects_its_findings_look_like(golive: Golive) -> None:
    said = golive("selftest", "--candidate", "naive", "--defect", "DUP-01", "--json")
    (row,) = json.loads(said.out)["correct"]
    assert said.status == BROKEN_STATUS
    assert (row["scenario"], row["result"]) == ("lost-replies", ACCUSED)
    assert row["findings"]["duplicated: reply_lost"] > 0
    assert "DUP-01" in row["defects"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--correct", "pol"), "expected all or one of reference, poll"),
        (("--no-defects",), "it leaves out the defects"),
        (("--candidate", "naive", "--correct", "all"), "--candidate plays this integration alone"),
        (("--candidate", "no-such-thing"), "expected a bundled candidate"),
    ],
)
def test_wrong_input_says_what_was_expected(golive: Golive, words: tuple[str, ...], expected: str) -> None:
    said = golive("selftest", *words)
    assert said.status == INPUT_STATUS
    assert expected in said.err


def test_a_defect_that_cannot_be_played_is_refused_with_its_reason(
    golive: Golive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(NOT_PLAYED, "XYZ-01", "the world lacks it")
    said = golive("selftest", "calm", "--defect", "XYZ-01")
    assert said.status == INPUT_STATUS
    assert "expected a defect that can be played, got XYZ-01: the world lacks it" in " ".join(
        said.err.split()
    )


def test_a_failed_or_accused_trial_is_not_clean() -> None:
    clean = [Trial("a", "calm", CLEAN, {}), Trial("b", "calm", LEFT, {})]
    assert false_alarms.are_clean(clean)
    for result in (ACCUSED, FAILED):
        assert not false_alarms.are_clean([*clean, Trial("c", "calm", result, {})])


def test_scenarios_are_listed_by_theme(golive: Golive) -> None:
    lines = golive("scenarios").out.splitlines()
    themes = bundled_themes()
    assert [line for line in lines if not line.startswith(" ")] == list(themes)
    assert len(lines) == len(themes) + sum(map(len, themes.values()))


def test_scenarios_that_reveal_a_word_are_those_of_the_defects_about_it(golive: Golive) -> None:
    said = golive("scenarios", "--reveals", "GIFT CARD")
    about = [each for each in DEFECTS if "gift card" in f"{each.title} {each.seen}".casefold()]
    assert about
    for each in about:
        assert each.scenario in said.out
        assert each.code in said.out
    assert "plain-hour" not in said.out
    none = golive("scenarios", "--reveals", "no such word")
    assert none.status == INPUT_STATUS
    assert "such as timeout" in none.err


def test_every_correct_integration_has_a_design_in_words() -> None:
    assert all(each.about for each in CORRECT.values())
