"""A wire with one small system of the tests' own behind it, and faults that do what the test says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson
import simpy

from golive.chaos.chance import ChanceFault
from golive.chaos.faults.base import Fault
from golive.chaos.injector import FaultInjector
from golive.keys.counted_calls import CountedCalls
from golive.sim import Environment
from golive.sim.seeding import Chance
from golive.wire.messages import CallResult, Exchange, Notice
from golive.wire.outcomes import PASS, Outcome
from golive.wire.wire import Wire

FOREVER = 10**12
SERVICE_MS = 100


@dataclass
class Reply:
    status: int
    data: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    content_type: str = "application/json"

    def encode(self) -> bytes:
        return orjson.dumps(self.data)


@dataclass
class Request:
    method: str
    path: str
    query: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    data: Any = None
    body: bytes | None = None
    discard: bool = False


@dataclass
class Match:
    operation: str

    def key(self, request: Request) -> str | None:
        return request.path.rpartition("/")[2]


class Box:
    """Keeps what is posted to `/box/<key>`; answers 422 for keys that begin with `bad`. `slots` at a time."""

    def __init__(self, now: Callable[[], int], slots: int = 1_000_000, service_ms: int = SERVICE_MS) -> None:
        self.surface = self
        self.kept: list[str] = []
        self.in_service = 0
        self.most = 0
        self._now = now
        self._slots = slots
        self._service_ms = service_ms

    def recognise(self, request: Request) -> Match | None:
        if not request.path.startswith("/box/"):
            return None
        return Match("order.create" if request.method == "POST" else "order.read")

    def admit(self, request: Request, match: Match | None) -> Reply | None:
        if self.in_service >= self._slots:
            return Reply(429, headers={"retry-after": "1"})
        self.in_service += 1
        self.most = max(self.most, self.in_service)
        return None

    def begin(self, request: Request, match: Match | None, service_ms: int) -> Any:
        return None

    def leave(self, request: Request, match: Match | None) -> None:
        self.in_service -= 1

    def service_ms(self, operation: str) -> int:
        return self._service_ms

    def call(self, match: Match | None, request: Request) -> Reply:
        if match is None:
            return Reply(404)
        key = match.key(request) or ""
        if request.method != "POST":
            return Reply(200, self.kept.count(key))
        if key.startswith("bad"):
            return Reply(422)
        if not request.discard:
            self.kept.append(key)
        return Reply(201, key)


@dataclass
class Entry:
    """A scenario's fault entry that always applies."""

    id: str
    on: tuple[str, ...] = ("erp", "shop")
    kind: str = "test"
    window: tuple[int, int] = (0, FOREVER)
    chance: float = 1.0
    attempts: str = "all"
    calls: CountedCalls | None = None


class Decides(Fault):
    """Decides by key and attempt, as the test says; a plain outcome is for everything."""

    def __init__(self, outcome: Outcome | Callable[[str, int], Outcome]) -> None:
        self._outcome = outcome

    def judge(self, subject: Exchange | Notice, chance: Chance) -> Outcome:
        return self._outcome(subject.key, subject.attempt) if callable(self._outcome) else self._outcome


@dataclass
class Fact:
    at_ms: int
    kind: str
    keys: dict[str, str]
    data: dict[str, Any]


@dataclass
class Event:
    """What a shop's event looks like to the wire."""

    event_id: str
    name: str = "order.placed"
    increment_id: str = "1"

    def payload(self) -> dict[str, Any]:
        return {"id": self.event_id}


class Road:
    """The wire, the box behind it and everything that was written down."""

    def __init__(
        self,
        *outcomes: Outcome | Callable[[str, int], Outcome],
        slots: int = 1_000_000,
        service_ms: int = SERVICE_MS,
        pace: Callable[[str], int] | None = None,
    ) -> None:
        self.env = Environment(initial_time=0)
        self.facts: list[Fact] = []
        self.told: list[tuple[int, CallResult]] = []
        self.box = Box(self.env.now_ms, slots, service_ms)
        self.injector = FaultInjector(
            [
                ChanceFault(Entry(f"f{number}"), Decides(outcome), 0, 1)
                for number, outcome in enumerate(outcomes)
            ],
            self.env.now_ms,
        )
        self.wire = Wire(
            self.env, self.injector, self._note, {"erp": self.box}, {} if pace is None else {"erp": pace}
        )

    def _note(self, kind: str, keys: dict[str, str], data: dict[str, Any]) -> None:
        self.facts.append(Fact(self.env.now_ms(), kind, keys, data))

    def send(self, path: str = "/box/A", timeout_ms: int | None = 1000, method: str = "POST") -> Exchange:
        return self.wire.send("erp", Request(method, path), self._hear, timeout_ms)

    def _hear(self, told: CallResult) -> None:
        self.told.append((self.env.now_ms(), told))

    def later(self, delay_ms: int, act: Callable[[], object]) -> None:
        timeout = self.env.timeout(delay_ms)
        assert timeout.callbacks is not None

        def on_time(_: simpy.Event) -> None:
            act()

        timeout.callbacks.append(on_time)

    def run(self) -> None:
        """Until nothing is left to happen."""
        self.env.run()

    def of(self, kind: str) -> list[Fact]:
        return [fact for fact in self.facts if fact.kind == kind]

    @property
    def truths(self) -> list[tuple[int, str, int | None, bool]]:
        """(when, truth, status, whether the caller had left) of every commitment."""
        return [
            (fact.at_ms, fact.data["truth"], fact.data["status"], fact.data["late"])
            for fact in self.of("exchange.committed")
        ]

    @property
    def answers(self) -> list[tuple[int, str, str, int | None]]:
        """(when, told, how, status) of every answer, as written down."""
        return [
            (fact.at_ms, fact.data["told"], fact.data["how"], fact.data["status"])
            for fact in self.of("exchange.answered")
        ]


def counts(road: Road) -> Sequence[tuple[int, int, int]]:
    """(asked, hit, effective) of each fault."""
    return [(count.asked, count.hit, count.effective) for count in road.injector.counts()]


__all__ = ["PASS", "Box", "Event", "Request", "Road", "counts"]
