"""The wire of a candidate that is killed or paused: which calls are carried out, which answers arrive."""

from __future__ import annotations

from typing import Any

import pytest

from golive.wire.outcomes import PASS, KillCandidate

from .road import Road


def killing(road: Road) -> list[str]:
    """Let calls kill; the faults by which they did."""
    killed: list[str] = []

    def kill(fault: str, fate: Any, x: Any) -> bool:
        killed.append(fault)
        road.wire.reply_gate.disconnect()
        return True

    road.wire.reply_gate.kill = kill
    return killed


@pytest.mark.parametrize(
    ("stage", "kept", "truths"),
    [("before", [], []), ("after", ["A"], [(103, "applied", 201, False)])],
)
def test_a_call_kills_before_it_is_sent_or_after_it_was_carried_out(
    stage: Any, kept: list[str], truths: list[Any]
) -> None:
    """In both cases its caller learns nothing, and the ledger says why."""
    road = Road(KillCandidate(60_000, stage))
    killed = killing(road)
    road.send()
    road.run()
    assert killed == ["f0"]
    assert road.box.kept == kept
    assert road.truths == truths
    assert [(told, how) for _, told, how, _ in road.answers] == [("unknown", "killed")]
    assert (road.injector.armed[0].hit, road.injector.armed[0].effective) == (1, 1)


def test_calls_under_way_complete_and_their_answers_are_discarded() -> None:
    road = Road(lambda key, attempt: KillCandidate(60_000, "after") if key == "A" else PASS)
    killing(road)
    road.send("/box/A")
    road.later(50, lambda: road.send("/box/B"))
    road.run()
    assert road.box.kept == ["A", "B"]
    assert road.truths == [(103, "applied", 201, False), (153, "applied", 201, True)]
    assert [how for _, _, how, _ in road.answers] == ["killed", "killed"]


def test_who_comes_back_hears_what_it_sends_from_then_on_only() -> None:
    road = Road(service_ms=1000)
    road.send("/box/A", timeout_ms=5000)
    road.later(100, road.wire.reply_gate.disconnect)
    road.later(200, road.wire.reply_gate.reconnect)
    road.later(300, lambda: road.send("/box/B", timeout_ms=5000))
    road.run()
    told = {fact.keys["key"]: fact.data["told"] for fact in road.of("exchange.answered")}
    assert told == {"A": "unknown", "B": "answered"}


def test_a_refused_call_is_not_carried_out_and_kills_no_candidate() -> None:
    road = Road(KillCandidate(60_000, "after"))
    killed = killing(road)
    road.send("/box/bad")
    road.run()
    assert killed == []
    assert (road.injector.armed[0].hit, road.injector.armed[0].effective) == (1, 0)


def test_a_call_whose_caller_has_left_kills_no_candidate() -> None:
    """One who was cancelled, by a time limit of its own for instance, while the system was at work."""
    road = Road(KillCandidate(60_000, "after"))
    killed = killing(road)
    exchange = road.send()
    road.later(50, lambda: setattr(exchange, "abandoned", True))
    road.run()
    assert killed == []
    assert (road.injector.armed[0].hit, road.injector.armed[0].effective) == (1, 0)


def test_a_call_whose_caller_has_given_up_kills_no_candidate() -> None:
    road = Road(KillCandidate(60_000, "after"), service_ms=2000)
    killed = killing(road)
    road.send(timeout_ms=500)
    road.run()
    assert killed == []


def test_answers_to_a_paused_candidate_are_read_in_order_when_it_resumes() -> None:
    road = Road()
    road.later(1, road.wire.reply_gate.hold)
    road.send("/box/A")
    road.later(10, lambda: road.send("/box/B"))
    road.later(900, road.wire.reply_gate.release)
    road.run()
    assert [(at_ms, told.reply.data) for at_ms, told in road.told if told.reply is not None] == [
        (900, "A"), (900, "B"),
    ]  # fmt: skip
    assert [at_ms for at_ms, *_ in road.answers] == [106, 116]


# -- killed by the clock, or at a call ------------------------------------------------------------------------
