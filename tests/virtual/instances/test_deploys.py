"""Two instances of a program at once: what each gets, what they share, what is left of the first when it is ended."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

import golive
from golive.candidates.registry import resolve
from golive.errors import UnknownCandidate
from golive.record.run import Fact
from golive.runner import RunResult
from tests.virtual.programs import SHORT, ended, run, script, times, written

OVERLAP = "{fault: overlap, at: 5m, for: 5m}"

TICKS = """
import random, time
print("begins", random.random())
while True:
    call_the_shop()
    print("tick")
    time.sleep(30)
"""

SERVER = """
import os, threading, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        print("hears", self.path)
        self.send_response(200)
        self.end_headers()

    def log_message(self, *words):
        pass

def serve(wait_s=0):
    time.sleep(wait_s)
    place = os.environ["GOLIVE_WEBHOOK_HOST"], int(os.environ["GOLIVE_WEBHOOK_PORT"])
    ThreadingHTTPServer(place, Handler).serve_forever()
"""


def chaos(*faults: str) -> list[str]:
    return [*SHORT, f"chaos=[{', '.join(faults)}]"]


def of(result: RunResult, kind: str) -> list[Fact]:
    return [fact for fact in result.facts if fact.kind == kind]


def minutes(result: RunResult, kind: str) -> list[float]:
    start_ms = result.facts[0].at_ms
    return [(fact.at_ms - start_ms) / 60_000 for fact in of(result, kind)]


def named(result: RunResult) -> Counter[str]:
    """How many lines of the log begin with which instance; "" for none."""
    return Counter(line.partition(":")[0] if line.startswith("instance ") else "" for line in written(result))


def test_both_run_and_lines_and_calls_name_their_instance_while_both_do(tmp_path: Path) -> None:
    result = run(tmp_path, TICKS, chaos(OVERLAP))
    assert (minutes(result, "candidate.joined"), minutes(result, "candidate.left")) == ([5], [10])
    begun = [line for line in written(result) if "begins" in line]
    assert [line.partition(" begins")[0] for line in begun] == [
        "begins " + begun[0].split()[-1],
        "instance 2:",
    ]
    assert begun[0].split()[-1] != begun[1].split()[-1], "each has chance of its own"
    (joined,), (left,) = of(result, "candidate.joined"), of(result, "candidate.left")
    for fact in of(result, "exchange.answered"):
        alone = not joined.at_ms <= fact.data["sent_ms"] < left.at_ms
        assert ("instance" not in fact.data) is alone
    lines = named(result)
    assert abs(lines["instance 1"] - lines["instance 2"]) <= 2
    assert lines[""] > lines["instance 1"], "and one of them goes on alone"
    assert ended(result) == []
    assert [(each.hit, each.effective) for each in result.scorecard.faults] == [(1, 1)]


def test_notices_go_to_both_in_turn_once_the_second_listens(tmp_path: Path) -> None:
    code = SERVER + "serve(int(time.time()) - 1762952400 and 120)"
    result = run(tmp_path, code, [*chaos(OVERLAP), "traffic.orders.base=600/h"], webhook="/hooks/orders")
    (joined,), (left,) = of(result, "candidate.joined"), of(result, "candidate.left")
    got = [
        (fact.data["handed_ms"] - joined.at_ms, fact.data.get("instance"))
        for fact in of(result, "notice.delivered")
        if joined.at_ms <= fact.data["handed_ms"] < left.at_ms
    ]
    early = {instance for after_ms, instance in got if after_ms < 120_000}
    both = [instance for after_ms, instance in got if after_ms >= 120_000]
    assert early == {1}
    assert len(both) > 20
    assert all(one != other for one, other in pairwise(both))
    heard = named(result)
    assert heard["instance 2"] in (len(both) // 2, len(both) // 2 + 1)
    assert {fact.data["status"] for fact in of(result, "notice.delivered")} == {200}


def test_questions_go_to_the_newest_that_listens(tmp_path: Path) -> None:
    code = SERVER + "serve(int(time.time()) - 1762952400 and 60)"
    sets = [
        *chaos(OVERLAP),
        "shop.hooks.before_order={timeout: 5s, fallback: refuse}",
        "traffic.orders.base=600/h",
    ]
    result = run(tmp_path, code, sets, hook="/ask")
    asked = [
        (line[11:19], line[25:].partition(":")[0])
        for line in result.log.splitlines()
        if "hears /ask" in line and "instance" in line
    ]
    assert {by for at, by in asked if at < "13:06:00"} == {"instance 1"}
    assert {by for at, by in asked if at > "13:06:01"} == {"instance 2"}
    assert len(asked) > 20


def test_a_call_of_the_first_is_carried_out_and_never_answered(tmp_path: Path) -> None:
    code = """
    import time
    while True:
        urllib.request.urlopen(os.environ["GOLIVE_ERP_URL"] + "/api/v1/health").read()
        time.sleep(5)
    """
    faults = "{fault: overlap, at: 5m, for: 5s}", "{fault: slow, latency: 8s, on: erp.*}"
    result = run(tmp_path, code, chaos(*faults))
    (left,) = of(result, "candidate.left")
    (cut,) = [fact for fact in of(result, "exchange.answered") if fact.data["how"] == "killed"]
    assert cut.data["sent_ms"] < left.at_ms <= cut.at_ms
    assert cut.data["instance"] == 1


def test_the_next_version_is_started_beside_and_is_what_a_kill_restarts(tmp_path: Path) -> None:
    script(tmp_path, TICKS.replace("begins", "new begins"), "newer.py")
    faults = (
        "{fault: overlap, at: 5m, for: 10m, version: next}",
        "{fault: pause, at: 6m, for: 1m}",
        "{fault: kill, at: 7m, down: 1m}",
    )
    result = run(tmp_path, TICKS, chaos(*faults), next="newer.py")
    begun = [line.partition(" 0.")[0] for line in written(result) if "begins" in line]
    assert begun == ["begins", "instance 2: new begins", "new begins"]
    assert times(result, "begins") == ["13:00:00", "13:05:00", "13:08:00"]
    assert minutes(result, "candidate.killed") == [7]
    assert of(result, "candidate.left") == of(result, "candidate.paused") == []
    assert not [at for at in times(result) if "13:07:00" < at < "13:08:00"], "both are gone"
    assert [each.effective for each in result.scorecard.faults if each.id == "pause"] == [0]


def test_an_instance_that_ends_by_itself_ends_the_program(tmp_path: Path) -> None:
    code = "import time; time.sleep(360); print('done')"
    result = run(tmp_path, code, chaos(OVERLAP))
    assert ended(result) == [{"why": "returned", "crashed": False}]
    assert written(result) == ["instance 1: done"]


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = (
        SERVER
        + """
