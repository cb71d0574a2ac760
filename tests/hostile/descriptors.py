"""Candidates that close, exhaust or bend file descriptors."""

from __future__ import annotations

import contextlib
import os
import resource
import socket
from pathlib import Path

from golive.candidates.kit import Kit
from tests.hostile.case import HEALTH, JUDGED, NOT_JUDGED, Case
from tests.hostile.leaving import idle


def closed(number: int) -> None:
    with contextlib.suppress(OSError):
        os.close(number)


def leading_to(ending: str) -> list[int]:
    """The descriptors that are open on such a file."""
    found = []
    for item in Path("/proc/self/fd").iterdir():
        with contextlib.suppress(OSError):
            if os.readlink(item).endswith(ending):
                found.append(int(item.name))
    return found


async def closes_its_own_streams(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    for number in range(3):
        closed(number)
    await idle(kit)


async def closes_the_others(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    os.closerange(3, 4096)
    await idle(kit)


async def closes_all(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    os.closerange(0, 4096)
    await idle(kit)


async def closes_all_in_a_handler(kit: Kit) -> None:
    kit.on_webhook(lambda event: os.closerange(0, 4096))
    await idle(kit)


async def closes_the_ledger(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    for number in leading_to("ledger.jsonl"):
        os.close(number)
    await idle(kit)


async def closes_the_log(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    for number in leading_to("candidate.log"):
        os.close(number)
    kit.log("gone")
    await idle(kit)


async def writes_into_every_pipe(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    for item in Path("/proc/self/fd").iterdir():
        with contextlib.suppress(OSError):
            if os.readlink(item).startswith("pipe:"):
                os.write(int(item.name), b"nonsense\n")
    await idle(kit)


async def puts_files_in_place_of_all(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in range(3, 64):
        if number != nothing:
            os.dup2(nothing, number)
    await idle(kit)


async def opens_as_many_as_there_are(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    resource.setrlimit(resource.RLIMIT_NOFILE, (200, 200))
    with contextlib.suppress(OSError):
        while True:
            os.open(os.devnull, os.O_RDONLY)
    await idle(kit)


async def allows_none(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    await idle(kit)


async def allows_files_of_no_size(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    await idle(kit)


async def allows_no_more_memory(kit: Kit) -> None:
    await kit.erp.get(HEALTH)
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    resource.setrlimit(resource.RLIMIT_AS, (pages * 4096 + 2 * 10**8, resource.RLIM_INFINITY))
    blocks = []
    while True:
        blocks.append(bytearray(10**7))


async def keeps_a_socket_open(kit: Kit) -> None:
    server = socket.create_server(("127.0.0.1", 0))
    await idle(kit)
    server.close()


OWN = "it closed a file descriptor that is golive's own"
CASES = [
    Case(closes_its_own_streams, JUDGED),
    Case(closes_the_others, NOT_JUDGED, OWN),
    Case(closes_all, NOT_JUDGED, OWN),
    Case(closes_all_in_a_handler, NOT_JUDGED, OWN),
    Case(closes_the_ledger, NOT_JUDGED, OWN),
    Case(closes_the_log, NOT_JUDGED, OWN),
    Case(writes_into_every_pipe, NOT_JUDGED, "it wrote into the pipe that belongs to golive"),
    Case(puts_files_in_place_of_all, NOT_JUDGED, "golive's own"),
    Case(opens_as_many_as_there_are, JUDGED),
    Case(allows_none, NOT_JUDGED, "golive's own|no file descriptors were left"),
    Case(allows_files_of_no_size, NOT_JUDGED, "limit of the size of files"),
    Case(allows_no_more_memory, JUDGED, "MemoryError"),
    Case(keeps_a_socket_open, JUDGED),
]
