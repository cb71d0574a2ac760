"""A copy of the examples, in which a run may leave nothing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.examples.said import EXAMPLES
from tests.live.alive import eventually, processes_with

INSTALLED = ("node_modules", "packages", "__pycache__")


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    """A folder with a copy of `examples` and an empty `temporary`.

    Afterwards no process knows of it, and so none holds a port; the copy has no new file, and `temporary` is empty.
    """
    examples, temporary = tmp_path / "examples", tmp_path / "temporary"
    shutil.copytree(EXAMPLES, examples, ignore=shutil.ignore_patterns(*INSTALLED))
    temporary.mkdir()
    before = _files(examples)
    yield tmp_path
    eventually(lambda: not processes_with(str(tmp_path)), "all processes of the run gone")
    assert _files(examples) == before
    assert not list(temporary.iterdir())


def _files(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if not set(INSTALLED) & set(path.parts)}
