"""Two instances of a program at once: processes, ports, addresses, and what is left of the first."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from golive.record.run import Scorecard
from tests.live.program_runs import candidate, facts, python, run

pytestmark = pytest.mark.slow

OVERLAP = "{fault: overlap, at: 1m, for: 4m}"
SLOW = "{fault: slow, latency: 15s, on: erp.order.create}"
SETS = [
    "clock.duration=6m",
    "clock.settle=3m",
    "traffic.orders.base=240/h",
    "erp.rules.duplicate_reference=accept",
]


def deployed(folder: Path, way: str, chaos: str = OVERLAP, **said: Any) -> Scorecard:
    program = candidate(folder, command=python("deployed.py", way), webhook="/hook", stop="200ms", **said)
    return run(program, folder, [*SETS, f"chaos=[{chaos}, {SLOW}]"], speed=100)


def test_both_work_and_one_that_does_not_claim_books_twice(run_dir: Path) -> None:
    card = deployed(run_dir, "takes")
    (joined,), (left,) = facts(run_dir, "candidate.joined"), facts(run_dir, "candidate.left")
    assert (joined.data["instance"], joined.data["beside"], left.data["instance"]) == (2, 1, 1)
    assert card.orders["duplicated"] > 0
    causes = Counter(each.cause.code for each in card.findings if each.kind == "duplicated")
    assert causes["two_instances"] > 0, causes
    calls = facts(run_dir, "exchange.answered")
    both = [fact for fact in calls if joined.at_ms < fact.data["sent_ms"] < left.at_ms]
    assert {fact.data.get("instance") for fact in both} == {1, 2}
    assert {fact.data.get("instance") for fact in calls if fact.data["sent_ms"] > left.at_ms} == {None}
    told = [fact.data["instance"] for fact in facts(run_dir, "notice.delivered") if "instance" in fact.data]
    assert abs(told.count(1) - told.count(2)) <= 1
    assert told.count(2) > 3
    after = [
        fact.data["status"] for fact in facts(run_dir, "notice.delivered") if fact.at_ms > left.at_ms + 5_000
    ]
    assert set(after) == {200}
    assert facts(run_dir, "candidate.ended") == []
    log = (run_dir / "candidate.log").read_text().splitlines()
    assert [line.partition(" on port ")[0] for line in log] == ["takes", "[instance 2] takes"]
    assert len({line.partition(" on port ")[2] for line in log}) == 2
