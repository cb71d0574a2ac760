"""A run with a live page: judged as without it, shown while it goes on, and refused where there would be nothing."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

import golive
from golive.build.world import World
from golive.candidates.registry import resolve
from golive.monitor.run import WatchedRun
from golive.monitor.state import state
from golive.runner import Plan, RunResult, carry_out
from golive.sim import LiveClock
from tests.commands import ROOT, Golive
from tests.monitor.pages import Event, Events

SETS = ("clock.duration=1h", "chaos=[{fault: slow, latency: 1m, on: erp.order.create, chance: 10%}]")


def _ran(with_page: bool) -> tuple[RunResult, list[dict[str, object]]]:
    """A run on the virtual clock, and the state of its page at the end."""
    shown: list[dict[str, object]] = []

    @contextmanager
    def watch(world: World, candidate: str) -> Iterator[None]:
        subject = WatchedRun(world, LiveClock(world.clock.now()), candidate)
        yield
        assert subject.standing is not None
        subject.standing.look(world.clock.now())
        shown.append(state(subject))
        subject.clock.close()

    scenario = golive.load_scenario("calm", SETS)
    plan = Plan(scenario, resolve("naive"), "calm", "naive")
    return carry_out(plan, None, watch=watch if with_page else None), shown


def test_what_is_watched_is_judged_as_what_is_not() -> None:
    watched, shown = _ran(with_page=True)
    alone, _ = _ran(with_page=False)
    assert watched.scorecard.ledger_sha256 == alone.scorecard.ledger_sha256
    assert watched.scorecard.as_json() == alone.scorecard.as_json()
    assert watched.orders == alone.orders
    figures = {name: count for name, count, _ in shown[0]["figures"]}  # type: ignore[attr-defined]
    assert figures["orders placed"] == len(alone.orders)
    assert figures["fault hits"] == alone.scorecard.faults[0].hit > 0
    assert figures["calls"] == alone.history.exchanges


@pytest.mark.slow
def test_a_run_serves_its_page_until_it_is_over(tmp_path: Path) -> None:
    words = [
        "run",
        "calm",
        "--clock",
        "live",
        "--speed",
        "1000",
        "--live-page",
        "--quiet",
        "--out",
        str(tmp_path / "out"),
    ]
    words += ["--set", "clock.duration=15m", "--set", "clock.settle=1m", "--no-counterfactual"]
    with subprocess.Popen(
        [sys.executable, "-m", "golive", *words], stderr=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        assert process.stderr is not None
        printed = [process.stderr.readline(), process.stderr.readline()]
        page, metrics = (re.findall(r"http://\S+", line)[0] for line in printed)
        place = urlsplit(page)
        assert place.hostname == "127.0.0.1"
        assert place.port
        stream = Events(place.hostname, f"/live/events?{place.query}", place.port)
        read = list(stream)
        stream.close()
        assert process.wait(60) in (0, 2)
        rest = process.stderr.read()
    assert urlsplit(metrics).path == "/metrics"
    assert "Traceback" not in rest
    _whole(read)
    with pytest.raises(OSError, match=r"."):
        socket.create_connection((place.hostname, place.port), timeout=5)


def _whole(read: list[Event]) -> None:
    """From the run's beginning to its end, and not one state less."""
    assert [event.name for event in read] == ["state"] * (len(read) - 1) + ["end"]
    numbers = [int(event.id) for event in read]
    assert numbers == sorted(set(numbers))
    times = [event.data["now"] for event in read[:-1]]
    assert times == sorted(times)
    last = read[-2].data
    assert last["title"] == "calm"
    assert {name: count for name, count, _ in last["figures"]}["orders placed"] > 0
    assert "report" in read[-1].data["why"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--live-page"], "add --clock live"),
        (["--clock", "live", "--live-page-port", "8000"], "add --live-page"),
    ],
)
def test_an_option_that_shows_nothing_is_refused(golive: Golive, words: list[str], told: str) -> None:
    said = golive("run", "calm", *words)
    assert said.status == 3
    assert told in said.err
    assert not Path("runs").exists()


def test_a_port_in_use_is_refused_before_anything_runs(golive: Golive) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        said = golive("run", "calm", "--clock", "live", "--live-page", "--live-page-port", port)
    assert said.status == 3
    assert f"--live-page-port {port}: expected a free port" in said.err
    assert not Path("runs").exists()
