"""What a user installs: the wheel and the source archive."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.once import Once

ROOT = Path(__file__).parent.parent.parent
PACKAGES = {"golive", "golive_reports", "golive_virtual", "fake_erp", "fake_magento"}
NOT_NEEDED = shutil.ignore_patterns(
    ".venv",
    ".git",
    ".clients",
    "runs",
    "build",
    "dist",
    "*.egg-info",
    "__pycache__",
    ".*_cache",
    ".hypothesis",
)
HOMES = {"golive": ROOT / "harness", "golive_virtual": ROOT / "harness", "golive_reports": ROOT / "reports"}
DATA = (".txt", ".yaml", ".json", ".j2", ".css", ".js", ".typed", "LIMITS.md", ".c")

pytestmark = pytest.mark.slow


def built(kind: str, source: Path, out: Path) -> Path:
    """Build a wheel or a source archive with the installed setuptools, without a network."""
    out.mkdir(exist_ok=True)
    code = f"from setuptools import build_meta; print(build_meta.build_{kind}({str(out)!r}))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=source, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return out / done.stdout.splitlines()[-1]


@pytest.fixture
def sdist(once: Once) -> Path:
    """Made from a copy: a build leaves folders behind in its source."""
    return once("sdist", _sdist)


def _sdist(made: Path) -> Path:
    source = made / "source"
    source.mkdir()
    for item in ROOT.iterdir():
        if item.name in NOT_NEEDED(str(ROOT), [item.name]):
            continue
        if item.is_dir():
            shutil.copytree(item, source / item.name, symlinks=True, ignore=_ignored)
        else:
            shutil.copy2(item, source / item.name)
    return built("sdist", source, made / "out")


def _ignored(folder: str, names: list[str]) -> set[str]:
    """Caches; `build` is a package below the top."""
    return set(NOT_NEEDED(folder, names)) - {"build"}


@pytest.fixture
def wheel(sdist: Path, once: Once) -> Path:
    """Made from the source archive, as an installer does it."""

    def make(made: Path) -> Path:
        with tarfile.open(sdist) as archive:
            archive.extractall(made, filter="data")
        (source,) = [item for item in made.iterdir() if item.is_dir()]
        return built("wheel", source, made / "out")

    return once("wheel", make)


def expected(package: str) -> set[str]:
    """Every module of a package and every file that belongs to it, as a wheel names them."""
    home = HOMES.get(package, ROOT)
    found = {
        Path(folder, name).relative_to(home).as_posix()
        for folder, _, names in os.walk(home / package, followlinks=True)
        for name in names
        if name.endswith((".py", *DATA)) and "__pycache__" not in folder
    }
    assert len(found) > 10
    return found


def test_a_wheel_installs_its_packages_whole_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
        entry_points = archive.read(
            next(name for name in archive.namelist() if name.endswith("entry_points.txt"))
        )
    assert {name.partition("/")[0] for name in names} == PACKAGES
    assert names == set().union(*map(expected, PACKAGES))
    assert b"golive = golive.cli.main:main" in entry_points


def test_a_wheel_works_without_the_checkout(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    code = "import golive, runpy; print(golive.__file__); runpy.run_module('golive', run_name='__main__')"
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "installed")}
    for words, shown in ((["scenarios"], "black-friday"), (["erp", "profiles"], "netsuite")):
        done = subprocess.run(
            [sys.executable, "-P", "-c", code, *words],
            cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.startswith(str(tmp_path / "installed"))
        assert shown in done.stdout


def test_a_source_archive_has_what_the_tests_need_and_no_leftovers(sdist: Path) -> None:
    with tarfile.open(sdist) as archive:
        members = {member.name.partition("/")[2]: member for member in archive.getmembers()}
    for name in (
        "tests/conftest.py",
        "scenarios/delivery/calm.yaml",
        "examples/README.md",
        "docs/erp.md",
        "Makefile",
    ):
        assert name in members
    assert members["harness/golive/scenarios/delivery/calm.yaml"].isfile()
    assert [name for name in members if name.endswith(".pyc") or name.startswith((".venv", "runs/"))] == []
