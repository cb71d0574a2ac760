"""The load generator, in processes of its own, as Locust patches the standard library on import.

    python -m golive.load.driver alone  PLAN RESULT
    python -m golive.load.driver master PLAN RESULT PORT WORKERS
    python -m golive.load.driver worker PLAN RESULT PORT WORKERS

An open model: every visit begins at its planned instant, whether those before it have ended or not. The processes
exchange Locust messages: `begin` with the instant, `visits` with results, `halt`.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import gevent
import orjson
from gevent.event import Event
from gevent.pool import Pool
from locust import User, constant, task
from locust.contrib.fasthttp import FastHttpSession
from locust.env import Environment
from locust.exception import StopUser
from locust.runners import LocalRunner, MasterRunner, WorkerRunner

from golive.load.checkout import checkout, reason
from golive.load.visits import LoadPlan, Visit, read_plan

REPORT_EVERY_S = 1.0
GATHER_S = 30.0
HEAD_START_S = 1.0
NO_WORKERS, ORPHANED = 3, 4

Runner = LocalRunner | WorkerRunner | MasterRunner
Row = tuple[int, int, int, str]
"""Number of a visit, when it began and ended in ms after the beginning, and what went wrong; "" is an order."""

UNFINISHED = "unfinished"


class Crowd:
    """The visits of one process. `begin` and `halt` are set by messages."""

    def __init__(self, plan: LoadPlan, environment: Environment) -> None:
        self._plan = plan
        self._event = environment.events.request
        self._fire: Callable[..., None] = self._event.fire
        self._sessions: list[FastHttpSession] = []
        self._started_s = 0.0
        self.rows: list[Row] = []
        self.begin, self.halt = Event(), Event()

    def begin_at(self, at_s: float) -> None:
        """Begin at an instant of the machine's clock (seconds since the epoch), the same for all processes."""
        self._started_s = time.perf_counter() + at_s - time.time()
        self.begin.set()

    def _now_ms(self) -> int:
        return int((time.perf_counter() - self._started_s) * 1000)

    def walk(self, index: int, count: int) -> None:
        """Send every `count`-th visit from `index` on, and wait for those that are on their way."""
        self.begin.wait()
        plan, pool = self._plan, Pool(self._plan.connections)
        deadline_ms = plan.length_ms + plan.patience_ms
        for visit in plan.visits[index::count]:
            self.halt.wait(max(0, visit.at_ms - self._now_ms()) / 1000)
            while pool.full() and not self.halt.is_set() and self._now_ms() < deadline_ms:
                pool.wait_available(0.1)
            if pool.full() or self.halt.is_set() or self._now_ms() >= deadline_ms:
                break
            pool.start(gevent.Greenlet(self._visit, visit))
        while len(pool) and not self.halt.is_set() and self._now_ms() < deadline_ms:
            pool.join(0.1)
        pool.kill()

    def _visit(self, visit: Visit) -> None:
        started_ms = self._now_ms()
        went_wrong = UNFINISHED
        try:
            went_wrong = self._check_out(visit)
        finally:
            self.rows.append((visit.number, started_ms, self._now_ms(), went_wrong))
            self._fire(
                request_type="VISIT",
                name="checkout",
                response_time=self._now_ms() - visit.at_ms,
                response_length=0,
                exception=ValueError(went_wrong) if went_wrong else None,
                context={},
            )

    def _check_out(self, visit: Visit) -> str:
        """Every visit is a new customer without cookies; a connection may be used again."""
        session = self._sessions.pop() if self._sessions else self._session()
        session.cookiejar.clear()
        calls = checkout(self._plan, visit)
        step = next(calls)
        try:
            while True:
                reply = session.post(step.path, json=step.body, name=step.name, allow_redirects=False)
                answer = _parsed(reply.content)
                if not 200 <= reply.status_code < 300:
                    return reason(step.name, reply.status_code, answer, getattr(reply, "error", None))
                step = calls.send(answer)
        except StopIteration:
            return ""
        finally:
            self._sessions.append(session)

    def _session(self) -> FastHttpSession:
        """A session without retries and redirects: either could place orders that are not in the plan."""
        timeout_s = self._plan.timeout_ms / 1000
        return FastHttpSession(
            self._plan.base,
            self._event,
            None,
            insecure=False,
            max_retries=0,
            max_redirects=0,
            connection_timeout=timeout_s,
            network_timeout=timeout_s,
        )


def _parsed(content: Any) -> Any:
    try:
        return orjson.loads(content or b"null")
    except orjson.JSONDecodeError:
        return None


def _visitor(crowd: Crowd, workers: int, over: Event) -> type[User]:
    """The Locust user of a process; one user runs the whole crowd."""

    class Visitor(User):
        wait_time = constant(0)

        @task
        def walk(self) -> None:
            index = getattr(self.environment.runner, "worker_index", 0)
            crowd.walk(index, workers)
            over.set()
            raise StopUser

    return Visitor


