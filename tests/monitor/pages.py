"""A live page whose subject is made of real parts, and clients of its events."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from golive.live.http.server import Server
from golive.monitor.axis import Axis
from golive.monitor.page import LivePage
from golive.monitor.standing import Standing
from golive.monitor.subject import DeskEntry, FaultState
from golive.monitor.tally import Tally
from golive.record.run import Fact
from golive.sim import LiveClock
from golive.wire.wire import Wire
from tests.live.alive import START_MS, Alive, alive

TOKEN = "0123456789abcdef"
HTML = "<!doctype html><title>golive</title>"


@dataclass
class Watched:
    """A subject that says what a test has put into it."""

    clock: LiveClock
    wire: Wire
    tally: Tally
    standing: Standing | None = None
    title: str = "calm"
    about: str = "reference · seed 1"
    offset_ms: int = 0
    phase: str = "traffic"
    entries: list[DeskEntry] = field(default_factory=list)
    states: list[FaultState] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def faults(self) -> list[FaultState]:
        return self.states

    def desk(self, most: int) -> tuple[int, int, list[DeskEntry]]:
        return len(self.entries), len(self.entries), self.entries[:most]

    def log(self, most: int) -> list[str]:
        return self.lines[-most:]

    def see(self, kind: str, keys: dict[str, str], data: dict[str, Any]) -> None:
        self.tally.readers[kind](Fact(1, self.clock.now(), "wire", kind, keys, data))


def watched(world: Alive) -> Watched:
    return Watched(world.clock, world.wire, Tally(Axis.of_run(START_MS, START_MS + 3_600_000)))


def answered(op: str, status: int | None, sent_ms: int, how: str = "", reason: str = "") -> dict[str, Any]:
    """The data of an answered exchange."""
    return {"op": op, "status": status, "how": how, "sent_ms": sent_ms, "reason": reason, "faults": ()}


@dataclass
class Opened:
    """A live page behind a server."""

    world: Alive
    subject: Watched
    page: LivePage
    server: Server

    def ask(self, path: str, method: str = "GET", token: str = TOKEN, **headers: str) -> tuple[int, str, Any]:
        """Status, body and headers of an answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=20)
        try:
            target = f"{path}?token={token}" if token else path
            connection.request(method, target, headers={k.replace("_", "-"): v for k, v in headers.items()})
            reply = connection.getresponse()
            return reply.status, reply.read().decode(), reply.headers
        finally:
            connection.close()

    def on_clock(self, call: Any) -> None:
        self.world.clock.submit(call)


@contextmanager
def opened(speed: float = 100.0, html: str = HTML) -> Iterator[Opened]:
    """A page on a running clock; without `html`, its metrics alone."""
    with alive(speed) as world:
        subject = watched(world)
        page = LivePage(subject, TOKEN, (lambda: html) if html else None)
        server = Server(world.clock, page)
        world.clock.attach(page)
        try:
            yield Opened(world, subject, page, server)
        finally:
            world.clock.detach(page)
            server.close()


class Event(NamedTuple):
    name: str
    id: str
    data: Any


class Events:
    """The events of a stream, read by the rules of the HTML standard, section 9.2.6. `retry_ms` is the last one set."""

    def __init__(self, url: str, path: str, port: int) -> None:
        self.retry_ms = 0
        self._connection = http.client.HTTPConnection(url, port, timeout=20)
        self._connection.request("GET", path, headers={"Accept": "text/event-stream"})
        self.reply = self._connection.getresponse()

    def __iter__(self) -> Iterator[Event]:
        name, id_, data = "", "", []
        while line := self.reply.readline():
            text = line.decode().removesuffix("\n")
            if not text:
                if data:
                    yield Event(name or "message", id_, json.loads("\n".join(data)))
                name, data = "", []
                continue
            field_name, _, value = text.partition(":")
            value = value.removeprefix(" ")
            match field_name:
                case "event":
                    name = value
                case "data":
                    data.append(value)
                case "id":
                    id_ = value
                case "retry":
                    self.retry_ms = int(value)
                case _:
                    raise AssertionError(f"a field that no browser knows: {text!r}")

    def close(self) -> None:
        self.reply.close()
        self._connection.close()


def events(page: Opened, token: str = TOKEN) -> Events:
    return Events("127.0.0.1", f"/live/events?token={token}", page.server.port)
