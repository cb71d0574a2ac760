"""Run folders have a format: older ones stay readable, later ones are refused by name.

`old_run` was written before folders had a number: a naive integration that booked two orders twice.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner

from golive.cli.group import golive
from golive.record import folder
from golive.record.format import FORMAT, NewerFormat, format_of
from golive.record.run import RUN_FILE
from golive.sweep.earlier.past_runs import past

OLD = Path(__file__).parent / "old_run"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return shutil.copytree(OLD, tmp_path / "runs" / "old")


def later(path: Path) -> Path:
    row = orjson.loads((path / RUN_FILE).read_bytes())
    row |= {"format": FORMAT + 1, "golive": "99.1"}
    (path / RUN_FILE).write_bytes(orjson.dumps(row))
    (path / "scorecard.json").write_text('{"of": "another shape"}')
    return path


def said(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(golive, list(words))
    return result.exit_code, f"{result.output} {result.exception or ''}"


def test_a_folder_without_a_number_has_the_first_format(old: Path) -> None:
    assert folder.read_run(old).format == 1
    assert folder.read_scorecard(old).orders["duplicated"] == 2
    assert format_of({"format": FORMAT}) == FORMAT


def test_it_is_shown_reported_and_compared(old: Path) -> None:
    order = next(line.order for line in folder.read_orders(old) if line.verdict == "duplicated")
    assert "duplicated" in said("show", str(old), order)[1]
    assert said("report", str(old))[0] == 0
    assert "<html" in (old / "report.html").read_text("utf-8")
    runs = past(str(old.parent))
    assert ([run.duplicated for run in runs.runs], runs.unreadable) == ([2], ())


@pytest.mark.parametrize("command", ["show", "report"])
def test_a_later_one_is_refused_by_name(old: Path, command: str) -> None:
    code, text = said(command, str(later(old)), *(["000000001"] if command == "show" else []))
    assert code != 0
    assert str(old / RUN_FILE) in text
    assert f"expected format {FORMAT} or less, got {FORMAT + 1}: golive 99.1 wrote this folder" in text


def test_a_later_one_is_named_among_past_runs(old: Path) -> None:
    runs = past(str(later(old).parent))
    assert runs.runs == ()
    ((where, why),) = runs.unreadable
    assert (where, "golive 99.1" in why) == ("old", True)


@pytest.mark.parametrize("number", [True, "2", None, 2.5, FORMAT + 1])
def test_what_is_no_known_number_is_refused(number: object) -> None:
    with pytest.raises(NewerFormat, match="expected format"):
        format_of({"format": number})


def test_a_new_folder_has_the_present_format(old: Path) -> None:
    row = folder.read_run(old).as_json()
    del row["format"]
    assert format_of({**row, "format": FORMAT}) == FORMAT
