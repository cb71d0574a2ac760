"""The same scenario, seed and candidate give the same bytes, in another process with another hash seed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path

import pytest

from golive.record.run import LEDGER_FILE, ORDERS_FILE, SCORECARD_FILE, Fact
from tests.commands import elsewhere, run_command
from tests.runs import Runs

from .test_runs import run

SETS = ("clock.duration=30m", "clock.settle=40m")


def first_difference(one: Path, other: Path) -> str:
    """The first line in which two files differ, with both versions; empty for equal files."""
    lines = zip_longest(one.read_bytes().splitlines(), other.read_bytes().splitlines())
    for number, (here, there) in enumerate(lines, 1):
        if here != there:
            return f"line {number}:\n  {here!r}\n  {there!r}"
    return ""


ROWS = [(name, who) for name in ("duplicate-events", "silent-drops") for who in ("reference", "naive")]


def test_another_process_writes_the_same_bytes(tmp_path: Path) -> None:
    """All rows in one test, because each process plays them all."""
    one, two = tmp_path / "one", tmp_path / "two"
    for folder, hash_seed in ((one, "0"), (two, "4242")):
        folder.mkdir()
        elsewhere(hash_seed, *(run_command(folder / f"{name}-{who}", name, who, SETS) for name, who in ROWS))
    for row in ("-".join(each) for each in ROWS):
        for file in (LEDGER_FILE, ORDERS_FILE, SCORECARD_FILE):
            assert first_difference(one / row / file, two / row / file) == "", row


def test_two_runs_in_one_process_share_nothing(tmp_path: Path) -> None:
    for name in ("one", "two"):
        run(tmp_path / name, "slow-network", "reference", 1, *SETS)
    assert first_difference(tmp_path / "one" / LEDGER_FILE, tmp_path / "two" / LEDGER_FILE) == ""


def test_canary_of_differences(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("1\n2\n")
    (tmp_path / "b").write_text("1\n3\n")
    assert first_difference(tmp_path / "a", tmp_path / "b").startswith("line 2")


def test_another_seed_is_another_day(runs: Runs) -> None:
    one, two = (
        [fact.at_ms for fact in runs("calm", "reference", *SETS, seed=seed).of_kind("shop.order.placed")]
        for seed in (1, 2)
    )
    assert one != two
    assert not set(one[:5]) & set(two[:5])


# -- the same misfortune for everybody -----------------------------------------------------------------------


def first_creates(facts: Sequence[Fact], fault: str) -> dict[str, bool]:
    """Per order: whether the fault acted on the first attempt to create it."""
    return {
        fact.keys["key"]: fault in fact.data["faults"]
        for fact in facts
        if fact.kind == "exchange.answered"
        and fact.data["op"] == "erp.order.create"
        and fact.data["attempt"] == 1
    }


Both = tuple[Sequence[Fact], Sequence[Fact]]


@pytest.fixture(scope="module")
def both(runs: Runs) -> Both:
    """The ledgers of both bundled candidates on a day of lost replies and dropped orders."""
    sets = ("clock.duration=2h", "chaos[0].chance=10%", "chaos[1].chance=10%")
    return runs("silent-drops", "reference", *sets).facts, runs("silent-drops", "naive", *sets).facts


@pytest.mark.parametrize("fault", ["silent_drop", "lose_reply"])
def test_two_candidates_meet_the_same_misfortune_order_by_order(both: Both, fault: str) -> None:
    one, other = (first_creates(facts, fault) for facts in both)
    common = [order for order in one if order in other]
    assert len(common) > 150
    assert any(one[order] for order in common)
    assert [one[order] for order in common] == [other[order] for order in common]


def test_two_candidates_have_the_same_customers(both: Both) -> None:
    """Arrivals and baskets do not depend on the candidate while nothing is sold out."""
    days = [
        [
            (fact.at_ms, fact.data["email"], fact.data["lines"])
            for fact in facts
            if fact.kind == "shop.order.placed"
        ]
        for facts in both
    ]
    assert days[0] == days[1]
