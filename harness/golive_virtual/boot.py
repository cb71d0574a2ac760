"""Starts the program in the replaced world and reports how it ended."""

from __future__ import annotations

import sys

from golive_virtual import world

world.replace_primitives()

import _socket  # noqa: E402
import atexit  # noqa: E402
import ctypes  # noqa: E402
import json  # noqa: E402
import os  # noqa: E402
import signal  # noqa: E402
import threading  # noqa: E402
import time  # noqa: E402
import traceback  # noqa: E402
from collections.abc import Callable  # noqa: E402
from contextlib import suppress  # noqa: E402
from typing import Any  # noqa: E402

from golive_virtual import entry  # noqa: E402
from golive_virtual.frames import ENDED, LOG, START, Frames  # noqa: E402
from golive_virtual.machine import chance, databases, file_locks, files, sockets, tls  # noqa: E402
from golive_virtual.machine.clocks import Clocks  # noqa: E402
from golive_virtual.machine.names import Names  # noqa: E402
from golive_virtual.machine.network import Network  # noqa: E402
from golive_virtual.output import Output  # noqa: E402
from golive_virtual.refusals import Refusals  # noqa: E402
from golive_virtual.waiting import threads  # noqa: E402
from golive_virtual.waiting.scheduler import SCHEDULER  # noqa: E402

MOST_COLLECTED_BYTES = 1 << 18
_PR_SET_PDEATHSIG = 1


def main() -> None:
    """Run the program that golive names. Arguments: the folder of this package, the descriptor of the frames."""
    here, descriptor = sys.argv[1], int(sys.argv[2])
    _end_with_golive()
    sys.path[:] = [each for each in sys.path if each not in ("", here)]
    frames = Frames(_socket.socket(fileno=descriptor), MOST_COLLECTED_BYTES)
    kind, now_ms, content = frames.receive()
    assert kind == START
    settings = json.loads(content)
    output, golive = _replace(frames, settings, now_ms)
    why, crashed, status = _run(settings)
    golive.pump()
    output.finish()
    frames.send(ENDED, status, json.dumps({"why": why, "crashed": crashed}).encode())
    frames.flush()
    os._exit(status & 0xFF)


def _end_with_golive() -> None:
    """Have the kernel kill this process when golive is gone, also while the program computes (Linux)."""
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _replace(frames: Frames, settings: dict[str, Any], now_ms: int) -> tuple[Output, world.Golive]:
    golive = world.Golive(frames)
    refusals = Refusals(golive.refused)
    systems = {int(port): name for port, name in settings["systems"].items()}
    network = Network(frames, refusals, systems, Names(settings["hosts"]))
    clocks = Clocks(settings["start_ms"], settings["skew_ms"])
    golive.connect(network, clocks)
    world.connect(golive, now_ms)
    world.replace_threads()
    replaced = {getattr(time, name): new for name, new in clocks.replacements().items()}
    replaced |= chance.replacements(settings["seed"])
    replaced |= file_locks.replacements()
    world.replace_everywhere(replaced)
    clocks.set_datetime()
    sockets.install(network, refusals)
    tls.install()
    if settings["authority"]:
        tls.trust(settings["authority"])
    databases.install(clocks.wall_ms)
    files.install(clocks.wall_ms, settings["began_ns"])
    refusals.install()

    def log(lines: bytes) -> None:
        frames.send(LOG, 0, lines)
        SCHEDULER.glance()

    output = Output(log)
    system: Any = sys
    system.stdout = system.stderr = system.__stdout__ = system.__stderr__ = output.file
    _report_threads(golive)
    return output, golive


def _report_threads(golive: world.Golive) -> None:
    """Note threads that end with an error, besides the traceback."""
    shown = threading.excepthook

    def noted(args: Any) -> None:
        shown(args)
        if args.exc_value is not None:
            golive.failed(last_words(args.exc_value))

    threading.excepthook = threading.__excepthook__ = noted


def _run(settings: dict[str, Any]) -> tuple[str, bool, int]:
    """Run the program to its end: why it ended, whether it crashed, and its exit status."""
    ended = _outcome(lambda: entry.run(settings))
    threads.wait_for_all()
    atexit._run_exitfuncs()
    return ended


def _outcome(program: Callable[[], None]) -> tuple[str, bool, int]:
    try:
        program()
    except SystemExit as error:
        return _exit_of(error)
    except BaseException as error:
        sys.stderr.write("".join(traceback.format_exception(_without_own(error))))
        return last_words(error), True, 1
    return "returned", False, 0


def _exit_of(error: SystemExit) -> tuple[str, bool, int]:
    code = error.code
    if code is None or isinstance(code, int):
        return f"exit status {int(code or 0)}", bool(code), int(code or 0)
    sys.stderr.write(f"{code}\n")
    return f"exit status 1: {code}", True, 1


def _without_own(error: BaseException) -> BaseException:
    """The error with a traceback that begins in the program."""
    trace = error.__traceback__
    while trace is not None and "golive_virtual" in trace.tb_frame.f_code.co_filename:
        trace = trace.tb_next
    return error.with_traceback(trace) if trace is not None else error


def last_words(error: BaseException) -> str:
    """An exception in one line: its type, its message and where it was raised."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" at {frames[-1].name} line {frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}: {error}{where}".encode("utf-8", "replace").decode()
