"""`golive run --check-determinism`: one run, played twice."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from golive.exit_status import BROKEN_STATUS, HELD_STATUS, INPUT_STATUS
from tests.commands import Golive
from tests.replay.test_commands import LOSING, MOODY, SHORT

CHECK = ("run", "calm", *SHORT, "--out", "one", "--check-determinism")


def test_a_candidate_that_is_a_function_of_its_seed_plays_the_same_twice(golive: Golive) -> None:
    said = golive(*CHECK)
    assert said.status == HELD_STATUS
    facts = len(Path("one/ledger.jsonl").read_bytes().splitlines())
    assert f"the same {facts:,} facts and verdicts, byte for byte" in said.out
    assert not Path("one-again").exists()


def test_the_verdict_decides_where_both_plays_are_the_same(golive: Golive) -> None:
    said = golive(*CHECK, "--candidate", "naive", *LOSING, "--format", "json")
    assert said.status == BROKEN_STATUS
    found = json.loads(said.out)
    assert (found["verdict"], found["determinism"]["same"]) == ("broken", True)


def test_a_candidate_that_remembers_is_shown_where_it_parts(golive: Golive, tmp_path: Path) -> None:
    (tmp_path / "moody_candidate.py").write_text(MOODY)
    moody = ("--candidate", "moody_candidate:integrate")
    said = golive(*CHECK, *moody)
    assert said.status == BROKEN_STATUS
    assert "First fact that differs" in said.out
    assert "candidate.log differs from line 1:" in said.out
    assert "the second play is in one-again" in said.out
    assert golive("diff", "one", "one-again").status == BROKEN_STATUS
    assert [
        each["folder"] for each in json.loads(golive("history", ".", "--format", "json").out)["runs"]
    ] == ["one"]
    Path("seen").unlink()
    found = json.loads(golive(*CHECK, *moody, "--format", "json").out)["determinism"]
    assert found["same"] is False
    assert found["first_fact"]["one"] != found["first_fact"]["other"]
    Path("seen").unlink()
    quiet = golive(*CHECK, *moody, "--quiet")
    assert (quiet.status, quiet.out) == (BROKEN_STATUS, "")


@pytest.mark.parametrize("more", [(), ("--speed", "60")])
def test_the_live_clock_is_refused(golive: Golive, more: tuple[str, ...]) -> None:
    said = golive(*CHECK, "--clock", "live", *more)
    assert said.status == INPUT_STATUS
    assert "leave out --clock live" in said.err
