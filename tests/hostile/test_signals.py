"""SIGINT, SIGTERM and SIGKILL of golive at any instant: no process and no port is left, and the folder is marked."""

from __future__ import annotations

import os
import random
import select
import signal
import socket
import sys
import tempfile
from pathlib import Path

import pytest

from golive.cli import interrupts
from golive.cli.main import main
from golive.isolation import processes
from golive.isolation.inside import Turns
from golive.record import interrupted
from golive.record.ledger import read
from golive.record.run import LEDGER_FILE, SCORECARD_FILE
from tests.commands import Golive
from tests.depth import only_deep

PROGRAM = """
import socket, subprocess, sys, time
subprocess.Popen(["/bin/sleep", "3600"], start_new_session=True)
server = socket.create_server(("127.0.0.1", int(sys.argv[1])))
while True:
    time.sleep(1)
"""
STATUS = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGHUP: 129, signal.SIGKILL: -9}
LONGEST_S = 60


def begun(words: list[str], folder: Path) -> tuple[int, int]:
    """Another golive, forked from this process: its process id, and a descriptor that ends when all of it is gone."""
    ends, held = os.pipe()
    signal.pthread_sigmask(signal.SIG_BLOCK, STATUS)  # until golive has its handlers
    pid = os.fork()
    if pid == 0:
        try:
            os.close(ends)
            os.chdir(folder)
            tempfile.tempdir = str(folder)
            for number in STATUS:
                if number != signal.SIGKILL:
                    signal.signal(number, signal.SIG_DFL)
            signal.signal(signal.SIGINT, signal.default_int_handler)
            interrupts.leave_at_once()
            signal.pthread_sigmask(signal.SIG_UNBLOCK, STATUS)
            nothing = os.open(os.devnull, os.O_RDWR)
            for number in range(3):
                os.dup2(nothing, number)
            sys.argv = ["golive", *words]
            main()
        except SystemExit as ended:
            os._exit(ended.code if isinstance(ended.code, int) else 99)
        finally:
            os._exit(98)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STATUS)
    os.close(held)
    return pid, ends


def ended(pid: int) -> int:
    """The exit status as `subprocess` has it, and everything that golive leaves is gone."""
    watch = os.pidfd_open(pid)
    assert select.select([watch], [], [], LONGEST_S)[0], "golive goes on"
    os.close(watch)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


@pytest.fixture(autouse=True)
def adopted() -> object:
    """Orphans of golive become children of this process, where they can be seen."""
    processes.adopt_orphans()
    yield
    processes.adopt_orphans(False)


def gone(before: list[int]) -> bool:
    """Whether all processes but these have ended. Keepers need a moment after golive has ended."""
    for _ in range(600):
        while True:
            try:
                if os.waitpid(-1, os.WNOHANG)[0] == 0:
                    break
            except ChildProcessError:
                break
        if processes.descendants(os.getpid()) == before:
            return True
        select.select([], [], [], 0.05)
    return False


