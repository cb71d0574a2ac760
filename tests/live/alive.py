"""A live clock running in a thread, so that a test can be the client; and how to see that nothing is left."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

from fake_erp import ErpConfig, new_erp
from golive.chaos.injector import FaultInjector
from golive.sim import LiveClock
from golive.wire.wire import Wire

START_MS = 1_764_306_000_000
PATIENCE_S = 20.0
"""How long a test waits for a condition before it fails. Never how long something must take."""

Fact = tuple[str, dict[str, str], dict[str, Any]]


class Alive:
    """An ERP on a wire, on a live clock. `facts` are what the wire, the ERP and others stated."""

    def __init__(self, speed: float) -> None:
        self.clock = LiveClock(START_MS, speed)
        self.facts: list[Fact] = []
        self.erp = new_erp(self.clock.env.now_ms, Random(1), self.emit, ErpConfig())
        self.erp.items.add("A", "Item A", 1999, 19)
        self.erp.stock.open("A", "main", 100)
        self.erp.add_client("shop", "secret")
        self.facts.clear()
        chaos = FaultInjector([], self.clock.env.now_ms)
        self.wire = Wire(self.clock.env, chaos, self.emit, {"erp": self.erp}, {"erp": lambda operation: 1})

    def emit(self, kind: str, keys: dict[str, str], data: dict[str, Any]) -> None:
        self.facts.append((kind, keys, data))

    def of_kind(self, kind: str) -> list[Fact]:
        return [fact for fact in self.facts if fact[0] == kind]


@contextmanager
def alive(speed: float = 100.0) -> Iterator[Alive]:
    """The clock runs while the body does."""
    world = Alive(speed)
    end = world.clock.loop.create_future()

    async def main() -> None:
        await end

    thread = threading.Thread(target=lambda: world.clock.run(main()))
    thread.start()
    try:
        yield world
    finally:
        world.clock.submit(lambda: end.set_result(None))
        thread.join()
        world.clock.close()


def eventually(condition: Callable[[], Any], what: str) -> None:
    """Wait until the condition holds; fail when it does not for a long time."""
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline, f"still not: {what}"
        time.sleep(0.02)


def accepts(port: int) -> bool:
    """Whether anything listens on the port of the loopback interface."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def our_threads() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name.startswith("golive")]


def processes_with(word: str) -> list[str]:
    """Command lines of living processes whose environment or arguments contain the word."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if folder.joinpath("stat").read_text().rpartition(")")[2].split()[0] == "Z":
                continue
            text = folder.joinpath("cmdline").read_bytes() + folder.joinpath("environ").read_bytes()
        except OSError:
            continue
        if word.encode() in text:
            found.append(folder.joinpath("cmdline").read_bytes().replace(b"\0", b" ").decode())
    return found
