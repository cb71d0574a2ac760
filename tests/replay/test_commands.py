"""`golive replay` and `golive diff` as people use them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from golive.exit_status import BROKEN_STATUS, HELD_STATUS, INPUT_STATUS
from tests.commands import Golive

SHORT = ("--set", "clock.duration=5m", "--set", "clock.settle=20m")
MOODY = """
import asyncio, pathlib
from golive.candidates import naive
SEEN = pathlib.Path("seen")

async def integrate(kit):
    kit.log(f"seen {SEEN.exists()}")
    if SEEN.exists():
        await asyncio.sleep(90)
    SEEN.touch()
    await naive.integrate(kit)
"""
"""A candidate that is not a function of its seed: it leaves a file in the working folder."""
LOSING = ("--set", "chaos=[{fault: lose_reply, on: erp.order.create, chance: 40%}]")


@pytest.fixture
def play(golive: Golive) -> Golive:
    def run(out: str, candidate: str, *more: str) -> object:
        return golive("run", "calm", "--candidate", candidate, *SHORT, *more, "--out", out, "--quiet")

    return run  # type: ignore[return-value]


def test_a_run_played_again_is_the_same_byte_for_byte(golive: Golive, play: Golive) -> None:
    play("one", "naive", *LOSING)
    said = golive("replay", "one")
    assert said.status == HELD_STATUS
    facts = len(Path("one/ledger.jsonl").read_bytes().splitlines())
    assert said.out == f"the same {facts:,} facts and verdicts, byte for byte\n"
    assert json.loads(golive("replay", "one", "--format", "json").out)["same"] is True
    assert golive("replay", "one", "--quiet").out == ""


def test_a_candidate_that_is_no_function_of_its_seed_is_shown_where_it_parts(
    golive: Golive, play: Golive, tmp_path: Path
) -> None:
    (tmp_path / "moody_candidate.py").write_text(MOODY)
    play("one", "moody_candidate:integrate")
    said = golive("replay", "one")
    assert said.status == BROKEN_STATUS
    assert "First fact that differs" in said.out
    assert "candidate.log differs from line 1:\n" in said.out
    assert json.loads(golive("replay", "one", "--format", "json").out)["first_fact"]["one"] is not None


def test_a_changed_ledger_is_noticed(golive: Golive, play: Golive) -> None:
    play("one", "naive")
    file = Path("one/ledger.jsonl")
    file.write_bytes(file.read_bytes().replace(b'"status":201', b'"status":200', 1))
    said = golive("replay", "one")
    assert said.status == BROKEN_STATUS
    assert "data.status" in said.out


def test_a_run_on_the_live_clock_cannot_be_repeated(golive: Golive, play: Golive) -> None:
    play("one", "naive")
    file = Path("one/run.json")
    file.write_text(json.dumps({**json.loads(file.read_text()), "clock": "live"}))
    said = golive("replay", "one")
    assert said.status == INPUT_STATUS
    assert "expected a run in virtual time, this one was on the live clock" in said.err
    assert "golive diff" in said.err


def test_two_runs_are_compared_in_settings_verdicts_treatment_and_facts(golive: Golive, play: Golive) -> None:
    play("one", "naive")
    play("other", "naive", *LOSING)
    said = golive("diff", "one", "other")
    assert said.status == BROKEN_STATUS
    assert "scenario.chaos[0].fault" in said.out
    assert "judged alike" in said.out
    assert "duplicated" in said.out
    assert "First order treated differently: " in said.out
    found = json.loads(golive("diff", "one", "other", "--format", "json").out)
    assert found["orders"][0]["other"] == "duplicated"
    assert found["first_decision"]["order"] == found["orders"][0]["order"]


def test_a_run_does_not_differ_from_itself(golive: Golive, play: Golive) -> None:
    play("one", "naive")
    said = golive("diff", "one", "one")
    assert (said.status, said.out) == (HELD_STATUS, "Both runs recorded the same facts.\n")


def test_what_is_no_run_is_refused_by_name(golive: Golive) -> None:
    for command in (("replay", "nowhere"), ("diff", "nowhere", "nowhere")):
        said = golive(*command)
        assert said.status == INPUT_STATUS
        assert "nowhere: no such run" in said.err
