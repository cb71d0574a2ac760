"""Files have the times of the simulated world, and pipes are waited for in it."""

from __future__ import annotations

from pathlib import Path

from tests.virtual.programs import run, written

TIMES = """
import glob, logging.handlers, os, pathlib, shutil, time
os.chdir(os.environ["GOLIVE_DATA_DIR"])

def age(path):
    return round(time.time() - os.path.getmtime(path))

pathlib.Path("token").write_text("x")
time.sleep(600)
print("kept", age("token"), age(os.open("token", os.O_RDONLY)))
pathlib.Path("token").touch()
print("touched", age("token"))
pathlib.Path("begun").write_text("x")
time.sleep(60)
os.replace("begun", "state")
print("moved", age("state"))
os.utime("state", (5, 7))
shutil.copy2("state", "copy")
print("set", os.stat("copy").st_mtime_ns, os.stat("copy").st_size)
os.remove("copy")
os.close(os.open("copy", os.O_CREAT | os.O_EXCL | os.O_WRONLY))
print("made anew", age("copy"))
time.sleep(3600)
try:
    open("copy", "x")
except FileExistsError:
    print("not made", age("copy"))
print("of the machine", age(os.__file__) >= 0)
handler = logging.handlers.TimedRotatingFileHandler("sync.log", when="M", interval=1)
for _ in range(3):
    handler.emit(logging.makeLogRecord({"msg": "a line"}))
    time.sleep(60)
print("rotated", len(glob.glob("sync.log.*")))
"""


def test_files_are_as_old_as_the_simulated_clock_says(tmp_path: Path) -> None:
    assert written(run(tmp_path, TIMES, sets=("clock.duration=2h",))) == [
        "kept 600 600",
        "touched 0",
        "moved 60",
        "set 7000000000 1",
        "made anew 0",
        "not made 3600",
        "of the machine True",
        "rotated 2",
    ]


def test_a_read_from_an_empty_pipe_waits_for_another_thread(tmp_path: Path) -> None:
    code = """
    import os, threading, time
    read, write = os.pipe()
    threading.Timer(5, lambda: os.write(write, b"x")).start()
    began = time.monotonic()
    print(os.read(read, 1), time.monotonic() - began)
    os.set_blocking(read, False)
    try:
        os.read(read, 1)
    except BlockingIOError:
        print("at once", time.monotonic() - began)
    """
    assert written(run(tmp_path, code)) == ["b'x' 5.0", "at once 5.0"]
