"""Both fakes on a live clock in a thread of its own: a fork of one opening state for each test."""

from __future__ import annotations

import sys
import threading
from asyncio import Future
from collections.abc import Callable
from concurrent.futures import Future as Waiting
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, TypeVar

import fake_erp.snapshot
import fake_magento.snapshot
from golive.keys.times import parse_instant
from golive.live.calls.webhooks import is_here
from golive.pytest_plugin.choice import NOW, START, Choice
from golive.pytest_plugin.faults import FaultSwitches
from golive.pytest_plugin.handles import FakeErpHandle, FakeShopHandle
from golive.scenario import Scenario
from golive.serve.announcement import announced
from golive.serve.plan import Plan
from golive.serve.sandbox import Sandbox
from golive.sim.live import machine_ms

T = TypeVar("T")

_LOOK_EVERY_S = 0.5
_WEBHOOK = "http://127.0.0.1:1/"
"""Stands for every webhook among the openings: the state does not depend on the address."""


@dataclass(frozen=True, slots=True)
class Opening:
    """The opening state of both fakes; no snapshots where it is made as fast as it is restored."""

    scenario: Scenario
    erp: fake_erp.snapshot.Snapshot | None = None
    shop: fake_magento.snapshot.Snapshot | None = None


class Openings:
    """The opening states of a session by plan, each made once."""

    def __init__(self) -> None:
        self._made: dict[Plan, Opening] = {}

    def sandbox(self, plan: Plan, report: Callable[[str], None]) -> Sandbox:
        """New systems in the opening state of a plan, of which both systems are part. Raises ScenarioError."""
        key = replace(plan, webhook=_WEBHOOK if plan.webhook else "")
        opening = self._made.get(key)
        if opening is None:
            opening = self._made[key] = self._opening(plan, report)
        sandbox = Sandbox(replace(plan, orders=0), opening.scenario, report)
        if opening.erp is not None and opening.shop is not None:
            assert sandbox.erp is not None
            assert sandbox.shop is not None
            fake_erp.snapshot.restore_into(sandbox.erp, opening.erp)
            fake_magento.snapshot.restore_into(sandbox.shop, opening.shop)
        return sandbox

    def _opening(self, plan: Plan, report: Callable[[str], None]) -> Opening:
        scenario = plan.scenario()
        if not plan.orders:
            return Opening(scenario)
        first = Sandbox(plan, scenario, report)
        assert first.erp is not None
        assert first.shop is not None
        try:
            return Opening(
                scenario, fake_erp.snapshot.take(first.erp), fake_magento.snapshot.take(first.shop)
            )
        finally:
            first.close()


class FakeWorld:
    """The fakes of one test, served from construction to `close`. `erp` and `shop` are its handles.

    Raises ScenarioError or ValueError for a choice that no sandbox can follow.
    """

    def __init__(self, openings: Openings, choice: Choice, webhook: str) -> None:
        plan = _plan(choice, webhook)
        self._sandbox = sandbox = openings.sandbox(plan, _report)
        self._error: BaseException | None = None
        self._end: Future[None] = sandbox.clock.loop.create_future()
        urls, controls = sandbox.serve(), sandbox.controls()
        ready = announced(urls, dict.fromkeys(urls, ""), sandbox.keys, sandbox.dialect, sandbox.database)
        entries = {
            name: {key: value for key, value in entry.items() if not key.startswith("control_")}
            for name, entry in ready.items()
        }
        faults = FaultSwitches(sandbox.injector, plan.seed, sandbox.clock.now())
        assert sandbox.erp is not None
        assert sandbox.shop is not None
        self.erp = FakeErpHandle(sandbox.erp, self, entries["erp"], controls["erp"], faults)
        self.shop = FakeShopHandle(sandbox.shop, plan.seed, self, entries["shop"], controls["shop"], faults)
        self._thread = threading.Thread(target=self._run, name="golive clock", daemon=True)
        self._thread.start()

    def call(self, what: Callable[[], T]) -> T:
        """What a function returns on the clock's thread; its exception is raised here.

        Raises RuntimeError when the fakes have ended.
        """
        waiting: Waiting[T] = Waiting()
        if not self._thread.is_alive():
            raise RuntimeError("the fakes have ended; use them within their test") from self._error
        self._sandbox.clock.submit(partial(_settle, waiting, what))
        while self._thread.is_alive():
            try:
                return waiting.result(_LOOK_EVERY_S)
            except TimeoutError:
                if waiting.done():
                    raise
        if waiting.done():
            return waiting.result()
        raise RuntimeError("the clock of the fakes has ended") from self._error

    def now_ms(self) -> int:
        """The instant of both fakes."""
        return self.call(self._sandbox.clock.now)

    def jump(self, by_ms: int) -> None:
        """Let so much time pass at once."""
        self.call(lambda: self._sandbox.clock.jump(by_ms))

    def close(self) -> None:
        """End servers, clock and thread."""
        if self._thread.is_alive():
            self._sandbox.clock.submit(self._finish)
            self._thread.join()
        self._sandbox.close()

    def check(self) -> None:
        """Raises RuntimeError where golive itself failed during the test."""
        if self._error is not None:
            raise RuntimeError("the fakes ended by an error of golive; please report it") from self._error
        if self._sandbox.failures.count:
            raise RuntimeError(self._sandbox.failures.closing_line())

    def _run(self) -> None:
        try:
            self._sandbox.clock.run(self._until_the_end())
        except BaseException as error:  # raised in the test that uses the fakes
            self._error = error

    async def _until_the_end(self) -> None:
        try:
            await self._end
        finally:
            self._sandbox.unserve()

    def _finish(self) -> None:
        if not self._end.done():
            self._end.set_result(None)


def _settle(waiting: Waiting[Any], what: Callable[[], Any]) -> None:
    """Carry out a call on the clock's thread."""
    try:
        waiting.set_result(what())
    except Exception as error:  # raised in the thread of the test
        waiting.set_exception(error)


def _plan(choice: Choice, webhook: str) -> Plan:
    if webhook and not is_here(webhook):
        raise ValueError(
            f"golive_webhook: expected an address on this machine such as http://127.0.0.1:9000/events, got {webhook!r}"
        )
    return Plan(
        ("erp", "shop"),
        0,
        choice.seed,
        choice.orders,
        choice.profile,
        choice.dialect,
        choice.version,
        choice.speed,
        (*choice.erp, *choice.shop),
        webhook,
        start_ms=_start_ms(choice.start),
    )


def _start_ms(text: str) -> int:
    if text == NOW:
        return machine_ms()
    try:
        return parse_instant(text).epoch_ms
    except ValueError as why:
        raise ValueError(
            f"golive marker: start: expected {NOW!r} or an instant such as {START}, got {text!r}: {why}"
        ) from None


def _report(text: str) -> None:
    """Into the output that pytest shows of a failed test."""
    sys.stderr.write(f"golive: {text}\n")
