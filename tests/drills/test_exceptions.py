"""The share of exceptions: as many orders are refused as asked, and the break-even lies between two steps."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from golive.cli import main
from golive.drills.exceptions import Step, Sweep, sweep
from golive.drills.telling import of_exceptions

SETS = ("traffic.orders.base=60/h", "clock.duration=1h", "shop.catalog.skus=30")


@cache
def swept() -> tuple[Sweep, ...]:
    return tuple(sweep("calm", ["reference", "naive"], sets=SETS, shares=(0.0, 0.2, 0.6)))


def test_as_many_orders_are_exceptions_as_asked() -> None:
    for each in swept():
        for step in each.steps:
            refused = step.orders - step.right
            assert refused == pytest.approx(step.share * step.orders, abs=2)


def test_the_reference_shows_them_and_the_naive_one_does_not() -> None:
    reference, naive = swept()
    assert all(step.silent == 0 for step in reference.steps)
    assert all(step.at_desk == 0 for step in naive.steps)
    assert [step.orders for step in reference.steps] == [step.orders for step in naive.steps]


def test_more_exceptions_cost_more_and_silence_costs_most() -> None:
    reference, naive = swept()
    for each in swept():
        assert [step.harm_cents for step in each.steps] == sorted(step.harm_cents for step in each.steps)
    assert naive.steps[-1].ratio > 1 > reference.steps[-1].ratio
    assert reference.worth_up_to is None
    assert naive.worth_up_to is not None


def step(share: float, harm: int) -> Step:
    return Step(share, 10, 10, 0, 0, harm, 100, 0.0)


@pytest.mark.parametrize(
    ("harms", "worth"),
    [
        ((0, 50, 90), None),
        ((100, 200, 300), 0.0),
        ((0, 50, 150), 0.15),
        ((50, 150, 150), 0.05),
        ((0, 0, 100), 0.2),
    ],
)
def test_the_share_at_which_it_is_no_cheaper(harms: tuple[int, ...], worth: float | None) -> None:
    found = Sweep("x", tuple(step(at / 10, harm) for at, harm in enumerate(harms))).worth_up_to
    assert found == (None if worth is None else pytest.approx(worth))


def test_the_study_draws_a_line_for_each_and_one_for_typing() -> None:
    study = of_exceptions(swept(), "calm", "golive drill exceptions")
    assert [line.name for line in study.charts[0].lines] == ["reference", "naive", "typing every order"]
    assert len(study.tables[0].rows) == 6


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sets = [word for each in ("traffic.orders.base=30/h", "clock.duration=30m") for word in ("--set", each)]
    with pytest.raises(SystemExit) as ended:
        main.main(
            [
                "drill",
                "exceptions",
                "calm",
                *sets,
                "--candidate",
                "naive",
                "--json",
                "--out",
                str(tmp_path / "e"),
            ]
        )
    assert ended.value.code == 0
    (told,) = json.loads(capsys.readouterr().out)["sweeps"]
    assert [row["share"] for row in told["steps"]] == [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6]
