"""Options and fixtures shared by all tests."""

from __future__ import annotations

import os
import signal
import sys
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests import depth
from tests.commands import Golive, in_process
from tests.deep_state import FOLDER, Passed, state_of_the_files

if TYPE_CHECKING:
    from tests.once import Once
    from tests.runs import Runs

GOLDEN = Path(__file__).parent / "golden"
CACHE = Path(__file__).parent.parent / ".pytest_cache" / "bytecode"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--renew-golden", action="store_true", help="write the golden files instead of comparing"
    )
    parser.addoption(
        "--deep",
        action="store_true",
        help="every row of every table and every example instead of a fixed sample; started again, it goes on"
        " where it stopped",
    )


def pytest_configure(config: pytest.Config) -> None:
    """A shell starts what runs in the background deaf to Ctrl-C, and children inherit that; tests press Ctrl-C."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    _keep_bytecode()
    for marker in (
        "sample(share): of the rows of this table every share-th; all with --deep",
        "deep: runs with --deep alone",
    ):
        config.addinivalue_line("markers", marker)
    goes_deep = config.getoption("--deep")
    settings.load_profile(
        depth.DEEP if goes_deep else depth.SAMPLE
    )  # --hypothesis-profile is loaded after it
    if goes_deep:
        worker = getattr(config, "workerinput", None)
        file = FOLDER / state_of_the_files() if worker is None else Path(worker["passed"])
        config.pluginmanager.register(Passed(file, writes=worker is None))


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Workers for `-n auto`: half as many again as cores, as tests of live runs wait most of their time."""
    return len(os.sched_getaffinity(0)) * 3 // 2 or 1


def _keep_bytecode() -> None:
    """Where writing bytecode is switched off, each of the processes that tests start would compile all of golive.
    For the tests it goes into the folder of pytest's cache instead, and nowhere else."""
    if sys.dont_write_bytecode:
        sys.pycache_prefix = os.environ["PYTHONPYCACHEPREFIX"] = str(CACHE)
        sys.dont_write_bytecode = False
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out what is not in the sample, unless tests are asked for by name."""
    if depth.deep() or any("::" in word for word in config.invocation_params.args):
        return
    tables: dict[tuple[str, int], list[str]] = defaultdict(list)
    left_out = {item.nodeid for item in items if item.get_closest_marker("deep")}
    for item in items:
        if (mark := item.get_closest_marker("sample")) is not None:
            tables[item.nodeid.partition("[")[0], mark.args[0]].append(item.nodeid)
    for (_, share), ids in tables.items():
        left_out |= set(ids) - depth.sampled(ids, share)
    if left_out:
        config.hook.pytest_deselected(items=[item for item in items if item.nodeid in left_out])
        items[:] = [item for item in items if item.nodeid not in left_out]


@pytest.fixture
def golive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Golive:
    """The command, in this process and an empty working folder."""
    return in_process(tmp_path, monkeypatch, capfd)


@pytest.fixture(scope="session")
def runs(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Runs:
    """Whole runs, each made once for all tests and all workers."""
    from tests.runs import Runs  # imports all of golive, which most tests do without

    return Runs(_shared(request, tmp_path_factory) / "runs")


@pytest.fixture(scope="session")
def once(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Costly files, each made once for all tests and all workers."""
    from tests.once import Once

    return Once(_shared(request, tmp_path_factory) / "once")


def _shared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of this session that all workers have in common."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if hasattr(request.config, "workerinput") else base


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with a file below tests/golden; `--renew-golden` writes the file."""

    def compare(name: str, text: str) -> None:
        file = GOLDEN / name
        if request.config.getoption("--renew-golden"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        assert file.exists(), f"{file} is missing: run pytest --renew-golden and read what it wrote"
        assert text == file.read_text(encoding="utf-8")

    return compare