class Gathered:
    """The results that all processes have reported so far."""

    def __init__(self) -> None:
        self.rows: list[Sequence[Any]] = []
        self.over = 0

    def collect(self, msg: Any, **_: Any) -> None:
        """Add the rows of a `visits` message."""
        self.rows += msg.data["rows"]
        self.over += msg.data["over"]


def _report(runner: Runner, crowd: Crowd, over: Event) -> None:
    """Report finished visits every second, and finally that all are over."""
    is_over = False
    while not is_over:
        is_over = bool(over.wait(REPORT_EVERY_S))
        rows, crowd.rows = crowd.rows, []
        runner.send_message("visits", {"rows": rows, "over": int(is_over)})


def alone(plan: LoadPlan, result: Path) -> int:
    """Send the whole load from this process. Returns the exit status."""
    environment, over = Environment(), Event()
    crowd, gathered = Crowd(plan, environment), Gathered()
    environment.user_classes = [_visitor(crowd, 1, over)]
    runner = environment.create_local_runner()
    runner.register_message("visits", gathered.collect)
    _on_signals(crowd.halt)
    runner.start(1, spawn_rate=1)
    crowd.begin_at(plan.begin_s or time.time())
    _report(runner, crowd, over)
    runner.quit()
    _conclude(result, gathered, environment, crowd.halt.is_set())
    return 0


def worker(plan: LoadPlan, port: int, workers: int) -> int:
    """Send one share of the load, for a master on a loopback port. Returns the exit status."""
    environment, over = Environment(), Event()
    crowd = Crowd(plan, environment)
    environment.user_classes = [_visitor(crowd, workers, over)]
    runner = environment.create_worker_runner("127.0.0.1", port)
    runner.register_message("begin", lambda msg, **_: crowd.begin_at(msg.data["at_s"]))
    runner.register_message("halt", lambda **_: crowd.halt.set())
    gevent.spawn(_report, runner, crowd, over)
    _on_signals(crowd.halt)
    runner.greenlet.join()
    return 0


def master(plan: LoadPlan, result: Path, port: int, workers: int) -> int:
    """Wait for the workers, start them together, gather their results. Returns 0, or `NO_WORKERS`."""
    environment, gathered, halt = Environment(), Gathered(), Event()
    environment.user_classes = [_visitor(Crowd(plan, environment), workers, Event())]
    runner = environment.create_master_runner("127.0.0.1", port)
    runner.register_message("visits", gathered.collect)
    _on_signals(halt)
    until_s = time.perf_counter() + GATHER_S
    while len(runner.clients.ready) < workers and not halt.is_set():
        if time.perf_counter() > until_s:
            return NO_WORKERS
        halt.wait(0.05)
    runner.start(workers, spawn_rate=workers)
    runner.send_message("begin", {"at_s": plan.begin_s or time.time() + HEAD_START_S})
    until_s = time.perf_counter() + (plan.length_ms + plan.patience_ms) / 1000 + GATHER_S
    is_halting = False
    while gathered.over < workers and time.perf_counter() < until_s:
        if halt.is_set() and not is_halting:
            is_halting = True
            until_s = time.perf_counter() + GATHER_S
            runner.send_message("halt", {})
        gevent.sleep(0.05)
    runner.stop()
    runner.quit()
    _conclude(result, gathered, environment, halt.is_set())
    return 0


def _on_signals(halt: Event) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        gevent.signal_handler(number, halt.set)
    gevent.spawn(_watch_parent, os.getppid(), halt)


def _watch_parent(parent: int, halt: Event) -> None:
    """End the load when the parent is gone: the result would have no reader."""
    while os.getppid() == parent:
        gevent.sleep(1)
    halt.set()
    gevent.sleep(GATHER_S)
    os._exit(ORPHANED)


def _conclude(result: Path, gathered: Gathered, environment: Environment, halted: bool) -> None:
    entries = sorted(environment.stats.entries.values(), key=lambda entry: (entry.method, entry.name))
    calls = [
        {
            "name": entry.name,
            "count": entry.num_requests,
            "failed": entry.num_failures,
            "p50_ms": entry.get_response_time_percentile(0.5),
            "p95_ms": entry.get_response_time_percentile(0.95),
            "p99_ms": entry.get_response_time_percentile(0.99),
            "max_ms": round(entry.max_response_time),
        }
        for entry in entries
    ]
    results = {"rows": gathered.rows, "calls": calls, "halted": halted}
    part = result.with_name(result.name + ".part")
    part.write_bytes(orjson.dumps(results))
    part.replace(result)


def main(arguments: Sequence[str]) -> int:
    """Run one role of the command line and return its exit status."""
    role, plan_path, result = arguments[0], Path(arguments[1]), Path(arguments[2])
    logging.basicConfig(level=logging.ERROR)
    plan = read_plan(plan_path)
    if role == "alone":
        return alone(plan, result)
    port, workers = int(arguments[3]), int(arguments[4])
    return master(plan, result, port, workers) if role == "master" else worker(plan, port, workers)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
