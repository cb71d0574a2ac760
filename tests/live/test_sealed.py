"""Sealed programs: a network of their own, in which the fakes are all there is."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from itertools import groupby
from pathlib import Path

import pytest

from golive.errors import CandidateFailed
from golive.live.outside import inside, sealing
from tests.live.alive import eventually, processes_with
from tests.live.program_runs import EXAMPLES, candidate, facts, interrupted, python, run

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(sealing.obstacle()), reason=f"no seal here: {sealing.obstacle()}"),
]

BRIEF = ["clock.duration=1m", "clock.settle=10s"]
ERP = "1234567.suitetalk.api.netsuite.com"
SHOP = "shop.example.com"
HOSTS = {ERP: "erp", SHOP: "shop"}
OUTSIDE = "192.0.2.1"
"""An address for documentation (RFC 5737): no machine has it."""


def said(
    folder: Path, *command: str, sets: list[str] = BRIEF, speed: float = 60, **more: object
) -> list[str]:
    """What a sealed program prints that is started once."""
    given = {"hosts": HOSTS, "sealed": "yes", "stop": "100ms", "every": "1h", **more}
    run(candidate(folder, command=list(command), **given), folder, sets, speed=speed)
    return (folder / "candidate.log").read_text().splitlines()


NODE = f"""
const look = async (url) => {{
  try {{ const answer = await fetch(url); console.log(answer.status) }}
  catch (error) {{ console.log("unreachable") }}
}};
await look("https://{ERP}/api/v1/health");
await look("http://{SHOP}/rest/V1/store/storeViews");
await look("https://api.example.com/");
await look("http://{OUTSIDE}/");
"""


def test_a_runtime_that_ignores_proxies_reaches_the_fakes_and_nothing_else(run_dir: Path) -> None:
    if shutil.which("node") is None:
        pytest.skip("needs node")
    (run_dir.parent / "call.mjs").write_text(NODE)
    sets = ["clock.duration=3m", "clock.settle=10s"]
    assert said(run_dir, "node", "call.mjs", sets=sets, speed=20) == [
        "200",
        "401",
        "unreachable",
        "unreachable",
    ]
    (started,) = facts(run_dir, "candidate.started")
    assert started.data["outside"] == "a seal"
    refused = [(fact.data["host"], fact.data["port"]) for fact in facts(run_dir, "candidate.address_refused")]
    assert refused == [("api.example.com", 443)]


DIRECT = f"""
import os, socket, urllib.request
print(urllib.request.urlopen(os.environ["GOLIVE_ERP_URL"] + "/api/v1/health").status)
for address in [("{OUTSIDE}", 80), ("127.0.0.1", int(os.environ["OTHER"]))]:
    try:
        socket.create_connection(address, 5)
        print("connected")
    except OSError as error:
        print(error.strerror)
