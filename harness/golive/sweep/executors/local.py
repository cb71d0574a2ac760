"""Local execution of runs: one process each, several at a time, results in the order of the jobs.

Each run has a process of its own, so that no module state of a candidate passes from one run to the next and the order
of the runs cannot matter.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import sysconfig
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

CHILD = "golive.sweep.executors.child"
_LAST_WORDS = 4_000
_MARK = "golive: "


@dataclass(frozen=True, slots=True)
class Job:
    """One run: the arguments of `golive run`, and its folder."""

    words: tuple[str, ...]
    folder: Path


@dataclass(frozen=True, slots=True)
class Ended:
    """The end of a run: the exit status, and the last message that it wrote."""

    status: int
    last_words: str


def run_all(jobs: Sequence[Job], at_once: int, report: Callable[[int, Ended], None]) -> None:
    """Run every job; `report` is called with the index and the end of each, in the order of the jobs.

    It is called as soon as the job and all before it have ended. An interrupt, or an error of `report`, ends every
    process before it is raised again.
    """
    asyncio.run(_run_all(jobs, at_once, report))


async def _run_all(jobs: Sequence[Job], at_once: int, report: Callable[[int, Ended], None]) -> None:
    room = asyncio.Semaphore(at_once)
    tasks = [asyncio.create_task(_run(job, room)) for job in jobs]
    try:
        for place, task in enumerate(tasks):
            report(place, await task)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _run(job: Job, room: asyncio.Semaphore) -> Ended:
    async with room:
        with tempfile.TemporaryFile() as words:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-P", "-m", CHILD, _module_folders(), "run", *job.words),
                stdin=asyncio.subprocess.PIPE,  # stays open: the run ends when this process is gone
                stdout=asyncio.subprocess.DEVNULL,
                stderr=words,
                start_new_session=True,
            )
            try:
                status = await process.wait()
            finally:
                await _end(process)
            return Ended(status, _last_words(words))


def _module_folders() -> str:
    """Return this process's module search path, without the folders of installed packages."""
    installed = set(sysconfig.get_paths().values())
    own = [os.path.abspath(entry) for entry in sys.path if os.path.isdir(entry or os.curdir)]
    return os.pathsep.join(
        folder
        for folder in own
        if folder not in installed
        and not {"site-packages", "dist-packages", "lib-dynload"} & set(Path(folder).parts)
    )


async def _end(process: asyncio.subprocess.Process) -> None:
    """End the process and its children, which form a process group."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    await process.wait()


def _last_words(words: IO[bytes]) -> str:
    """Return the last message of golive, without the lines of a traceback before it."""
    size = words.seek(0, os.SEEK_END)
    words.seek(max(0, size - _LAST_WORDS))
    lines = [line for line in words.read().decode("utf-8", "replace").splitlines() if line.strip()]
    own = [line.removeprefix(_MARK) for line in lines if line.startswith(_MARK)]
    return (own or lines or [""])[-1].strip()
