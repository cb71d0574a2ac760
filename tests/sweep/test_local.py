"""Cells in warm processes: the same numbers in any order and number of processes, and what a lost process costs."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from golive.candidates.registry import resolve
from golive.isolation import processes
from golive.record.batch import FAILED
from golive.record.cells import Cell, CellResult, Job
from golive.record.run import LEDGER_FILE
from golive.runner import Plan, execute
from golive.scenario import load
from golive.sweep.cells.local import Block, LocalEngine
from tests.sweep.jobs import CHAOS, jobs

JOBS = jobs("naive", "reference", seeds=(1, 2))


def play(blocks: Sequence[Block], at_once: int = 1) -> dict[str, CellResult]:
    found: dict[str, CellResult] = {}

    def take(cell: Cell) -> None:
        assert cell.job.key not in found
        found[cell.job.key] = cell.result.proper

    LocalEngine(at_once).play(blocks, take)
    return found


@pytest.fixture(scope="module")
def in_one_block() -> dict[str, CellResult]:
    return play([Block(JOBS)])


def test_neither_order_nor_number_of_processes_matters(in_one_block: dict[str, CellResult]) -> None:
    assert len(in_one_block) == len(JOBS)
    assert any(result.orders["duplicated"] for result in in_one_block.values())
    assert play([Block(JOBS[::-1])]) == in_one_block
    assert play([Block((job,)) for job in JOBS], at_once=2) == in_one_block


def test_a_warm_process_plays_what_a_run_of_its_own_plays(
    in_one_block: dict[str, CellResult], tmp_path: Path
) -> None:
    last = JOBS[-1]
    plan = Plan(load("calm", CHAOS), resolve(last.candidate), "calm", last.candidate, last.seed, sets=CHAOS)
    card = execute(plan, tmp_path)
    result = in_one_block[last.key]
    assert (tmp_path / LEDGER_FILE).exists()
    assert result.ledger_sha256 == card.ledger_sha256
    assert (result.orders, result.harm_cents, result.score) == (card.orders, card.harm["total"], card.score)


def test_a_killed_process_loses_no_cell_and_repeats_none(in_one_block: dict[str, CellResult]) -> None:
    found: dict[str, CellResult] = {}
    killed: list[int] = []

    def take(cell: Cell) -> None:
        assert cell.job.key not in found
        found[cell.job.key] = cell.result.proper
        if not killed:
            tree = processes.children()
            killed.extend(run for keeper in tree[os.getpid()] for run in tree.get(keeper, ()))
            for pid in killed:
                processes.kill(pid)

    LocalEngine(1).play([Block(JOBS)], take)
    assert killed
    assert found == in_one_block


DEADLY = """
import os, signal
async def integrate(kit):
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_code_that_kills_its_process_fails_its_cell_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, in_one_block: dict[str, CellResult]
) -> None:
    (tmp_path / "deadly.py").write_text(DEADLY)
    monkeypatch.chdir(tmp_path)
    deadly = Job("calm", "deadly:integrate", 1, CHAOS)
    found = play([Block((deadly,), is_ours=False), Block(JOBS[:1])])
    assert (found[deadly.key].verdict, found[deadly.key].is_lost) == (FAILED, True)
    assert "SIGKILL" in found[deadly.key].error
    assert found[JOBS[0].key] == in_one_block[JOBS[0].key]


COUNTING = """
calls = 0
async def integrate(kit):
    global calls
    calls += 1
    assert calls == 1, "played before in this process"
    await kit.sleep(60)
"""


def test_code_of_the_user_has_a_process_of_its_own_for_every_cell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "counting.py").write_text(COUNTING)
    monkeypatch.chdir(tmp_path)
    cells = [Job("calm", "counting:integrate", seed, CHAOS) for seed in (1, 2)]
    found = play([Block((job,), is_ours=False) for job in cells])
    assert not any(result.crash for result in found.values())
