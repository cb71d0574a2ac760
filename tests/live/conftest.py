"""The run folder of a program."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live.alive import eventually, our_threads, processes_with


@pytest.fixture
def run_dir(tmp_path: Path) -> Iterator[Path]:
    """A run folder; when the test is over no process that knows of it and no thread of ours may be left."""
    folder = tmp_path / "run"
    folder.mkdir()
    yield folder
    eventually(lambda: not processes_with(str(folder)), "all processes of the candidate gone")
    assert not our_threads()
