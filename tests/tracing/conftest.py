from __future__ import annotations

from pathlib import Path

import pytest

from golive import run

SHORT = ("clock.duration=10m", "clock.settle=5m")
FAULTY = (
    "chaos=[{fault: duplicate_notice, chance: 50%}, {fault: lose_reply, on: erp.order.create, chance: 30%}]"
)


@pytest.fixture(scope="session")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run of the naive integration with lost replies and notices that arrive twice."""
    folder = tmp_path_factory.mktemp("faulty") / "run"
    run("calm", "naive", sets=[*SHORT, FAULTY], out=folder)
    return folder
