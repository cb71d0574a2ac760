"""Terminal, story and JUnit: golden texts, and no input that breaks them."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as Tree

import made_orders
import made_runs
import pytest
from rich.console import Console
from test_reports_html import HOSTILE, hostile_run

from golive.judge.oracles import ORACLES as AT_WORK
from golive.record.run import Fact, OrderLine
from golive_reports import RunFolder, Wall, print_scorecard, print_story, write_junit
from golive_reports.words.sentences import SENTENCES
from golive_reports.words.story_line import LANES, describe
from golive_reports.words.text import brief, clean, duration, money, number

Golden = Callable[[str, str], None]
REPORT = Path("runs/black-friday/report.html")


def console(width: int, *, ascii_only: bool = False) -> Console:
    raw = io.BytesIO()
    file = io.TextIOWrapper(raw, encoding="ascii" if ascii_only else "utf-8", errors="replace")
    return Console(file=file, width=width, color_system=None, force_terminal=False, legacy_windows=False)


def printed(shown: Console) -> str:
    shown.file.flush()
    raw = shown.file.buffer.getvalue()  # type: ignore[attr-defined]
    return "".join(f"{line.rstrip()}\n" for line in raw.decode().splitlines())


@pytest.mark.parametrize("width", [100, 60])
def test_scorecard_in_a_terminal(golden: Golden, width: int) -> None:
    shown = console(width)
    print_scorecard(made_runs.scorecard(), made_runs.run_record(), shown, REPORT)
    text = printed(shown)
    golden(f"reports/terminal_{width}.txt", text)
    assert max(len(line) for line in text.splitlines() if not line.startswith("Replay")) <= width
    if width == 100:
        assert len(text.splitlines()) <= 57


def test_a_terminal_without_unicode_still_tells_everything() -> None:
    shown = console(80, ascii_only=True)
    print_scorecard(made_runs.scorecard(), made_runs.run_record(), shown, REPORT)
    text = printed(shown)
    assert text.isascii()
    assert {line for line in text.splitlines() if "?" in line} == {
        line
        for line in text.splitlines()
        if "indeterminate" in line or line.startswith("  ?") or "#####" in line
    }


def test_a_quiet_run_is_short() -> None:
    shown = console(100)
    orders = {"exact": 60}
    card = made_runs.scorecard(verdict="held", orders=orders, findings=[], faults=[], reasons=[], harm={})
    print_scorecard(card, made_runs.run_record(), shown, REPORT)
    assert "60 orders, every one arrived exactly once." in printed(shown)


def test_story_of_an_order(golden: Golden) -> None:
    stories = {line.order: (line, facts) for line, facts in made_orders.orders(10)}
    for name in ("000000004", "000000003"):
        line, made = stories[name]
        facts = [Fact(seq, line.placed_ms + ms, *rest) for seq, (ms, *rest) in enumerate(made, 1)]
        for width in (100, 60):
            shown = console(width)
            print_story(line, facts, shown, Wall.of(made_runs.run_record()))
            golden(f"reports/story_{line.verdict}_{width}.txt", printed(shown))


def test_story_of_an_unknown_number() -> None:
    shown = console(80)
    print_story(None, [], shown)
    assert "No fact refers to it" in printed(shown)


def test_junit(golden: Golden, tmp_path: Path) -> None:
    text = write_junit(made_runs.write_run(tmp_path / "run")).read_text(encoding="utf-8")
    golden("reports/junit.xml", text)
    root = Tree.fromstring(text)
    for suite in root:
        cases = suite.findall("testcase")
        assert int(suite.get("tests", "")) == len(cases)
        assert int(suite.get("failures", "")) == len(suite.findall("testcase/failure"))
        assert int(suite.get("skipped", "")) == len(suite.findall("testcase/skipped"))


def test_junit_passes_no_oracle_that_had_nothing_to_judge(tmp_path: Path) -> None:
    run = made_runs.write_run(tmp_path / "run", count=0, card=made_runs.scorecard(orders={}, findings=[]))
    oracles = Tree.parse(write_junit(run)).getroot()[1]
    assert oracles.get("skipped") == oracles.get("tests") != "0"


def test_junit_lists_the_oracles_that_really_judge(tmp_path: Path) -> None:
    run = made_runs.write_run(tmp_path / "run")
    names = [case.get("name") for case in Tree.parse(write_junit(run)).getroot()[1]]
    assert names == [oracle.info.label for oracle in AT_WORK]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_breaks_neither_xml_nor_terminal(tmp_path: Path, text: str) -> None:
    run_dir = hostile_run(tmp_path / "run", text)
    Tree.parse(write_junit(run_dir))
    folder = RunFolder(run_dir)
    shown = console(100)
    print_scorecard(folder.card, folder.run, shown, REPORT)
    print_story(next(folder.orders()), list(folder.facts()), shown)
    found = printed(shown)
    assert not set(found) & set("\x00\x07\x1b\u202e\u200f\u2066\u2028")


def test_every_known_kind_is_told_even_with_nothing_in_it() -> None:
    for kind in [*SENTENCES, "something.new"]:
        line = describe(Fact(1, 0, "run", kind, {}, {}))
        assert line.lane in LANES
        assert line.text


def test_every_kind_is_told_whatever_its_values_are() -> None:
    names = (
        "lines",
        "total_cents",
        "amount_cents",
        "currency",
        "attempt",
        "copy",
        "status",
        "faults",
        "quantity",
        "op",
    )
    for value in (
        None,
        True,
        7,
        -1.5,
        10**30,
        float("nan"),
        "",
        "text",
        [],
        [[]],
        [["a", 1], 5],
        {},
        {"a": [1]},
    ):
        for kind in SENTENCES:
            assert isinstance(describe(Fact(1, 0, "run", kind, {}, dict.fromkeys(names, value))).text, str)


@pytest.mark.parametrize(
    ("ms", "long", "short"),
    [
        (0, "0 ms", "0 ms"),
        (999, "999 ms", "999 ms"),
        (12_340, "12.3 s", "12.3 s"),
        (300_000, "5 min 00 s", "5 min"),
        (-10_920_000, "-3 h 02 min", "-3 h 02 min"),
        (172_800_000, "2 d 0 h", "2 d"),
        (None, "–", "–"),
        (float("nan"), "–", "–"),
    ],
)
def test_durations(ms: float | None, long: str, short: str) -> None:
    assert (duration(ms), brief(ms)) == (long, short)


def test_money_and_numbers() -> None:
    assert money(1_248_050, "EUR") == "12,480.50 EUR"
    assert money(-5) == "-0.05"
    assert money(1_248_050, "EUR", whole=True) == "12,480 EUR"
    assert money(None, "EUR") == "–"
    assert (number(12480), number(3.10), number(None), number(10**30)) == ("12,480", "3.1", "–", "1.00e+30")


def test_clean_keeps_honest_text() -> None:
    honest = "Größe 42 · 東京 · שלום · 👩‍🚀 “quoted”"
    assert clean(honest) == honest
    assert clean("a\nb\tc") == "a b c"
    assert clean("x" * 999, 10) == "x" * 9 + "…"


def test_wall_clock_has_the_offset_of_the_scenario() -> None:
    wall = Wall.of(made_runs.run_record())
    assert wall.stamp(made_orders.START_MS) == "Fri 2025-11-28 06:00:00"
    assert wall.zone == "UTC+01:00"
    assert Wall.of(made_runs.run_record(scenario={"clock": {"start": 7}})).zone == "UTC"
    assert Wall().stamp(10**18) == "--:--:--"


def test_orders_without_a_line_keep_their_facts() -> None:
    shown = console(90)
    line = OrderLine("A", "odd verdict", 0, 5, "EUR", None, ())
    print_story(line, [Fact(1, 5, "x", "odd.kind", {"a": "b"}, {"c": 1})], shown)
    assert "odd kind: a b, c 1" in printed(shown)
