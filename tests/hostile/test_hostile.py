"""What a candidate does to its process: the run is judged, or its end has a name and the exit status 4."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from golive.isolation import processes
from golive.record import interrupted
from golive.record.ledger import read
from golive.record.run import CANDIDATE_LOG, LEDGER_FILE, SCORECARD_FILE
from tests.commands import Golive
from tests.hostile import children, descriptors, files, leaving, loop, output, process, working
from tests.hostile.case import JUDGED, Case

TINY = ("--set", "clock.duration=5m", "--set", "clock.settle=40m", "--set", "traffic.orders.base=120/h")
LIMIT = ("--wall-clock", "30s")
CASES = [
    case
    for table in (leaving, working, descriptors, process, output, children, loop, files)
    for case in table.CASES
]


@pytest.fixture(autouse=True)
def nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No process, descriptor or temporary file is left."""
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    before = traces()
    yield
    assert traces() == before


def traces() -> tuple[list[int], int, list[str]]:
    return (
        processes.descendants(os.getpid()),
        len(os.listdir("/proc/self/fd")),
        os.listdir(tempfile.gettempdir()),
    )


@pytest.mark.sample(2)
@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case,
            marks=[pytest.mark.deep] if case.is_slow else [],
            id=case.named.removeprefix("tests.hostile."),
        )
        for case in CASES
    ],
)
def test_whatever_it_does_it_is_judged_or_named(golive: Golive, tmp_path: Path, case: Case) -> None:
    said = golive(
        "run", "calm", *TINY, *(case.options or LIMIT), "--quiet", "--candidate", case.named, "--out", "x"
    )
    assert said.status == case.status, said
    assert said.out == ""
    run_dir = tmp_path / "x"
    if (run_dir / LEDGER_FILE).exists():
        ledger = [fact.seq for fact in read(run_dir / LEDGER_FILE)]
        assert ledger == list(range(1, len(ledger) + 1))
    if case.status == JUDGED:
        assert (run_dir / SCORECARD_FILE).exists()
        assert interrupted.read(run_dir) is None
        assert re.search(case.says, (run_dir / CANDIDATE_LOG).read_text("utf-8"))
        return
    (line,) = said.err.splitlines()
    assert re.search(case.says, line), line
    mark = interrupted.read(run_dir)
    assert line.endswith(mark.why) if mark is not None else not run_dir.exists()
