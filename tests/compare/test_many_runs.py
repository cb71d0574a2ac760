"""`golive gate` and `golive compare` as people type them: what they say, leave behind, and end with."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Tree

import orjson
import pytest

from golive.record.batch import FAILED, RunResult
from golive.record.run import BROKEN, HELD, LEDGER_FILE, SCORECARD_FILE, UNKNOWN
from golive.sweep import gate
from golive.sweep.executor import Ended
from golive.sweep.results import result_of, verdict_of, worst_of
from tests.commands import ROOT, Golive, Said

SHORT = ("--set", "clock.duration=30m", "--set", "clock.settle=40m")
STORMY = """
name: stormy
base: calm
traffic: {orders: {base: 240/h}}
chaos:
  - fault: outage
    at: 5m..12m
    how: refused
  - fault: lose_reply
    on: erp.order.create
    chance: 10%
"""


@pytest.fixture
def golive(golive: Golive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Golive:
    """As everywhere, with a scenario of its own in the folder; what is printed comes without blanks at line ends."""
    (tmp_path / "stormy.yaml").write_text(STORMY)
    monkeypatch.setenv("COLUMNS", "120")

    def call(*arguments: str) -> Said:
        said = golive(*arguments)
        return replace(said, out="".join(f"{line.rstrip()}\n" for line in said.out.splitlines()))

    return call


def read(path: Path) -> Any:
    return orjson.loads(path.read_bytes())


def timeless(path: Path) -> str:
    """The text of a file without the real time of runs."""
    return re.sub(r' time="[0-9.]+"', "", path.read_text("utf-8"))


def test_a_gate_says_the_same_whichever_run_ends_first(
    golive: Golive, golden: Callable[[str, str], None]
) -> None:
    """The first run takes longest: with two at once the others end before it."""
    words = (
        "gate",
        "./stormy.yaml",
        "calm",
        "--candidate",
        "naive",
        "--seeds",
        "1,2",
        "--out",
        "all",
        *SHORT,
    )
    alone = golive(*words, "--jobs", "1")
    files = {name: timeless(Path("all", name)) for name in ("gate.json", "junit.xml")}
    together = golive(*words, "--jobs", "4")
    assert (together.status, together.out) == (alone.status, alone.out)
    assert {name: timeless(Path("all", name)) for name in files} == files
    assert alone.status == 1
    golden("compare/gate_120.txt", alone.out)


def test_a_gate_leaves_what_is_needed_to_look_into_what_did_not_hold(golive: Golive) -> None:
    assert (
        golive("gate", "./stormy.yaml", "calm", "--candidate", "naive", "--out", "all", "--quiet", *SHORT).out
        == ""
    )
    gate = read(Path("all/gate.json"))
    assert (gate["verdict"], gate["status"], gate["seeds"], gate["sets"]) == (
        BROKEN,
        1,
        [1],
        list(SHORT[1::2]),
    )
    broken, held = gate["runs"]
    assert (broken["verdict"], broken["kept"]) == (BROKEN, True)
    assert (held["verdict"], held["kept"]) == (HELD, False)
    assert Path("all", broken["folder"], LEDGER_FILE).exists()
    assert not Path("all", held["folder"], LEDGER_FILE).exists()
    assert Path("all", held["folder"], SCORECARD_FILE).exists()
    assert gate["worst"] == broken["command"]
    assert gate["worst"].startswith(
        "golive run ./stormy.yaml --candidate naive --seed 1 --set clock.duration=30m"
    )
    lost = next(bound for bound in gate["bounds"] if bound["kind"] == "lost")
    assert 0 < lost["seen"] <= lost["orders"] < broken["orders"]["total"] + held["orders"]["total"]
    assert lost["seen"] / lost["orders"] < lost["below"]
    suites = Tree.parse("all/junit.xml").getroot()
    assert (suites.get("tests"), suites.get("failures"), suites.get("errors")) == ("2", "1", "0")
    assert golive("show", f"all/{broken['folder']}", "000000001").status == 0


def test_a_gate_over_what_holds_ends_well_and_keeps_all_when_told(golive: Golive) -> None:
    said = golive("gate", "calm", "--keep-all", "--format", "json", *SHORT)
    assert said.status == 0
    found = orjson.loads(said.out)
    assert (found["verdict"], found["worst"]) == (HELD, "")
    assert found == read(Path("runs/gate-reference/gate.json"))
    assert Path("runs/gate-reference/calm-1", LEDGER_FILE).exists()


def test_a_candidate_that_cannot_be_run_is_told_apart(golive: Golive) -> None:
    said = golive("gate", "calm", "--set", "shop.events.delivery=amqp", *SHORT)
    assert said.status == 4
    assert "amqp needs a broker" in said.out
    assert Tree.parse("runs/gate-reference/junit.xml").getroot().get("errors") == "1"


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("gate",), "SCENARIO"),
        (("gate", "clam"), "calm"),
        (("gate", "calm", "calm"), "named already"),
        (("gate", "calm", "--seeds", "few"), "--seeds few: expected whole numbers"),
        (("gate", "calm", "--candidate", "naiv"), "did you mean naive"),
        (("gate", "calm", "--set", "traffic.ordres=3"), "ordres"),
        (("compare", "calm"), "two or more things to compare"),
        (("compare", "calm", "--candidate", "naive", "--candidate", "naive"), "named twice"),
        (("compare", "calm", "--variant", "a:", "--variant", "b"), "no colon"),
        (("compare", "calm", "--variant", "a:", "--variant", "b:erp.profile=none"), "erp.profile"),
        (("history", "nowhere"), "expected a folder with runs"),
    ],
)
def test_wrong_input_is_told_before_anything_is_made(
    golive: Golive, words: tuple[str, ...], hint: str
) -> None:
    said = golive(*words)
    assert (said.status, hint in said.err) == (3, True), said.err
    assert [each.name for each in Path().iterdir()] == ["stormy.yaml"]


def test_the_home_of_an_unknown_user_is_wrong_input(golive: Golive) -> None:
    said = golive("gate", "calm", "--out", "~nobody-of-that-name/gate")
    assert (said.status, "--out ~nobody-of-that-name/gate: cannot be used" in said.err) == (3, True), said.err


def test_a_folder_with_something_else_in_it_is_left_alone(golive: Golive) -> None:
    Path("mine").mkdir()
    Path("mine/thesis.txt").write_text("precious")
    said = golive("gate", "calm", "--out", "mine", *SHORT)
    assert (said.status, "thesis.txt" in said.err) == (3, True)
    assert Path("mine/thesis.txt").read_text() == "precious"


def test_variants_meet_the_same_customers_and_the_same_misfortune(golive: Golive) -> None:
    said = golive(
        "compare",
        "./stormy.yaml",
        "--candidate",
        "naive",
        "--candidate",
        "reference",
        "--out",
        "both",
        *SHORT,
    )
    assert said.status == 1
    found = read(Path("both/compare.json"))
    naive, reference = found["variants"]
    assert (naive["verdict"], reference["verdict"]) == (BROKEN, HELD)
    assert found["paired"] == found["same_number"] == naive["orders"]["total"] == reference["orders"]["total"]
    lost = [each for each in found["differences"] if each["sides"][0]["verdict"] == "lost"]
    assert len(lost) == naive["orders"]["lost"]
    side = lost[0]["sides"][0]
    assert side["cause"]
    assert side["why"] in " ".join(said.out.split())
    assert f"golive show both/{side['run']} {side['order']}" in said.out
    assert f"{side['run']}/report.html#order={side['order']}" in Path("both/compare.html").read_text()
    assert golive("show", f"both/{side['run']}", side["order"]).status == 0


def test_a_variant_beside_itself_differs_in_nothing(golive: Golive) -> None:
    said = golive(
        "compare", "./stormy.yaml", "--variant", "a:", "--variant", "b:", "--format", "json", *SHORT
    )
    found = orjson.loads(said.out)
    assert (said.status, found["differences"]) == (0, [])
    one, other = ({**each, "name": ""} for each in found["variants"])
    assert one == other


LEAVER = """
import os
async def integrate(kit):
    os._exit(0)
