"""`golive doctor`: what it says of a machine, and of a candidate that it watched."""

from __future__ import annotations

import json
import platform
from pathlib import Path
from typing import Any

import pytest

from golive.doctor.examination import Examination
from golive.doctor.minute import DUTIES, Minute
from golive.exit_status import BROKEN_STATUS, HELD_STATUS
from golive.judge.history import History
from golive.machine.probing import Measured
from golive.record.run import Fact
from golive.wire.operations import OPERATIONS
from tests.commands import Golive

PROGRAMS = Path(__file__).parents[1] / "live" / "programs"


def minute(*facts: tuple[str, dict[str, Any]]) -> list[str]:
    return Minute.of(_facts(*facts)).findings()


def _facts(*facts: tuple[str, dict[str, Any]]) -> list[Fact]:
    return [Fact(number, number, "wire", kind, {}, data) for number, (kind, data) in enumerate(facts, 1)]


def call(operation: str, status: int | None = 200) -> tuple[str, dict[str, Any]]:
    return "exchange.answered", {"op": operation, "status": status}


COMPLETE = [
    call("shop.token.create"),
    call("shop.order.list"),
    call("erp.order.create", 201),
    call("erp.delivery.list"),
    call("erp.stock.list"),
    call("shop.stock.write"),
]


def test_a_candidate_that_does_everything_lacks_nothing() -> None:
    assert minute(*COMPLETE, call("shop.order.list", 401)) == []


def test_one_that_calls_nothing_is_told_what_to_give_it() -> None:
    said = minute()
    assert said[0] == "no call reached the shop; give the program {shop.url}"
    assert len(said) == 2 + len(DUTIES)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (
            [call("shop.order.list", 401)],
            "the shop accepts none of its credentials (1 calls answered 401 or 403)",
        ),
        ([call("erp.order.create", 401), call("erp.order.create", 401)], "give it {erp.login.*}"),
        ([*COMPLETE, *3 * [call("erp.stock.list", 401)]], ""),
        ([*COMPLETE, *9 * [call("erp.stock.list", 401)]], "more than half of its calls to the ERP"),
        ([call("unknown", 404)], "1 calls went to addresses that shop and ERP do not have"),
        ([call("unknown", 404)], "--set erp.profile=netsuite (golive erp profiles)"),
        (
            [("notice.delivered", {"status": None})],
            "nothing takes the 1 events of the shop; write webhook: and listen there",
        ),
        ([("notice.delivered", {"status": 500})], "500 x1"),
        ([("candidate.ended", {"why": "exit status 3"})], "it ended by itself: exit status 3"),
        (
            [("candidate.job_ended", {"status": 1})],
            "1 of 1 runs ended with another status than 0; see candidate.log",
        ),
        (
            [("candidate.job_ended", {"status": 1, "said": ["no module curl"]})],
            "first one:\n    no module curl",
        ),
        (
            [("candidate.address_refused", {"host": "api.example.com", "port": 443})],
            "hosts: {api.example.com: shop} or {api.example.com: erp}",
        ),
        ([call("erp.order.create", 422)], "no order reaches the ERP"),
        ([call("erp.order.create", 422)], "no erp.order.create succeeds: 1 calls answered 422;"),
        ([call("erp.order.create", None)], "no erp.order.create succeeds: 1 calls answered not at all"),
        ([*COMPLETE, call("erp.order.create", 422), ("notice.delivered", {"status": None})], ""),
    ],
)
def test_what_fails_is_said_in_words(facts: list[tuple[str, dict[str, Any]]], said: str) -> None:
    found = "\n".join(minute(*facts))
    assert said in found
    if not said:
        assert found == ""


def test_events_are_a_way_to_learn_of_orders() -> None:
    without = "it neither accepts events nor reads orders of the shop"
    assert any(each.startswith(without) for each in minute(("notice.delivered", {"status": 500})))
    assert not any(each.startswith(without) for each in minute(("notice.delivered", {"status": 202})))


def test_every_operation_of_the_duties_exists() -> None:
    known = set(OPERATIONS)
    assert [name for _, names in DUTIES.values() for name in names if name not in known] == []


def test_a_candidate_is_watched_and_what_it_lacks_is_listed(tmp_path: Path, golive: Golive) -> None:
    file = tmp_path / "mine.yaml"
    program = str(PROGRAMS / "ticking.py")
    file.write_text(f'command: ["{{python}}", "{program}"]\nstop: 100ms\n')
    said = golive("doctor", "--candidate", str(file), "--for", "2", "--speed", "30", "--out", "watched")
    assert said.status == BROKEN_STATUS, said.err
    assert "erp.health.read  200 x" in said.out
    assert "- no call reached the shop; give the program {shop.url}" in said.out
    assert "- no order reaches the ERP" in said.out
    assert (tmp_path / "watched" / "ledger.jsonl").exists()


def test_an_integration_in_process_is_watched_in_virtual_time(tmp_path: Path, golive: Golive) -> None:
    said = golive("doctor", "--candidate", "reference", "--for", "120", "--speed", "30", "--format", "json")
    assert said.status == HELD_STATUS, said.out
    found = json.loads(said.out)
    assert found["findings"] == []
    assert found["calls"]["erp.order.create"].startswith("201 x")


def test_the_machine_is_described_without_libfaketime(
    golive: Golive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOLIVE_LIBFAKETIME", "none.so")
    said = golive("doctor")
    assert said.status == 0
    assert "no libfaketime: time: follow is refused; install the package" in said.out
    assert (
        f"python: works under Python {platform.python_version()}; interpreter: may name one of 3.11"
        in said.out
    )
    assert "Go programs and those linked statically" in said.out
    listed = json.loads(golive("doctor", "--format", "json").out)
    assert {point["name"] for point in listed["machine"]} >= {"sealed programs", "simulated time"}
    assert listed["runtimes"] == []


def test_the_table_of_runtimes_names_what_hangs() -> None:
    hanging = Measured("Python", "follows", {"sleep": "follows", "lock wait": "hangs"})
    well = Measured("Node", "follows", {"sleep": "follows"})
    table = Examination((), (hanging, well)).rows()
    assert table[1:] == [
        ("Python", "yes", "yes", "-", "hangs", "refused"),
        ("Node", "yes", "yes", "-", "-", "yes"),
    ]
    assert hanging.obstacles == ["lock wait hangs"]


def test_a_run_notes_refused_addresses_failed_turns_and_lateness() -> None:
    refused = ("candidate.address_refused", {"host": "api.example.com", "port": 443})
    ended = (
        "candidate.job_ended",
        {"process": "push", "number": 1, "status": 3, "said": ["no such", "file"]},
    )
    well = ("candidate.job_ended", {"process": "push", "number": 2, "status": 0})
    killed = ("candidate.job_ended", {"process": "push", "number": 3, "status": -9, "killed": True})
    left = ("candidate.job_skipped", {"process": "push", "why": ""})
    clock = ("run.clock", {"speed": 60.0, "lag_p99_ms": 1500})
    history = History.of(_facts(refused, refused, ended, well, killed, left, clock))
    assert history.remarks.sentences() == [
        "calls to other machines were refused: api.example.com:443",
        "process push: 1 of 3 runs failed (1 with status 3); the last lines of the first one:\n  no such\n  file",
        "process push: 1 runs were left out, those before them being under way",
        "clock at speed 60: one event in a hundred was 1.5 s of simulated time late or later",
    ]
    assert History.of([]).remarks.sentences() == []
