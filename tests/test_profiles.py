"""Profiles of the ERP: they load, they lie beneath the scenario, and they make a difference."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from fake_erp import profiles
from golive import scenario
from golive.candidates.registry import resolve
from golive.record.run import BROKEN, HELD
from golive.runner import Plan, execute, run
from golive.scenario.loading.profiles import bundled

SMALL = ("clock.duration=20m", "traffic.orders.base=180/h", "traffic.customers.b2b=20%")


def judged(candidate: str, profile: str, tmp_path: Path, *sets: str) -> Any:
    chosen = (*SMALL, f"erp.profile={profile}", *sets)
    plan = Plan(scenario.load("calm", chosen), resolve(candidate), "calm", candidate, sets=chosen)
    tmp_path.mkdir(exist_ok=True)
    return execute(plan, tmp_path)


def test_every_profile_names_its_product_and_what_it_follows() -> None:
    found = bundled()
    assert [profile.name for profile in found] == list(profiles.NAMES)
    for profile in found:
        assert profile.about.endswith(".")
        assert profile.follows


def test_every_file_is_a_profile_and_every_profile_a_file() -> None:
    files = sorted(path.stem for path in Path(profiles.__file__).parent.glob("*.yaml"))
    assert files == sorted(profiles.NAMES)


def test_no_profile_is_another_one_under_a_different_name() -> None:
    sections = {name: _erp(f"erp.profile={name}") for name in profiles.NAMES}
    for at, name in enumerate(profiles.NAMES):
        for other in profiles.NAMES[at + 1 :]:
            assert sections[name] != sections[other], (name, other)


def _erp(*sets: str) -> Any:
    section = scenario.dump(scenario.load("calm", sets))["erp"]
    del section["profile"]
    return section


def test_the_default_profile_changes_nothing() -> None:
    assert _erp() == _erp("erp.profile=midmarket")


@pytest.mark.parametrize("profile", profiles.NAMES)
def test_a_profile_that_is_loaded_dumps_to_the_same_scenario(profile: str, tmp_path: Path) -> None:
    """The dump says everything; laid over the profile again it is what it was."""
    loaded = scenario.load("calm", (f"erp.profile={profile}",))
    file = tmp_path / "dumped.yaml"
    file.write_text(json.dumps(scenario.dump(loaded)))
    assert scenario.dump(scenario.load(str(file))) == scenario.dump(loaded)


def test_the_scenario_wins_over_the_profile_and_the_later_profile_over_the_earlier() -> None:
    assert _erp("erp.profile=netsuite")["limits"]["concurrency"] == 15
    assert _erp("erp.profile=netsuite", "erp.limits.concurrency=3")["limits"]["concurrency"] == 3
    assert _erp("erp.profile=[netsuite, production-like]")["limits"]["concurrency"] == 8
    assert _erp("erp.profile=[production-like, netsuite]")["limits"]["concurrency"] == 15


def test_a_setting_of_a_rule_that_only_the_profile_says_stays(tmp_path: Path) -> None:
    """The scenario says one setting of a rule, the profile another: both hold."""
    rule = _erp("erp.profile=netsuite", "erp.rules.order_approval.countries=DE")["rules"]["order_approval"]
    assert (rule["above"], rule["countries"]) == ("1000 EUR", ["DE"])


def test_an_unknown_profile_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(scenario.ScenarioError) as refused:
        scenario.load("calm", ("erp.profile=netsweet",))
    assert "netsuite" in str(refused.value)
    with pytest.raises(scenario.ScenarioError):
        scenario.load("calm", ("erp.profile=[netsuite, unknown]",))


CUTS = ("epicor", "legacy")
"""No integration can make a long street fit; it can only notice."""


@pytest.mark.sample(3)
@pytest.mark.parametrize("profile", profiles.NAMES)
def test_the_reference_gets_through_a_calm_afternoon_under_every_profile(
    profile: str, tmp_path: Path
) -> None:
    """Whatever an ERP refuses or holds, every order is exact or on the desk: nothing is lost or booked twice.

    Where the profile truncates addresses and reports no error, that is the only finding.
    """
    card = judged("reference", profile, tmp_path)
    if profile in CUTS:
        assert {finding.oracle for finding in card.findings} <= {"O5"}
        assert card.orders["exact"] + card.orders["wrong_content"] == card.orders["total"]
    else:
        assert card.verdict == HELD


HASTY = "name: hasty\ndesign: {answer_within_s: 10, unsure_wait_s: 0, reconcile_every_s: 360000}\n"
"""The reference with short waits: looks once, at once, and never compares the books."""


def test_what_holds_on_the_test_system_breaks_in_production(tmp_path: Path) -> None:
    """The same scenario and seed: the naive and the hasty pass on `test-like` and fail on `production-like`."""
    hasty = tmp_path / "hasty.yaml"
    hasty.write_text(HASTY)
    rush = ("clock.duration=40m", "traffic.orders.base=600/h")
    for at, candidate in enumerate(("naive", str(hasty))):
        assert judged(candidate, "test-like", tmp_path / f"test{at}", *rush).verdict == HELD
        assert judged(candidate, "production-like", tmp_path / f"production{at}", *rush).verdict == BROKEN
    assert judged("reference", "production-like", tmp_path / "reference", *rush).verdict == HELD


def test_the_opening_day_is_calm_until_the_profile_is_the_production_one(tmp_path: Path) -> None:
    """The bundled scenario says the same of the reference; its naive half is above, at a smaller size."""
    plan = Plan(scenario.load("opening-day"), resolve("reference"), "opening-day", "reference")
    card = execute(plan, tmp_path)
    assert card.verdict == HELD
    assert card.orders["stuck_visible"] > 0


def test_the_production_installation_has_more_records_than_the_one_for_tests() -> None:
    assert _erp("erp.profile=test-like")["volume"]["items"] == 0
    assert _erp("erp.profile=production-like")["volume"]["items"] >= 1000


def test_more_articles_in_the_erp_lengthen_its_lists_and_change_no_order_of_the_shop() -> None:
    few, many = (
        run("calm", "reference", sets=("clock.duration=20m", f"erp.volume.items={count}"))
        for count in (0, 1200)
    )
    placed = [[fact.data for fact in each.ledger if fact.kind == "shop.order.placed"] for each in (few, many)]
    assert placed[0] == placed[1] != []
    assert many.scorecard.verdict == few.scorecard.verdict == HELD
    calls = [
        sum(fact.kind == "exchange.answered" and fact.data["op"] == "erp.stock.list" for fact in each.ledger)
        for each in (few, many)
    ]
    assert calls[1] > calls[0]
