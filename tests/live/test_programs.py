"""Programs as candidates: what becomes of a run when they fail in every way, and that nothing of them is left."""

from __future__ import annotations

import json
import signal
import sys
from pathlib import Path

import pytest

from golive.candidates.files import load
from golive.candidates.programs.program import Program
from golive.errors import CandidateFailed
from golive.live.process import interrupts_held
from tests.live.alive import eventually
from tests.live.program_runs import EXAMPLES, HERE, SHORT, candidate, facts, interrupted, python, run

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("command", "message"),
    [
        (["no-such-program"], "'no-such-program' is not in PATH"),
        (["./no-such-program"], "'./no-such-program' does not exist"),
        ([str(HERE / "test_programs.py")], "may not be executed"),
        (["{python}", "no_such_script.py"], "exit status 2"),
        (python("crashing.py"), "ValueError: the configuration is missing"),
    ],
)
def test_what_does_not_start_is_a_candidate_that_failed(
    run_dir: Path, command: list[str], message: str
) -> None:
    with pytest.raises(CandidateFailed) as caught:
        run(candidate(run_dir, command=command, webhook="/hook"), run_dir)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("webhook", "message"),
    [({"webhook": "/hook"}, "nothing accepted connections"), ({}, "it made no request")],
)
def test_what_is_never_ready_is_given_up_and_killed_with_its_children(
    run_dir: Path, webhook: dict[str, str], message: str
) -> None:
    program = candidate(run_dir, command=python("silent.py", "parent"), ready="1s", stop="100ms", **webhook)
    with pytest.raises(CandidateFailed) as caught:
        run(program, run_dir)
    assert message in str(caught.value)
    assert "here I sit" in str(caught.value)


def test_a_crash_during_the_run_is_recorded_and_the_run_goes_on(run_dir: Path) -> None:
    card = run(candidate(run_dir, command=python("crashing.py", "late"), webhook="/hook"), run_dir)
    assert [fact.data for fact in facts(run_dir, "candidate.ended")] == [
        {"why": "killed by signal 9", "crashed": True}
    ]
    assert card.orders["total"] > card.orders["exact"] == 0


@pytest.mark.parametrize("way", ["hang", "garbage", "drip"])
def test_webhooks_without_a_sensible_answer_count_as_unanswered(run_dir: Path, way: str) -> None:
    run(candidate(run_dir, command=python("odd.py", way), webhook="/hook", stop="200ms"), run_dir)
    delivered = facts(run_dir, "notice.delivered")
    assert delivered
    assert {fact.data["status"] for fact in delivered} == {None}
    assert [fact.data["op"] for fact in facts(run_dir, "exchange.answered")] == ["shop.order.read"]


@pytest.mark.parametrize("way", ["endless", "flood"])
def test_floods_neither_block_nor_fill_the_disk(run_dir: Path, way: str) -> None:
    run(candidate(run_dir, command=python("odd.py", way), webhook="/hook", stop="200ms"), run_dir)
    assert 200 in {fact.data["status"] for fact in facts(run_dir, "notice.delivered")}
    log = run_dir / "candidate.log"
    assert "the shop says 401" in log.read_text()
    assert log.stat().st_size < 5_001_000


def test_no_request_brings_the_world_down(run_dir: Path) -> None:
    run(candidate(run_dir, command=python("hostile.py"), stop="100ms"), run_dir, speed=30)
    assert "logged in True" in (run_dir / "candidate.log").read_text()
    assert len(facts(run_dir, "exchange.answered")) > 20
    assert not facts(run_dir, "candidate.ended")