print(socket.gethostbyname("api.example.com"))
print(os.getuid() == os.stat(".").st_uid, os.getpid() < 10)
print(open("/proc/self/status").read().split("CapAmb:")[1].split()[0])
"""


def test_nothing_leaves_the_seal(run_dir: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        lines = said(run_dir, "{python}", "-c", DIRECT, env={"OTHER": str(port)})
    assert lines[0] == "200"
    assert "unreachable" in lines[1]
    assert lines[2] == "Connection refused"
    assert lines[3:5] == ["127.0.0.1", "True True"]
    assert int(lines[5], 16) == 0


def test_a_port_of_the_machine_can_be_reached_where_the_file_says_so(run_dir: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        lines = said(run_dir, "{python}", "-c", DIRECT, env={"OTHER": str(port)}, reach=[port])
    assert lines[2] == "connected"


def test_events_find_their_way_in_and_a_kill_ends_everything_inside(run_dir: Path) -> None:
    sets = ["clock.duration=3m", "clock.settle=1m", "traffic.orders.base=900/h"]
    program = candidate(
        run_dir,
        command=python("odd.py", "endless"),
        webhook="/hook",
        hosts=HOSTS,
        sealed="yes",
        stop="200ms",
        ready="20s",
    )
    run(program, run_dir, [*sets, "chaos=[{fault: kill, at: 1m, down: 40s}]"], speed=30)
    (killed,) = facts(run_dir, "candidate.killed")
    again = facts(run_dir, "candidate.started")[1]
    told = facts(run_dir, "notice.delivered")
    before = {fact.data["status"] for fact in told if fact.at_ms < killed.at_ms}
    during = {
        fact.data["status"]
        for fact in told
        if killed.at_ms < fact.data["handed_ms"] and fact.at_ms < again.at_ms
    }
    after = {fact.data["status"] for fact in told if fact.at_ms > again.at_ms}
    assert 200 in before
    assert during == {None}
    assert 200 in after


LEAVES_CHILDREN = """
import os, subprocess, sys, time
subprocess.Popen(["sleep", "1000"], start_new_session=True)
print("inside", flush=True)
time.sleep(1000)
"""


def test_an_interrupt_leaves_no_process_of_another_session(run_dir: Path) -> None:
    command = ["{python}", "-c", LEAVES_CHILDREN]
    candidate(run_dir, command=command, webhook="/hook", hosts={}, sealed="yes", ready="60s", stop="100ms")
    log = run_dir / "out" / "candidate.log"
    interrupted(run_dir, lambda out: eventually(lambda: log.exists() and log.read_text(), "it is inside"))


def test_nothing_inside_outlives_golive_itself(run_dir: Path) -> None:
    """The fixture waits until no process that knows of the run folder is left."""
    command = ["{python}", "-c", LEAVES_CHILDREN]
    candidate(run_dir, command=command, webhook="/hook", hosts={}, sealed="yes", ready="60s")
    out = run_dir / "out"
    words = ["run", "calm", "--candidate", str(run_dir.parent / "candidate.yaml"), "--clock", "live"]
    code = "import sys; from golive.cli.main import main; main(sys.argv[1:])"
    with subprocess.Popen(
        [sys.executable, "-c", code, *words, "--out", str(out), "--quiet"],
        cwd=EXAMPLES.parent,
        env={**os.environ, "TMPDIR": str(run_dir.parent)},  # a killed golive leaves its sockets there
    ) as tool:
        try:
            log = out / "candidate.log"
            eventually(lambda: log.exists() and log.read_text(), "it is inside")
            assert any(line.startswith("sleep 1000") for line in processes_with(str(out)))
        finally:
            tool.kill()


def query(name: str, kind: int) -> bytes:
    labels = b"".join(bytes([len(label)]) + label.encode() for label in name.split("."))
    return b"\xab\xcd\1\0\0\1\0\0\0\0\0\0" + labels + b"\0" + kind.to_bytes(2, "big") + b"\0\1"


def test_every_name_is_answered_with_the_loopback_address_and_nothing_else() -> None:
    address = inside.resolved(query("api.example.com", 1))
    assert address[:2] == b"\xab\xcd"
    assert (address[6:8], address[-4:]) == (b"\0\1", bytes([127, 0, 0, 1]))
    other = inside.resolved(query("api.example.com", 28))
    assert other[6:8] == b"\0\0"
    assert other[12:] == query("api.example.com", 28)[12:]
    with pytest.raises(ValueError, match="not found"):
        inside.resolved(b"nonsense")


def test_the_end_of_a_sealed_program_is_its_own(run_dir: Path) -> None:
    program = candidate(run_dir, command=["{python}", "-c", "raise SystemExit(9)"], hosts={}, sealed="yes")
    with pytest.raises(CandidateFailed, match="it ended with exit status 9"):
        run(program, run_dir, BRIEF)


def test_a_seal_that_is_demanded_in_vain_says_why(run_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(run_dir))
    sealing.obstacle.cache_clear()
    try:
        assert sealing.obstacle() == "there is no unshare; it comes with util-linux"
        with pytest.raises(CandidateFailed, match="sealed: yes is not possible here: there is no unshare"):
            run(candidate(run_dir, command=["{python}"], hosts={}, sealed="yes"), run_dir, BRIEF)
    finally:
        sealing.obstacle.cache_clear()


ANSWERS = """
import http.server, os, sys
class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(204)
        self.end_headers()
http.server.HTTPServer(("127.0.0.1", 7777), Answer).serve_forever()
"""
ASKS = f"""
import time, urllib.request
while True:
    try:
        print(urllib.request.urlopen("http://127.0.0.1:7777/").status, flush=True)
    except OSError as error:
        print("nothing there", flush=True)
    print(urllib.request.urlopen("https://{ERP}/api/v1/health").status, flush=True)
    time.sleep(0.1)
"""


def test_several_processes_share_one_network_and_are_killed_alone(run_dir: Path) -> None:
    processes = {"answers": ["{python}", "-c", ANSWERS], "asks": ["{python}", "-c", ASKS]}
    program = candidate(run_dir, processes=processes, hosts=HOSTS, sealed="yes", stop="100ms", ready="20s")
    kill = "chaos=[{fault: kill, process: answers, at: 40s, down: 20s}]"
    run(program, run_dir, ["clock.duration=2m", "clock.settle=10s", kill], speed=30)
    (started, *_) = facts(run_dir, "candidate.started")
    assert started.data["outside"] == "a seal"
    lines = (run_dir / "candidate.log").read_text().splitlines()
    asked = [line.removeprefix("[asks] ") for line in lines if line.startswith("[asks] ")]
    assert "200" in asked
    assert "204, nothing there, 204" in ", ".join(
        each for each, _ in groupby(each for each in asked if each != "200")
    )


def test_a_long_path_of_temporary_files_leaves_room_for_sockets(
    run_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = run_dir.parent / ("temporary" * 12)
    deep.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(deep))
    url = "os.environ['GOLIVE_ERP_URL'] + '/api/v1/health'"
    ask = f"import os, urllib.request; print(urllib.request.urlopen({url}).status)"
    assert said(run_dir, "{python}", "-c", ask) == ["200"]


def test_where_no_path_has_room_the_refusal_says_so(run_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "_LONGEST_PLACE", 3)
    with pytest.raises(
        CandidateFailed, match="is too long for sockets; set TMPDIR to one of at most 3 bytes"
    ):
        said(run_dir, "{python}", "-c", "0")
