"""The example programs: the same bytes for a seed, the same verdicts on both clocks, and what golive finds in them."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

import golive
from golive.record.folder import read_orders
from golive.runner import RunResult

EXAMPLES = Path(__file__).parents[2] / "examples"
PROGRAMS = ("poll_requests", "poll_httpx", "poll_threads")
PAST_ALL_BUDGETS = ("clock.duration=10m", "clock.settle=75m")
"""At the end every parcel is overdue: none that falls due just then may differ by the moment of a poll."""
HOUR = ("clock.duration=1h", "clock.settle=1h")


def run(name: str, scenario: str = "calm", *sets: str, out: Path | None = None, seed: int = 1) -> RunResult:
    return golive.run(scenario, str(EXAMPLES / f"{name}.py"), sets=sets, out=out, seed=seed)


def verdicts(folder: Path) -> dict[str, str]:
    return {line.order: line.verdict for line in read_orders(folder)}


@pytest.mark.sample(3)
@pytest.mark.parametrize("name", PROGRAMS)
def test_the_same_seed_gives_the_same_bytes(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder, hash_seed in zip(folders, ("1", "2"), strict=True):
        monkeypatch.setenv("PYTHONHASHSEED", hash_seed)
        run(name, "slow-network", "clock.duration=30m", "clock.settle=1h", out=folder)
    for file in ("ledger.jsonl", "orders.jsonl", "candidate.log", "scorecard.json"):
        one, two = ((folder / file).read_bytes() for folder in folders)
        assert one.replace(bytes(folders[0]), b"") == two.replace(bytes(folders[1]), b""), file


@pytest.mark.sample(3)
@pytest.mark.parametrize("name", PROGRAMS)
def test_without_trouble_every_order_arrives_once_and_no_parcel_is_told(name: str) -> None:
    card = run(name, "calm", *HOUR).scorecard
    assert card.orders["wrong_state"] == card.orders["total"] > 50
    assert {kind: card.orders[kind] for kind in ("lost", "duplicated", "wrong_content", "late")} == {
        "lost": 0, "duplicated": 0, "wrong_content": 0, "late": 0,
    }  # fmt: skip


@pytest.mark.sample(3)
@pytest.mark.parametrize("name", PROGRAMS)
def test_a_slow_network_makes_each_of_them_book_orders_twice(name: str) -> None:
    result = run(name, "slow-network", *HOUR)
    assert result.scorecard.orders["duplicated"] >= 5
    assert "Timeout" in result.log or "timed out" in result.log


@pytest.mark.slow
@pytest.mark.clients
@pytest.mark.parametrize("name", PROGRAMS)
def test_live_and_virtual_runs_judge_every_order_alike(name: str, tmp_path: Path) -> None:
    """Live it is a program of its own with real sockets, whose minute is a second at speed 60."""
    said = {"command": ["{python}", str(EXAMPLES / f"{name}.py")], "env": {"POLL_EVERY_S": "1"}}
    file = tmp_path / "live.yaml"
    file.write_text(json.dumps(said))
    golive.run("calm", str(file), clock="live", speed=60, sets=PAST_ALL_BUDGETS, out=tmp_path / "live")
    run(name, "calm", *PAST_ALL_BUDGETS, out=tmp_path / "virtual")
    live, virtual = verdicts(tmp_path / "live"), verdicts(tmp_path / "virtual")
    assert live == virtual
    assert Counter(live.values()).total() > 10


@pytest.mark.clients
@pytest.mark.slow
def test_the_live_clock_gives_the_same_program_its_own_time(tmp_path: Path) -> None:
    """The process takes its turns from the live clock; the program knows of no speed."""
    path = str(EXAMPLES / "poll_requests.py")
    golive.run("calm", path, clock="live", speed=240, sets=PAST_ALL_BUDGETS, out=tmp_path / "live")
    run("poll_requests", "calm", *PAST_ALL_BUDGETS, out=tmp_path / "virtual")
    assert verdicts(tmp_path / "live") == verdicts(tmp_path / "virtual")
