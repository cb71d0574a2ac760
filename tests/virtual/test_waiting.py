"""Threads, executors and coroutines wait in simulated time, one at a time and in a fixed order."""

from __future__ import annotations

from pathlib import Path

from tests.virtual.programs import run, written

BEGIN = """
import asyncio, queue, select, selectors, threading, time
from concurrent.futures import ThreadPoolExecutor, wait
began = time.monotonic()
def show(*words):
    print(f"{time.monotonic() - began:g}", *words)
"""


def lines(tmp_path: Path, code: str) -> list[str]:
    path = tmp_path / "waiting.txt"
    path.write_text(BEGIN + code)
    return written(run(tmp_path, path.read_text()))


def test_primitives_of_threading_wait_up_to_their_timeouts(tmp_path: Path) -> None:
    code = """
event = threading.Event()
threading.Timer(10, event.set).start()
show(event.wait(60), threading.Event().wait(20))
lock = threading.Lock()
show(lock.acquire(), lock.acquire(timeout=5), lock.acquire(False))
condition = threading.Condition()
with condition:
    show(condition.wait_for(lambda: False, 7))
show(threading.Semaphore(0).acquire(timeout=1.5))
barrier = threading.Barrier(2)
threading.Timer(4, barrier.wait).start()
show(barrier.wait())
try:
    queue.Queue().get(timeout=3)
except queue.Empty:
    show("empty")
thread = threading.Thread(target=time.sleep, args=[100])
thread.start()
show(thread.join(40), thread.is_alive())
show(thread.join(), thread.is_alive())
"""
    assert lines(tmp_path, code) == [
        "30 True False",
        "35 True False False",
        "42 False",
        "43.5 False",
        "47.5 0",
        "50.5 empty",
        "90.5 None True",
        "150.5 None False",
    ]


def test_a_reentrant_lock_belongs_to_one_thread(tmp_path: Path) -> None:
    code = """
lock = threading.RLock()
def other():
    show("other", lock.acquire(timeout=2))
    with lock:
        show("other has it")
with lock, lock:
    thread = threading.Thread(target=other)
    thread.start()
    time.sleep(5)
thread.join()
try:
    lock.release()
except RuntimeError as error:
    show(error)
"""
    assert lines(tmp_path, code) == ["2 other False", "5 other has it", "5 cannot release un-acquired lock"]


def test_workers_take_turns_in_a_fixed_order(tmp_path: Path) -> None:
    code = """
work = queue.Queue()
def worker(name):
    while (seconds := work.get()) is not None:
        time.sleep(seconds)
        show(name, seconds)
threads = [threading.Thread(target=worker, args=[name]) for name in "abc"]
for thread in threads:
    thread.start()
for each in (5, 4, 3, 2, 1, None, None, None):
    work.put(each)
for thread in threads:
    thread.join()
"""
    assert lines(tmp_path, code) == ["3 c 3", "4 b 4", "5 a 5", "5 c 2", "5 b 1"]


def test_threads_that_only_print_let_each_other_and_time_go_on(tmp_path: Path) -> None:
    code = """
def chatter(name):
    for number in range(2_000):
        print(name, number)
threads = [threading.Thread(target=chatter, args=[name]) for name in "ab"]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
show("done", time.monotonic() > began)
"""
    found = lines(tmp_path, code)
    assert len(found) == 4_001
    assert sorted(found[:-1]) == sorted(f"{name} {number}" for name in "ab" for number in range(2_000))
    assert found[-1].endswith("done True")


def test_asyncio_with_threads_executors_and_timeouts(tmp_path: Path) -> None:
    code = """
async def main():
    loop = asyncio.get_running_loop()
    await asyncio.sleep(600)
    show("slept")
    await asyncio.to_thread(time.sleep, 30)
    show("in a thread")
    with ThreadPoolExecutor(3) as pool:
        jobs = [loop.run_in_executor(pool, time.sleep, seconds) for seconds in (3, 2, 1)]
        done, _ = await asyncio.wait(jobs, return_when=asyncio.FIRST_COMPLETED)
        show([job in done for job in jobs])
    show("pool closed")
    try:
        async with asyncio.timeout(5):
            await asyncio.sleep(100)
    except TimeoutError:
        show("timeout")
    threading.Timer(2, lambda: loop.call_soon_threadsafe(event.set)).start()
    event = asyncio.Event()
    await event.wait()
    show("told by a thread")
asyncio.run(main())
"""
    assert lines(tmp_path, code) == [
        "600 slept",
        "630 in a thread",
        "631 [False, False, True]",
        "633 pool closed",
        "638 timeout",
        "640 told by a thread",
    ]


def test_streams_within_the_program(tmp_path: Path) -> None:
    code = """
import socket
async def answer(reader, writer):
    await asyncio.sleep(2)
    writer.write(await reader.readline() * 100_000)
    writer.close()
async def main():
    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    reader, writer = await asyncio.open_connection("localhost", port)
    writer.write(b"twelve bytes\\n")
    show(len(await reader.read()), writer.get_extra_info("peername"))
    server.close()
asyncio.run(main())
listening = socket.create_server(("127.0.0.1", 0))
def serve():
    connection, _ = listening.accept()
    time.sleep(3)
    connection.sendall(b"late")
    connection.close()
threading.Thread(target=serve).start()
with socket.create_connection(listening.getsockname(), timeout=1) as client:
    try:
        client.recv(10)
    except TimeoutError as error:
        show(error)
    client.settimeout(None)
    show(client.recv(10), client.recv(10))
one, two = socket.socketpair()
show(select.select([one], [two], [], 5) == ([], [two], []))
nothing = select.select([one], [], [], 5)
show(nothing)
"""
    assert lines(tmp_path, code) == [
        "2 1300000 ('127.0.0.1', 40001)",
        "3 timed out",
        "5 b'late' b''",
        "5 True",
        "10 ([], [], [])",
    ]


def test_a_finaliser_may_wait(tmp_path: Path) -> None:
    code = """
import gc
gc.set_threshold(5, 2, 2)
lock = threading.RLock()
class Cycle:
    def __init__(self):
        self.own = self
    def __del__(self):
        with lock:
            time.sleep(0.001)
def work():
    for _ in range(100):
        Cycle()
        with lock:
            time.sleep(0.001)
threads = [threading.Thread(target=work) for _ in range(3)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
gc.set_threshold(700, 10, 10)
show("done", lock.acquire(False))
"""
    (line,) = lines(tmp_path, code)
    assert line.endswith("done True")
