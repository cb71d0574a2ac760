"""The integration started again on a backup of its data: what it knows then, and what it has forgotten."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from golive.candidates.instances import abilities
from golive.candidates.instances.backups import Backups
from golive.candidates.kit import Kit
from golive.candidates.storage import Storage
from golive.errors import CandidateFailed
from golive.scenario import load
from golive.sim import Environment
from golive_reports.words.story_line import describe

from .test_lives import run


async def counts(kit: Kit) -> None:
    """Counts minutes in its storage, and logs with which number it starts."""
    table: dict[str, Any] = kit.storage.table("minutes")
    kit.log(f"starts with {table.get('count', 0)}")
    while True:
        await asyncio.sleep(60)
        table["count"] = table.get("count", 0) + 1


def _starts(log: str) -> list[int]:
    return [int(line.rpartition(" ")[2]) for line in log.splitlines() if "starts with" in line]


@pytest.mark.parametrize(("age", "known"), [("5m", 14), ("1m", 18), ("1h", 0)])
def test_it_knows_what_it_had_stored_then(tmp_path: Path, age: str, known: int) -> None:
    out = run(tmp_path, counts, f"[{{fault: rollback, at: 20m, age: {age}, down: 2m}}]")
    assert out.minutes("candidate.killed", "candidate.started") == [0, 20, 22]
    first, second = _starts(out.log)
    assert first == 0
    assert known <= second <= known + 1
    assert [(each.id, each.hit, each.effective) for each in out.card.faults] == [("rollback", 1, 1)]
    assert "on data that was" in describe(out.of("candidate.killed")[0]).text


def test_a_kill_without_a_backup_forgets_nothing(tmp_path: Path) -> None:
    """The canary."""
    out = run(tmp_path, counts, "[{fault: kill, at: 20m, down: 2m}]")
    assert _starts(out.log)[1] >= 19
    assert "on data that was" not in describe(out.of("candidate.killed")[0]).text


def test_a_backup_is_not_written_to_any_more() -> None:
    env, storage = Environment(initial_time=0), Storage(is_kept=True)
    storage.table("orders")["1"] = "sent"
    backups = Backups(env, lambda: storage)
    storage.table("orders")["2"] = "sent"
    assert dict(backups.of(0).reopened().table("orders")) == {"1": "sent"}


def test_a_program_is_refused() -> None:
    class Program:
        name = "program"
        able_to = abilities.COMMAND

    with pytest.raises(CandidateFailed, match="cannot start again on a backup of its data"):
        abilities.require(Program(), load("calm", ["chaos=[{fault: rollback, at: 20m}]"]))
