"""`golive show` and `golive report`: stories and reports of a finished run, whole or damaged."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from golive.cli import main
from golive.record import folder
from golive.record.run import LEDGER_FILE, ORDERS_FILE, REPORT_FILE, RUN_FILE, SCORECARD_FILE
from tests.commands import Golive

from .test_cli import SHORT

# -- show and report -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("finished") / "done"
    with pytest.raises(SystemExit):
        main.main(["run", "calm", *SHORT, "--quiet", "--out", str(made)])
    return made


@pytest.fixture
def copied(finished: Path, golive: Golive, tmp_path: Path) -> Path:
    shutil.copytree(finished, tmp_path / "done")
    return tmp_path / "done"


def test_the_story_of_an_order_speaks_of_both_systems(golive: Golive, copied: Path) -> None:
    said = golive("show", "done", "000000001")
    assert said.status == 0
    assert "000000001" in said.out
    (line,) = [each for each in folder.read_orders(copied) if each.order == "000000001"]
    assert line.erp_orders[0] in said.out


def test_an_order_that_is_not_there_is_said_to_be_not_there(golive: Golive, copied: Path) -> None:
    said = golive("show", "done", "999999999")
    assert said.status == 3
    assert "'999999999'" in said.err


def test_a_report_is_rendered_again_as_it_was(golive: Golive, copied: Path) -> None:
    golive("report", "done")
    before = (copied / REPORT_FILE).read_bytes()
    (copied / REPORT_FILE).unlink()
    said = golive("report", "done")
    assert said.status == 0
    assert REPORT_FILE in said.out
    assert (copied / REPORT_FILE).read_bytes() == before


DAMAGE: list[tuple[str, bytes | None]] = [
    (SCORECARD_FILE, None),
    (SCORECARD_FILE, b"{"),
    (SCORECARD_FILE, b"{}"),
    (SCORECARD_FILE, b"[]"),
    (SCORECARD_FILE, b"\xff\xfe"),
    (RUN_FILE, b"{}"),
    (RUN_FILE, b'"x"'),
]


@pytest.mark.parametrize(("file", "content"), DAMAGE)
def test_a_damaged_run_cannot_be_reported_and_says_which_file(
    golive: Golive, copied: Path, file: str, content: bytes | None
) -> None:
    if content is None:
        (copied / file).unlink()
    else:
        (copied / file).write_bytes(content)
    said = golive("report", "done")
    assert said.status == 3
    assert file in said.err


@pytest.mark.parametrize(
    ("file", "content"),
    [
        (LEDGER_FILE, None), (LEDGER_FILE, b"{"), (LEDGER_FILE, b"{}\n"), (LEDGER_FILE, b"[]\n"),
        (ORDERS_FILE, None), (ORDERS_FILE, b"{"), (ORDERS_FILE, b"{}\n"),
    ],
)  # fmt: skip
def test_a_damaged_run_has_no_stories_and_says_which_file(
    golive: Golive, copied: Path, file: str, content: bytes | None
) -> None:
    if content is None:
        (copied / file).unlink()
    else:
        (copied / file).write_bytes(content)
    said = golive("show", "done", "000000001")
    assert said.status == 3
    assert file in said.err