"""


def test_a_candidate_that_ends_the_process_is_no_candidate_that_holds(golive: Golive) -> None:
    Path("leaver.py").write_text(LEAVER)
    said = golive("gate", "calm", "--candidate", "leaver:integrate", *SHORT)
    assert (said.status, "it called os._exit(0) at leaver.py:4 in integrate" in said.out) == (4, True), (
        said.out
    )
    beside = golive(
        "compare",
        "calm",
        "--candidate",
        "leaver:integrate",
        "--candidate",
        "reference",
        "--out",
        "both",
        *SHORT,
    )
    assert beside.status == 4
    found = read(Path("both/compare.json"))
    assert [each["verdict"] for each in found["variants"]] == [FAILED, HELD]
    assert (found["paired"], found["differences"]) == (0, [])
    assert Path("both/compare.html").exists()


LINGERER = """
import atexit, os, threading
from golive.candidates import naive
async def integrate(kit):
    atexit.register(os._exit, 0)
    threading.Thread(target=threading.Event().wait).start()
    await naive.integrate(kit)
"""


def test_what_a_candidate_leaves_running_neither_holds_up_a_gate_nor_changes_its_verdict(
    golive: Golive,
) -> None:
    Path("lingerer.py").write_text(LINGERER)
    said = golive(
        "gate", "calm", "--candidate", "lingerer:integrate", "--set", "expect.orders.exact=0", *SHORT
    )
    assert (said.status, "BROKEN" in said.out) == (1, True), said.out


def test_what_was_judged_counts_and_not_how_the_process_ended(golive: Golive) -> None:
    golive("run", "calm", "--out", "above/calm-1", "--set", "expect.orders.exact=0", *SHORT)
    asked = gate.planned(["calm"], "reference", [1], [], Path("above"))[0]
    result = result_of(asked, Ended(0, ""), [], Path("above"))
    assert (result.verdict, result.status) == (BROKEN, 1)


def one_run(verdict: str, status: int, harm_cents: int = 0, command: str = "") -> RunResult:
    return RunResult("s", "c", "", 1, verdict, status, command or verdict, "s-1", harm_cents=harm_cents)


HELD_RUN, BROKEN_RUN, UNKNOWN_RUN = one_run(HELD, 0), one_run(BROKEN, 1), one_run(UNKNOWN, 2)
NO_CANDIDATE, NO_HARNESS = one_run(FAILED, 4), one_run(FAILED, 5)


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        ([HELD_RUN, HELD_RUN], (HELD, 0)),
        ([HELD_RUN, UNKNOWN_RUN], (UNKNOWN, 2)),
        ([UNKNOWN_RUN, NO_CANDIDATE], (FAILED, 4)),
        ([NO_CANDIDATE, NO_HARNESS], (FAILED, 5)),
        ([NO_HARNESS, UNKNOWN_RUN, BROKEN_RUN], (BROKEN, 1)),
    ],
)
def test_what_is_certainly_broken_counts_before_what_is_not_known(
    runs: list[RunResult], expected: tuple[str, int]
) -> None:
    assert verdict_of(runs) == verdict_of(runs[::-1]) == expected


def test_the_worst_run_is_broken_with_the_most_harm() -> None:
    mild, worse = one_run(BROKEN, 1, 5, "mild"), one_run(BROKEN, 1, 9, "worse")
    assert worst_of([HELD_RUN, one_run(UNKNOWN, 2, 99), mild, worse]) == "worse"
    assert worst_of([HELD_RUN]) == ""


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_however_a_gate_is_ended_no_run_goes_on(tmp_path: Path, how: signal.Signals) -> None:
    """Keepers and runs have the command line of the gate, which holds the folder's name."""
    words = ["gate", "black-friday", "--seeds", "1..3", "--jobs", "2", "--out", str(tmp_path / "all")]
    gate = subprocess.Popen(
        [sys.executable, "-P", "-m", "golive", *words],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        running = until(lambda: len(found := runs_under(tmp_path)) == 5 and found)
        gate.send_signal(how)
        assert gate.wait(60) == (-how if how == signal.SIGKILL else 128 + how)
        until(lambda: not runs_under(tmp_path))
        assert running
    finally:
        gate.kill()
        gate.wait()


def runs_under(folder: Path) -> list[int]:
    """Processes whose command line names a run below the folder."""
    found = []
    for line in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = line.read_bytes().split(b"\0")
        except OSError:
            continue
        if any(word.startswith(bytes(folder)) for word in words):
            found.append(int(line.parent.name))
    return found


def until(asked: Callable[[], Any]) -> Any:
    """The first answer that is not empty; fails after a minute."""
    for _ in range(1200):
        if answer := asked():
            return answer
        time.sleep(0.05)
    raise AssertionError("it never came to that")
