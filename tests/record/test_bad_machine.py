"""On a machine that lacks something a command ends with one sentence, the path and a status of its own."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from golive.exit_status import CANDIDATE_STATUS, HELD_STATUS, INPUT_STATUS, MACHINE_STATUS
from tests.forked import golive, limited
from tests.record.made import SHORT

RUN = (*SHORT, "--out", "new")
REPORT = ("report", "run")
COMPARE = ("compare", "calm", "--candidate", "naive", "--candidate", "reference", "--out", "new")
FULL_OUTPUT = ("scenarios",), ("faults",), ("schema",), ("history", "."), (*SHORT, "--format", "json")


def onto_a_full_disk(number: int) -> Callable[[], None]:
    def prepare() -> None:
        os.dup2(os.open("/dev/full", os.O_WRONLY), number)

    return prepare


def says(said: tuple[int, str], status: int, *words: str) -> None:
    assert said[0] == status, said
    lines = said[1].splitlines()
    assert len(lines) == 1, said
    assert lines[0].startswith("golive: ")
    assert all(word in lines[0] for word in words), said


@pytest.fixture
def folder(finished: Path, tmp_path: Path) -> Path:
    shutil.copytree(finished, tmp_path / "run")
    return tmp_path


LIMITS = [
    *((RUN, "FSIZE", amount, ("new/",)) for amount in (0, 1, 1000, 20_000, 65_536, 100_000)),
    *((REPORT, "FSIZE", amount, ("run/report.html",)) for amount in (0, 1000, 50_000)),
    (("gate", "calm", "--out", "new", "--quiet"), "FSIZE", 0, ("new", "may not become larger")),
    *((RUN, "NOFILE", amount, ("open",)) for amount in (4, 5, 6, 7, 8, 9, 10)),
    *((REPORT, "NOFILE", amount, ("open",)) for amount in (4, 5, 6)),
    (("show", "run", "000000001"), "NOFILE", 4, ("open",)),
    (("history", "."), "NOFILE", 4, ("open",)),
]  # fmt: skip


@pytest.mark.parametrize(("words", "limit", "amount", "said"), LIMITS)
def test_a_limit_that_is_too_low(
    folder: Path, words: tuple[str, ...], limit: str, amount: int, said: tuple[str, ...]
) -> None:
    says(golive(words, folder, limited(getattr(resource, f"RLIMIT_{limit}"), amount)), MACHINE_STATUS, *said)


@pytest.mark.parametrize("amount", [0])
def test_no_memory(folder: Path, amount: int) -> None:
    def prepare() -> None:
        used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        limited(resource.RLIMIT_AS, used + amount)()

    says(golive([*RUN, "--set", "shop.catalog.skus=30000"], folder, prepare), MACHINE_STATUS, "memory")


@pytest.mark.parametrize("words", FULL_OUTPUT)
def test_standard_output_on_a_full_disk(folder: Path, words: tuple[str, ...]) -> None:
    words = tuple(word for word in words if not (word == "--quiet" and "json" in words))
    says(golive(words, folder, onto_a_full_disk(1)), MACHINE_STATUS, "standard output: no space is left")


def test_a_reader_that_leaves_is_no_fault_of_the_machine(folder: Path) -> None:
    def prepare() -> None:
        reader, writer = os.pipe()
        os.close(reader)
        os.dup2(writer, 1)

    assert golive(["scenarios"], folder, prepare).status != MACHINE_STATUS


@pytest.fixture
def small(folder: Path) -> Path:
    """A file system of 64 KiB."""
    (folder / "small").mkdir()
    words = ["mount", "-t", "tmpfs", "-o", "size=64k", "none", str(folder / "small")]
    if os.geteuid() or subprocess.run(words, capture_output=True, check=False).returncode:
        pytest.skip("mounting is not possible here")
    yield folder / "small"  # type: ignore[misc]
    subprocess.run(["umount", str(folder / "small")], check=True)


def test_a_full_disk(small: Path) -> None:
    says(golive([*SHORT, "--out", "small/x"], small.parent), MACHINE_STATUS, "small/x/", "no space is left")
    assert golive([*SHORT, "--out", "elsewhere"], small.parent).status == HELD_STATUS


def _is_a_file(folder: Path) -> None:
    (folder / "new").write_text("x")


def _is_full(folder: Path) -> None:
    (folder / "new").symlink_to("/dev/full")


def _is_a_loop(folder: Path) -> None:
    (folder / "new").symlink_to("new")


def _is_foreign(folder: Path) -> None:
    (folder / "new").mkdir()
    (folder / "new" / "thesis").write_text("x")


def _has_foreign_data(folder: Path) -> None:
    (folder / "new" / "candidate-data").mkdir(parents=True)
    (folder / "new" / "candidate-data" / "thesis").write_text("x")


def _has_a_lone_report(folder: Path) -> None:
    (folder / "new").mkdir()
    (folder / "new" / "report.html").write_text("x")


def _has_a_link(folder: Path) -> None:
    shutil.copytree(folder / "run", folder / "new")
    (folder / "new" / "report.html").unlink(missing_ok=True)
    (folder / "new" / "report.html").symlink_to(folder / "run" / "run.json")


FOUND = (_is_a_file, _is_full, _is_foreign, _has_foreign_data, _has_a_lone_report, _has_a_link, _is_a_loop)


@pytest.mark.parametrize("makes", FOUND)
@pytest.mark.parametrize("words", [RUN, ("gate", "calm", "--out", "new"), COMPARE])
def test_what_no_run_made_stays(folder: Path, makes: Callable[[Path], None], words: tuple[str, ...]) -> None:
    makes(folder)
    before = sorted(folder.rglob("*"))
    says(golive(words, folder), INPUT_STATUS, "--out new")
    assert sorted(folder.rglob("*")) == before


NAMES = [
    ("a\nb", HELD_STATUS, ""), ("ä漢字", HELD_STATUS, ""), ("a b 'c'", HELD_STATUS, ""), ("", INPUT_STATUS, '""'),
    ("x" * 300, INPUT_STATUS, "too long"), ("/".join(["x" * 200] * 30), INPUT_STATUS, "too long"),
    ("a\0b", INPUT_STATUS, "a\\x00b"), ("run/run.json/x", INPUT_STATUS, "run/run.json/x"),
    ("~nobody-here/x", INPUT_STATUS, "~nobody-here"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "status", "words"), NAMES)
def test_names_of_folders(folder: Path, name: str, status: int, words: str) -> None:
    said = golive([*SHORT, "--out", name], folder)
    if status == HELD_STATUS:
        assert said == (HELD_STATUS, "")
        assert (folder / name / "run.json").exists()
    else:
        says(said, status, words)


@pytest.mark.parametrize("command", ["show", "report", "explain"])
@pytest.mark.parametrize("name", ["a\nb", "x" * 300, "", "a\0b", "run/run.json", "nowhere"])
def test_names_of_runs(folder: Path, name: str, command: str) -> None:
    says(golive([command, name, *(["1"] if command != "report" else [])], folder), INPUT_STATUS)


def test_a_folder_that_vanishes(folder: Path) -> None:
    (folder / "vanishing.py").write_text(
        "import shutil\nasync def integrate(kit):\n    shutil.rmtree('new')\n    await kit.erp.get('/api/v1/orders')\n"
    )
    words = [*SHORT, "--candidate", "vanishing:integrate", "--out", "new"]
    says(golive(words, folder), CANDIDATE_STATUS, "it removed the run folder new")


@pytest.mark.parametrize("name", ["HOME", "TMPDIR"])
def test_home_and_temporary_folders_that_are_not_there(folder: Path, name: str) -> None:
    def prepare() -> None:
        os.environ[name] = "/nowhere/at/all"

    assert golive(RUN, folder, prepare) == (HELD_STATUS, "")


def test_what_is_left_after_a_full_disk_is_shown_as_far_as_it_went(folder: Path) -> None:
    assert golive(RUN, folder, limited(resource.RLIMIT_FSIZE, 150_000)).status == MACHINE_STATUS
    assert "interrupted" in golive(["history", "."], folder).text
    assert golive(["report", "new"], folder).status == HELD_STATUS
    assert golive(["show", "new", "000000001"], folder).status == HELD_STATUS
