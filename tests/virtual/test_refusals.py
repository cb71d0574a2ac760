"""What cannot follow the simulated time is refused in a sentence, or noted on the run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.virtual.programs import run, written

INSTEAD = "run it on the live clock as a program"

CALLS = {
    "subprocess.Popen": "import subprocess; subprocess.run(['true'])",
    "os.system": "import os; os.system('true')",
    "os.fork": "import multiprocessing; multiprocessing.Process(target=print).start()",
    "os.posix_spawn": "import os; os.posix_spawn('/bin/true', ['true'], {})",
    "signal.alarm": "import signal; signal.alarm(5)",
    "socket.connect": "import _socket; _socket.socket().connect(('127.0.0.1', 8001))",
    "connection to shop.example.com:443": "import urllib.request; urllib.request.urlopen('https://shop.example.com/')",
    "connection to 10.0.0.1:5432": "import socket; socket.create_connection(('10.0.0.1', 5432))",
    "socket.sendto": "import socket; socket.socket(type=socket.SOCK_DGRAM).sendto(b'', ('127.0.0.1', 53))",
}


OWN_ADDRESS = """
import socket
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
    asking.connect(("10.253.155.219", 58162))
    print(asking.getsockname()[0], asking.getpeername())
    try:
        asking.send(b"a datagram")
    except OSError as error:
        print(error)
"""
"""As Werkzeug looks for the address at which it listens."""


@pytest.mark.parametrize("call", CALLS)
def test_a_call_is_refused_with_its_place_and_what_to_do_instead(tmp_path: Path, call: str) -> None:
    result = run(tmp_path, f"try:\n    {CALLS[call]}\nexcept OSError as error:\n    print(error)")
    (noted,) = [fact.data["what"] for fact in result.facts if fact.kind == "candidate.refused"]
    assert noted.startswith(f"{call} (")
    assert "program.py:11)" in noted
    assert INSTEAD in noted
    assert written(result)[0] == f"golive refused: {noted}"
    assert noted in written(result)[1]


def test_a_datagram_socket_tells_the_own_address_and_sends_nothing(tmp_path: Path) -> None:
    result = run(tmp_path, OWN_ADDRESS)
    refusals = [fact.data["what"] for fact in result.facts if fact.kind == "candidate.refused"]
    (refused,) = refusals
    assert refused.startswith("socket.send (")
    assert written(result) == [
        "127.0.0.1 ('10.253.155.219', 58162)",
        f"golive refused: {refused}",
        refused,
    ]


def test_a_refusal_that_is_not_caught_ends_the_program(tmp_path: Path) -> None:
    result = run(tmp_path, "import subprocess; subprocess.run(['true'])")
    (ended,) = [fact.data["why"] for fact in result.facts if fact.kind == "candidate.ended"]
    assert ended.startswith("NotInVirtualTime: subprocess.Popen (")


def test_a_module_that_waits_by_itself_is_refused_and_may_be_done_without(tmp_path: Path) -> None:
    code = """
    try:
        import gevent
    except ImportError as error:
        print(error)
    """
    assert "it waits in C, past the simulated time; use threads, or" in written(run(tmp_path, code))[0]


def test_a_port_where_nothing_listens_is_refused_as_by_a_machine_and_explained(tmp_path: Path) -> None:
    code = """
    import socket
    for _ in range(2):
        try:
            socket.create_connection(("127.0.0.1", 5432))
        except ConnectionRefusedError as error:
            print(error)
    """
    lines = written(run(tmp_path, code))
    assert lines[0].startswith("golive: nothing listens at 127.0.0.1:5432")
    assert lines[1:] == ["[Errno 111] Connection refused"] * 2


def test_a_library_that_asks_about_the_machine_does_without_an_answer(tmp_path: Path) -> None:
    code = """
    import ctypes.util, platform
    print(platform.platform().startswith(platform.system()), ctypes.util.find_library("c"))
    """
    result = run(tmp_path, code)
    assert written(result) == ["True None"]
    assert not [fact for fact in result.facts if fact.kind == "candidate.refused"]
