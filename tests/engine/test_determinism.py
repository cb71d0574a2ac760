"""The same scenario, seed and candidate give the same bytes, in another process with another hash seed."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import zip_longest
from pathlib import Path

import pytest

from golive.record.ledger import read
from golive.record.run import LEDGER_FILE, ORDERS_FILE, SCORECARD_FILE, Fact

from .test_runs import run

SETS = ("clock.duration=45m", "clock.settle=45m")


def first_difference(one: Path, other: Path) -> str:
    """The first line in which two files differ, with both versions; empty for equal files."""
    lines = zip_longest(one.read_bytes().splitlines(), other.read_bytes().splitlines())
    for number, (here, there) in enumerate(lines, 1):
        if here != there:
            return f"line {number}:\n  {here!r}\n  {there!r}"
    return ""


def run_elsewhere(
    folder: Path, name: str, candidate: str, hash_seed: str, *, seed: int = 1, sets: tuple[str, ...] = SETS
) -> None:
    arguments = [
        sys.executable,
        "-m",
        "golive",
        "run",
        name,
        "--candidate",
        candidate,
        "--seed",
        str(seed),
    ]
    arguments += ["--quiet", "--out", str(folder)]
    for each in sets:
        arguments += ["--set", each]
    env = {**os.environ, "PYTHONHASHSEED": hash_seed}
    done = subprocess.run(arguments, env=env, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1, 2), done.stderr


@pytest.mark.parametrize("candidate", ["reference", "naive"])
@pytest.mark.parametrize("name", ["duplicate-events", "silent-drops"])
def test_another_process_writes_the_same_bytes(tmp_path: Path, name: str, candidate: str) -> None:
    run_elsewhere(tmp_path / "one", name, candidate, "0")
    run_elsewhere(tmp_path / "two", name, candidate, "4242")
    for file in (LEDGER_FILE, ORDERS_FILE, SCORECARD_FILE):
        assert (
            first_difference(tmp_path / "one" / file, tmp_path / "two" / file).replace("/two", "/one") == ""
        )


def test_two_runs_in_one_process_share_nothing(tmp_path: Path) -> None:
    for name in ("one", "two"):
        run(tmp_path / name, "slow-network", "reference", 1, *SETS)
    assert first_difference(tmp_path / "one" / LEDGER_FILE, tmp_path / "two" / LEDGER_FILE) == ""


def test_canary_of_differences(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("1\n2\n")
    (tmp_path / "b").write_text("1\n3\n")
    assert first_difference(tmp_path / "a", tmp_path / "b").startswith("line 2")


def test_another_seed_is_another_day(tmp_path: Path) -> None:
    placed = []
    for seed in (1, 2):
        run(tmp_path / str(seed), "calm", "reference", seed, *SETS)
        facts = read(tmp_path / str(seed) / LEDGER_FILE)
        placed.append([fact.at_ms for fact in facts if fact.kind == "shop.order.placed"])
    assert placed[0] != placed[1]
    assert not set(placed[0][:5]) & set(placed[1][:5])


# -- the same misfortune for everybody -----------------------------------------------------------------------


def facts_of(folder: Path) -> list[Fact]:
    return list(read(folder / LEDGER_FILE))


def first_creates(facts: list[Fact], fault: str) -> dict[str, bool]:
    """Per order: whether the fault acted on the first attempt to create it."""
    return {
        fact.keys["key"]: fault in fact.data["faults"]
        for fact in facts
        if fact.kind == "exchange.answered"
        and fact.data["op"] == "erp.order.create"
        and fact.data["attempt"] == 1
    }


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Fact], list[Fact]]:
    """The ledgers of both bundled candidates on a day of lost replies and dropped orders."""
    found = []
    for candidate in ("reference", "naive"):
        folder = tmp_path_factory.mktemp(candidate)
        sets = ("clock.duration=2h", "chaos[0].chance=10%", "chaos[1].chance=10%")
        run(folder, "silent-drops", candidate, 1, *sets)
        found.append(facts_of(folder))
    return found[0], found[1]


@pytest.mark.parametrize("fault", ["silent_drop", "lose_reply"])
def test_two_candidates_meet_the_same_misfortune_order_by_order(
    both: tuple[list[Fact], list[Fact]], fault: str
) -> None:
    one, other = (first_creates(facts, fault) for facts in both)
    common = [order for order in one if order in other]
    assert len(common) > 150
    assert any(one[order] for order in common)
    assert [one[order] for order in common] == [other[order] for order in common]


def test_two_candidates_have_the_same_customers(both: tuple[list[Fact], list[Fact]]) -> None:
    """Who comes when and buys what does not depend on the candidate while nothing is sold out."""
    days = [
        [
            (fact.at_ms, fact.data["email"], fact.data["lines"])
            for fact in facts
            if fact.kind == "shop.order.placed"
        ]
        for facts in both
    ]
    assert days[0] == days[1]
