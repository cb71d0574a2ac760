"""The page and the text of a study: foreign text is harmless in both, charts show what they are given."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from rich.console import Console

from golive.record.studies import (
    DURATION,
    SHARE,
    STUDY_PAGE,
    TEXT,
    Axis,
    Chart,
    Column,
    Figure,
    Line,
    Study,
    Table,
)
from golive_reports.studies.chart import Scale, drawn
from golive_reports.studies.page import write_study
from golive_reports.studies.terminal import print_study

NASTY = "<img src=x onerror=alert(1)>\x1b[31m&\"'"


def chart(*values: float | None, x: str = "number", y: str = "number") -> Chart:
    points = tuple((float(at), value) for at, value in enumerate(values))
    return Chart("a title", Axis("time", x), Axis("orders", y), (Line("line", points),))


def nasty() -> Study:
    return Study(
        NASTY,
        NASTY,
        NASTY,
        NASTY,
        (Figure(NASTY, NASTY, TEXT, NASTY),),
        (NASTY,),
        (Table(NASTY, (Column(NASTY, TEXT), Column("n")), ((NASTY, 1),), NASTY),),
        (Chart(NASTY, Axis(NASTY), Axis(NASTY), (Line(NASTY, ((0, 1), (1, 2))),), NASTY, ((NASTY, 0.5),)),),
    )


def test_foreign_text_is_no_markup(tmp_path: Path) -> None:
    page = write_study(nasty(), tmp_path)
    assert page == tmp_path / STUDY_PAGE
    text = page.read_text()
    assert "<img" not in text
    assert "\x1b" not in text
    assert "&lt;img" in text


def test_foreign_text_is_no_escape_in_a_terminal(tmp_path: Path) -> None:
    file = io.StringIO()
    print_study(nasty(), tmp_path / STUDY_PAGE, Console(file=file, width=200))
    assert "\x1b" not in file.getvalue()
    assert file.getvalue().count("onerror") >= 5


def test_a_gap_parts_a_line() -> None:
    path = re.search(r'<path class="line c0 d0" d="([^"]*)"', str(drawn(chart(1, 2, None, 3, 4))))
    assert path is not None
    assert path[1].count("M") == 2


@pytest.mark.parametrize("unit", ["number", SHARE, DURATION])
@pytest.mark.parametrize("high", [0.004, 0.5, 1, 7, 1234, 86_400_000])
def test_a_scale_has_few_round_ticks_and_holds_its_values(unit: str, high: float) -> None:
    scale = Scale(Axis("x", unit), [0, high])
    ticks = scale.ticks()
    assert 2 <= len(ticks) <= 11
    assert ticks[0] == 0
    assert ticks[-1] >= high
    assert 0 < scale.at(high) <= 1


@pytest.mark.parametrize("values", [(), (None,), (float("nan"), float("inf")), (-3.0, 5.0), (0.0,)])
def test_odd_values_draw_a_chart_all_the_same(values: tuple[float | None, ...]) -> None:
    text = str(drawn(chart(*values)))
    assert text.startswith("<svg")
    assert "nan" not in text
    assert "inf" not in text
