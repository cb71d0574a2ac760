"""Upgrades: each comes in the middle, changes what it says, and is survived or not by the orders after it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from golive.cli import main
from golive.drills.upgrades import UPGRADES, Upgraded, rehearse_upgrades, upgrades_of

SETS = ("traffic.orders.base=40/h", "clock.duration=1h", "shop.catalog.skus=30")


@cache
def upgraded(candidate: str) -> dict[str, Upgraded]:
    return {each.upgrade: each for each in rehearse_upgrades("calm", candidate, sets=SETS)}


def test_the_reference_survives_every_upgrade() -> None:
    assert [name for name, each in upgraded("reference").items() if not each.is_survived] == []


def test_an_integration_for_one_version_of_the_events_loses_what_comes_after() -> None:
    found = upgraded("naive")
    assert found["none"].is_survived
    assert found["shop-events"].after.lost == found["shop-events"].after.orders > 0
    assert found["shop-events-parallel"].after.lost < found["shop-events"].after.lost
    assert found["erp-mandatory-field"].after.lost > 0


def test_no_upgrade_does_harm_before_it_comes() -> None:
    for candidate in ("reference", "naive"):
        for each in upgraded(candidate).values():
            assert each.before.right == each.before.orders > 0
            assert each.before.end_ms == each.after.begin_ms


def test_what_cannot_be_booked_after_a_patch_is_at_the_desk_of_the_reference() -> None:
    after = upgraded("reference")["erp-mandatory-field"]
    assert after.after.visible == after.after.orders == after.entries


def test_each_upgrade_has_its_own_name_and_says_what_changes() -> None:
    assert len({each.name for each in UPGRADES}) == len(UPGRADES)
    assert all(each.about for each in UPGRADES)


def test_a_product_with_several_versions_is_upgraded_itself() -> None:
    (upgrade,) = upgrades_of("erpnext")[len(UPGRADES) :]
    (found,) = rehearse_upgrades("calm", "reference", sets=(*SETS, "erp.dialect=erpnext"), upgrades=[upgrade])
    assert found.upgrade == "erp-version"
    assert found.is_survived
    assert found.after.right == found.after.orders > 0
    assert upgrades_of("native") == UPGRADES


def test_the_command_ends_with_1_when_an_order_is_lost(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sets = [word for each in ("traffic.orders.base=20/h", "clock.duration=30m") for word in ("--set", each)]
    with pytest.raises(SystemExit) as ended:
        main.main(
            ["drill", "upgrades", "--candidate", "naive", *sets, "--json", "--out", str(tmp_path / "u")]
        )
    assert ended.value.code == 1
    told = json.loads(capsys.readouterr().out)["upgrades"]
    assert [row["upgrade"] for row in told] == [each.name for each in UPGRADES]
