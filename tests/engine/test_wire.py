"""The life of an exchange: what the system did and what the caller was told, under every fate."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from golive.wire.outcomes import PASS, Delay, DropSilently, Hang, LoseReply, Outcome, Refuse, TruncateReply
from golive.wire.wire import HELD_OPEN_MS, LINK_MS
from tests.depth import examples

from .road import SERVICE_MS, Request, Road, counts

IN, OUT = LINK_MS, 2 * LINK_MS + SERVICE_MS
"""When a request arrives, and when its answer does, if nothing is in the way."""
DONE = LINK_MS + SERVICE_MS
"""When the system commits."""

MATRIX: list[tuple[str, list[Outcome], int | None, Any, list[Any]]] = [
    ("undisturbed", [], 1000, (OUT, "answered", "", 201), [(DONE, "applied", 201, False)]),
    ("undisturbed over HTTP", [], None, (OUT, "answered", "", 201), [(DONE, "applied", 201, False)]),
    ("in the nick of time", [], OUT, (OUT, "answered", "", 201), [(DONE, "applied", 201, False)]),
    ("a moment too late", [], OUT - 1, (OUT - 1, "unknown", "timeout", None), [(DONE, "applied", 201, False)]),
    (
        "no patience at all, which takes as long as one way", [], 0,
        (IN, "unknown", "timeout", None), [(DONE, "applied", 201, True)],
    ),
    (
        "reply lost in silence", [LoseReply("timeout")], 1000,
        (1000, "unknown", "timeout", None), [(DONE, "applied", 201, False)],
    ),
    (
        "reply lost with the connection", [LoseReply("reset")], 1000,
        (OUT, "unknown", "reset", None), [(DONE, "applied", 201, False)],
    ),
    (
        "reply lost in silence over HTTP", [LoseReply("timeout")], None,
        (DONE + HELD_OPEN_MS, "unknown", "timeout", None), [(DONE, "applied", 201, False)],
    ),
    (
        "reply lost with the connection over HTTP", [LoseReply("reset")], None,
        (OUT, "unknown", "reset", None), [(DONE, "applied", 201, False)],
    ),
    (
        "reply broken off in the middle", [TruncateReply()], 1000,
        (OUT, "unknown", "reset", None), [(DONE, "applied", 201, False)],
    ),
    (
        "reply broken off in the middle over HTTP", [TruncateReply()], None,
        (OUT, "unknown", "reset", None), [(DONE, "applied", 201, False)],
    ),
    ("no connection", [Refuse(None)], 1000, (2 * IN, "refused", "refused", None), [(IN, "not_applied", None, False)]),
    (
        "no connection over HTTP, where it is accepted first", [Refuse(None)], None,
        (2 * IN, "unknown", "reset", None), [(IN, "not_applied", None, False)],
    ),
    ("turned away", [Refuse(503, 7)], 1000, (2 * IN, "answered", "", 503), [(IN, "not_applied", 503, False)]),
    ("turned away over HTTP", [Refuse(502)], None, (2 * IN, "answered", "", 502), [(IN, "not_applied", 502, False)]),
    ("swallowed", [Hang()], 1000, (1000, "unknown", "timeout", None), []),
    ("swallowed over HTTP", [Hang()], None, (HELD_OPEN_MS, "unknown", "timeout", None), []),
    (
        "served for longer than the caller waits", [Delay(5000, "service")], 1000,
        (1000, "unknown", "timeout", None), [(DONE + 5000, "applied", 201, True)],
    ),
    (
        "on the road for longer than the caller waits", [Delay(5000, "travel")], 1000,
        (1000, "unknown", "timeout", None), [(DONE + 5000, "applied", 201, True)],
    ),
    (
        "slow, but in time", [Delay(300, "travel"), Delay(200, "service")], 1000,
        (OUT + 500, "answered", "", 201), [(DONE + 500, "applied", 201, False)],
    ),
    (
        "slow over HTTP, where the caller's patience is unknown", [Delay(5000, "service")], None,
        (OUT + 5000, "answered", "", 201), [(DONE + 5000, "applied", 201, False)],
    ),
    (
        "applied at once, and the answer is slow", [Delay(300, "answer")], 1000,
        (OUT + 300, "answered", "", 201), [(DONE, "applied", 201, False)],
    ),
    (
        "applied at once, and the answer comes too late", [Delay(5000, "answer")], 1000,
        (1000, "unknown", "timeout", None), [(DONE, "applied", 201, False)],
    ),
    ("dropped silently", [DropSilently()], 1000, (OUT, "answered", "", 201), [(DONE, "dropped", 201, False)]),
    (
        "dropped silently, and the answer lost", [DropSilently(), LoseReply("reset")], 1000,
        (OUT, "unknown", "reset", None), [(DONE, "dropped", 201, False)],
    ),
    (
        "a slow road to a closed door", [Delay(500, "travel"), Refuse(503)], 1000,
        (2 * IN + 500, "answered", "", 503), [(IN + 500, "not_applied", 503, False)],
    ),
    (
        "a link so slow that the caller never learns of the refusal", [Delay(5000, "travel"), Refuse(None)], 1000,
        (1000, "unknown", "timeout", None), [(IN + 5000, "not_applied", None, True)],
    ),
    (
        "gone before the reply could be lost", [Delay(5000, "service"), LoseReply("reset")], 1000,
        (1000, "unknown", "timeout", None), [(DONE + 5000, "applied", 201, True)],
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("fates", "timeout_ms", "told", "truth"), [row[1:] for row in MATRIX], ids=[row[0] for row in MATRIX]
)
def test_what_was_done_and_what_was_told(
    fates: list[Outcome], timeout_ms: int | None, told: Any, truth: list[Any]
) -> None:
    road = Road(*fates)
    road.send(timeout_ms=timeout_ms)
    road.run()
    assert road.answers == [told]
    assert [(at, each.kind, each.how) for at, each in road.told] == [told[:3]]
    assert road.truths == truth
    assert road.box.kept == (["A"] if any(each[1] == "applied" for each in truth) else [])
    assert road.box.in_service == 0
    assert road.wire.open == 0


def test_a_truncated_reply_is_there_in_part_and_marked() -> None:
    road = Road(TruncateReply())
    road.send()
    road.run()
    result = road.told[0][1]
    assert result.is_truncated
    assert result.reply is not None
    assert result.reply.status == 201


def test_a_gateways_refusal_says_when_to_come_again_in_the_systems_dialect() -> None:
    road = Road(Refuse(429, 30))
    road.send()
    road.run()
    reply = road.told[0][1].reply
    assert reply is not None
    assert reply.headers == {"retry-after": "30"}
    assert reply.data["error"]["code"] == "rate_limited"
    assert reply.content_type == "application/json"


def test_a_maintenance_page_is_no_json() -> None:
    road = Road(Refuse(503, html=True))
    road.send()
    road.run()
    reply = road.told[0][1].reply
    assert reply is not None
    assert reply.data is None
    assert reply.content_type.startswith("text/html")
    assert b"Service Unavailable" in reply.encode()


@pytest.mark.parametrize("status", [400, 418, 429, 502, 503, 504, 520, 599])
def test_every_status_has_a_reply(status: int) -> None:
    road = Road(Refuse(status))
    road.send()
    road.run()
    reply = road.told[0][1].reply
    assert reply is not None
    assert (reply.status, road.answers[0][3]) == (status, status)
    assert reply.encode()


def test_a_refusal_of_the_system_itself_is_an_answer_and_takes_no_slot() -> None:
    road = Road(slots=1)
    road.send("/box/A")
    road.later(10, lambda: road.send("/box/B"))
    road.run()
    assert [(told, status) for _, told, _, status in road.answers] == [("answered", 429), ("answered", 201)]
    assert road.truths == [(10 + IN, "not_applied", 429, False), (DONE, "applied", 201, False)]
    assert road.box.in_service == 0


def test_a_refused_content_is_not_applied() -> None:
    road = Road()
    road.send("/box/bad")
    road.run()
    assert road.truths == [(DONE, "not_applied", 422, False)]


def test_a_drop_that_had_nothing_to_drop_did_not_act() -> None:
    road = Road(DropSilently())
    road.send("/box/bad")
    road.run()
    assert road.truths == [(DONE, "not_applied", 422, False)]
    assert counts(road) == [(1, 1, 0)]


def test_reads_are_no_commitments() -> None:
    road = Road()
    road.send(method="GET")
    road.run()
    assert road.truths == []
    assert road.answers == [(OUT, "answered", "", 200)]


def test_what_no_route_knows_is_answered_and_named() -> None:
    road = Road()
    road.send("/elsewhere", method="GET")
    road.run()
    (fact,) = road.of("exchange.answered")
    assert (fact.data["op"], fact.keys["key"], fact.data["status"]) == ("erp.unknown", "", 404)


def test_a_caller_who_was_cancelled_learns_nothing_whatever_came() -> None:
    road = Road()
    exchange = road.send()

    def leave() -> None:
        exchange.abandoned = True

    road.later(50, leave)
    road.run()
    assert road.answers == [(OUT, "unknown", "timeout", None)]
    assert road.truths == [(DONE, "applied", 201, True)]


def test_a_caller_who_leaves_after_the_commitment_left_in_time() -> None:
    road = Road()
    exchange = road.send()

    def leave() -> None:
        exchange.abandoned = True

    road.later(DONE + 1, leave)
    road.run()
    assert road.answers == [(OUT, "unknown", "timeout", None)]
    assert road.truths == [(DONE, "applied", 201, False)]


def test_a_scenario_can_set_the_pace_of_a_system() -> None:
    road = Road(pace=lambda operation: {"order.create": 40}[operation])
    road.send()
    road.run()
    assert road.answers == [(2 * LINK_MS + 40, "answered", "", 201)]


def test_attempts_are_counted_per_operation_and_key() -> None:
    road = Road()
    for path in ("/box/A", "/box/B", "/box/A", "/box/A"):
        road.send(path)
    road.send("/box/A", method="GET")
    road.run()
    facts = sorted(road.of("exchange.answered"), key=lambda fact: int(fact.keys["x"]))
    assert [(fact.keys["key"], fact.data["attempt"]) for fact in facts] == [
        ("A", 1), ("B", 1), ("A", 2), ("A", 3), ("A", 1),
    ]  # fmt: skip


def test_faults_that_acted_are_named_and_counted_and_those_that_did_not_are_not() -> None:
    road = Road(PASS, Delay(1, "travel"), Delay(2, "travel"), LoseReply("reset"))
    road.send()
    road.run()
    (fact,) = road.of("exchange.answered")
    assert fact.data["faults"] == ("f1", "f3")
    assert counts(road) == [(1, 0, 0), (1, 1, 1), (1, 1, 0), (1, 1, 1)]


def test_losing_the_reply_of_a_caller_who_has_left_changes_nothing() -> None:
    road = Road(Delay(5000), LoseReply("reset"))
    road.send()
    road.run()
    assert counts(road) == [(1, 1, 1), (1, 1, 0)]


# -- whatever comes ------------------------------------------------------------------------------------------

FATES = st.one_of(
    st.just(PASS),
    st.builds(Delay, st.integers(0, 3000), st.sampled_from(["travel", "service"])),
    st.builds(Refuse, st.sampled_from([None, 429, 502, 503]), st.sampled_from([None, 1]), st.booleans()),
    st.just(Hang()),
    st.builds(LoseReply, st.sampled_from(["timeout", "reset"])),
    st.just(DropSilently()),
)
CALLS = st.lists(
    st.tuples(
        st.integers(0, 2000),  # when
        st.sampled_from(["A", "B", "C", "bad"]),
        st.sampled_from(["POST", "POST", "GET"]),
        st.none() | st.integers(0, 2500),  # patience
        st.none() | st.integers(0, 2500),  # when it is cancelled, after it was sent
    ),
    max_size=15,
)


@given(
    CALLS, st.lists(FATES, min_size=1, max_size=8), st.lists(FATES, min_size=1, max_size=8), st.integers(1, 4)
)
@settings(max_examples=examples(200), deadline=None)
def test_every_exchange_has_one_answer_and_an_honest_record(
    calls: list[tuple[int, str, str, int | None, int | None]],
    one: list[Outcome],
    other: list[Outcome],
    slots: int,
) -> None:
    road = Road(
        lambda key, attempt: one[(ord(key[0]) + attempt) % len(one)],
        lambda key, attempt: other[(ord(key[0]) * 3 + attempt) % len(other)],
        slots=slots,
    )
    heard: dict[int, list[Any]] = {}
    sent: dict[int, tuple[int, int | None]] = {}

    def send(number: int, key: str, method: str, patience: int | None, leaves: int | None) -> None:
        exchange = road.wire.send(
            "erp",
            Request(method, f"/box/{key}"),
            lambda told: heard.setdefault(exchange.number, []).append(told),
            patience,
        )
        sent[exchange.number] = (road.env.now_ms(), patience)
        if leaves is not None and patience is not None:
            road.later(leaves, lambda: setattr(exchange, "abandoned", True))

    for number, (at, *call) in enumerate(calls):
        road.later(at, lambda number=number, call=call: send(number, *call))  # type: ignore[misc]
    road.run()

    assert road.wire.open == 0
    assert road.box.in_service == 0
    assert road.box.most <= slots
    assert sorted(heard) == sorted(sent)
    assert all(len(answers) == 1 for answers in heard.values())

    answered = {
        fact.keys["x"]: (place, fact)
        for place, fact in enumerate(road.facts)
        if fact.kind == "exchange.answered"
    }
    committed = {
        fact.keys["x"]: (place, fact)
        for place, fact in enumerate(road.facts)
        if fact.kind == "exchange.committed"
    }
    assert len(answered) + len(committed) == len(road.facts)
    assert sorted(map(int, answered)) == sorted(sent)
    applied = sum(1 for _, fact in committed.values() if fact.data["truth"] == "applied")
    assert applied == len(road.box.kept)
    for x, (place, fact) in answered.items():
        at_ms, patience = sent[int(x)]
        told, how, status = fact.data["told"], fact.data["how"], fact.data["status"]
        assert fact.data["sent_ms"] == at_ms
        assert patience is None or fact.at_ms <= at_ms + max(patience, LINK_MS)
        assert (told == "answered") == (status is not None)
        assert (how in {"timeout", "reset"}) == (told == "unknown")
        truth = committed.get(x)
        if told == "refused":
            assert truth is not None
            assert truth[1].data["truth"] == "not_applied"
        if truth is not None:
            assert truth[1].data["late"] or truth[0] < place
            if told == "answered":
                assert truth[1].data["status"] == status
                assert (truth[1].data["truth"] == "not_applied") == (status >= 400)
    attempts: dict[tuple[str, str], list[int]] = {}
    for number in sorted(map(int, answered)):
        fact = answered[str(number)][1]
        attempts.setdefault((fact.data["op"], fact.keys["key"]), []).append(fact.data["attempt"])
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in attempts.values())
    for asked, hit, effective in counts(road):
        assert len(calls) == asked >= hit >= effective


def test_a_fault_that_fails_ends_the_run_and_not_the_call() -> None:
    def stumble(key: str, attempt: int) -> Outcome:
        raise ZeroDivisionError("a fault from outside")

    road = Road(stumble)
    road.send()
    with pytest.raises(ZeroDivisionError, match="a fault from outside"):
        road.run()
