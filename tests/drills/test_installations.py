"""Installations: drawn by a seed, written as scenarios, and shrunk to the combination that does harm."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive.cli import main
from golive.drills.installations.drawing import Element, as_yaml, draw
from golive.drills.installations.elements import ELEMENTS, LEFT_OUT
from golive.drills.installations.shrinking import smallest
from golive.drills.installations.trying import Trial, try_installations
from golive.keys.declare import keys, keys_of
from golive.keys.shapes import Entries, Section
from golive.runner import run
from golive.scenario import load
from golive.scenario.model.erp import Erp

SETS = ("traffic.orders.base=60/h", "clock.duration=30m", "shop.catalog.skus=30")
SECTIONS = ("rules", "quirks", "limits", "token", "service", "fulfilment", "finance", "others")


@cache
def trial(candidate: str) -> Trial:
    return try_installations("calm", candidate, (1, 2, 3), sets=SETS)


def every_key() -> set[str]:
    found = set()
    for key in keys(Erp).values():
        if key.name in SECTIONS:
            shape = key.shape
            assert isinstance(shape, Entries | Section)
            below = shape.keys if isinstance(shape, Entries) else keys_of(shape)
            found |= {f"{key.name}.{each.name}" for each in below.values()}
    return found


def test_everything_that_an_erp_may_be_set_to_is_drawn_or_left_out_with_a_reason() -> None:
    assert not ELEMENTS.keys() & LEFT_OUT.keys()
    assert ELEMENTS.keys() | LEFT_OUT.keys() == every_key()


@pytest.mark.parametrize("at", range(3))
def test_each_value_changes_the_installation(at: int, tmp_path: Path) -> None:
    plain = load("calm")
    elements = [Element(key, values[min(at, len(values) - 1)]) for key, values in ELEMENTS.items()]
    file = tmp_path / "all.yaml"
    file.write_text(as_yaml("all", "All of them.", "calm", elements), "utf-8")
    erp = load(str(file)).erp
    for element in elements:
        above, _, name = element.key.partition(".")
        was, now = getattr(plain.erp, above), getattr(erp, above)
        if above in ("rules", "quirks", "others"):
            was, now = was[name], now[name]
        assert was != now, element


def test_the_same_seed_is_the_same_installation_and_another_is_another() -> None:
    assert draw(7) == draw(7)
    assert len({draw(seed) for seed in range(20)}) == 20
    assert [each.key for each in draw(1, 1.0)] == list(ELEMENTS)
    assert {each.key for each in draw(1, 0.05)} <= {each.key for each in draw(1, 0.2)}


@given(st.integers(1, 20), st.data())
def test_of_parts_that_fail_together_exactly_these_are_left(count: int, data: st.DataObject) -> None:
    culprits = data.draw(st.sets(st.integers(0, count - 1)))
    asked: list[tuple[int, ...]] = []

    def fails(parts: object) -> bool:
        asked.append(tuple(parts))  # type: ignore[arg-type]
        return culprits <= set(asked[-1])

    assert smallest(range(count), fails) == tuple(sorted(culprits))
    assert len(asked) == len(set(asked))


@given(st.sets(st.frozensets(st.integers(0, 6), min_size=1), min_size=1))
def test_no_part_of_what_is_left_can_be_taken_out(failing: set[frozenset[int]]) -> None:
    def fails(parts: object) -> bool:
        return frozenset(parts) in failing or len(frozenset(parts)) == 7  # type: ignore[arg-type, call-overload]

    left = smallest(range(7), fails)
    assert fails(left)
    assert not any(fails([each for each in left if each != out]) for out in left)


def test_the_reference_survives_what_breaks_a_naive_integration() -> None:
    assert trial("reference").plain.is_survived
    assert trial("reference").broken == ()
    broken = trial("naive").broken
    assert broken
    assert all(0 < len(each.smallest) <= len(each.elements) for each in broken)
    assert sum(map(len, trial("naive").combinations.values())) == len(broken)


def test_the_file_of_the_smallest_combination_does_the_same_harm(tmp_path: Path) -> None:
    first = trial("naive").broken[0]
    file = tmp_path / "it.yaml"
    file.write_text(trial("naive").files()[f"{first.name}-smallest.yaml"], "utf-8")
    orders = run(file, "naive", sets=SETS).orders
    assert first.harms.keys() & {each.verdict for each in orders}
    file.write_text(as_yaml("it", "Less.", "calm", first.smallest[1:]), "utf-8")
    orders = run(file, "naive", sets=SETS).orders
    assert not first.harms.keys() & {each.verdict for each in orders}


def test_the_command_writes_the_installations_and_ends_with_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sets = [word for each in SETS for word in ("--set", each)]
    out = tmp_path / "out"
    with pytest.raises(SystemExit) as ended:
        main.main(
            [
                *("drill", "installations", "--candidate", "naive", "--installations", "2"),
                *(*sets, "--json", "--out", str(out)),
            ]
        )
    assert ended.value.code == 1
    told = json.loads(capsys.readouterr().out)
    assert told["combinations"][0]["installations"] == [2]
    assert {each.name for each in out.glob("*.yaml")} == {
        "installation-2.yaml",
        "installation-2-smallest.yaml",
    }
    assert load(str(out / "installation-2.yaml")).erp != load("calm").erp


def test_a_wrong_list_of_installations_names_its_option(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main.main(["drill", "installations", "--installations", "a"])
    assert "--installations a: expected whole numbers" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("elements", "quirk"),
    [
        (
            (
                Element("rules.countries_served", "{countries: [DE, AT], mode: hold}"),
                Element("quirks.drop_order", "10%"),
            ),
            "drop_order",
        ),
        (
            (
                Element("rules.order_approval", "{mode: ask, above: 200.00 EUR}"),
                Element("quirks.round_prices", "{share: 30%, to: 5}"),
            ),
            "round_prices",
        ),
    ],
)
def test_the_reference_reports_what_two_settings_together_make_of_an_order(
    elements: tuple[Element, ...], quirk: str, tmp_path: Path
) -> None:
    file = tmp_path / "it.yaml"
    file.write_text(as_yaml("it", "Two settings.", "calm", elements), "utf-8")
    result = run(file, "reference", sets=("traffic.orders.base=80/h", "clock.duration=1h"))
    assert next(each.acts for each in result.scorecard.exercised if each.name == quirk)
    assert {each.verdict for each in result.orders} <= {"exact", "late", "compensated", "stuck_visible"}
