"""Measuring what follows libfaketime: a probe waits four seconds of its own time, which take less where it does."""

from __future__ import annotations

import select
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from golive.machine.faketime import Faketime, forget
from golive.machine.runtimes import ASPECTS, WAIT_S, Runtime
from golive.sim.live import machine_s

Found = Literal["follows", "own clock", "hangs", "fails", ""]
"""What a wait does; `own clock`: it takes its time in real time; "": there is no such wait, or it was not measured."""

SPEED = 20.0
PROBE_MS = 1_000_000_000_000
"""The time of the probes: 9 September 2001."""
_STARTS_S = 30.0
_GIVE_UP_S = 2.0 * WAIT_S
_MOST_AT_ONCE = 2


@dataclass(frozen=True, slots=True)
class Measured:
    """What follows in one runtime. `says` is its own clock: whether it stood where it should."""

    runtime: str
    clock: Found
    waits: Mapping[str, Found]

    @property
    def obstacles(self) -> list[str]:
        """What keeps a program of this runtime from following simulated time, in words."""
        named = {"own clock": "is not replaced", "hangs": "hangs", "fails": "cannot be measured"}
        found = [("the clock", self.clock), *self.waits.items()]
        return [f"{what} {named[how]}" for what, how in found if how in named]


def measure(
    runtime: Runtime, interpreter: str, faketime: Faketime, aspects: Sequence[str] = ASPECTS
) -> Measured:
    """Run the probes of a runtime, some at a time."""
    with ThreadPoolExecutor(_MOST_AT_ONCE, thread_name_prefix="golive-probe") as threads:
        probes = {
            aspect: threads.submit(_probe, runtime, interpreter, runtime.probes[aspect], faketime)
            for aspect in aspects
            if aspect in runtime.probes
        }
        results = {aspect: probe.result() for aspect, probe in probes.items()}
    clocks = [clock for clock, _ in results.values()]
    clock: Found = "fails" if "fails" in clocks else clocks[0]
    return Measured(runtime.name, clock, {aspect: wait for aspect, (_, wait) in results.items()})


def _probe(runtime: Runtime, interpreter: str, text: str, faketime: Faketime) -> tuple[Found, Found]:
    """What the clock and the wait of one probe do."""
    with tempfile.TemporaryDirectory(prefix="golive-") as folder:
        words = [interpreter, *runtime.arguments, text]
        if runtime.suffix:
            path = Path(folder) / f"Probe{runtime.suffix}"
            path.write_text(text, encoding="utf-8")
            words = [interpreter, *runtime.arguments, str(path)]
        env = {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": folder, **faketime.variables(PROBE_MS, SPEED)}
        try:
            program = subprocess.Popen(
                words,
                cwd=folder,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError:
            return "fails", ""
        with program:
            try:
                return _timed(program)
            finally:
                program.kill()
                program.wait()
                forget(program.pid)


def _timed(program: subprocess.Popen[bytes]) -> tuple[Found, Found]:
    first = _line(program, _STARTS_S).split()
    if len(first) != 2 or first[0] != b"begin":
        return "fails", ""
    clock: Found = (
        "follows" if abs(float(first[1]) * 1000 - PROBE_MS) < _STARTS_S * SPEED * 1000 else "own clock"
    )
    began_s = machine_s()
    if _line(program, _GIVE_UP_S) != b"end":
        return clock, "hangs"
    return clock, "follows" if machine_s() - began_s < WAIT_S / 2 else "own clock"


def _line(program: subprocess.Popen[bytes], within_s: float) -> bytes:
    """The next line of its output; empty where none comes in time."""
    assert program.stdout is not None
    if not select.select([program.stdout], [], [], within_s)[0]:
        return b""
    return program.stdout.readline().strip()
