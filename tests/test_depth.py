"""How much of the tests is run: samples are fixed, deep runs go on where they stopped, whole runs are made once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands import ROOT
from tests.deep_state import state_of_the_files
from tests.depth import sampled
from tests.runs import Runs, execute_into

IDS = [f"test_x[{number}]" for number in range(20)]


@pytest.mark.parametrize(("share", "count"), [(1, 20), (2, 10), (3, 7), (20, 1), (99, 1)])
def test_a_sample_has_every_so_many_th_row_and_never_none(share: int, count: int) -> None:
    found = sampled(IDS, share)
    assert len(found) == count
    assert found <= set(IDS)
    assert found == sampled(reversed(IDS), share)


def test_the_sample_is_the_same_in_every_process() -> None:
    assert sorted(sampled(IDS, 5)) == ["test_x[0]", "test_x[19]", "test_x[2]", "test_x[3]"]


WITHOUT = [
    word for each in ("cacheprovider", "schemathesis", "hypothesispytest") for word in ("-p", f"no:{each}")
]
CONFTEST = """
from pathlib import Path
from tests.deep_state import Passed

def pytest_configure(config):
    worker = getattr(config, "workerinput", None)
    file = Path("passed") if worker is None else Path(worker["passed"])
    config.pluginmanager.register(Passed(file.absolute(), writes=worker is None))
"""
TESTS = """
import pathlib, pytest

def test_one(): pass

@pytest.mark.parametrize("ok", [True, False])
def test_two(ok): assert ok or pathlib.Path("mended").exists()
"""


@pytest.mark.parametrize("workers", [(), ("-n", "2")], ids=["alone", "workers"])
def test_a_deep_run_goes_on_with_what_has_not_passed(tmp_path: Path, workers: tuple[str, ...]) -> None:
    (tmp_path / "conftest.py").write_text(CONFTEST)
    (tmp_path / "test_it.py").write_text(TESTS)

    def again() -> tuple[int, str]:
        words = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            *WITHOUT,
            f"--rootdir={tmp_path}",
            *workers,
        ]
        done = subprocess.run(
            words,
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout.splitlines()[-1]

    status, said = again()
    assert (status, said.partition(" in ")[0]) == (1, "1 failed, 2 passed")
    assert sorted((tmp_path / "passed").read_text().split()) == [
        "test_it.py::test_one",
        "test_it.py::test_two[True]",
    ]
    (tmp_path / "mended").touch()
    status, said = again()
    assert (status, said.split()[:2]) == (0, ["1", "passed,"] if not workers else ["1", "passed"])
    assert again()[0] == 0, "nothing is left, which is a success"


def test_what_has_passed_counts_for_one_state_of_the_files(tmp_path: Path) -> None:
    def git(*words: str) -> None:
        subprocess.run(
            ["git", "-c", "user.name=x", "-c", "user.email=x@example.com", *words], cwd=tmp_path, check=True
        )

    git("init", "-q")
    (tmp_path / "a.py").write_text("1\n")
    git("add", "a.py")
    git("commit", "-q", "-m", "x")
    clean = state_of_the_files(tmp_path)
    assert clean == state_of_the_files(tmp_path) != ""
    (tmp_path / "a.py").write_text("2\n")
    changed = state_of_the_files(tmp_path)
    (tmp_path / "b.py").write_text("3\n")
    assert len({clean, changed, state_of_the_files(tmp_path)}) == 3


RUN = ("calm", "reference", "clock.duration=5m", "clock.settle=5m")


def test_a_run_is_made_once_for_all_that_share_the_folder(tmp_path: Path) -> None:
    first = Runs(tmp_path)(*RUN)
    made_ns = (first.folder / "ledger.jsonl").stat().st_mtime_ns
    second = Runs(tmp_path)(*RUN)
    assert (second.folder, second.card, second.facts) == (first.folder, first.card, first.facts)
    assert (second.folder / "ledger.jsonl").stat().st_mtime_ns == made_ns
    assert Runs(tmp_path)(*RUN, seed=2).folder != first.folder


def test_what_is_shared_is_what_a_run_leaves(tmp_path: Path) -> None:
    shared = Runs(tmp_path / "shared")(*RUN)
    assert execute_into(tmp_path / "own", *RUN) == shared.card
    assert (tmp_path / "own" / "ledger.jsonl").read_bytes() == (shared.folder / "ledger.jsonl").read_bytes()


def test_a_run_that_was_cut_off_is_made_again(tmp_path: Path) -> None:
    made = Runs(tmp_path)(*RUN)
    made.folder.with_suffix(".card").unlink()
    (made.folder / "ledger.jsonl").write_text("half a li")
    again = Runs(tmp_path)(*RUN)
    assert again.card == made.card
    assert (again.folder / "ledger.jsonl").read_text().endswith("}\n")
