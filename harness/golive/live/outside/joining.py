"""The first process of a sealed program: joins the network of the seal and runs the command, with files of its own.

Runs alone, with the standard library only: as `python -I -S joining.py PLAN`, where PLAN is a JSON file with

    network  the process whose user and network namespaces are joined
    mounts   pairs of files; each first one is mounted over the second
    command, folder, env    the program
    anchor   for libfaketime: steady time in seconds, the program's time then in ms, and its speed

Ends with the status of the program, 128 and the number for a signal; then the kernel ends all that it has started.
Signals reach the program as a member of its process group.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

_NEW_FILES, _NEW_PROCESSES = 0x00020000, 0x20000000
_MS_BIND, _MS_PRIVATE_ALL = 4096, 1 << 18 | 16384
_MS_PLAIN = 2 | 4 | 8
"""Neither set-user-id programs, nor devices, nor programs at all: as /proc is mounted everywhere."""
_PARENT_DEATH = 1
_ENDING = (signal.SIGINT, signal.SIGTERM)
_C = ctypes.CDLL(None, use_errno=True)


def _check(failed: int, what: str) -> None:
    if failed:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), what)


def join(process: int) -> None:
    """Join the user and the network namespace of a process; the next child is in one of files and of processes."""
    for descriptor in [os.open(f"/proc/{process}/ns/{kind}", os.O_RDONLY) for kind in ("user", "net")]:
        _check(_C.setns(descriptor, 0), "setns")
        os.close(descriptor)
    _check(_C.unshare(_NEW_FILES | _NEW_PROCESSES), "unshare")


def mount(source: str, target: str, kind: str = "", flags: int = 0, options: str = "") -> None:
    """Mount `source` over `target`; the arguments are those of the call of the kernel. Raises OSError."""
    places = [each.encode() or None for each in (source, target, kind)]
    _check(_C.mount(*places, ctypes.c_ulong(flags), options.encode() or None), target)


def arrange_files(mounts: list[list[str]]) -> None:
    """For this process and those it starts: files in place of others, its own processes in /proc, its own memory."""
    mount("none", "/", flags=_MS_PRIVATE_ALL)
    mount("proc", "/proc", "proc", _MS_PLAIN)
    for source, target in mounts:
        mount(source, target, flags=_MS_BIND)
    if Path("/dev/shm").is_dir():
        mount("tmpfs", "/dev/shm", "tmpfs", options="mode=1777")


def run(plan: dict[str, Any]) -> int:
    """As the first process of its namespace: run the command; returns its status. Reaps what the program leaves."""
    _C.prctl(_PARENT_DEATH, signal.SIGKILL, 0, 0, 0)
    arrange_files(plan["mounts"])
    for number in _ENDING:
        signal.signal(number, signal.SIG_DFL)
    if "anchor" in plan:
        steady_s, then_ms, speed = plan["anchor"]
        now_ms = then_ms + (time.monotonic() - steady_s) * speed * 1000
        plan["env"]["FAKETIME"] = f"@{now_ms / 1000:.3f} x{speed:g}"
    program = subprocess.Popen(plan["command"], cwd=plan["folder"], env=plan["env"], stdin=subprocess.DEVNULL)
    pid = 0
    while pid != program.pid:
        pid, status = os.waitpid(-1, 0)
    code = os.waitstatus_to_exitcode(status)
    return code if code >= 0 else 128 - code


def main(plan: dict[str, Any]) -> int:
    """Join the network, run the command, and return its status."""
    join(plan["network"])
    for number in _ENDING:
        signal.signal(number, signal.SIG_IGN)
    child = os.fork()
    if not child:
        return run(plan)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return code if code >= 0 else 128 - code


if __name__ == "__main__":
    sys.exit(main(json.loads(Path(sys.argv[1]).read_bytes())))
