"""`golive gate` and `golive compare` over programs on the live clock."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import orjson
import pytest

from golive.record.run import BROKEN, HELD, UNKNOWN
from golive.sweep.gating.clock import RunClock
from tests.commands import ROOT, Golive

LIVE = ("--clock", "live", "--speed", "120", "--set", "clock.duration=3m", "--set", "clock.settle=3m")


def read(path: str) -> Any:
    return orjson.loads(Path(path).read_bytes())


def program(name: str, *arguments: str) -> str:
    """A candidate file of that name for `forwarder.py`, in the working folder."""
    command = ["{python}", str(ROOT / "tests/live/programs/forwarder.py"), *arguments]
    Path(f"{name}.yaml").write_text(json.dumps({"command": command}))
    return f"./{name}.yaml"


@pytest.mark.slow
def test_every_run_of_a_program_has_data_of_its_own(golive: Golive) -> None:
    said = golive("gate", "calm", "--candidate", program("mine"), "--seeds", "1,2", "--out", "all", *LIVE)
    assert said.status == 0, said.out + said.err
    gate = read("all/gate.json")
    assert (gate["verdict"], gate["clock"], gate["speed"]) == (HELD, "live", 120)
    for run in gate["runs"]:
        sent = Path("all", run["folder"], "candidate-data/sent")
        assert len(list(sent.iterdir())) == run["orders"]["total"] > 0
        assert run["command"].endswith("--clock live --speed 120")
    assert golive("gate", "calm", "--out", "all", "--set", "clock.duration=30m").status == 0
    assert not Path("all/calm-2").exists()


@pytest.mark.clients
def test_a_live_run_that_breaks_and_holds_when_repeated_is_flaky_and_unknown(golive: Golive) -> None:
    """The program books every order of its first run twice. What it made golive leave out is run after all."""
    flaky = program("flaky", str(Path("made").absolute()))
    early = ("--seeds", "1,2", "--jobs", "1", "--stop-early")
    said = golive("gate", "calm", "--candidate", flaky, "--out", "all", *early, *LIVE)
    assert said.status == 2, said.out + said.err
    assert "1 run flaky" in said.out
    run, other = read("all/gate.json")["runs"]
    assert (other["seed"], other["verdict"]) == (2, HELD)
    assert (run["verdict"], run["flaky"], run["repetition"]) == (UNKNOWN, True, "calm-1-again")
    assert run["orders"]["duplicated"] == run["orders"]["total"]
    assert read("all/calm-1-again/scorecard.json")["verdict"] == HELD


@pytest.mark.clients
def test_programs_are_compared_order_by_order(golive: Golive) -> None:
    words = ("--candidate", program("mine"), "--candidate", program("twice", str(Path("made").absolute())))
    said = golive("compare", "calm", *words, "--seeds", "1,2", "--jobs", "1", "--out", "both", *LIVE)
    assert said.status == 1, said.out + said.err
    found = read("both/compare.json")
    assert [each["verdict"] for each in found["variants"]] == [HELD, BROKEN]
    assert (
        found["paired"] == found["variants"][0]["orders"]["total"] == found["variants"][1]["orders"]["total"]
    )
    assert found["command"].endswith("--clock live --speed 120")


@pytest.mark.parametrize(
    ("text", "words", "hint"),
    [
        ("command: [true]", (), "needs real time; add --clock live"),
        (
            "attach: {webhook: 'http://127.0.0.1:9000/x'}",
            ("--clock", "live"),
            "write a command: in its place",
        ),
        ("command: [true]", ("--speed", "60"), "--speed: it has no effect here"),
    ],
)
@pytest.mark.parametrize("command", ["gate", "compare"])
def test_what_cannot_be_run_many_times_is_refused(
    golive: Golive, command: str, text: str, words: tuple[str, ...], hint: str
) -> None:
    Path("mine.yaml").write_text(text)
    said = golive(command, "calm", "--candidate", "./mine.yaml", *words)
    assert (said.status, hint in said.err) == (3, True), said.err
    assert [each.name for each in Path().iterdir()] == ["mine.yaml"]


def test_live_runs_are_never_more_than_the_processors() -> None:
    live = RunClock("live", 60)
    assert [live.at_once(jobs, cores=4) for jobs in (None, 2, 9)] == [4, 2, 4]
    assert [RunClock().at_once(jobs, cores=4) for jobs in (None, 2, 9)] == [4, 2, 9]
