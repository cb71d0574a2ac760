"""How programs end, and what is known of it afterwards."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

import golive
from golive.candidates.virtual import child
from golive.errors import CandidateFailed
from tests.live.alive import eventually, processes_with
from tests.virtual.programs import SHORT, ended, run, script, times, written

CRASHED = """
import time
def import_orders(reply):
    return reply["items"]
time.sleep(300)
import_orders({})
"""


def test_a_crash_is_in_the_ledger_and_its_traceback_in_the_log(tmp_path: Path) -> None:
    result = run(tmp_path, CRASHED)
    assert ended(result) == [{"why": "KeyError: 'items' at import_orders line 13", "crashed": True}]
    assert written(result)[0] == "Traceback (most recent call last):"
    assert written(result)[-1] == "KeyError: 'items'"
    assert "golive_virtual" not in result.log
    assert set(times(result)) == {"13:05:00"}
    assert result.scorecard.verdict == "broken"


@pytest.mark.parametrize(
    ("code", "why", "crashed"),
    [
        ("", "returned", False),
        ("import sys; sys.exit()", "exit status 0", False),
        ("import sys; sys.exit(3)", "exit status 3", True),
        ("import sys; sys.exit('no token')", "exit status 1: no token", True),
        ("import os; os._exit(5)", "exit status 5", True),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "killed by signal 9", True),
    ],
)
def test_other_ends(tmp_path: Path, code: str, why: str, crashed: bool) -> None:
    assert ended(run(tmp_path, code)) == [{"why": why, "crashed": crashed}]


def test_an_interpreter_that_breaks_down_leaves_its_last_words(tmp_path: Path) -> None:
    code = """
    import ctypes, faulthandler
    faulthandler.enable(open("/dev/stderr", "w"))
    ctypes.string_at(0)
    """
    result = run(tmp_path, code)
    assert ended(result) == [{"why": "killed by signal 11", "crashed": True}]
    assert "Segmentation fault" in result.log


def test_a_program_ends_when_its_last_thread_does(tmp_path: Path) -> None:
    code = """
    import atexit, threading, time
    atexit.register(print, "good bye")
    threading.Thread(target=lambda: (time.sleep(120), print("the last"))).start()
    threading.Thread(target=time.sleep, args=[100_000], daemon=True).start()
    """
    result = run(tmp_path, code)
    assert written(result) == ["the last", "good bye"]
    assert times(result) == ["13:02:00", "13:02:00"]
    assert ended(result) == [{"why": "returned", "crashed": False}]


def test_a_thread_that_fails_is_noted_and_the_others_go_on(tmp_path: Path) -> None:
    code = """
    import threading, time
    threading.Thread(target=lambda: [][1]).start()
    time.sleep(60)
    print("still here")
    """
    result = run(tmp_path, code)
    failed = [fact.data["why"] for fact in result.facts if fact.kind == "candidate.task_failed"]
    assert failed == ["IndexError: list index out of range at <lambda> line 12"]
    assert written(result)[-1] == "still here"


def test_what_ends_before_any_call_is_no_run(tmp_path: Path) -> None:
    path = tmp_path / "program.py"
    path.write_text("raise ValueError('the configuration is missing')")
    with pytest.raises(CandidateFailed, match="ValueError: the configuration is missing"):
        golive.run("calm", str(path), sets=SHORT)


KILLED = """
import os, sqlite3, time
db = sqlite3.connect(os.environ["GOLIVE_DATA_DIR"] + "/starts.db")
db.execute("create table if not exists starts (at text default current_timestamp)")
db.execute("insert into starts default values")
db.commit()
print(db.execute("select count(*) from starts").fetchone()[0], "starts")
try:
    while True:
        time.sleep(60)
        call_the_shop()
finally:
    print("never reached")
"""


def test_a_killed_program_begins_anew_with_its_files(tmp_path: Path) -> None:
    fault = "chaos=[{fault: kill, at: 6m, down: 2m}]"
    result = run(tmp_path, KILLED, sets=[*SHORT, fault])
    assert written(result) == ["1 starts", "2 starts"]
    assert times(result) == ["13:00:00", "13:08:00"]


def test_a_paused_program_gets_no_turns(tmp_path: Path) -> None:
    code = """
    import time
    while True:
        time.sleep(60)
        print("tick")
    """
    fault = "chaos=[{fault: pause, at: 330s, for: 5m}]"
    result = run(tmp_path, code, sets=[*SHORT, fault])
    assert times(result)[:7] == [f"13:0{minute}:00" for minute in range(1, 6)] + ["13:10:30", "13:11:30"]


SPINNING = """
while True:
    pass
"""


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_program_that_computes_ends_with_golive(tmp_path: Path, number: signal.Signals) -> None:
    path = script(tmp_path, SPINNING)
    arguments = [sys.executable, "-m", "golive", "run", "calm", "--candidate", str(path), "--out", "run"]
    process = subprocess.Popen(arguments, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    mark = f"{tmp_path}/run"
    eventually(lambda: processes_with(mark), "the program runs")
    process.send_signal(number)
    process.wait()
    eventually(lambda: not processes_with(mark), "the program is gone")


def test_a_program_that_never_waits_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "LONGEST_TURN_S", 1.0)
    (end,) = ended(run(tmp_path, SPINNING))
    assert end == {"why": "it computed for 1 s of real time without waiting for anything", "crashed": True}


def test_no_module_of_a_program_is_left(tmp_path: Path) -> None:
    before = set(sys.modules)
    run(
        tmp_path,
        "import program, wave, threading, time; threading.Thread(target=time.sleep, args=[1e6]).start()",
    )
    assert not [name for name in set(sys.modules) - before if not name.startswith(("golive", "fake_"))]


def test_the_output_of_a_program_reaches_neither_output_of_golive(tmp_path: Path) -> None:
    path = script(
        tmp_path, "import sys, os, logging\nprint('out')\nlogging.error('err')\nos.write(1, b'raw')"
    )
    arguments = [sys.executable, "-m", "golive", "run", "calm", "--candidate", str(path), "--out", "run"]
    arguments += [word for each in SHORT for word in ("--set", each)]
    done = subprocess.run(arguments, cwd=tmp_path, capture_output=True, text=True, check=False)
    log = (tmp_path / "run" / "candidate.log").read_text()
    assert [line.partition("Z ")[2] for line in log.splitlines()] == ["out", "ERROR:root:err", "raw"]
    assert "ERROR:root:err" not in done.stdout + done.stderr
