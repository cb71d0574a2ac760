"""What a drill cannot say anything about is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands import Golive

ONE_SECOND = ["--set", "clock.duration=1s"]
PROGRAM = ["--candidate", "program.yaml"]


@pytest.mark.parametrize(
    ("drill", "words", "said"),
    [
        ("exceptions", ONE_SECOND, "expected at least 10 orders in a run"),
        ("upgrades", ONE_SECOND, "before and after the upgrade"),
        *((drill, PROGRAM, "runs in simulated time") for drill in ("exceptions", "reconcile", "upgrades")),
    ],
)
def test_few_orders_and_programs_are_refused(
    drill: str,
    words: list[str],
    said: str,
    golive: Golive,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("program.yaml").write_text("command: [sleep, '60']\n")
    refused = golive("drill", drill, *words, "--out", "out")
    assert (refused.status, said in " ".join(refused.err.split())) == (3, True)
    assert not Path("out").exists()
