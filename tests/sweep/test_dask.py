"""Cells on a Dask scheduler with two worker processes: the same numbers, a lost worker, and what is refused."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from golive.candidates.registry import resolve
from golive.errors import CompareProblem
from golive.record.batch import FAILED
from golive.record.cells import Cell, CellResult, Job
from golive.scenario import load
from golive.sweep.cells.fingerprint import fingerprint
from golive.sweep.cells.local import Block, Engine, LocalEngine
from golive.sweep.cells.on_dask.engine import DaskEngine
from golive.sweep.cells.server import answers, request, serve
from tests.sweep.jobs import CHAOS, jobs


def with_fingerprints(made: tuple[Job, ...]) -> tuple[Job, ...]:
    return tuple(replace(job, fingerprint=fingerprint(load("calm", CHAOS), job.candidate)) for job in made)


JOBS = with_fingerprints(jobs("naive", "reference", seeds=(1, 2, 3)))
BLOCKS = [Block(JOBS[at : at + 2]) for at in range(0, len(JOBS), 2)]


def play(engine: Engine) -> dict[str, CellResult]:
    found: dict[str, CellResult] = {}

    def take(cell: Cell) -> None:
        assert cell.job.key not in found
        found[cell.job.key] = cell.result.proper

    engine.play(BLOCKS, take, lambda: True)
    return found


@contextmanager
def started(words: list[str], folder: Path) -> Generator[subprocess.Popen[bytes], None, None]:
    program = subprocess.Popen(
        [sys.executable, "-m", *words], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    with program:
        yield program
        program.kill()


@pytest.fixture
def dask(tmp_path: Path) -> Generator[tuple[str, list[subprocess.Popen[bytes]]], None, None]:
    """The address of a scheduler, and its two worker processes, which have asked for work."""
    from distributed import Client

    file = "scheduler.json"
    place = ["--scheduler-file", file]
    scheduler = ["distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
    worker = ["distributed.cli.dask_worker", "--nthreads", "1", "--no-nanny", "--no-dashboard", *place]
    with ExitStack() as stack:
        stack.enter_context(started([*scheduler, *place], tmp_path))
        workers = [stack.enter_context(started([*worker, "--name", name], tmp_path)) for name in "ab"]
        with Client(scheduler_file=str(tmp_path / file), timeout=60, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)
            yield client.scheduler.address, workers


@pytest.mark.clients
def test_two_workers_play_what_one_process_plays(
    dask: tuple[str, list[subprocess.Popen[bytes]]],
) -> None:
    here = play(LocalEngine(1))
    assert len(here) == len(JOBS)
    assert play(LocalEngine(2)) == here
    assert play(DaskEngine(dask[0])) == here


@pytest.mark.clients
def test_a_worker_that_is_killed_loses_no_cell_and_repeats_none(
    dask: tuple[str, list[subprocess.Popen[bytes]]],
) -> None:
    address, workers = dask
    found: dict[str, CellResult] = {}

    def take(cell: Cell) -> None:
        assert cell.job.key not in found
        found[cell.job.key] = cell.result.proper
        if workers[0].poll() is None:
            os.kill(workers[0].pid, signal.SIGKILL)
            workers[0].wait()

    DaskEngine(address).play(BLOCKS, take)
    assert workers[0].returncode == -signal.SIGKILL
    assert found == play(LocalEngine(1))


def test_a_server_plays_blocks_and_tells_their_cells() -> None:
    told = io.StringIO()
    serve(io.StringIO(request(BLOCKS[0], None) + request(BLOCKS[1], None)), told)
    told.seek(0)
    cells = [Cell.from_json(row) for _ in range(2) for row in answers(told)]
    assert [cell.job for cell in cells] == list(JOBS[:4])
    assert not any(cell.result.verdict == FAILED for cell in cells)
    with pytest.raises(EOFError):
        next(answers(told))


def test_another_version_of_anything_is_said_and_not_played() -> None:
    told = io.StringIO()
    other = replace(JOBS[0], fingerprint="0" * 64)
    serve(io.StringIO(request(Block((other,)), None)), told)
    result = Cell.from_json(json.loads(told.getvalue().splitlines()[0])["cell"]).result
    assert (result.verdict, result.is_lost) == (FAILED, True)
    assert "install the same version" in result.error


def test_a_scheduler_that_is_not_there_is_named() -> None:
    with pytest.raises(CompareProblem, match="expected a Dask scheduler, none answers"):
        DaskEngine("tcp://127.0.0.1:9", connect_s=0.2).play(BLOCKS, lambda _: None)


def test_the_fingerprint_follows_the_candidate() -> None:
    scenario = load("calm", CHAOS)
    assert resolve("naive").name == "naive"
    assert fingerprint(scenario, "naive") == fingerprint(load("calm", CHAOS), "naive")
    assert fingerprint(load("calm"), "naive") != fingerprint(scenario, "naive")
