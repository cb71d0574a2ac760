"""Reports of several runs: golden texts, a page that loads and runs nothing, and no input that breaks them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Tree

import made_several
import pytest
from rich.console import Console
from test_reports_html import HOSTILE, Page
from test_reports_text import console, printed

from golive.record.batch import Comparison, Gate
from golive.record.earlier.past import PastRuns
from golive.record.run import HELD
from golive_reports import (
    print_comparison,
    print_gate,
    print_history,
    print_run,
    write_comparison,
    write_gate_junit,
)
from golive_reports.batch.comparisons.content import contests, groups, rows
from golive_reports.batch.history_terminal import rounds, sparkline, trends

Golden = Callable[[str, str], None]
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def show_gate(found: Gate, shown: Console) -> None:
    for run in found.runs:
        print_run(run, shown)
    print_gate(found, Path("runs/gate"), shown)


SHOWS: dict[str, Callable[[Console], None]] = {
    "gate": lambda shown: show_gate(made_several.gate(), shown),
    "compare": lambda shown: print_comparison(
        made_several.comparison(), Path("runs/both/compare.html"), shown
    ),
    "history": lambda shown: print_history(made_several.past(), shown),
}


@pytest.mark.parametrize("name", SHOWS)
@pytest.mark.parametrize("width", [100, 70])
def test_what_a_terminal_shows(golden: Golden, name: str, width: int) -> None:
    shown = console(width)
    SHOWS[name](shown)
    text = printed(shown)
    golden(f"reports/{name}_{width}.txt", text)
    one_a_run = len(made_several.gate().runs) if name == "gate" else 0  # left to the terminal to break
    commands = ("Again", "Worst", "    such as")  # never broken: people copy them
    lines = [line for line in text.splitlines()[one_a_run:] if not line.startswith(commands)]
    assert max(map(len, lines)) <= width


@pytest.mark.parametrize("name", SHOWS)
def test_a_terminal_without_unicode_shows_the_same(name: str) -> None:
    shown = console(100, ascii_only=True)
    SHOWS[name](shown)
    assert printed(shown).isascii()


def test_the_junit_file_of_a_gate(tmp_path: Path, golden: Golden) -> None:
    text = write_gate_junit(
        made_several.gate(), tmp_path, {made_several.gate().runs[0].folder: 1.5}
    ).read_text("utf-8")
    golden("reports/gate_junit.xml", text)
    root = Tree.fromstring(text)
    assert [root.get(name) for name in ("tests", "failures", "errors", "skipped")] == ["5", "1", "1", "1"]


def page_of(found: Comparison, folder: Path) -> Page:
    return Page(write_comparison(found, folder).read_text("utf-8"))


def check_safe(page: Page) -> None:
    """Nothing is loaded, nothing runs, and links lead to places on the page or to reports beside it."""
    policy = next(attrs["content"] for tag, attrs in page.elements if tag == "meta" and "http-equiv" in attrs)
    assert policy == POLICY
    for tag, attrs in page.elements:
        assert tag not in ("script", "link", "img", "iframe", "object", "embed", "base", "form")
        assert not {"src", "srcset", "style", "action"} & attrs.keys()
        assert not [name for name in attrs if name.startswith("on")]
        target = attrs.get("href") or "#"
        assert target.startswith("#") or target.partition("#")[0].endswith("/report.html")
        assert ":" not in target


def test_the_page_says_who_was_right_and_links_to_the_stories(tmp_path: Path) -> None:
    page = page_of(made_several.comparison(), tmp_path)
    check_safe(page)
    links = [attrs["href"] for tag, attrs in page.elements if tag == "a"]
    assert "naive-1/report.html#order=000000002" in links
    assert "reference-1/report.html#order=000000006" in links  # the same order, under another number there
    assert "7 orders right in one variant and wrong in another" in page.body
    assert "96 of them with different numbers" in page.body
    assert "Keep a queue." in page.body


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_that_was_tested_can_speak_on_the_page(tmp_path: Path, text: str) -> None:
    """Whatever names and words a candidate or a scenario has: the same elements, with the same attributes."""
    page = page_of(hostile_comparison(text), tmp_path)
    check_safe(page)
    assert page.shape() == page_of(hostile_comparison("harmless"), tmp_path).shape()


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_that_was_tested_can_speak_in_a_terminal(tmp_path: Path, text: str) -> None:
    shown = console(100)
    print_comparison(hostile_comparison(text), Path("runs/both/compare.html"), shown)
    made = made_several.gate()
    runs = tuple(replace(run, error=text, scenario=text, command=text, reasons=(text,)) for run in made.runs)
    hostile = replace(made, runs=runs, scenarios=(text,), candidate=text, worst=text)
    show_gate(hostile, shown)
    Tree.fromstring(write_gate_junit(hostile, tmp_path, {}).read_bytes())
    old = made_several.past()
    print_history(
        replace(old, runs=tuple(replace(run, candidate=text, folder=text) for run in old.runs)), shown
    )
    assert not [
        character for character in printed(shown) if not character.isprintable() and character != "\n"
    ]


def test_canary_a_page_that_would_run_something_is_noticed() -> None:
    head = f'<meta http-equiv="x" content="{POLICY}">'
    check_safe(Page(head))
    for bad in (
        "<script>x()</script>",
        "<p onclick='x()'></p>",
        "<a href='https://example.com'></a>",
        "<img src='x'>",
    ):
        with pytest.raises(AssertionError):
            check_safe(Page(head + bad))


def hostile_comparison(text: str) -> Comparison:
    """A comparison with `text` in every place where text can be."""
    made = made_several.comparison()
    variants = [
        replace(each, name=text[:20] + each.name, candidate=text, sets=(text,), currency=text)
        for each in made.variants
    ]
    differences = []
    for each in made.differences:
        sides = tuple(replace(side, order=text, why=text, fix=text, cause="x") for side in each.sides)
        differences.append(replace(each, currency=text, sides=sides))
    return replace(
        made,
        scenario=text,
        command=text,
        variants=tuple(variants),
        runs=tuple(
            replace(each, variant=text, error=text, command=text, currency=text) for each in made.runs
        ),
        differences=tuple(differences),
    )


def test_the_worst_sort_of_difference_comes_first_and_causes_are_kept_apart() -> None:
    found = [(group.verdicts, len(group.orders)) for group in groups(made_several.comparison())]
    assert found == [
        (("lost", "exact"), 2),
        (("lost", "compensated"), 1),
        (("duplicated", "exact"), 3),
        (("exact", "late"), 1),
    ]
    assert contests(made_several.comparison()) == [("naive", "reference", 1, 6)]


def test_the_best_is_marked_only_where_variants_differ() -> None:
    marked = {row.label: row.best for row in rows(made_several.comparison())}
    assert marked["exact"] == (False, True)
    assert marked["lost"] == (False, True)
    assert marked["late"] == (False, False)  # the run that lost orders had none of them late
    assert marked["paid to booked, p95"] == (False, False)  # one of the two was not measured
    assert marked["ERP calls per order"] == (False, False)
    assert marked["compensated"] == (False, False)


def test_who_leaves_orders_out_is_not_called_fast() -> None:
    made = made_several.comparison()
    slow = replace(made.variants[1], latency_ms={"p50": 9_000, "p95": None})
    marked = {
        row.label: row.best
        for row in rows(replace(made, variants=(*made.variants, replace(slow, name="slow"))))
    }
    assert marked["paid to booked, p50"] == (False, True, False)


def course(past: PastRuns, **wanted: Any) -> list[Any]:
    return [run for run in past.runs if all(getattr(run, name) == value for name, value in wanted.items())]


def test_a_trend_compares_the_same_seeds_where_they_were_run_again() -> None:
    runs = course(made_several.past(), scenario="black-friday")
    what, found = rounds(runs)
    assert what == "the same 2 seeds, 2 times"
    assert [[(run.seed, run.lost) for run in each] for each in found] == [
        [(1, 20), (2, 163)],
        [(1, 0), (2, 0)],
    ]
    assert "lost 183 to 0 █▁" in trends(runs)
    what, found = rounds([run for run in runs if run.seed != 1])
    assert (what, len(found)) == ("the same seed, 2 times", 2)
    what, found = rounds([made_several.past_run(0, 1, HELD), made_several.past_run(1, 2, HELD)])
    assert (what, len(found)) == ("over different seeds", 2)


def test_a_sparkline_has_a_block_for_each_value() -> None:
    assert sparkline([0, 7, None, 3.5]) == "▁█ ▅"
    assert sparkline([5, 5]) == "▁▁"
    assert sparkline([]) == ""