import random, sqlite3
def tick():
    db = sqlite3.connect(os.environ["GOLIVE_DATA_DIR"] + "/own.db")
    db.execute("create table if not exists ticks (at text default current_timestamp, by int)")
    while True:
        with db:
            db.execute("insert into ticks (by) values (?)", [random.randrange(100)])
            time.sleep(random.random() / 4)
        call_the_shop()
        print(db.execute("select count(*), sum(by), max(at) from ticks").fetchone(), time.time())
        time.sleep(40 * random.random())
threading.Thread(target=tick).start()
serve()
"""
    )
    path = script(tmp_path, code)
    candidate = tmp_path / "candidate.yaml"
    candidate.write_text(f"python: {path.name}\nwebhook: /hooks\n", "utf-8")
    sets = chaos(OVERLAP, "{fault: clock_skew, by: -3m, at: 6m, for: 6m}", "{fault: kill, at: 14m, down: 1m}")
    folders = tmp_path / "one", tmp_path / "two"
    for folder, hash_seed in zip(folders, "12", strict=True):
        monkeypatch.setenv("PYTHONHASHSEED", hash_seed)
        golive.run("calm", str(candidate), sets=sets, out=folder)
    for file in ("ledger.jsonl", "orders.jsonl", "candidate.log", "scorecard.json"):
        one, other = ((folder / file).read_bytes() for folder in folders)
        assert one == other, file
    assert b"instance 2: (" in (folders[0] / "candidate.log").read_bytes()


@pytest.mark.parametrize(
    ("following", "said"),
    [
        ("missing.py", "next: expected a script beside the file, got missing.py, a path with no file"),
        ("not-installed-anywhere", "next: expected a script, module:function, or the console command"),
        (
            "kits:integrate",
            "next: expected a program, as python: is, got kits:integrate, a coroutine function",
        ),
    ],
)
def test_a_next_version_that_cannot_be_started_is_refused(tmp_path: Path, following: str, said: str) -> None:
    script(tmp_path, "", "present.py")
    (tmp_path / "kits.py").write_text("async def integrate(kit): pass", "utf-8")
    path = tmp_path / "candidate.yaml"
    path.write_text(f"python: present.py\nnext: {following}\n", "utf-8")
    with pytest.raises(UnknownCandidate) as refused:
        resolve(str(path))
    assert said in str(refused.value)
    assert str(path) in str(refused.value)
