"""`golive traffic fit`: what is put into an export comes out of it, and what is not like it shows."""

from __future__ import annotations

import json
import random
import tracemalloc
from dataclasses import replace
from math import sqrt
from pathlib import Path
from typing import Any

import pytest

from golive import scenario
from golive.cli.group import golive
from golive.cli.main import INPUT_STATUS, main
from golive.traffic.distance import ALIKE, CLOSE, largest_gap
from golive.traffic.export import Export
from golive.traffic.popularity import catalogue, fitted
from golive.traffic.survey import Survey
from tests.depth import only_deep

from .merchant import DAYS, HOURS, Merchant

SURE = 3.3
"""Standard errors: chance leaves them once in a thousand times. Seeds are fixed."""

KNOWN = Merchant()


def fit(folder: Path, text: str, *options: str, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    export = folder / "orders.csv"
    export.write_text(text, "utf-8")
    out = str(folder / "traffic.yaml")
    golive.main(
        ["traffic", "fit", str(export), "--out", out, "--format", "json", *options], standalone_mode=False
    )
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def rows(found: dict[str, Any]) -> dict[str, Any]:
    return {row["what"]: row for row in found["distance"]}


def within(found: float, true: float, count: float, places: float = 1) -> bool:
    """A share of `count` trials, `places` of which are drawn from each other's neighbourhood."""
    return abs(found - true) <= SURE * sqrt(true * (1 - true) * places / count)


@pytest.mark.parametrize("seed", [1, *only_deep(2)])
def test_the_parameters_of_a_merchant_are_recovered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], seed: int
) -> None:
    found = fit(tmp_path, KNOWN.csv(seed), capsys=capsys)["fit"]
    orders, hours = found["orders"], 24 * KNOWN.days
    assert abs(found["shape"]["per_hour"] - 30) < SURE * sqrt(30 / hours) * 1.1
    for weights, true in ((found["shape"]["day"], HOURS), (found["shape"]["week"], DAYS)):
        mean = sum(true) / len(true)
        for weight, declared in zip(weights, true, strict=True):
            error = declared / mean / sqrt(orders * declared / mean / len(true))
            assert abs(weight - declared / mean) < 1.3 * SURE * error
    for shares, declared_shares, count in (
        (found["sizes"], KNOWN.sizes, orders),
        (found["units"], KNOWN.units, found["lines"]),
    ):
        assert all(within(*pair, count) for pair in zip(shares, declared_shares, strict=True))
    assert abs(found["exponent"] - KNOWN.exponent) < 0.03
    assert found["skus"] == KNOWN.skus
    for key in ("guests", "cancelled", "returned"):
        assert within(found[key], getattr(KNOWN, key), orders)


@pytest.mark.parametrize(("exponent", "skus"), [(0.7, 300), (1.3, 800), (1.6, 4000)])
def test_exponent_and_catalogue_are_recovered_though_the_tail_is_unseen(exponent: float, skus: int) -> None:
    survey = Survey()
    merchant = replace(KNOWN, exponent=exponent, skus=skus)
    for _, _, _, sku, *_ in merchant.rows(3):
        survey.sold[sku] += 1
    counts = sorted(survey.sold.values(), reverse=True)
    sizes = scenario.load("calm", ["traffic.baskets.sizes=[55, 25, 10, 10]"]).traffic.baskets
    found, articles = fitted(counts, sizes, random.Random(1))
    assert abs(found - exponent) < 0.04
    assert skus / 3 < articles < 3 * skus  # the steeper the curve, the less the unseen ones matter


def test_as_many_articles_as_were_sold_are_the_least_there_can_be() -> None:
    assert catalogue([500, 400, 300], 0.3) == 3


def test_synthetic_traffic_of_a_plain_merchant_is_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = rows(fit(tmp_path, KNOWN.csv(4), capsys=capsys))
    assert len(found) == 11
    assert {row["word"] for row in found.values()} <= {"same", "close"}
    assert sum(row["word"] == "same" for row in found.values()) >= 9


