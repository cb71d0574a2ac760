from __future__ import annotations

from pathlib import Path

import pytest

from tests.record.made import made


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a short run with findings, and its reports. Tests work on copies."""
    return made(tmp_path_factory.mktemp("finished"))
