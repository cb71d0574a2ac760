"""Programs under another interpreter: what they do is the same, and what cannot run them is refused."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from golive.errors import CandidateFailed
from golive.machine.pythons import TESTED
from tests.virtual.programs import run, written

OTHERS = [".".join(map(str, version)) for version in TESTED if version != sys.version_info[:2]]

PROGRAM = """
import asyncio, concurrent.futures, datetime, os, queue, random, sqlite3, threading, time, uuid

def show(*words):
    print(datetime.datetime.now(datetime.UTC).strftime("%H:%M:%S"), *words)

def slow(seconds):
    time.sleep(seconds)
    return seconds

thread = threading.Thread(target=slow, args=[60])
thread.start()
show(thread.join(20), thread.is_alive(), threading.active_count())
thread.join()
show(thread.is_alive(), threading.active_count())
for made in (queue.Queue(), queue.SimpleQueue()):
    try:
        made.get(timeout=30)
    except queue.Empty:
        show("empty")
event = threading.Event()
timer = threading.Timer(10, event.set)
timer.start()
show(event.wait(), threading.Semaphore(0).acquire(timeout=3), threading.Lock().locked())
lock = threading.RLock()
with lock, lock:
    threading.Timer(1, lambda: show("never before its release", lock.acquire(timeout=2))).start()
    time.sleep(8)
with concurrent.futures.ThreadPoolExecutor(3) as pool:
    show(list(pool.map(slow, [3, 2, 1])))

async def main():
    try:
        async with asyncio.timeout(3):
            await asyncio.sleep(9)
    except TimeoutError:
        show("timeout")
    async with asyncio.TaskGroup() as group:
        group.create_task(asyncio.to_thread(slow, 5))
        group.create_task(asyncio.sleep(4))
    show("both")

with asyncio.Runner() as runner:
    runner.run(main())
file = sqlite3.connect(os.environ["GOLIVE_DATA_DIR"] + "/held.db", isolation_level=None)
file.execute("begin immediate")
other = sqlite3.connect(os.environ["GOLIVE_DATA_DIR"] + "/held.db", 6.0)
try:
    other.execute("create table t (x)")
except sqlite3.OperationalError as error:
    show(error)
file.execute("commit")
show(other.execute("select datetime('now'), current_time").fetchone())
show(time.monotonic() - time.perf_counter(), time.monotonic_ns() - time.perf_counter_ns(), time.strftime("%H:%M"))
random.seed(7)
show(random.getrandbits(64), uuid.uuid4() != uuid.uuid4())
threading.Thread(target=lambda: (slow(7), show("last"))).start()
threading.Thread(target=slow, args=[10**9], daemon=True).start()
"""


def interpreter(version: str) -> str:
    """The path of a Python of that version; skips where this machine has none."""
    root = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    found = [shutil.which(f"python{version}"), *map(str, root.glob(f"versions/{version}.*/bin/python"))]
    for path in filter(None, found):
        asked = subprocess.run([path, "-c", "import ssl, sqlite3"], capture_output=True, check=False)
        if not asked.returncode:
            return path
    pytest.skip(f"this machine has no Python {version}")


def posing(folder: Path, answer: str) -> str:
    """An interpreter that answers so when it is asked for its version, and is otherwise the one of golive."""
    path = folder / "posing"
    ask = f'case "$2" in *version_info*) {answer} ;; *) exec {sys.executable} "$@" ;; esac'
    path.write_text(f"#!/bin/sh\n{ask}\n")
    path.chmod(0o755)
    return str(path)


@pytest.mark.parametrize("version", OTHERS)
def test_a_program_does_the_same_under_another_version(tmp_path: Path, version: str) -> None:
    path = interpreter(version)
    (tmp_path / "own").mkdir()
    own = run(tmp_path / "own", PROGRAM)
    other = run(tmp_path, "import sys\nprint(sys.version_info[:2])" + PROGRAM, interpreter=path)
    assert written(other) == [f"({version.replace('.', ', ')})", *written(own)]
    assert len(written(own)) == 14
    assert other.record.ended == "returned"
    assert not other.record.remarks


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (
            "echo cpython 3 10 13",
            "Python 3.10.13 cannot run a program in virtual time, which needs CPython 3.11",
        ),
        ("echo pypy 3 11 13", "pypy, Python 3.11.13 cannot run a program in virtual time"),
        (
            "echo no such version >&2; exit 127",
            "ended with exit status 127 and wrote 'no such version'; name the",
        ),
        ("exit 0", "is no Python interpreter: asked for its version, it ended with exit status 0; name the"),
    ],
)
def test_an_interpreter_that_cannot_run_it_is_refused(tmp_path: Path, answer: str, sentence: str) -> None:
    with pytest.raises(CandidateFailed) as caught:
        run(tmp_path, "", interpreter=posing(tmp_path, answer))
    assert sentence in str(caught.value)


def test_a_version_that_golive_was_not_tested_with_is_noted(tmp_path: Path) -> None:
    result = run(tmp_path, "print(1)", interpreter=posing(tmp_path, "echo cpython 3 99 1"))
    assert written(result) == ["1"]
    tested = ", ".join(f"{major}.{minor}" for major, minor in TESTED)
    assert result.record.remarks == [f"Python 3.99.1 is not a version that golive was tested with ({tested})"]
