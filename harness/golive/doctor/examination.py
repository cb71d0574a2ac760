"""What this machine allows programs: seals, certificates, simulated time."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from golive.live.outside.sealing import obstacle
from golive.machine import pythons
from golive.machine.faketime import OWN_LIBRARY, PACKAGE, Faketime, find
from golive.machine.probing import Measured, measure
from golive.machine.runtimes import ASPECTS, RUNTIMES, Runtime

COMMANDS = {"Python": sys.executable, "shell": "sh"}
"""Interpreter by runtime where its name in lower case is not it."""
FOLLOWED = {"follows": "yes", "own clock": "no", "hangs": "hangs", "fails": "?", "": "-"}
BROKER = "/usr/lib/rabbitmq/bin/rabbitmq-server"


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that this machine has or has not, what for, and how to get it."""

    name: str
    is_there: bool
    words: str


@dataclass(frozen=True, slots=True)
class Examination:
    """`runtimes` are the runtimes found here; without libfaketime nothing of them is measured."""

    points: tuple[Point, ...]
    runtimes: tuple[Measured, ...]

    def as_json(self) -> dict[str, Any]:
        """The same as JSON data."""
        return {
            "machine": [asdict(point) for point in self.points],
            "runtimes": [
                {**asdict(each), "waits": dict(each.waits), "follows": not each.obstacles}
                for each in self.runtimes
            ],
        }

    def rows(self) -> list[tuple[str, ...]]:
        """The table of runtimes, with its heading."""
        heading = ("runtime", "clock", *ASPECTS, "time: follow")
        return [heading, *(_row(each) for each in self.runtimes)]


def examine() -> Examination:
    """Look at this machine. Takes some seconds where there is libfaketime, which is measured in every runtime."""
    faketime = find()
    found = tuple(_measured(faketime)) if faketime is not None else ()
    return Examination((*_points(faketime),), found)


def _points(faketime: Faketime | None) -> Iterator[Point]:
    python = pythons.own()
    yield Point(
        "Python programs",
        not python.doubt,
        python.doubt
        or f"python: works under {python.named}; interpreter: may name one of {pythons.tested()}",
    )
    why = obstacle()
    yield Point(
        "sealed programs",
        not why,
        f"not here: {why}; hosts: works through a proxy alone"
        if why
        else "hosts: gives a program a network of its own, in which only the fakes can be reached",
    )
    keytool = shutil.which("keytool")
    yield Point(
        "Java trust store",
        keytool is not None,
        "Java trusts the certificates of hosts:"
        if keytool
        else "no keytool: Java refuses the certificates of hosts:",
    )
    yield Point(
        "simulated time",
        faketime is not None,
        f"time: follow works with {faketime.named}; the table says for what"
        if faketime
        else f"no libfaketime: time: follow is refused; {PACKAGE}, or name a library in {OWN_LIBRARY}",
    )
    broker = os.path.exists(BROKER) or bool(os.environ.get("GOLIVE_AMQP_URL"))
    yield Point(
        "message broker",
        broker,
        "shop.events.delivery: amqp works"
        if broker
        else "no RabbitMQ: shop.events.delivery: amqp is refused; install rabbitmq-server or set GOLIVE_AMQP_URL",
    )


def _measured(faketime: Faketime) -> Iterator[Measured]:
    for runtime in RUNTIMES:
        interpreter = shutil.which(_command(runtime))
        if interpreter is not None:
            yield measure(runtime, interpreter, faketime)


def _command(runtime: Runtime) -> str:
    return COMMANDS.get(runtime.name, runtime.name.lower())


def _row(each: Measured) -> tuple[str, ...]:
    waits = [FOLLOWED[each.waits.get(aspect, "")] for aspect in ASPECTS]
    return each.runtime, FOLLOWED[each.clock], *waits, "refused" if each.obstacles else "yes"
