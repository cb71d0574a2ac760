"""Load on the wire: calls wait for workers and tables, gateways give up before the ERP does, on both clocks."""

from __future__ import annotations

from collections.abc import Generator
from random import Random
from typing import Any

import pytest

from fake_erp import ErpConfig, new_erp
from fake_erp.access.config import Service
from fake_erp.messages import Request
from golive.chaos.injector import FaultInjector
from golive.sim import Clock, LiveClock, VirtualClock
from golive.wire.messages import CallResult, Exchange
from golive.wire.wire import LINK_MS, Wire

START_MS = 1_764_306_000_000
SERVICE_MS = 100
Fact = tuple[int, str, dict[str, Any]]


class Site:
    """An ERP behind a wire, and what its caller was told and when. Every call takes 100 ms of work."""

    def __init__(self, clock: Clock, service: Service) -> None:
        self.clock = clock
        self.facts: list[Fact] = []
        self.erp = new_erp(clock.env.now_ms, Random(1), lambda *fact: None, ErpConfig(service=service))
        self.told: list[tuple[int, CallResult]] = []
        self.erp.add_client("shop", "secret")
        self.wire = Wire(
            clock.env,
            FaultInjector([], clock.env.now_ms),
            self._note,
            {"erp": self.erp},
            {"erp": lambda name: SERVICE_MS},
        )

    def _note(self, kind: str, keys: dict[str, str], data: dict[str, Any]) -> None:
        self.facts.append((self.clock.env.now_ms() - START_MS, kind, data))

    def call(
        self, timeout_ms: int | None = 60_000, method: str = "GET", path: str = "/api/v1/health"
    ) -> Exchange:
        request = Request(method, path, data={"client_id": "shop", "client_secret": "secret"})
        return self.wire.send("erp", request, self._hear, timeout_ms)

    def _hear(self, told: CallResult) -> None:
        self.told.append((self.clock.env.now_ms() - START_MS, told))

    def run(self, until_ms: int = 5_000) -> None:
        self.clock.run(self.clock.until(START_MS + until_ms))

    @property
    def answers(self) -> list[tuple[int, int | None]]:
        return [(at_ms, None if told.reply is None else told.reply.status) for at_ms, told in self.told]

    @property
    def truths(self) -> list[tuple[int, str, bool]]:
        return [
            (at_ms, data["truth"], data["late"])
            for at_ms, kind, data in self.facts
            if kind == "exchange.committed"
        ]


@pytest.fixture(params=["virtual", "live"])
def clock(request: pytest.FixtureRequest) -> Generator[Clock, None, None]:
    made = VirtualClock(START_MS) if request.param == "virtual" else LiveClock(START_MS, 200.0)
    yield made
    made.close()


@pytest.fixture
def virtual() -> Generator[Clock, None, None]:
    made = VirtualClock(START_MS)
    yield made
    made.close()


BOTH_WAYS = 2 * LINK_MS


def test_calls_wait_for_a_worker_in_the_order_they_came(clock: Clock) -> None:
    site = Site(clock, Service(workers=2))
    for _ in range(5):
        site.call()
    site.run()
    assert site.answers == [(BOTH_WAYS + ms, 200) for ms in (100, 100, 200, 200, 300)]


def test_without_workers_no_caller_waits(clock: Clock) -> None:
    site = Site(clock, Service())
    for _ in range(5):
        site.call()
    site.run()
    assert site.answers == [(BOTH_WAYS + 100, 200)] * 5


def test_a_call_whose_caller_has_left_still_keeps_its_worker(clock: Clock) -> None:
    site = Site(clock, Service(workers=1))
    site.call(timeout_ms=20, method="POST", path="/api/v1/token")
    site.call()
    site.run()
    assert site.answers == [(20, None), (BOTH_WAYS + 200, 200)]
    assert site.truths == [(LINK_MS + 100, "applied", True)]


def test_a_hold_that_begins_while_a_call_is_queued_moves_its_answer(virtual: Clock) -> None:
    site = Site(virtual, Service(workers=1, reads_wait=True))
    token = {"authorization": "Bearer " + site.erp.sessions.login("shop", "secret")}
    for _ in range(3):
        site.wire.send("erp", Request("GET", "/api/v1/stock", headers=token), site._hear, None)
    site.run(50)
    site.erp.capacity.hold(["stock"], 1_000, "count")
    site.run()
    assert site.answers == [(BOTH_WAYS + 100, 200), (LINK_MS + 1_150, 200), (LINK_MS + 1_250, 200)]


def test_the_gateway_answers_504_and_the_erp_commits_all_the_same(clock: Clock) -> None:
    site = Site(clock, Service(gateway_ms=40))
    site.call(method="POST", path="/api/v1/token")
    site.run()
    assert site.answers == [(BOTH_WAYS + 40, 504)]
    assert site.told[0][1].reply is not None
    assert site.told[0][1].reply.content_type.startswith("text/html")
    assert site.truths == [(LINK_MS + 100, "applied", True)]


def test_a_gateway_with_patience_is_never_heard(clock: Clock) -> None:
    site = Site(clock, Service(gateway_ms=100))
    site.call()
    site.run()
    assert site.answers == [(BOTH_WAYS + 100, 200)]


def test_who_waits_too_long_for_a_worker_is_refused_and_nothing_is_done(clock: Clock) -> None:
    site = Site(clock, Service(workers=1, patience_ms=150))
    for _ in range(4):
        site.call(method="POST", path="/api/v1/token")
    site.run()
    assert site.answers == [
        (BOTH_WAYS + 100, 200),
        (BOTH_WAYS + 150, 503),
        (BOTH_WAYS + 150, 503),
        (BOTH_WAYS + 200, 200),
    ]
    assert sorted(truth for _, truth, _ in site.truths) == [
        "applied",
        "applied",
        "not_applied",
        "not_applied",
    ]


def test_a_full_queue_refuses_at_once(clock: Clock) -> None:
    site = Site(clock, Service(workers=1, queue=1))
    for _ in range(3):
        site.call()
    site.run()
    assert site.answers == [(BOTH_WAYS, 503), (BOTH_WAYS + 100, 200), (BOTH_WAYS + 200, 200)]
