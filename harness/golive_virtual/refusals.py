"""What cannot follow simulated time is refused, with a sentence that names the call and what to do instead."""

from __future__ import annotations

import errno
import signal
import sys
from collections.abc import Callable, Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

AS_A_PROGRAM = "run it on the live clock as a program: command: [python, ...] in a candidate file"

_PROCESS = "a second process cannot follow the simulated time; use threads, or {instead}"
_ASKING = ("platform", "ctypes.util")
"""Modules that start a process to ask about the machine, and do without an answer."""
_EVENTS = {
    "subprocess.Popen": _PROCESS,
    "os.system": _PROCESS,
    "os.exec": _PROCESS,
    "os.posix_spawn": _PROCESS,
    "os.spawn": _PROCESS,
    "os.fork": _PROCESS,
    "os.forkpty": _PROCESS,
    "pty.spawn": _PROCESS,
    "socket.connect": "only sockets of the module socket follow the simulated time; use those, or {instead}",
}
"""Audit events of the interpreter and why they are refused."""

_TIMERS = "signals by the machine's time cannot follow the simulated time; use threading.Timer, or {instead}"
_SIGNALS = ("alarm", "setitimer", "pause", "sigwait", "sigwaitinfo", "sigtimedwait")

_OWN_WAITS = "it waits in C, past the simulated time; use {other}, or {instead}"
_MODULES = {
    "uvloop": "the loop of asyncio",
    "gevent": "threads",
    "eventlet": "threads",
    "pycurl": "requests or httpx",
    "grpc": "HTTP",
    "psycopg2": "SQLite",
    "psycopg_c": "SQLite",
    "MySQLdb": "SQLite",
    "pyodbc": "SQLite",
    "pymssql": "SQLite",
    "confluent_kafka": "HTTP",
    "zmq": "HTTP",
    "pycares": "socket.getaddrinfo",
}
"""Modules that wait by themselves, and what to use instead."""


def no_tls(host: object, port: object, system: str) -> tuple[str, str]:
    """What is refused, and why, where a program begins TLS with a system at its own address."""
    name = system.lower()
    by_name = f", or lead a host name there (hosts: {{{name}.example.com: {name}}} in a candidate file)"
    return f"TLS to {host}:{port}", (
        f"the {system} speaks plain HTTP at its own address; write http://{host}:{port}"
        f"{'' if system == 'desk' else by_name}"
    )


class NotInVirtualTime(OSError):
    """A call that cannot follow the simulated time."""


class Refusals:
    """Refuses calls; `note` is told each sentence."""

    def __init__(self, note: Callable[[str], None]) -> None:
        self._note = note

    def refusal(self, call: str, why: str) -> NotInVirtualTime:
        """The error to raise for a call; it is noted for the run as well."""
        sentence = self.sentence(call, why)
        self._note(sentence)
        return NotInVirtualTime(sentence)

    def sentence(self, call: str, why: str) -> str:
        """What is said of a refused call; `{instead}` in `why` stands for the way around."""
        return f"{call}{_place()}: {why.replace('{instead}', AS_A_PROGRAM)}"

    def install(self) -> None:
        """Refuse from now on."""
        for name in _SIGNALS:
            if hasattr(signal, name):
                setattr(signal, name, self._refusing(f"signal.{name}", _TIMERS))
        import _posixsubprocess

        forking: Any = _posixsubprocess
        forking.fork_exec = self._refusing("multiprocessing or subprocess", _PROCESS)
        sys.meta_path.insert(0, _Modules())
        sys.addaudithook(self._audit)

    def _refusing(self, call: str, why: str) -> Callable[..., Any]:
        def refused(*_args: Any, **_options: Any) -> Any:
            raise self.refusal(call, why)

        return refused

    def _audit(self, event: str, args: tuple[Any, ...]) -> None:
        why = _EVENTS.get(event)
        if why is not None:
            if event == "subprocess.Popen" and _caller("subprocess") in _ASKING:
                raise FileNotFoundError(errno.ENOENT, why.format(instead=AS_A_PROGRAM))
            raise self.refusal(event, why)


class _Modules:
    """A finder for modules that wait by themselves. An import error lets programs use what they have instead."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Nothing, so that others look; raises ImportError for the listed modules."""
        other = _MODULES.get(fullname)
        if other is not None:
            why = _OWN_WAITS.format(other=other, instead=AS_A_PROGRAM)
            raise ImportError(f"import {fullname}{_place()}: {why}", name=fullname)
        return None


def _caller(module: str) -> str:
    """The name of the module that called one."""
    frame = sys._getframe(2)
    while frame.f_back is not None and frame.f_globals.get("__name__") == module:
        frame = frame.f_back
    return str(frame.f_globals.get("__name__"))


def _place() -> str:
    """The line of the program that is being run: the innermost that is in no library."""
    frame = sys._getframe(1)
    while frame is not None:
        name = frame.f_code.co_filename
        if not name.startswith(("<", sys.base_prefix, sys.prefix)) and "golive_virtual" not in name:
            return f" ({name}:{frame.f_lineno})"
        frame = frame.f_back  # type: ignore[assignment]
    return ""
