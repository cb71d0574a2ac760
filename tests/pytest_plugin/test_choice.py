"""What a test chooses: markers over each other and over the configuration file, as replacements of a scenario."""

from __future__ import annotations

from typing import Any

import pytest

from golive.pytest_plugin.choice import INI, START, Choice, chosen

NO_INI = dict.fromkeys(INI, "")


def test_without_marker_and_ini_all_is_default() -> None:
    assert chosen(NO_INI, []) == Choice()
    assert Choice().of_runs == ()
    assert Choice().start == START


def test_the_ini_gives_what_no_marker_gives() -> None:
    ini = {"scenario": "calm", "candidate": "naive", "seed": "7", "profile": "netsuite,test-like"}
    ini |= {"dialect": "odoo", "start": "now"}
    assert chosen(ini, []) == Choice("calm", "naive", 7, "netsuite,test-like", "odoo", start="now")
    marked = chosen(ini, [{"scenario": "black-friday", "seed": 2, "erp": {"dialect": "s4hana"}}])
    assert (marked.scenario, marked.seed, marked.dialect) == ("black-friday", 2, "s4hana")
    assert (marked.candidate, marked.profile) == ("naive", "netsuite,test-like")


def test_the_nearest_marker_wins() -> None:
    both = chosen(NO_INI, [{"seed": 3}, {"seed": 2, "orders": 40}])
    assert (both.seed, both.orders) == (3, 40)


def test_sections_become_replacements_of_their_leaves() -> None:
    erp = {
        "profile": ["s4hana", "test-like"],
        "dialect": "s4hana",
        "version": "2023",
        "limits": {"rate": "off", "burst": 3},
        "rules": {"hidden_fields": []},
    }
    found = chosen(NO_INI, [{"erp": erp, "shop": {"version": "2.4.6"}, "sets": ["clock.duration=2h"]}])
    assert found.erp == ("erp.limits.rate=off", "erp.limits.burst=3", "erp.rules.hidden_fields=[]")
    assert found.shop == ("shop.version=2.4.6",)
    assert found.of_runs == (
        "erp.profile=[s4hana,test-like]",
        "erp.dialect=s4hana",
        "erp.version=2023",
        *found.erp,
        *found.shop,
        "clock.duration=2h",
    )
    assert erp["dialect"] == "s4hana"  # the marker itself is not changed: other tests may share it


@pytest.mark.parametrize(
    ("mark", "expected"),
    [
        ({"dialect": "s4hana"}, r"expected one of the arguments scenario, .*got 'dialect'"),
        ({"erp": "s4hana"}, "erp: expected the section erp of a scenario"),
        ({"orders": "many"}, "orders: expected a whole number"),
        ({"orders": 1.5}, "orders: expected a whole number"),
        ({"seed": -1}, "seed: expected a whole number"),
        ({"speed": 0}, "speed: expected a number above 0"),
        ({"sets": "clock.duration=2h"}, "sets: expected a list of replacements"),
    ],
)
def test_a_wrong_argument_is_refused_with_its_name(mark: dict[str, Any], expected: str) -> None:
    with pytest.raises(ValueError, match=f"golive marker: {expected}"):
        chosen(NO_INI, [mark])


def test_an_argument_by_position_is_refused() -> None:
    with pytest.raises(ValueError, match="named arguments"):
        chosen(NO_INI, [{}], [("calm",)])
