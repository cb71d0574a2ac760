"""The page of a gate: complete, linked to the reports that exist, and unable to run anything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import made_runs
import made_several
import pytest
from test_reports_html import HOSTILE, Page
from test_reports_several import check_safe

from golive.record import files
from golive.record.batch import SETTLED, TIME_BUDGET, BaselineResult, Change, Gate, NotRun
from golive.record.run import BROKEN, HELD, SCORECARD_FILE, UNKNOWN, Cause, Finding
from golive_reports import write_gate

LOST = Finding(
    "O1",
    "lost",
    "000000007",
    "never arrived",
    (1,),
    Cause("gave_up", "given up after 3", "Keep a queue."),
    900_00,
)
TWICE = replace(
    LOST, oracle="O2", kind="duplicated", key="000000008", cause=Cause("again", "sent twice", "Ask.")
)


def full_gate(**changes: Any) -> Gate:
    """A gate with every kind of cell: held, broken, unknown, flaky, failed, not run, worse, fixed."""
    made = made_several.gate()
    flaky = made_several.result("calm", 2, UNKNOWN, flaky=True, repetition="calm-2-again", reasons=("flaky",))
    runs = (replace(made.runs[0], kept=False), flaky, *made.runs[1:])
    fixed, failing = (
        Change(run.scenario, run.seed, before, run.verdict, kinds, run.command)
        for run, before, kinds in ((runs[2], BROKEN, ()), (runs[3], HELD, ("lost",)))
    )
    values = {
        "runs": runs,
        "not_run": (
            NotRun("black-friday", 4, "golive run black-friday --seed 4", why=SETTLED),
            NotRun("month-end", 2, "golive run month-end --seed 2", why=TIME_BUDGET),
        ),
        "seeds": (1, 2, 3, 4),
        "time_budget_s": 60.0,
        "against": BaselineResult(
            "old", "ours", (failing,), (fixed,), (failing,), (NotRun("old-one", 9, "golive run old-one"),)
        ),
        "command": "golive gate calm black-friday month-end",
        **changes,
    }
    return replace(made, **values)


def page_of(gate: Gate, folder: Path, findings: tuple[Finding, ...] = (LOST, TWICE)) -> Page:
    """The page, with a scorecard in the folder of each broken run."""
    for run in gate.runs:
        if run.verdict == BROKEN:
            where = folder / run.folder
            made_runs.write_run(where)
            card = replace(made_runs.scorecard(), findings=list(findings))
            files.write_json(where / SCORECARD_FILE, card.as_json())
    return Page(write_gate(gate, folder, {run.folder: 1.5 for run in gate.runs}).read_text("utf-8"))


def links(page: Page) -> list[str]:
    return [attrs["href"] or "" for tag, attrs in page.elements if tag == "a"]


def test_what_the_page_shows(tmp_path: Path, golden: Callable[[str, str], None]) -> None:
    page = page_of(full_gate(), tmp_path)
    check_safe(page)
    lines = (" ".join(line.split()) for line in page.body.partition("Broken")[2].splitlines())
    golden("reports/gate_page.txt", "".join(f"{line}\n" for line in lines if line))


def test_cells_open_the_reports_that_exist_and_no_others(tmp_path: Path) -> None:
    found = set(links(page_of(full_gate(), tmp_path)))
    assert {"black-friday-2/report.html", "calm-2/report.html", "calm-2-again/report.html"} <= found
    assert not {"calm-1/report.html", "month-end-1/report.html"} & found  # removed; never judged


def test_every_run_that_was_planned_has_a_cell_with_its_result(tmp_path: Path) -> None:
    page = page_of(full_gate(), tmp_path)
    cells = [
        attrs
        for _, attrs in page.elements
        if (attrs.get("class") or "").startswith("cell ") and "title" in attrs
    ]
    assert len(cells) == 3 * 4
    kinds = [(attrs["class"] or "").split()[1] for attrs in cells]
    assert kinds.count("cell-flaky") == 1
    assert kinds.count("cell-none") == 12 - len(full_gate().runs)
    marked = [attrs["title"] or "" for attrs in cells if "marked" in (attrs["class"] or "").split()]
    assert [title.partition(",")[0] for title in marked] == ["held", "broken"]


def test_findings_are_summed_over_runs_with_cause_fix_and_one_order(tmp_path: Path) -> None:
    other = made_several.result("calm", 3, BROKEN, harm_cents=1, orders=made_several.counts(lost=1))
    gate = full_gate(runs=(*full_gate().runs, other))
    page = page_of(gate, tmp_path)
    assert page.body.count("Keep a queue.") == 1
    heap = page.body[page.body.index("Worst findings") :]
    assert heap.split()[heap.split().index("cause") + 1] == "2"
    assert "1,800 EUR" in heap
    assert "black-friday-2/report.html#order=000000007" in links(page)


def test_a_gate_whose_folders_are_gone_has_a_page_without_findings(tmp_path: Path) -> None:
    page = Page(write_gate(full_gate(), tmp_path, {}).read_text("utf-8"))
    assert "Worst findings" not in page.body
    assert "2 of 6 runs" not in page.body
    assert "1 of 6 runs broken" in page.body


def test_a_gate_that_held_says_so_and_has_no_empty_section(tmp_path: Path) -> None:
    held = made_several.result("calm", 1, HELD, faulted={}, kept=False)
    gate = made_several.gate(runs=(held,), scenarios=("calm",), seeds=(1,), verdict=HELD, worst="", bounds=())
    page = page_of(gate, tmp_path)
    assert "1 run, and it held" in page.body
    assert [attrs["id"] for tag, attrs in page.elements if tag == "section" and "id" in attrs] == ["matrix"]


def hostile_gate(text: str) -> Gate:
    """A gate with `text` in every place where text can be."""
    made = full_gate()
    against = made.against
    assert against is not None

    def change(each: Change) -> Change:
        return replace(each, scenario=text, kinds=(text,), command=text)

    return replace(
        made,
        candidate=text,
        golive=text,
        worst=text,
        command=text,
        sets=(text,),
        scenarios=(text, *made.scenarios[1:]),
        runs=tuple(
            replace(
                run,
                error=text,
                command=text,
                crash=text,
                currency=text,
                reasons=(text,),
                beside_orders={text: 1},
            )
            for run in made.runs
        ),
        not_run=tuple(replace(each, command=text) for each in made.not_run),
        against=replace(
            against,
            baseline=text,
            candidate=text,
            newly_failing=tuple(map(change, against.newly_failing)),
            newly_fixed=tuple(map(change, against.newly_fixed)),
            worse=tuple(map(change, against.worse)),
            missing=(NotRun(text, 9, text),),
        ),
    )


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_that_was_tested_can_speak_on_the_page(tmp_path: Path, text: str) -> None:
    def told(words: str) -> tuple[Finding, ...]:
        words = words.encode("utf-8", "replace").decode()  # a scorecard holds nothing else
        return (replace(LOST, key=words, what=words, cause=Cause("x", words, words)),)

    page = page_of(hostile_gate(text), tmp_path, told(text))
    check_safe(page)
    assert page.shape() == page_of(hostile_gate("harmless"), tmp_path, told("harmless")).shape()
