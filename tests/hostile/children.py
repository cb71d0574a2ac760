"""Candidates that start processes, and leave them."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys

from golive.candidates.kit import Kit
from tests.hostile.case import HEALTH, JUDGED, NOT_JUDGED, Case
from tests.hostile.leaving import idle

SLEEP = ["/bin/sleep", "3600"]


async def leaves_a_program(kit: Kit) -> None:
    subprocess.Popen(SLEEP)
    await idle(kit)


async def leaves_a_program_in_a_session_of_its_own(kit: Kit) -> None:
    subprocess.Popen(SLEEP, start_new_session=True)
    await idle(kit)


async def leaves_a_program_that_ignores_signals(kit: Kit) -> None:
    subprocess.Popen(
        ["/bin/sh", "-c", "trap '' TERM INT HUP; while :; do sleep 60; done"], start_new_session=True
    )
    await idle(kit)


async def leaves_a_stopped_program(kit: Kit) -> None:
    program = subprocess.Popen(SLEEP, start_new_session=True)
    program.send_signal(signal.SIGSTOP)
    await idle(kit)


async def leaves_a_daemon(kit: Kit) -> None:
    subprocess.run(["/bin/sh", "-c", "setsid sh -c 'sleep 3600 & exit' & exit"], check=True)
    await idle(kit)


async def leaves_a_program_and_crashes(kit: Kit) -> None:
    subprocess.Popen(SLEEP, start_new_session=True)
    await kit.erp.get(HEALTH)
    os.kill(os.getpid(), signal.SIGKILL)


async def leaves_a_program_and_ends_the_keeper(kit: Kit) -> None:
    subprocess.Popen(SLEEP, start_new_session=True)
    await kit.erp.get(HEALTH)
    os.kill(os.getppid(), signal.SIGKILL)
    await idle(kit)


async def forks_and_goes_on_twice(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    os.fork()
    await idle(kit)


async def forks_and_leaves(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    if os.fork() == 0:
        os._exit(0)
    os.wait()
    await idle(kit)


async def forks_and_exits(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    if os.fork() == 0:
        sys.exit(3)
    await idle(kit)


async def forks_and_fails(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    if os.fork() == 0:
        raise ValueError("in the copy")
    await idle(kit)


async def forks_and_the_original_leaves(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    if os.fork():
        os._exit(0)
    await idle(kit)


async def forks_many(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    for _ in range(4):
        os.fork()
    await idle(kit)


async def leaves_a_copy_in_a_session_of_its_own(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    if os.fork() == 0:
        os.setsid()
        signal.pause()
    await idle(kit)


def _pause() -> None:
    signal.pause()


async def leaves_a_process_of_python(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    multiprocessing.get_context("fork").Process(target=_pause).start()
    await idle(kit)


CASES = [
    *(
        Case(integrate, JUDGED)
        for integrate in (
            leaves_a_program,
            leaves_a_program_in_a_session_of_its_own,
            leaves_a_program_that_ignores_signals,
            leaves_a_stopped_program,
            leaves_a_daemon,
            forks_and_goes_on_twice,
            forks_and_leaves,
            forks_and_exits,
            forks_and_fails,
            forks_many,
            leaves_a_copy_in_a_session_of_its_own,
            leaves_a_process_of_python,
        )
    ),
    Case(leaves_a_program_and_crashes, NOT_JUDGED, "SIGKILL"),
    Case(leaves_a_program_and_ends_the_keeper, NOT_JUDGED, "its process ended the one that keeps it"),
    Case(forks_and_the_original_leaves, NOT_JUDGED, r"os\._exit\(0\)"),
]
