"""The reports of a comparison of designs."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from html import unescape
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from golive.record.batch import SETTLED, BaselineResult, Change, NotRun
from golive_reports import sweep_summary, write_sweep, write_sweep_csv
from golive_reports.batch.sweeps.decision import choices
from golive_reports.batch.sweeps.places import undecided
from golive_reports.batch.sweeps.totals import totals
from golive_reports.batch.words import changes
from golive_reports.words.text import number
from tests.reports.sweeps import column, place, sweep

FIGURE = st.floats(0, 10, allow_nan=False)
HOSTILE = "<script>alert(1)</script>"


@given(st.lists(st.tuples(FIGURE, FIGURE, st.none() | FIGURE), min_size=1, max_size=6))
def test_a_column_is_on_the_front_unless_another_beats_it(
    figures: list[tuple[float, float, float | None]],
) -> None:
    columns = tuple(column(str(at)) for at in range(len(figures)))
    places = tuple(place("one", str(at), *each) for at, each in enumerate(figures))
    found = totals(sweep(columns, places))
    assert any(each.is_on_front for each in found)
    for each in found:
        rivals = [other for other in found if other.beats(each)]
        assert each.is_on_front == (not rivals)
        assert not each.beats(each)
        assert not rivals or any(rival.is_on_front for rival in rivals)


def test_operation_costs_the_fee_of_a_day_and_its_calls() -> None:
    found = totals(sweep((column("a", 3000), column("b")), (place("one", "a", 0), place("one", "b", 0))))
    assert found[0].running_per_day == 3000 / 30 + 100 * 1000 / 1000
    assert found[1].running_per_day is None


def test_among_columns_with_the_same_harm_the_cheapest_is_used() -> None:
    columns = (column("dear", 9000), column("cheap", 300), column("unknown", 100), column("bad", 0))
    places = tuple(place("one", each.name, 500 if each.name == "bad" else 0) for each in columns)
    made = sweep(columns, places, same=("cheap",))
    (choice,) = choices(made, totals(made))
    assert (choice.use, choice.as_good) == ("cheap", ("dear",))
    assert choice.undecided == ("unknown", "bad")
    assert (choice.avoid, choice.costs_more) == ("bad", 500)


def test_nothing_is_to_be_avoided_where_all_have_the_same_harm() -> None:
    made = sweep((column("a"), column("b")), (place("one", "a", 7), place("one", "b", 7)), same=("b",))
    (choice,) = choices(made, totals(made))
    assert choice.avoid == ""


def test_the_page_escapes_every_text_and_loads_nothing(tmp_path: Path) -> None:
    made = sweep(
        (column(HOSTILE, 1, HOSTILE), column("b")), (place(HOSTILE, HOSTILE, 5), place(HOSTILE, "b", 9))
    )
    made = replace(made, command=HOSTILE, failed={HOSTILE: HOSTILE}, situations={HOSTILE: HOSTILE})
    text = write_sweep(made, tmp_path).read_text()
    assert "<script" not in text
    text = unescape(text)
    assert "default-src 'none'" in text
    assert not re.search(r"(?:src|href)=[\"']?(?:https?:)?//", text)
    assert "<script" not in sweep_summary(made, "sweep.json").replace("\\<script", "")


def test_a_cell_opens_the_report_of_its_run(tmp_path: Path) -> None:
    here = replace(place("one", "a", 5), report="sweep.runs/one a/report.html")
    text = write_sweep(sweep((column("a"), column("b")), (here, place("one", "b", 9))), tmp_path).read_text()
    assert 'href="sweep.runs/one%20a/report.html"' in text


def test_a_sweep_without_any_result_has_a_page(tmp_path: Path) -> None:
    bare = replace(place("one", "a", 0), verdict="", cells=0, figures={}, worst="", worst_seed=None)
    made = replace(sweep((column("a"),), (bare,)), standings=())
    assert "No scenario was judged" in write_sweep(made, tmp_path).read_text()


def test_the_table_has_a_line_per_place_and_no_formula(tmp_path: Path) -> None:
    made = sweep((column("=1+1"), column("b")), (place("one", "=1+1", 5), place("one", "b", 9, p95=None)))
    with write_sweep_csv(made, tmp_path).open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["column"] for row in rows] == ["'=1+1", "b"]
    assert [row["mean harm_per_day_cents"] for row in rows] == ["5", "9"]
    assert rows[1]["mean latency_p95_ms"] == ""


def test_a_column_that_was_not_judged_everywhere_is_on_no_front(tmp_path: Path) -> None:
    failed = replace(place("hard", "fails", 0), verdict="failed", figures={})
    never = replace(place("easy", "never", 0), verdict="failed", figures={})
    places = (
        place("easy", "whole", 1),
        place("hard", "whole", 900),
        place("easy", "fails", 0),
        failed,
        never,
    )
    made = sweep((column("whole"), column("fails"), column("never")), places)
    assert [(each.column.name, each.is_whole, each.is_on_front) for each in totals(made)] == [
        ("whole", True, True),
        ("fails", False, False),
    ]
    text = re.sub(r"<[^>]*>", "", write_sweep(made, tmp_path).read_text())
    assert "judged in 1 of 2 scenarios: not comparable" in text
    assert "Not judged in any scenario: never" in text


def test_a_column_that_failed_with_some_seeds_is_not_comparable_and_not_recommended(tmp_path: Path) -> None:
    some = {"held": 3, "failed": 2}
    columns = (column("whole"), column("fails"))
    places = (place("one", "whole", 5), replace(place("one", "fails", 5), cells=5, verdicts=some))
    made = sweep(columns, places, same=("fails",))
    assert [(each.is_whole, each.is_on_front) for each in totals(made)] == [(True, True), (False, False)]
    (choice,) = choices(made, totals(made))
    assert (choice.use, choice.as_good, choice.undecided) == ("whole", (), ("fails",))
    text = re.sub(r"<[^>]*>", "", write_sweep(made, tmp_path).read_text())
    assert "failed in 2 of 5 runs: not comparable" in text
    assert "whole does the least harm" in text


@given(st.integers(0, 3), st.integers(0, 3), st.integers(0, 3), st.integers(0, 3), st.integers(0, 3))
def test_a_place_says_how_many_of_its_seeds_were_decided(
    held: int, broken: int, failed: int, unknown: int, settled: int
) -> None:
    played = held + broken + failed + unknown
    counts = {"held": held, "broken": broken, "failed": failed, "unknown": unknown}
    made = sweep((column("a"),), (replace(place("one", "a", 5), cells=played, verdicts=counts),))
    left_out = tuple(NotRun("one", 100 + each, "golive run", "a", SETTLED) for each in range(settled))
    made = replace(made, seeds=tuple(range(1, 1 + played + settled)), not_run=left_out)
    said = undecided(made)
    assert bool(said) == bool(failed + unknown)
    if said:
        assert said[0].startswith(f"one, a: decided with {held + broken} of {played} seed")


def test_differences_of_latency_are_shown_to_the_millisecond(tmp_path: Path) -> None:
    made = sweep((column("a"), column("b")), (place("one", "a", 1), place("one", "b", 9)))
    latency = replace(made.differences[0], metric="latency_p95_ms", difference=-141.3, low=-212.4, high=-70.2)
    text = write_sweep(replace(made, differences=(*made.differences, latency)), tmp_path).read_text()
    assert "141 ms (70 ms to 212 ms)" in text


def test_nothing_is_not_negative() -> None:
    assert [number(-0.0), number(-0.001), number(-0.5)] == ["0", "0", "-0.5"]


def test_what_is_newly_failing_in_one_column_is_no_more_than_worse_in_another(tmp_path: Path) -> None:
    failing = Change("one", 1, "held", "broken", ("lost",), "golive run one", "a")
    worse = Change("one", 1, "broken", "broken", ("late",), "golive run one", "b")
    against = BaselineResult("before", "a, b", (failing,), (), (failing, worse), ())
    assert [word for word, _ in changes(against)] == ["newly failing", "worse"]
    made = replace(
        sweep((column("a"), column("b")), (place("one", "a", 1), place("one", "b", 2))), against=against
    )
    for text in (write_sweep(made, tmp_path).read_text(), sweep_summary(made, "sweep.json")):
        assert "one · a seed 1" in text
        assert "one · b seed 1" in text