def test_a_program_gets_nothing_but_what_it_was_promised(
    run_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_OF_THE_COMPANY", "1")
    code = "import os; print(sorted(os.environ)); print(os.environ['LEVEL'])"
    program = candidate(run_dir, command=["{python}", "-c", code], env={"LEVEL": "debug"})
    with pytest.raises(CandidateFailed) as caught:
        run(program, run_dir)
    names, level = str(caught.value).splitlines()[-2:]
    assert level.strip() == "debug"
    assert "GOLIVE_SPEED" in names
    assert "COMPANY" not in names


def test_a_program_is_told_what_the_scenario_demands(run_dir: Path) -> None:
    code = "import os; print(os.environ['GOLIVE_OWNERS']); print(os.environ['GOLIVE_BUDGETS'])"
    program = candidate(run_dir, command=["{python}", "-c", code])
    with pytest.raises(CandidateFailed) as caught:
        run(program, run_dir, [*SHORT, "budgets.acknowledgement=20m", "owners.prices.list=shop"])
    owners, budgets = (json.loads(line) for line in str(caught.value).splitlines()[-2:])
    assert (owners["prices"]["list"], owners["stock"]) == ("shop", "erp")
    assert budgets["acknowledgement_ms"] == 20 * 60_000
    assert budgets["order_ms"] == 15 * 60_000


@pytest.mark.parametrize(
    ("command", "is_up"),
    [(python("silent.py", "parent"), "candidate.started"), (python("odd.py", "hang"), "notice.delivered")],
    ids=["starting", "running"],
)
def test_an_interrupted_run_takes_the_program_with_it(run_dir: Path, command: list[str], is_up: str) -> None:
    candidate(run_dir, command=command, webhook="/hook", ready="60s", stop="100ms")

    def until(out: Path) -> None:
        log, ledger = out / "candidate.log", out / "ledger.jsonl"
        eventually(
            lambda: log.exists() and log.read_text(), "the program has been started and said something"
        )
        if is_up == "notice.delivered":
            eventually(lambda: is_up in ledger.read_text(), "the shop has told it something")

    interrupted(run_dir, until)


@pytest.mark.parametrize(
    "name", ["python_connector", pytest.param("node_connector", marks=pytest.mark.clients)]
)
def test_the_examples_come_clean_out_of_a_short_black_friday(run_dir: Path, name: str) -> None:
    sets = [
        "clock.duration=20m",
        "clock.settle=25m",
        "traffic.orders.peaks=[{at: 5m, reach: 600/h, ramp: 2m, hold: 5m, decay: 5m}]",
        "chaos[0].at=5m..12m",
        "chaos[1].at=12m..15m",
        "chaos[2].at=15m..18m",
    ]
    card = run(Program(load(EXAMPLES / f"{name}.yaml")), run_dir, sets, "black-friday", speed=120)
    assert card.orders["total"] > 30
    bad = {kind: card.orders[kind] for kind in ("lost", "duplicated", "wrong_content")}
    assert bad == {"lost": 0, "duplicated": 0, "wrong_content": 0}, [each.what for each in card.findings]


def test_a_program_may_exchange_files_with_the_erp_and_be_told_by_it(run_dir: Path) -> None:
    sets = [*SHORT, "erp.channels.files=on", "erp.channels.files_run=10s", "erp.channels.webhooks=on"]
    run(candidate(run_dir, command=python("beside_calls.py"), webhook="/hook", stop="100ms"), run_dir, sets)
    log = (run_dir / "candidate.log").read_text()
    (made,) = [fact for fact in facts(run_dir, "erp.order.created") if fact.keys["ref"] == "FILE-1"]
    assert made.data["by"] == "file:orders.csv"
    assert f"2;FILE-1;accepted;{made.keys['order']}" in log
    assert "told of order FILE-1" in log
    assert "signed True" in log
    assert "signed False" not in log


def test_the_first_call_takes_simulated_time_and_not_real_time(run_dir: Path) -> None:
    """A minute of service before the program is ready: a second at this speed, and its own patience is ten."""
    code = (
        "import os, time, urllib.request\n"
        "urllib.request.urlopen(os.environ['GOLIVE_ERP_URL'] + '/api/v1/health', timeout=10)\n"
        "print('answered', flush=True)\n"
        "time.sleep(60)"
    )
    slow = "chaos=[{fault: slow, on: erp.health.read, latency: 60s}]"
    run(candidate(run_dir, command=["{python}", "-c", code], stop="100ms"), run_dir, [*SHORT, slow])
    assert (run_dir / "candidate.log").read_text() == "answered\n"


def test_no_run_leaves_the_interpreter_s_switch_interval_changed(run_dir: Path) -> None:
    before = sys.getswitchinterval()
    with pytest.raises(CandidateFailed):
        run(candidate(run_dir, command=["no-such-program"]), run_dir)
    assert sys.getswitchinterval() == before


@interrupts_held()
def started(interrupted: bool, then: Exception | None = None) -> str:
    if interrupted:
        signal.raise_signal(signal.SIGINT)
    if then is not None:
        raise then
    return "a handle"


def test_an_interrupt_is_held_until_the_process_has_a_handle() -> None:
    handles = []

    @interrupts_held()
    def start() -> None:
        signal.raise_signal(signal.SIGINT)
        handles.append("a handle")

    with pytest.raises(KeyboardInterrupt):
        start()
    assert handles
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_an_interrupt_is_acted_on_also_where_the_start_fails() -> None:
    with pytest.raises(KeyboardInterrupt):
        started(True, OSError("no such program"))
    with pytest.raises(OSError, match="no such program"):
        started(False, OSError("no such program"))


def test_without_an_interrupt_nothing_is_raised() -> None:
    assert started(False) == "a handle"