def test_a_boom_that_the_fit_cannot_follow_shows_as_a_distance(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Canary: in the last of four weeks come four times as many orders, and each week has ever more of one article."""
    lines = KNOWN.csv(1).splitlines()
    busy = [line.replace(",A-0200,", ",A-0000,") for line in lines[1:] if "2025-03-2" in line]
    more = [f"{copy}{line}" for copy in (2, 3, 4) for line in busy]
    found = rows(fit(tmp_path, "\n".join([*lines, *more]), capsys=capsys))
    assert found["course of the whole time"]["word"] == "different"
    assert found["time between orders"]["share"] > CLOSE
    assert found["articles in an order"]["word"] == "same"


def test_an_export_that_is_no_power_law_shows_as_a_distance(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Canary: half of all lines are a free sample that everybody gets."""
    head, *lines = replace(KNOWN, sizes=(1.0,), days=14).csv(1).splitlines()
    samples = [",".join([*line.split(",")[:3], "SAMPLE", *line.split(",")[4:]]) for line in lines]
    both = [line for pair in zip(lines, samples, strict=True) for line in pair]
    found = rows(fit(tmp_path, "\n".join([head, *both]), capsys=capsys))
    assert found["popularity of articles"]["share"] > ALIKE


def test_the_largest_gap_is_that_of_the_shares_below() -> None:
    assert largest_gap({1: 5, 2: 5}, {1: 1, 2: 1}) == 0
    assert largest_gap({1: 1}, {2: 1}) == 1
    assert largest_gap({1: 3, 5: 1}, {1: 1, 9: 1}) == 0.5
    assert largest_gap({}, {1: 1}) == 1


# -- the scenario --------------------------------------------------------------------------------------------


def test_what_is_written_is_a_scenario_and_a_base(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fit(tmp_path, KNOWN.csv(), capsys=capsys)
    loaded = scenario.load(str(tmp_path / "traffic.yaml"))
    assert len(loaded.traffic.orders.day) == 24
    assert loaded.shop.catalog.skus == 500
    own = tmp_path / "own.yaml"
    own.write_text("name: own\nbase: traffic.yaml\nclock: {duration: 2h}\n")
    assert scenario.load(str(own)).traffic == loaded.traffic


def test_the_same_export_gives_the_same_bytes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small = replace(KNOWN, days=3)
    found = [fit(tmp_path, small.csv(), capsys=capsys) for _ in range(2)]
    assert found[0] == found[1]
    written = (tmp_path / "traffic.yaml").read_bytes()
    fit(tmp_path, small.csv(2), capsys=capsys)
    assert (tmp_path / "traffic.yaml").read_bytes() != written


def test_a_fit_runs_and_holds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fit(tmp_path, replace(KNOWN, days=3).csv(), capsys=capsys)
    arguments = ["run", str(tmp_path / "traffic.yaml"), "--set", "clock.duration=6h", "--quiet"]
    with pytest.raises(SystemExit) as done:
        main([*arguments, "--out", str(tmp_path / "run")])
    assert done.value.code == 0


def test_a_file_that_is_no_fit_is_not_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "traffic.yaml"
    own.write_text("name: mine\n")
    (tmp_path / "orders.csv").write_text(KNOWN.csv())
    with pytest.raises(SystemExit) as done:
        main(["traffic", "fit", str(tmp_path / "orders.csv"), "--out", str(own)])
    assert done.value.code == INPUT_STATUS
    assert "expected a new file or an earlier fit" in capsys.readouterr().err
    assert own.read_text() == "name: mine\n"


def test_few_columns_are_enough(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Order, date, SKU and quantity; dates without times leave the day flat and the table shorter."""
    lines = list(replace(KNOWN, days=20).rows())
    text = "\n".join(["id;date;item;units", *(f"{o};{at[:10]};{sku};{n}" for o, at, _, sku, n, *_ in lines)])
    found = fit(tmp_path, text, capsys=capsys)
    assert found["fit"]["shape"]["day"] == []
    assert len(found["fit"]["shape"]["week"]) == 7
    assert found["fit"]["guests"] is found["fit"]["returned"] is found["fit"]["prices"] is None
    assert "time of day" not in rows(found)


def test_memory_does_not_grow_with_lines(tmp_path: Path) -> None:
    """Three times the lines of the same orders take no more of it."""

    def peak(copies: int) -> int:
        path = tmp_path / f"{copies}.csv"
        with path.open("w") as file:
            file.write("order_id,placed_at,sku,qty\n")
            for order in range(3_000):
                for line in range(5 * copies):
                    file.write(f"{order},2025-03-03 10:00:00,A-{line % 15},1\n")
        tracemalloc.start()
        Survey().take(Export(path).lines())
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    assert peak(3) < 1.1 * peak(1)
