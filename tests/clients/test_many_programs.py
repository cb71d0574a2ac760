"""The connector of the examples through `golive gate` and `golive compare`."""

from __future__ import annotations

import shutil
from pathlib import Path

import orjson
import pytest

from tests.commands import ROOT, Golive

pytestmark = pytest.mark.clients

LIVE = ("--clock", "live", "--speed", "60", "--set", "clock.duration=10m", "--set", "clock.settle=15m")


@pytest.fixture
def connector(golive: Golive, tmp_path: Path) -> str:
    """A copy of the connector for Node, as a candidate; skipped without Node."""
    if shutil.which("node") is None:
        pytest.skip("node is not in PATH")
    for name in ("node_connector.mjs", "node_connector.yaml", "node_mapping.mjs"):
        shutil.copy(ROOT / "examples" / name, tmp_path)
    return "./node_connector.yaml"


def test_the_node_connector_passes_a_gate(golive: Golive, connector: str) -> None:
    said = golive("gate", "calm", "--candidate", connector, "--seeds", "1,2", "--out", "all", *LIVE)
    assert said.status == 0, said.out + said.err
    gate = orjson.loads(Path("all/gate.json").read_bytes())
    assert [run["orders"]["total"] > 0 for run in gate["runs"]] == [True, True]


def test_the_node_connector_holds_with_and_without_an_outage(golive: Golive, connector: str) -> None:
    outage = "outage:chaos=[{fault: outage, at: 2m..4m, how: refused}]"
    words = ("--candidate", connector, "--variant", "calm:", "--variant", outage)
    said = golive("compare", "calm", *words, "--out", "both", *LIVE)
    assert said.status == 0, said.out + said.err
    found = orjson.loads(Path("both/compare.json").read_bytes())
    assert found["paired"] > 0
