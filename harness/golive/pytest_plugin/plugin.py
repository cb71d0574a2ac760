"""Options, marker and fixtures, as pytest reads them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from golive.pytest_plugin.choice import INI, MARKER, Choice, chosen

if TYPE_CHECKING:
    from golive.pytest_plugin.handles import FakeErpHandle, FakeShopHandle
    from golive.pytest_plugin.runs import Runs
    from golive.pytest_plugin.world import FakeWorld, Openings

OUT = "golive_out"
_OPENINGS: pytest.StashKey[Openings] = pytest.StashKey()
_FOLDERS: pytest.StashKey[dict[Path, int]] = pytest.StashKey()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare `--golive-out` and the settings of the configuration file."""
    group = parser.getgroup("golive")
    group.addoption(
        "--golive-out",
        dest=OUT,
        metavar="DIR",
        help="keep the run folders of golive.run() with their reports under DIR, one folder per test",
    )
    for name, about in INI.items():
        parser.addini(f"golive_{name}", f"golive: {about}", default="")


def pytest_configure(config: pytest.Config) -> None:
    """Register the marker. The folder of `--golive-out` is made absolute, for workers of pytest-xdist too."""
    config.addinivalue_line("markers", MARKER)
    out = config.getoption(OUT)
    if out:
        setattr(config.option, OUT, str(config.invocation_params.dir / out))


@pytest.fixture
def _golive_choice(request: pytest.FixtureRequest) -> Choice:
    """What the test's markers and the configuration file choose."""
    return chosen(
        {name: str(request.config.getini(f"golive_{name}")) for name in INI},
        [mark.kwargs for mark in request.node.iter_markers("golive")],
        [mark.args for mark in request.node.iter_markers("golive")],
    )


@pytest.fixture
def golive(
    request: pytest.FixtureRequest, _golive_choice: Choice, tmp_path_factory: pytest.TempPathFactory
) -> Runs:
    """Runs of a candidate through scenarios: `golive.run("black-friday", integrate).assert_held()`."""
    from golive.pytest_plugin.runs import Runs

    config = request.config
    out, worker = config.getoption(OUT), getattr(config, "workerinput", {}).get("workerid", "")
    kept = Path(out) / worker if out else None
    given = config.stash.setdefault(_FOLDERS, {})
    return Runs(_golive_choice, request.node.nodeid, kept, tmp_path_factory.mktemp, given)


@pytest.fixture
def golive_webhook() -> str:
    """Where the fake shop posts its events: override it to return the address of your own server."""
    return ""


@pytest.fixture
def _golive_world(
    request: pytest.FixtureRequest, _golive_choice: Choice, golive_webhook: str
) -> Iterator[FakeWorld]:
    """Both fakes of one test, on one clock."""
    from golive.pytest_plugin.world import FakeWorld, Openings

    openings = request.config.stash.setdefault(_OPENINGS, Openings())
    world = FakeWorld(openings, _golive_choice, golive_webhook)
    try:
        yield world
    finally:
        world.close()
    world.check()


@pytest.fixture
def fake_erp(_golive_world: FakeWorld) -> FakeErpHandle:
    """A fake ERP on the loopback interface, in its opening state."""
    return _golive_world.erp


@pytest.fixture
def fake_shop(_golive_world: FakeWorld) -> FakeShopHandle:
    """A fake Magento shop on the loopback interface, in its opening state; on the same clock as `fake_erp`."""
    return _golive_world.shop
