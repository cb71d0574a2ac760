"""Two instances on the same files: locks are waited for in simulated time, and of two that claim one wins."""

from __future__ import annotations

from pathlib import Path

import golive
from tests.virtual.instances.test_deploys import OVERLAP, chaos
from tests.virtual.programs import run, times, written

SECOND = """
import fcntl, os, sqlite3, time
folder = os.environ["GOLIVE_DATA_DIR"]
path = folder + "/own.db"
is_second = os.path.exists(folder + "/first")
if not is_second:
    open(folder + "/first", "w").close()
def wait(until_s):
    time.sleep(1762952400 + until_s - time.time())
"""
"""Sets `is_second` in the second instance, which is started at 300 s."""


def test_a_lock_that_the_other_instance_holds_is_waited_for(tmp_path: Path) -> None:
    code = """
db = sqlite3.connect(path, timeout=20)
db.execute("create table if not exists rows (n integer primary key)")
wait(310)
if not is_second:
    db.execute("begin immediate")
    wait(325.5)
    db.execute("insert into rows values (1)")
    db.commit()
    print("released")
else:
    wait(311)
    db.execute("insert into rows values (2)")
    db.commit()
    print("inserted", [n for n, in db.execute("select n from rows")])
time.sleep(1000)
"""
    result = run(tmp_path, SECOND + code, chaos(OVERLAP))
    assert written(result) == ["instance 1: released", "instance 2: inserted [1, 2]"]
    assert times(result) == ["13:05:25", "13:05:25"]


def test_a_lock_that_stays_is_an_error_after_the_timeout_and_a_kill_releases_it(tmp_path: Path) -> None:
    code = """
db = sqlite3.connect(path, timeout=2)
db.execute("create table if not exists rows (n integer primary key)")
wait(310)
if not is_second:
    db.execute("insert into rows values (1)")
    wait(10_000)
for attempt in range(200):
    try:
        db.executescript("begin immediate; insert into rows values (2); commit; select * from rows")
        print("inserted", [n for n, in db.execute("select n from rows")])
        break
    except sqlite3.OperationalError as error:
        print(error)
time.sleep(1000)
"""
    result = run(tmp_path, SECOND + code, chaos(OVERLAP))
    lines = written(result)
    assert set(lines[:-1]) == {"instance 2: database is locked"}
    assert len(lines) == 145, "one each two seconds from 310 s until the first is ended at 600 s"
    assert lines[-1] == "inserted [2]"
    assert times(result)[0::144] == ["13:05:12", "13:10:00"]


def test_two_that_have_read_and_then_write_do_not_wait_for_each_other(tmp_path: Path) -> None:
    """SQLite refuses one of them at once, since the other waits for its read to end."""
    code = """
db = sqlite3.connect(path, timeout=20, isolation_level=None)
db.execute("create table if not exists rows (n integer primary key)")
wait(310)
db.execute("begin")
db.execute("select * from rows").fetchall()
wait(311 + is_second)
try:
    db.execute("insert into rows values (?)", [is_second])
    wait(315)
    db.execute("commit")
    print("committed")
except sqlite3.OperationalError as error:
    print(error)
    wait(316)
    db.execute("rollback")
time.sleep(1000)
"""
    result = run(tmp_path, SECOND + code, chaos(OVERLAP))
    assert written(result) == ["instance 2: database is locked", "instance 1: committed"]
    assert times(result) == ["13:05:12", "13:05:16"]


def test_a_snapshot_that_the_other_has_overtaken_is_refused_at_once(tmp_path: Path) -> None:
    code = """
db = sqlite3.connect(path, timeout=20, isolation_level=None)
db.execute("pragma journal_mode = wal")
db.execute("create table if not exists rows (n integer primary key)")
wait(310)
db.execute("begin")
db.execute("select * from rows").fetchall()
wait(311 + is_second)
try:
    db.execute("insert into rows values (?)", [is_second])
    db.execute("commit")
    print("committed")
except sqlite3.OperationalError as error:
    print(error, error.sqlite_errorname)
time.sleep(1000)
"""
    result = run(tmp_path, SECOND + code, chaos(OVERLAP))
    assert written(result) == [
        "instance 1: committed",
        "instance 2: database is locked SQLITE_BUSY_SNAPSHOT",
    ]
    assert times(result) == ["13:05:11", "13:05:12"]


def test_locks_on_files_are_waited_for(tmp_path: Path) -> None:
    code = """
def locked(name, lock, unlock):
    file = open(folder + "/" + name, "w")
    lock(file)
    print(name, "begins")
    time.sleep(15)
    unlock(file)
wait(310)
locked("flock", lambda f: fcntl.flock(f, fcntl.LOCK_EX), lambda f: fcntl.flock(f, fcntl.LOCK_UN))
wait(350)
locked("lockf", lambda f: fcntl.lockf(f, fcntl.LOCK_EX), lambda f: fcntl.lockf(f, fcntl.LOCK_UN))
wait(390)
locked("posix", lambda f: os.lockf(f.fileno(), os.F_LOCK, 0), lambda f: os.lockf(f.fileno(), os.F_ULOCK, 0))
wait(430)
with open(folder + "/once", "w") as file:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        print("once")
        time.sleep(30)
    except BlockingIOError:
        print("busy")
time.sleep(1000)
"""
    result = run(tmp_path, SECOND + code, chaos(OVERLAP))
    for name, first, second in (
        ("flock", "13:05:10", "13:05:25"),
        ("lockf", "13:05:50", "13:06:05"),
        ("posix", "13:06:30", "13:06:45"),
    ):
        assert times(result, name)[0] == first
        assert second <= times(result, name)[1] <= second[:-1] + "6"
    assert sorted(line.partition(": ")[2] for line in written(result)[-2:]) == ["busy", "once"]


KIT = """
import time

def integrate(kit):
    table = kit.storage.table("claims")
    if kit.instance == 1:
        table["seen"] = {"by": 1}
    while True:
        kit.erp.get("/api/v1/health")
        mine = table.setdefault(str(kit.now_ms() // 60_000), kit.instance) == kit.instance
        print(kit.instance, "claims" if mine else "leaves it", table["seen"], len(table))
        table["seen"] = {"by": kit.instance}
        time.sleep(60)
"""


def test_plain_functions_share_the_storage_of_their_kit(tmp_path: Path) -> None:
    (tmp_path / "plain_for_two.py").write_text(KIT, "utf-8")
    path = tmp_path / "candidate.yaml"
    path.write_text("python: plain_for_two:integrate\n", "utf-8")
    result = golive.run("calm", str(path), sets=chaos(OVERLAP))
    both = [line.split() for line in written(result) if line.startswith("instance")]
    assert len(both) == 10
    assert all(line[1] == line[2] + ":" or line[1].rstrip(":") == line[2] for line in both)
    assert [" ".join(line[3:5]) for line in both].count("leaves it") == 5, "one of the two claims each minute"
    assert {line[-2] for line in both} == {"1}", "2}"}, "each reads what the other has stored"
    numbers = [int(line.split()[-1]) for line in written(result)]
    assert numbers == sorted(numbers)


def test_a_file_of_another_process_of_the_run_is_as_old_as_the_process_that_looks(tmp_path: Path) -> None:
    """Not as many seconds old as the machine took for the run so far."""
    result = run(
        tmp_path, SECOND + "print(os.stat(folder + '/first').st_mtime)\ntime.sleep(10_000)", chaos(OVERLAP)
    )
    assert written(result) == ["1762952400.006", "instance 2: 1762952700.0"]
