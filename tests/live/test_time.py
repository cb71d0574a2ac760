"""Programs whose own clock follows simulated time by libfaketime, and those that cannot."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

from golive.candidates.programs.options import Options
from golive.errors import CandidateFailed
from golive.live.outside import sealing
from golive.machine import binaries, faketime
from golive.machine.probing import measure
from golive.machine.runtimes import LOCK, RUNTIMES, SLEEP, SOCKET, Runtime, runtime_of
from tests.live.alive import eventually
from tests.live.program_runs import candidate, facts, run

pytestmark = pytest.mark.slow

FOUND = faketime.find()
needs_faketime = pytest.mark.skipif(FOUND is None, reason=f"libfaketime is missing: {faketime.PACKAGE}")
needs_node = pytest.mark.skipif(shutil.which("node") is None, reason="needs node")

NODE = """
const ask = async () => {
  const answer = await fetch(process.env.GOLIVE_ERP_URL + "/api/v1/health");
  await answer.text();
  console.log(Date.now(), process.env.GOLIVE_SPEED);
};
await ask();
setInterval(ask, 60000);
"""
SETS = ["clock.duration=8m", "clock.settle=1m"]
SPEED = 60.0


SHARED = Path("/dev/shm")


def ended() -> set[str]:
    """The files that processes which have ended shared under libfaketime."""
    names = [path.name for path in SHARED.glob("*faketime*")]
    return {name for name in names if not Path("/proc", name.rpartition("_")[2]).exists()}


@pytest.fixture
def no_shared_clock_stays() -> Iterator[None]:
    """Other tests and programs of this machine may have some of their own."""
    before = ended()
    yield
    eventually(lambda: not ended() - before, "the files that programs shared are removed")


def said(folder: Path, **more: object) -> list[tuple[int, str]]:
    """The clock of a program at each of its calls, a minute of its own time apart, and its GOLIVE_SPEED."""
    (folder.parent / "ticks.mjs").write_text(NODE)
    program = candidate(folder, command=["node", "ticks.mjs"], stop="200ms", **{"time": "follow", **more})
    run(program, folder, SETS, speed=SPEED)
    lines = [line.split() for line in (folder / "candidate.log").read_text().splitlines()]
    return [(int(clock), speed) for clock, speed in lines]


def check_in_step(folder: Path, ticks: list[tuple[int, str]]) -> None:
    """Calls in the traffic are sent at the time that the program's clock says."""
    begins_ms = facts(folder, "run.phase")[1].at_ms
    called = [fact.at_ms for fact in facts(folder, "exchange.answered")]
    clocks = [clock for clock, _ in ticks]
    apart = [at_ms - clock for clock, at_ms in zip(clocks, called, strict=False) if at_ms > begins_ms]
    assert len(apart) >= 5
    assert median(map(abs, apart)) < 15_000, apart
    assert {speed for _, speed in ticks} == {"1"}


@needs_faketime
@needs_node
@pytest.mark.usefixtures("no_shared_clock_stays")
def test_the_clock_of_a_program_keeps_step_with_the_run(run_dir: Path) -> None:
    check_in_step(run_dir, said(run_dir))
    assert facts(run_dir, "candidate.started")[0].data["time"] == "follow"


@needs_faketime
@needs_node
@pytest.mark.skipif(bool(sealing.obstacle()), reason=f"no seal here: {sealing.obstacle()}")
def test_a_sealed_program_keeps_step_as_well(run_dir: Path) -> None:
    check_in_step(run_dir, said(run_dir, hosts={}, sealed="yes"))


@needs_faketime
@needs_node
def test_a_restart_and_turns_share_the_clock_of_the_run(run_dir: Path) -> None:
    command = ["node", "-e", "console.log(Date.now())"]
    program = candidate(run_dir, command=command, every="1m", time="follow", stop="100ms")
    run(program, run_dir, SETS, speed=SPEED)
    clocks = [int(line) for line in (run_dir / "candidate.log").read_text().splitlines()]
    begins = [fact.at_ms for fact in facts(run_dir, "candidate.job_started")]
    assert len(clocks) >= 6
    apart = [clock - at_ms for clock, at_ms in zip(clocks, begins, strict=False)]
    assert -5_000 < median(apart) < 45_000, apart