def check_folder(folder: Path) -> None:
    """It is that of a whole run, or marked; its ledger can be read."""
    if not (folder / LEDGER_FILE).exists():
        return  # the run had not begun; or the gate has removed the ledger of one that held
    numbers = [fact.seq for fact in read(folder / LEDGER_FILE)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert interrupted.read(folder) is not None or (folder / SCORECARD_FILE).exists()


HOW = [signal.SIGINT, signal.SIGTERM, signal.SIGKILL]
RUN = ["run", "calm", "--quiet", "--out", "x", "--set", "clock.duration=3h"]
GATE = [
    "gate",
    "calm",
    "--quiet",
    "--out",
    "x",
    "--seeds",
    "1..4",
    "--jobs",
    "2",
    "--set",
    "clock.duration=2h",
]


LIVE = [
    "run",
    "calm",
    "--clock",
    "live",
    "--speed",
    "20",
    "--candidate",
    "./mine.yaml",
    "--out",
    "x",
    "--quiet",
]
SERVE = ["serve", "both", "--files", "exchanged"]
WAYS = {"run": (RUN, 1.5), "gate": (GATE, 1.5), "live": (LIVE, 3.0), "serve": (SERVE, 1.5)}
"""Words of golive, and the seconds within which it is ended."""


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("how", HOW, ids=lambda how: how.name)
@pytest.mark.parametrize("number", [1, *only_deep(*range(2, 101))])
def test_whenever_it_is_ended_nothing_is_left(
    tmp_path: Path, how: signal.Signals, way: str, number: int
) -> None:
    words, within_s = WAYS[way]
    (tmp_path / "program.py").write_text(PROGRAM)
    (tmp_path / "mine.yaml").write_text(f"command: [{sys.executable}, program.py, '0']\nstop: 100ms\n")
    before = processes.descendants(os.getpid())
    pid, ends = begun(words, tmp_path)
    instant_s = random.Random(f"{how}/{way}/{number}").uniform(0, within_s)
    select.select([ends], [], [], instant_s)
    os.kill(pid, how)
    assert ended(pid) in (STATUS[how], 0)
    assert gone(before)
    os.close(ends)
    for folder in [tmp_path / "x", *tmp_path.glob("x/*-*")]:
        check_folder(folder)
    assert not [name for name in os.listdir(tmp_path) if name.startswith("golive-")]


@pytest.mark.parametrize("how", HOW, ids=lambda how: how.name)
def test_a_program_and_what_it_starts_end_with_golive(tmp_path: Path, how: signal.Signals) -> None:
    """The program has a port, and a process in a session of its own."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    (tmp_path / "program.py").write_text(PROGRAM)
    (tmp_path / "mine.yaml").write_text(f"command: [{sys.executable}, program.py, '{port}']\nstop: 100ms\n")
    before = processes.descendants(os.getpid())
    words = ["run", "calm", "--clock", "live", "--candidate", "./mine.yaml", "--out", "x", "--quiet"]
    pid, ends = begun(words, tmp_path)
    for _ in range(600):
        with socket.socket() as caller:
            if caller.connect_ex(("127.0.0.1", port)) == 0:
                break
        assert not select.select([ends], [], [], 0.05)[0], "golive has ended"
    os.kill(pid, how)
    assert ended(pid) == STATUS[how]
    assert gone(before)
    os.close(ends)
    with socket.create_server(("127.0.0.1", port)):
        check_folder(tmp_path / "x")


def test_what_an_interrupted_run_has_recorded_can_be_shown(golive: Golive, tmp_path: Path) -> None:
    (tmp_path / "leaver.py").write_text(
        "import asyncio, os\nasync def integrate(kit):\n"
        "    await kit.erp.get('/api/v1/health')\n    await asyncio.sleep(1200)\n    os._exit(0)\n"
    )
    assert golive("run", "calm", "--candidate", "leaver:integrate", "--out", "x").status == 4
    shown = golive("show", "x", "000000001")
    assert shown.status == 0
    assert shown.out.startswith("The run was interrupted: it called os._exit(0) at leaver.py:5 in integrate")
    assert "000000001" in shown.out.partition("\n")[2]
    assert golive("report", "x").status == 0
    assert b"the run was interrupted after" in (tmp_path / "x" / "report.html").read_bytes()


def test_the_last_line_of_a_ledger_may_be_torn(tmp_path: Path) -> None:
    whole = b'{"n":1,"t":0,"who":"run","kind":"run.phase","keys":{},"data":{}}\n'
    (tmp_path / LEDGER_FILE).write_bytes(whole + b'{"n":2,"t"')
    assert [fact.seq for fact in read(tmp_path / LEDGER_FILE)] == [1]


def test_between_two_turns_of_the_clock_an_interrupt_waits() -> None:
    turns = Turns()
    with pytest.raises(KeyboardInterrupt):
        turns.interrupt(signal.SIGINT, None)
    turns.take(True)
    turns.interrupt(signal.SIGINT, None)
    with pytest.raises(KeyboardInterrupt):
        turns.take(True)
    turns.take(False)
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
