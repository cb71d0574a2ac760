"""`golive cadence`: what a run or an export says about each article, and what the classes cost."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from golive.cadence.needs import CADENCES_H, Cadences, calls_a_day, needs
from golive.cadence.risk import Velocity, longest_hours
from golive.cadence.sales import Sales, of_export, of_run, stock_of
from golive.cadence.telling import study_of
from golive.cli import main
from golive.errors import TrafficProblem
from golive.keys.value_kinds import HOUR_MS
from golive.record.run import Fact
from golive.record.studies import STUDY_FILE, STUDY_PAGE
from golive.runner import run

EXPORT = """order_id,placed_at,sku,qty,status
1,2025-11-28 06:10:00,A,2,complete
2,2025-11-28 06:50:00,B,1,complete
2,2025-11-28 06:50:00,A,1,complete
3,2025-11-28 09:00:00,A,5,canceled
4,2025-11-28 09:30:00,A,-1,complete
5,2025-11-28 09:59:00,A,3,complete
"""


def found(stock: dict[str, int], risk: float = 0.01) -> Cadences:
    velocities = {"fast": Velocity(60.0), "middle": Velocity(2.0), "slow": Velocity(0.01)}
    return needs(velocities, stock, risk, 1.0, 48, 2)


def test_an_export_counts_what_was_sold_in_its_hours(tmp_path: Path) -> None:
    file = tmp_path / "orders.csv"
    file.write_text(EXPORT)
    sales = of_export(file)
    assert (sales.hours, sales.units, sales.unseen) == (4, 7, 1.0)
    assert sales.velocities() == {"A": Velocity(6 / 4), "B": Velocity(1 / 4)}


def test_an_export_without_sales_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "orders.csv"
    file.write_text("".join(EXPORT.splitlines(keepends=True)[:1]) + "3,2025-11-28,A,5,canceled\n")
    with pytest.raises(TrafficProblem, match="not cancelled"):
        of_export(file)


def test_a_run_tells_what_was_sold_elsewhere_and_the_stock_of_its_beginning() -> None:
    played = run("tills", "reference", sets=("clock.duration=1h", "shop.catalog.skus=10"))
    start_ms, end_ms = played.record.start_ms, played.record.heal_ms
    sales, stock = of_run(played.ledger, start_ms, end_ms)
    assert sales.hours == 1
    assert len(stock) == 10
    assert min(stock.values()) > 0
    tills = [fact for fact in played.ledger if fact.kind == "erp.order.created" and not fact.keys["ref"]]
    assert sales.elsewhere == sum(line[1] for fact in tills for line in fact.data["lines"]) > 0
    assert 0 < sales.unseen < 1


def test_sales_after_the_traffic_do_not_count() -> None:
    facts = [
        Fact(1, at_ms, "shop", "shop.order.placed", {}, {"lines": [["A", 1, 100, 0]]})
        for at_ms in (0, HOUR_MS - 1, HOUR_MS)
    ]
    assert of_run(facts, 0, HOUR_MS)[0].velocities() == {"A": Velocity(2.0)}


def test_no_article_gets_a_slower_cadence_than_it_needs() -> None:
    for each in found({"fast": 10, "middle": 10, "slow": 10, "unsold": 0}).needs:
        assert each.cadence_hours <= each.longest_hours
        slower = [hours for hours in CADENCES_H if hours > each.cadence_hours]
        assert not slower or slower[0] > each.longest_hours


def test_speeds() -> None:
    speeds = {
        each.sku: each.speed for each in found({"fast": 10, "middle": 10, "slow": 10, "unsold": 0}).needs
    }
    assert speeds == {"fast": "fast", "middle": "medium", "slow": "slow", "unsold": "slow"}


def test_a_lower_risk_costs_more_calls() -> None:
    stock = {"fast": 30, "middle": 10, "slow": 10}
    assert found(stock, 0.0001).calls > found(stock, 0.2).calls


def test_the_calls_of_classes_add_up_and_are_fewer_than_the_fastest_for_all() -> None:
    cadences = found({"fast": 10, "middle": 10, "slow": 10})
    assert cadences.calls == sum(
        calls_a_day(each.articles, each.cadence_hours, 2) for each in cadences.classes
    )
    fastest = CADENCES_H.index(min(each.cadence_hours for each in cadences.classes))
    assert cadences.calls < cadences.everywhere[fastest]
    assert calls_a_day(201, 0.25, 100) == 3 * 96


def test_a_seen_share_of_the_sales_allows_longer_intervals() -> None:
    velocity = Velocity(60.0, 2.0)
    assert longest_hours(10, velocity.seen_of(0.3), 0.01, 24) > longest_hours(10, velocity, 0.01, 24)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("sku,units\nA,1\n", "expected the columns sku and stock"),
        ("sku,stock\nA,many\n", ":2: column stock"),
        ("sku,stock\nA\n", ":2: column stock"),
        ("", "got nothing"),
    ],
)
def test_stock_that_cannot_be_read_is_refused_with_its_place(text: str, said: str, tmp_path: Path) -> None:
    file = tmp_path / "stock.csv"
    file.write_text(text)
    with pytest.raises(TrafficProblem, match=said):
        stock_of(file)


def status(*words: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main.main(["cadence", *words])
    return int(str(ended.value.code))


def test_the_command_on_an_export_with_stock(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "orders.csv").write_text(EXPORT)
    (tmp_path / "stock.csv").write_text("sku,stock\nA,3\nB,2\nC,0\n")
    words = [str(tmp_path / "orders.csv"), "--stock", str(tmp_path / "stock.csv"), "--risk", "5%"]
    assert status(*words, "--out", str(tmp_path / "c"), "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert [each["sku"] for each in told["needs"]] == ["A", "B", "C"]
    assert told["risk"] == 0.05
    assert (told["page_size"], told["page"]) == (100, (tmp_path / "c" / STUDY_PAGE).as_posix())
    assert json.loads((tmp_path / "c" / STUDY_FILE).read_bytes())["result"]["needs"] == told["needs"]
    assert status(*words, "--out", str(tmp_path / "c")) == 0
    assert "every 15 to 30 minutes" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nowhere"], "no such run"),
        (["orders.csv", "--risk", "2"], "a share"),
        (["orders.csv", "--stock", "none.csv"], "cannot be read"),
        (["orders.csv", "--stock", "s.csv", "--cover", "2d"], "--cover: it has no effect"),
        (["orders.csv", "--stock", "other.csv"], "got none of them, but TYPO-1"),
        (["orders.csv", "--stock", "bare.csv"], "got none of them, but no article"),
    ],
)
def test_wrong_input_is_refused(
    words: list[str],
    said: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("orders.csv").write_text(EXPORT)
    Path("other.csv").write_text("sku,stock\nTYPO-1,3\n")
    Path("bare.csv").write_text("sku,stock\n")
    assert status(*words) == 3
    assert said in " ".join(capsys.readouterr().err.split())


def test_no_sales_at_all_have_no_velocity() -> None:
    assert Sales(0, HOUR_MS).velocities() == {}


def test_the_study_names_the_classes() -> None:
    study = study_of(found({"fast": 10, "middle": 10, "slow": 10}), "orders.csv", "golive cadence orders.csv")
    assert study.headline.startswith("1 of 3 articles")
    assert [row[1] for row in study.tables[0].rows] == [1, 1, 1]


@pytest.mark.parametrize(("lines", "span"), [(4, "40m"), (2, "0s")])
def test_less_than_an_hour_of_sales_is_refused(
    lines: int, span: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "orders.csv").write_text("".join(EXPORT.splitlines(keepends=True)[:lines]))
    assert status(str(tmp_path / "orders.csv")) == 3
    assert f"in {span}: too few" in " ".join(capsys.readouterr().err.split())


def test_few_sales_leave_the_classes_open_and_many_settle_them() -> None:
    stock = {"a": 4, "b": 40, "c": 400}
    ranges = []
    for hours in (2, 20, 2_000):
        velocities = {"a": Velocity(3.0), "b": Velocity(1.0), "c": Velocity(0.5)}
        cadences = needs(velocities, stock, 0.01, 1.0, hours, 100)
        slow = sum(each.speed == "slow" for each in cadences.needs)
        fast = sum(each.speed == "fast" for each in cadences.needs)
        assert cadences.slow[0] <= slow <= cadences.slow[1]
        assert cadences.fast[0] <= fast <= cadences.fast[1]
        ranges.append(cadences.slow[1] - cadences.slow[0])
    assert ranges[0] > ranges[-1] == 0
    study = study_of(needs(velocities, stock, 0.01, 1.0, 2, 100), "orders.csv", "golive cadence orders.csv")
    assert re.search(r"for \d+ \(\d+ to \d+\) one a day is enough", study.headline)
