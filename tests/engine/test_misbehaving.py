"""Candidates that crash, hang, flood, lie or refuse to go: the run ends, says so, and leaves nothing half-written."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from golive import scenario
from golive.build.world import build
from golive.candidates.coroutine import InProcess
from golive.candidates.kit import Kit, NoAnswer
from golive.candidates.log import MOST_LOG_BYTES
from golive.candidates.sessions import erp_session, shop_session
from golive.errors import CandidateFailed
from golive.record.ledger import read
from golive.record.run import CANDIDATE_LOG, LEDGER_FILE, SCORECARD_FILE, Fact, Scorecard
from golive.runner import Plan, execute
from golive.sim import VirtualClock

from . import misbehaving

SETS = ("clock.duration=30m", "clock.settle=10m", "traffic.orders.base=60/h")


class Outcome:
    """What a run with a candidate left behind."""

    def __init__(self, folder: Path, card: Scorecard | None) -> None:
        self.card = card
        self.facts: list[Fact] = list(read(folder / LEDGER_FILE))
        self.log = (folder / CANDIDATE_LOG).read_text("utf-8")
        self.names = {path.name for path in folder.iterdir()}

    @property
    def ended(self) -> list[str]:
        return [
            fact.data["why"].partition(" at ")[0] for fact in self.facts if fact.kind == "candidate.ended"
        ]


def run(folder: Path, integrate: Callable[[Kit], Any], *sets: str) -> Outcome:
    plan = Plan(scenario.load("calm", [*SETS, *sets]), InProcess("test", integrate), "calm", "test")
    card = execute(plan, folder)
    assert card.orders["total"] > 10
    return Outcome(folder, card)


@pytest.fixture(autouse=True)
def nothing_on_stderr(capfd: pytest.CaptureFixture[str]) -> Any:
    yield
    out, err = capfd.readouterr()
    assert err == ""
    assert out in ("", "to standard output\n")


GOES_ON: list[tuple[Any, list[str]]] = [
    (misbehaving.idle, []),
    (misbehaving.crashes_later, ["ValueError: the tenth minute is unlucky"]),
    (misbehaving.crashes_with_an_unencodable_message, ["RuntimeError: ? went wrong"]),
    (misbehaving.exits_later, ["exit status 0"]),
    (misbehaving.exits_in_the_webhook, ["exit status 0"]),
    (misbehaving.throws_a_base_exception, ["Overboard: all hands"]),
    (misbehaving.interrupts_itself, ["KeyboardInterrupt: of its own"]),
    (misbehaving.interrupts_itself_in_a_task, ["KeyboardInterrupt: of a task"]),
    (misbehaving.interrupts_itself_in_the_webhook, []),
    (misbehaving.closes_itself, ["GeneratorExit: closed"]),
    (misbehaving.swallows_cancellation, []),
    (misbehaving.says_good_bye, []),
    (misbehaving.leaves_tasks_behind, []),
    (misbehaving.floods_the_log, []),
    (misbehaving.logs_odd_things, []),
    (misbehaving.floods_the_erp, []),
    (misbehaving.answers_rubbish, []),
    (misbehaving.answers_rubbish_later, []),
    (misbehaving.handlers_raise, ["exit status 0"]),
    (misbehaving.sends_rubbish, []),
    (misbehaving.tells_the_desk_rubbish, []),
    (misbehaving.prints, []),
]


@pytest.mark.parametrize(("integrate", "ended"), GOES_ON, ids=[row[0].__name__ for row in GOES_ON])
def test_the_run_goes_to_its_end_and_is_judged(tmp_path: Path, integrate: Any, ended: list[str]) -> None:
    outcome = run(tmp_path, integrate)
    assert outcome.card is not None
    assert outcome.card.verdict == "broken"
    assert outcome.ended == ended
    assert any("the integration " in reason for reason in outcome.card.reasons) == bool(ended)
    assert outcome.facts[-1].data == {"phase": "end"}
    assert not [name for name in outcome.names if name.endswith(".part")]


NEVER_RAN: list[tuple[Any, str]] = [
    (misbehaving.returns_at_once, "before it made a single call: returned"),
    (misbehaving.crashes_at_start, "ValueError: no configuration found"),
    (misbehaving.exits_at_start, "exit status 0"),
    (misbehaving.spins, "without letting any time pass"),
    (misbehaving.spins_for_good, "without letting any time pass"),
]


@pytest.mark.parametrize(("integrate", "says"), NEVER_RAN, ids=[row[0].__name__ for row in NEVER_RAN])
def test_a_candidate_that_cannot_be_run_is_not_judged(tmp_path: Path, integrate: Any, says: str) -> None:
    with pytest.raises(CandidateFailed, match=says):
        run(tmp_path, integrate)
    outcome = Outcome(tmp_path, None)
    assert SCORECARD_FILE not in outcome.names
    assert outcome.facts


@pytest.mark.parametrize("where", ["the main coroutine", "a task", "a handler"])
def test_ctrl_c_ends_the_run_wherever_it_strikes(tmp_path: Path, where: str) -> None:
    def press(*_: object) -> int:
        signal.raise_signal(signal.SIGINT)
        return 200

    async def pressed(kit: Kit) -> None:
        await kit.erp.get(misbehaving.HEALTH)
        if where == "the main coroutine":
            press()
        if where == "a task":
            asyncio.get_running_loop().call_later(600, press)
        kit.on_webhook(press)
        await asyncio.Event().wait()

    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path, pressed)
    assert signal.getsignal(signal.SIGINT) is before
    assert not Outcome(tmp_path, None).ended
    assert SCORECARD_FILE not in Outcome(tmp_path, None).names


def test_the_log_is_bounded_and_says_so(tmp_path: Path) -> None:
    log = run(tmp_path, misbehaving.floods_the_log).log
    assert MOST_LOG_BYTES < len(log) < MOST_LOG_BYTES + 200
    assert log.endswith("the rest is left out\n")


def test_what_will_not_end_is_left_where_it_stands(tmp_path: Path) -> None:
    outcome = run(tmp_path, misbehaving.swallows_cancellation)
    assert outcome.log.count("no, thank you") == 2
    assert "did not end when it was cancelled" in outcome.log


def test_last_moments_may_be_used(tmp_path: Path) -> None:
    outcome = run(tmp_path, misbehaving.says_good_bye)
    assert outcome.log.endswith("Z good bye\n")
    assert outcome.ended == []


def test_who_returns_when_it_is_cancelled_did_not_end_during_the_run(tmp_path: Path) -> None:
    async def polite(kit: Kit) -> None:
        await kit.erp.get(misbehaving.HEALTH)
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            return

    outcome = run(tmp_path, polite)
    assert outcome.card is not None
    assert outcome.ended == []
    assert not any("the integration " in reason for reason in outcome.card.reasons)


def test_background_tasks_that_die_are_in_the_log(tmp_path: Path) -> None:
    assert "KeyError: 'never awaited'" in run(tmp_path, misbehaving.leaves_tasks_behind).log


def test_what_the_desk_is_told_is_text_whatever_it_was(tmp_path: Path) -> None:
    facts = run(tmp_path, misbehaving.tells_the_desk_rubbish).facts
    shown = [fact for fact in facts if fact.actor == "desk"]
    assert [fact.kind for fact in shown] == [
        "desk.exception",
        "desk.exception",
        "desk.resolved",
        "desk.alert",
    ]
    assert all(type(value) is str for fact in shown for value in (*fact.keys.values(), *fact.data.values()))


# -- calls ---------------------------------------------------------------------------------------------------


def talk(folder: Path, conversation: Callable[[Kit], Any]) -> list[Fact]:
    """Let a candidate talk to both systems for as long as it likes; the facts of that."""
    loaded = scenario.load("calm", ["traffic.orders.base=0/h"])
    clock = VirtualClock(loaded.clock.start_ms)
    world = build(loaded, 1, clock, folder)
    over = asyncio.Event()
    failed: list[BaseException] = []

    async def integrate(kit: Kit) -> None:
        try:
            await conversation(kit)
        except BaseException as error:
            failed.append(error)
        over.set()

    async def main() -> None:
        candidate = InProcess("test", integrate)
        await candidate.start(world)
        world.open_doors()
        await over.wait()
        await candidate.stop()

    try:
        clock.run(main())
    finally:
        clock.close()
        world.ledger.close()
    for error in failed:
        raise error
    return list(read(folder / LEDGER_FILE))


def answered(facts: list[Fact], operation: str) -> list[tuple[str, str]]:
    return [
        (fact.data["told"], fact.data["how"])
        for fact in facts
        if fact.kind == "exchange.answered" and fact.data["op"] == operation
    ]


async def by_wait_for(call: Any) -> None:
    await asyncio.wait_for(call, 0.01)


async def by_timeout(call: Any) -> None:
    async with asyncio.timeout(0.01):
        await call


@pytest.mark.parametrize("give_up", [by_wait_for, by_timeout])
def test_a_call_given_up_by_its_caller_was_not_answered(tmp_path: Path, give_up: Any) -> None:
    """Python's own deadlines are deadlines too: what came after them was not received."""

    async def conversation(kit: Kit) -> None:
        with pytest.raises(TimeoutError):
            await give_up(kit.erp.get(misbehaving.HEALTH))
        await asyncio.sleep(5)
        assert (await kit.erp.get(misbehaving.HEALTH)).ok

    facts = talk(tmp_path, conversation)
    assert answered(facts, "erp.health.read") == [("unknown", "timeout"), ("answered", "")]