@needs_faketime
def test_python_is_refused_by_name_where_its_waits_on_locks_hang(run_dir: Path) -> None:
    assert FOUND is not None
    (python,) = [runtime for runtime in RUNTIMES if runtime.name == "Python"]
    if measure(python, sys.executable, FOUND, (LOCK,)).waits[LOCK] != "hangs":
        pytest.skip("this libfaketime has them")
    program = candidate(run_dir, command=["{python}", "-c", "0"])
    program.options = Options(time="follow")
    with pytest.raises(CandidateFailed) as caught:
        run(program, run_dir, SETS)
    message = str(caught.value)
    assert "is a program of Python, in which lock wait hangs under libfaketime" in message
    assert "queue.get and threading.Timer" in message
    assert "GOLIVE_LIBFAKETIME" in message


REFUSED = {
    "java": (
        "#!/bin/sh\necho begin 1\n",
        "is a program of Java, in which the clock is not replaced and sleep hangs and lock wait hangs under",
    ),
    "static": (
        "\x7fELF" + "\0" * 60,
        "cannot follow: it is linked statically, so no library can be put in front",
    ),
    "go": (
        "\x7fELF /lib64/ld-linux-x86-64.so.2" + "\0" * 60 + "\xff Go buildinf:",
        "cannot follow: it is a Go program, which reads the clock without libc",
    ),
}
"""A program by name: what its file holds, and the sentence of its refusal."""


@needs_faketime
@pytest.mark.parametrize("name", REFUSED)
def test_a_program_that_cannot_follow_is_refused_before_it_is_started(run_dir: Path, name: str) -> None:
    content, sentence = REFUSED[name]
    path = run_dir.parent / name
    path.write_bytes(content.encode("latin-1"))
    path.chmod(0o755)
    with pytest.raises(CandidateFailed) as caught:
        run(candidate(run_dir, command=[str(path)], time="follow"), run_dir, SETS)
    message = str(caught.value)
    assert f"({path}) {sentence}" in message
    assert message.endswith("leave `time` out and let the program divide its waits by GOLIVE_SPEED")
    assert not facts(run_dir, "candidate.started")


def test_without_the_library_it_is_refused_with_the_package(
    run_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOLIVE_LIBFAKETIME", str(run_dir / "none.so"))
    with pytest.raises(
        CandidateFailed, match="time: follow needs libfaketime, which is not on this machine; install"
    ):
        run(candidate(run_dir, command=["{python}", "-c", "0"], time="follow"), run_dir, SETS)


@needs_faketime
@pytest.mark.usefixtures("no_shared_clock_stays")
@pytest.mark.parametrize("runtime", RUNTIMES, ids=lambda each: each.name)
def test_what_every_runtime_on_this_machine_does_is_measured(runtime: Runtime) -> None:
    found = {"Python": sys.executable, "shell": shutil.which("sh")}.get(runtime.name) or shutil.which(
        runtime.name.lower()
    )
    if found is None:
        pytest.skip(f"there is no {runtime.name} here")
    assert FOUND is not None
    measured = measure(runtime, found, FOUND)
    assert measured.clock == "follows"
    assert {measured.waits[aspect] for aspect in (SLEEP, SOCKET) if aspect in measured.waits} == {"follows"}


def test_the_runtime_of_a_script_is_in_its_first_line(tmp_path: Path) -> None:
    script = tmp_path / "magento-sync"
    script.write_text("#!/usr/bin/env -S php -d memory_limit=-1\n<?php\n")
    found = runtime_of(str(script))
    assert found is not None
    assert (found[0].name, found[1]) == ("PHP", "php")
    script.write_text("nothing of the kind")
    assert runtime_of(str(script)) is None


def test_what_calls_the_kernel_without_libc_is_named(tmp_path: Path) -> None:
    path = tmp_path / "program"
    path.write_bytes(b"\x7fELF" + b"\0" * 60)
    assert "linked statically" in binaries.obstacle(str(path))
    path.write_bytes(b"\x7fELF/lib64/ld-linux-x86-64.so.2" + b"\0" * 9000 + b"\xff Go buildinf:")
    assert "it is a Go program" in binaries.obstacle(str(path))
    path.write_bytes(b"#!/bin/sh\n")
    assert binaries.obstacle(str(path)) == ""
    compiler = shutil.which("cc")
    if compiler:
        source = tmp_path / "x.c"
        source.write_text("int main(void) { return 0; }")
        for words, wanted in ((["-static"], "linked statically"), ([], "")):
            done = subprocess.run([compiler, *words, "-o", path, source], capture_output=True, check=False)
            if not done.returncode:
                assert wanted in binaries.obstacle(str(path))
