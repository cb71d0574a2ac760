"""How fast the fakes are over HTTP in live mode, beside a bare Flask view and, where they are installed, other servers.

Each server has a process of its own on one processor, the client another one on the other. They are loaded in turns: 32
keep-alive connections, each of which places a small order and reads it back, over and over. Ratios are those of
processor time per request: other work on the machine does not change it, and the client does not limit it.

    python -m tests.bench.live_http [SERVER ...]

Servers: those of `SERVERS`. waitress is taken from the environment; mountebank from MOUNTEBANK (its command), WireMock
from WIREMOCK (its standalone jar).
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from tests.bench import live_client, live_servers

ROUNDS = 5
SERVER_CPU, CLIENT_CPU = 0, 1
TICKS = os.sysconf("SC_CLK_TCK")


class Address(NamedTuple):
    """Where a server of the benchmark is, and what its client must know."""

    port: int
    customer: str = ""
    token: str = ""


class Round(NamedTuple):
    """One measurement of one server."""

    per_second: float
    p99_ms: float
    cpu_us: float


def _own(name: str) -> list[str]:
    return [sys.executable, "-m", live_servers.__name__, name]


def _waitress() -> list[str] | None:
    return _own("bare_on_waitress") if find_spec("waitress") else None


def _mountebank() -> list[str] | None:
    command = os.environ.get("MOUNTEBANK") or shutil.which("mb")
    return (
        [command, "--nologfile", "--loglevel", "error", "--allowInjection", "--localOnly"]
        if command
        else None
    )


def _wiremock() -> list[str] | None:
    jar = os.environ.get("WIREMOCK")
    options = ["--global-response-templating", "--no-request-journal", "--async-response-enabled", "false"]
    return ["java", "-jar", jar, *options] if jar else None


SERVERS: dict[str, Callable[[], list[str] | None]] = {
    "bare_flask": lambda: _own("bare"),
    "bare_flask_on_waitress": _waitress,
    "fake_erp": lambda: _own("erp"),
    "mountebank": _mountebank,
    "wiremock": _wiremock,
}


def run(wanted: tuple[str, ...] = tuple(SERVERS)) -> list[dict[str, Any]]:
    """The medians of all rounds."""
    found: dict[str, list[Round]] = {name: [] for name in wanted if SERVERS[name]()}
    for _ in range(ROUNDS):
        for name, rounds in found.items():
            with served(name) as (address, pid):
                measure(address, pid)  # a run-up: virtual machines compile
                rounds.append(measure(address, pid))
    rows = []
    for name, rounds in found.items():
        for field, unit in (("per_second", "requests/s"), ("p99_ms", "ms"), ("cpu_us", "us/request")):
            value = statistics.median(getattr(each, field) for each in rounds)
            rows.append({"name": f"live.{name}.{field}", "value": round(value, 1), "unit": unit})
    values = {row["name"]: row["value"] for row in rows}
    for other in found:
        if other != "fake_erp" and "fake_erp" in found:
            ratio = values[f"live.{other}.cpu_us"] / values["live.fake_erp.cpu_us"]
            rows.append({"name": f"live.fake_erp_of_{other}", "value": round(ratio, 2), "unit": "ratio"})
    return rows


@contextmanager
def served(name: str) -> Iterator[tuple[Address, int]]:
    """A running server and its process id."""
    command = SERVERS[name]()
    assert command is not None
    with tempfile.TemporaryDirectory() as folder:
        port = live_client.free_port()
        more = {"mountebank": ["--port", str(port)], "wiremock": ["--port", str(port), "--root-dir", folder]}
        process = subprocess.Popen(
            [*command, *more.get(name, [])],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            preexec_fn=lambda: os.sched_setaffinity(0, {SERVER_CPU}),
        )
        try:
            assert process.stdout is not None
            if name in more:
                yield Address(live_client.OTHERS[name](port)), process.pid
            else:
                yield Address(*json.loads(process.stdout.readline())), process.pid
        finally:
            process.kill()
            process.communicate()


def measure(address: Address, pid: int) -> Round:
    """Load a server for some seconds."""
    before_s = processor_s(pid)
    done = subprocess.run(
        [sys.executable, "-m", live_client.__name__, *map(str, address)],
        check=True,
        capture_output=True,
        preexec_fn=lambda: os.sched_setaffinity(0, {CLIENT_CPU}),
    )
    spent_s = processor_s(pid) - before_s
    said = json.loads(done.stdout)
    return Round(said["per_second"], said["p99_ms"], spent_s / said["answers"] * 1_000_000)


def processor_s(pid: int) -> float:
    """Processor time of all threads of a process."""
    times = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(times[11]) + int(times[12])) / TICKS


if __name__ == "__main__":
    began = time.monotonic()
    for row in run(tuple(sys.argv[1:]) or tuple(SERVERS)):
        print(f"{row['value']:>12,} {row['unit']:<14} {row['name']}")
    print(f"in {time.monotonic() - began:.0f} s")