def test_a_call_with_its_own_patience_ends_when_it_said(tmp_path: Path) -> None:
    async def conversation(kit: Kit) -> None:
        before = kit.now_ms()
        with pytest.raises(NoAnswer, match="timeout"):
            await kit.erp.get(misbehaving.HEALTH, timeout_s=0.02)
        assert kit.now_ms() - before == 20

    talk(tmp_path, conversation)


def test_a_body_belongs_to_the_receiver_once_it_is_sent(tmp_path: Path) -> None:
    """Changing it afterwards changes nothing that was sent, and the reply is the caller's to change."""

    async def conversation(kit: Kit) -> None:
        erp = erp_session(kit.erp, kit.credentials)
        await erp.get("/api/v1/customers/none")  # logs in
        body = {"name": "Ann", "email": "a@example.com", "address": dict.fromkeys(("street", "city"), "x")}
        body["address"] |= {"postcode": "1", "country": "DE"}  # type: ignore[operator]
        call = asyncio.create_task(erp.post("/api/v1/customers", body))
        await asyncio.sleep(0.02)
        body.clear()
        reply = await call
        assert reply.status == 201, reply
        number = reply.data["number"]
        reply.data.clear()
        again = await erp.get(f"/api/v1/customers/{number}")
        assert again.data["name"] == "Ann"

    talk(tmp_path, conversation)


