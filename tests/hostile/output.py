"""Candidates that print. All of it is in candidate.log, with the simulated time, and nothing on golive's own output."""

from __future__ import annotations

import asyncio
import ctypes
import logging
import os
import subprocess
import sys
import threading

from golive.candidates.kit import Kit
from tests.hostile.case import HEALTH, JUDGED, NOT_JUDGED, Case
from tests.hostile.leaving import idle


async def prints(kit: Kit) -> None:
    await asyncio.sleep(60)
    sys.stdout.write("one\ntwo\n")
    await idle(kit)


async def prints_in_a_handler(kit: Kit) -> None:
    kit.on_webhook(lambda event: sys.stdout.write("an event\n") and 200)
    await idle(kit)


async def writes_to_the_descriptor(kit: Kit) -> None:
    await asyncio.sleep(60)
    os.write(1, b"out\n")
    os.write(2, b"err\n")
    await idle(kit)


async def writes_no_line(kit: Kit) -> None:
    await asyncio.sleep(60)
    os.write(1, b"no end")
    await idle(kit)


async def writes_no_text(kit: Kit) -> None:
    await asyncio.sleep(60)
    os.write(1, b"\xff\xfe\x00\x1b[31m bytes\n")
    await idle(kit)


async def has_a_program_that_writes(kit: Kit) -> None:
    await asyncio.sleep(60)
    subprocess.run(["/bin/echo", "of a program"], check=True)
    await idle(kit)


async def has_a_thread_that_writes(kit: Kit) -> None:
    await asyncio.sleep(60)
    thread = threading.Thread(target=lambda: sys.stdout.write("of a thread\n"))
    thread.start()
    thread.join()
    await idle(kit)


async def writes_in_c(kit: Kit) -> None:
    await asyncio.sleep(60)
    libc = ctypes.CDLL(None)
    libc.puts(b"of libc")
    libc.fflush(None)
    await idle(kit)


async def logs(kit: Kit) -> None:
    await asyncio.sleep(60)
    logging.basicConfig(force=True)
    logging.getLogger("mine").warning("another")
    await idle(kit)


async def writes_into_a_closed_pipe(kit: Kit) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    os.dup2(writing, 1)
    sys.stdout.write("still there\n")
    sys.stdout.flush()
    await idle(kit)


async def floods_by_print(kit: Kit) -> None:
    for _ in range(200):
        sys.stdout.write("x" * 100_000 + "\n")
    await idle(kit)


async def floods_the_descriptor(kit: Kit) -> None:
    for _ in range(100):
        os.write(1, b"y" * 100_000)
    await idle(kit)


async def floods_for_ever(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    while True:
        os.write(1, b"z" * 1_000_000)


async def writes_as_it_leaves(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    os.write(2, b"last words\n")
    os._exit(9)


MINUTE = r"^2025-11-12T13:01:00\.\d+Z "
CASES = [
    Case(prints, JUDGED, rf"(?m){MINUTE}one\n{MINUTE}two$"),
    Case(prints_in_a_handler, JUDGED, r"(?m)Z an event$"),
    Case(writes_to_the_descriptor, JUDGED, rf"(?m){MINUTE}out\n{MINUTE}err$"),
    Case(writes_no_line, JUDGED, rf"(?m){MINUTE}no end$"),
    Case(writes_no_text, JUDGED, rf"(?m){MINUTE}.*bytes$"),
    Case(has_a_program_that_writes, JUDGED, rf"(?m){MINUTE}of a program$"),
    Case(has_a_thread_that_writes, JUDGED, rf"(?m){MINUTE}of a thread$"),
    Case(writes_in_c, JUDGED, rf"(?m){MINUTE}of libc$"),
    Case(logs, JUDGED, rf"(?m){MINUTE}.*another$"),
    Case(writes_into_a_closed_pipe, JUDGED, "(?m)Z still there$"),
    Case(floods_by_print, JUDGED, "the rest is left out"),
    Case(floods_the_descriptor, JUDGED, "the rest is left out"),
    Case(floods_for_ever, NOT_JUDGED, r"--wall-clock", ("--wall-clock", "1s")),
    Case(writes_as_it_leaves, NOT_JUDGED, r"os\._exit\(9\)"),
]