@pytest.mark.parametrize(
    "body", [object(), {1, 2}, b"x", {"x": object()}, {1: 2}, "\ud800", 1 << 80, [ValueError()]]
)
def test_what_is_no_json_is_not_sent(tmp_path: Path, body: Any) -> None:
    async def conversation(kit: Kit) -> None:
        with pytest.raises((TypeError, ValueError)):
            await kit.erp.post("/api/v1/orders", body)

    facts = talk(tmp_path, conversation)
    assert not [fact for fact in facts if fact.kind.startswith("exchange.")]


ODD: list[Any] = [
    None, True, 0, -1, 1.5, "", "x" * 2000, "\x00", [], {}, [[]], {"a": {}}, [None], "000000001",
    9e99, "ü\u202e", "'; --",
]  # fmt: skip


def test_any_json_gets_an_answer_and_a_record_from_both_systems(tmp_path: Path) -> None:
    """Whatever stands where a key, a number or a list should: an answer, never a failure of ours."""

    async def conversation(kit: Kit) -> None:
        erp, shop = erp_session(kit.erp, kit.credentials), shop_session(kit.shop, kit.credentials)
        for odd in ODD:
            for body in (
                odd,
                {"external_reference": odd},
                {"lines": odd, "customer": odd},
                {"sourceItems": odd},
            ):
                for session, path in (
                    (erp, "/api/v1/orders"), (erp, "/api/v1/customers"), (erp, "/api/v1/token"),
                    (shop, "/rest/V1/inventory/source-items"), (shop, "/rest/V1/order/1/ship"),
                    (shop, "/rest/V1/orders/1/comments"), (shop, "/rest/V1/integration/admin/token"),
                ):  # fmt: skip
                    reply = await session.post(path, body)
                    assert 200 <= reply.status < 500, (path, body, reply)
                    await asyncio.sleep(0.2)

    facts = talk(tmp_path, conversation)
    assert all(type(value) is str for fact in facts for value in fact.keys.values())
