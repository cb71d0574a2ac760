"""Each fault's judgement as a pure function, and chaos: which faults are asked, when, and what is counted."""

from __future__ import annotations

import sys
from dataclasses import FrozenInstanceError, fields
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

import golive
from golive.chaos.faults import FAULTS
from golive.chaos.faults.base import Fault, configured
from golive.keys.declare import Key
from golive.keys.value_kinds import between, parse_rate
from golive.sim.seeding import Chance
from golive.wire.messages import Exchange, Notice, Row
from golive.wire.outcomes import (
    PASS,
    ChangeField,
    ChangeNotice,
    ChangeReply,
    ChangeRows,
    CutNotice,
    Delay,
    DropSilently,
    Duplicate,
    Hang,
    KillCandidate,
    LoseNotice,
    LoseReply,
    Outcome,
    Pass,
    Postpone,
    Refuse,
    Reorder,
    SetHeader,
    TruncateReply,
)

START_MS = 1_000_000
HOUR_MS = 3_600_000


def call(
    operation: str = "order.create",
    key: str = "000000001",
    attempt: int = 1,
    sent_ms: int = 0,
    system: str = "erp",
) -> Exchange:
    return Exchange(1, system, operation, key, attempt, None, None, sent_ms, None, lambda told: None)


def notice(key: str = "000000001", attempt: int = 1) -> Notice:
    return Notice(1, "shop", "shop.order.placed", "e1", key, attempt, dict, 0)


def settings_of(kind: str, **written: str) -> dict[str, Any]:
    """A fault's settings as the loader hands them over: written ones parsed, the rest with their defaults."""
    keys: tuple[Key[Any], ...] = FAULTS[kind].SETTINGS
    found: dict[str, Any] = {}
    for key in keys:
        shape: Any = key.shape
        found[key.name] = shape.parse(written.pop(key.name)) if key.name in written else key.default_value
    assert not written
    return found


def fault(kind: str, **written: str) -> Any:
    return configured(FAULTS[kind], settings_of(kind, **written)).arm()


def never(what: str) -> float:
    raise AssertionError("no chance was needed")


# -- each fault by itself ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", FAULTS)
def test_every_fault_says_what_it_is_and_where_it_acts(kind: str) -> None:
    cls = FAULTS[kind]
    assert cls.__doc__
    assert cls.SEAM in ("exchange", "notice", "link", "process")
    assert cls.DEFAULT_ON or cls.SEAM == "process"


def test_slow_adds_what_chance_says_to_travel_or_to_service() -> None:
    slow = fault("slow", latency="100ms..200ms")
    assert slow.judge(call(), lambda what: 0.0) == Delay(100, "service")
    assert slow.judge(call(), lambda what: 0.999999) == Delay(200, "service")
    assert fault("slow", latency="5s", part="travel").judge(call(), lambda what: 0.5) == Delay(5000, "travel")
    assert fault("slow", latency="5s", part="answer").judge(call(), lambda what: 0.5) == Delay(5000, "answer")


@pytest.mark.parametrize(
    ("cuts", "of_call", "of_notice"),
    [
        ("both", Hang(), CutNotice()),
        ("to_system", Hang(), CutNotice(arrives=True)),
        ("from_system", LoseReply("timeout"), CutNotice()),
    ],
)
def test_a_partition_cuts_calls_and_events_by_their_direction(
    cuts: str, of_call: Outcome, of_notice: Outcome
) -> None:
    partition = fault("partition", cuts=cuts)
    assert partition.judge(call(), never) == of_call
    assert partition.judge(notice(), never) == of_notice
    assert partition.judge(Row("erp", "order.create", "1", 1, "batch 1", 0), never) is PASS


def test_patches_say_what_changes() -> None:
    assert fault("patch_answer", field="items.sku").judge(call(), never) == ChangeReply(
        ChangeField("items.sku", "rename", "new")
    )
    assert fault("patch_rows", how="skip").judge(call(), never) == ChangeReply(ChangeRows("skip"))
    patch = fault("patch_notice", field="state", how="set", to="on_ice")
    assert patch.judge(notice(), never) == ChangeNotice(ChangeField("state", "set", "on_ice"))
    headers = [
        fault("patch_header", header="ETag", **more).judge(call(), never) for more in ({}, {"to": "7"})
    ]
    assert headers == [ChangeReply(SetHeader("ETag")), ChangeReply(SetHeader("ETag", "7"))]


@given(st.floats(0, 1, exclude_max=True))
def test_slow_is_whole_milliseconds_and_never_negative(u: float) -> None:
    fate = fault("slow", latency="lognormal 400ms p99 6s").judge(call(), lambda what: u)
    assert type(fate.delay_ms) is int
    assert 0 <= fate.delay_ms <= 60_000


def test_refuse_says_its_status_and_rounds_the_wait_up_to_whole_seconds() -> None:
    assert fault("refuse").judge(call(), never) == Refuse(503, None, html=False)
    refuse = fault("refuse", status="429", retry_after="1500ms")
    assert refuse.judge(call(), never) == Refuse(429, 2, html=False)
    assert refuse.judge(call(system="shop"), never) == Refuse(429, 2, html=True)
    assert fault("refuse", retry_after="2s").judge(call(), never).retry_after_s == 2


@pytest.mark.parametrize(
    ("how", "fate"),
    [("refused", Refuse(None)), ("hang", Hang()), ("maintenance", Refuse(503, html=True))],
)
def test_an_outage_is_no_connection_silence_or_a_page(how: str, fate: Outcome) -> None:
    assert fault("outage", how=how).judge(call(), never) == fate


@pytest.mark.parametrize("how", ["timeout", "reset"])
def test_a_lost_reply_is_silence_or_a_broken_connection(how: str) -> None:
    assert fault("lose_reply", how=how).judge(call(), never) == LoseReply(how)


def test_a_truncated_reply_breaks_off_in_the_middle() -> None:
    assert fault("lose_reply", how="truncated").judge(call(), never) == TruncateReply()


def test_notices_are_lost_late_or_overtaken_as_it_is_written() -> None:
    assert fault("drop_notice").judge(notice(), never) == LoseNotice()
    assert fault("delay_notice", by="10s..20s").judge(notice(), lambda what: 0.5) == Postpone(15_000)
    assert fault("reorder_notices", within="1m").judge(notice(), never) == Reorder(60_000)


def test_a_silent_drop_happens_at_the_commit() -> None:
    assert fault("silent_drop").judge(call(), never) == DropSilently()


def test_duplicates_come_within_their_spread_each_with_its_own_chance() -> None:
    drawn: list[str] = []

    def chance(what: str) -> float:
        drawn.append(what)
        return 0.5

    fate = fault("duplicate_notice", spread="10s..20s", copies="3").judge(notice(), chance)
    assert fate == Duplicate((15_000, 15_000, 15_000))
    assert len(set(drawn)) == 3


def test_a_squeeze_grants_its_burst_then_its_rate_and_says_when_to_come_again() -> None:
    squeeze = fault("rate_limit", rate="5/s", burst="2")
    at = [squeeze.judge(call(sent_ms=ms), never) for ms in (0, 0, 0, 199, 200, 400, 401)]
    assert [fate is PASS or fate.status for fate in at] == [True, True, 429, 429, True, True, 429]
    assert all(fate.retry_after_s == 1 for fate in at if fate is not PASS)
    slow = fault("rate_limit", rate="6/h")
    assert slow.judge(call(sent_ms=0), never) is PASS
    assert slow.judge(call(sent_ms=1000), never) == Refuse(429, 599)
    assert slow.judge(call(sent_ms=600_000), never) is PASS


def test_a_limit_that_punishes_adds_to_the_wait_of_who_does_not_wait() -> None:
    limit = fault("rate_limit", rate="1/s", penalty="10s")
    assert limit.judge(call(sent_ms=0), never) is PASS
    assert limit.judge(call(sent_ms=0), never) == Refuse(429, 1)
    assert limit.judge(call(sent_ms=500), never) == Refuse(429, 11)
    assert limit.judge(call(sent_ms=10_000), never) == Refuse(429, 12)
    assert limit.judge(call(sent_ms=22_000), never) is PASS
    obedient = fault("rate_limit", rate="1/s", penalty="10s")
    fates = [obedient.judge(call(sent_ms=ms), never) for ms in (0, 0, 1000, 2000)]
    assert [each is PASS for each in fates] == [True, False, True, True]


def test_a_limit_may_answer_400_and_tell_its_figures() -> None:
    limit = fault("rate_limit", rate="6/m", burst="3", status="400", headers="on", list_cost="2")
    fates = [
        limit.judge(call(operation), never) for operation in ("stock.list", "order.create", "stock.list")
    ]
    assert fates[:2] == [PASS, PASS]
    refused = fates[2]
    assert (refused.status, refused.retry_after_s) == (400, 20)
    assert dict(refused.headers) == {
        "x-ratelimit-limit": "3",
        "x-ratelimit-remaining": "0",
        "x-ratelimit-reset": "20",
        "x-ratelimit-cost": "2",
    }
    assert limit.judge(call(sent_ms=10_000), never) is PASS, "another call costs less"


RATES = st.sampled_from(["1/s", "5/s", "3/s", "0.1/s", "7/h", "90/h", "1000/s", "13/m"])


@given(RATES, st.integers(1, 20), st.lists(st.integers(0, 5_000), min_size=1, max_size=60))
def test_a_squeeze_never_grants_more_than_burst_and_rate_in_any_span(
    rate: str, burst: int, gaps: list[int]
) -> None:
    squeeze = fault("rate_limit", rate=rate, burst=str(burst))
    per_ms = parse_rate(rate).per_second / 1000
    at_ms, granted = 0, []
    for gap in gaps:
        at_ms += gap
        if isinstance(squeeze.judge(call(sent_ms=at_ms), never), Pass):
            granted.append(at_ms)
    for first, start in enumerate(granted):
        for last in range(first, len(granted)):
            assert last - first + 1 <= burst + (granted[last] - start) * per_ms + 1e-6


@given(RATES, st.integers(1, 5), st.lists(st.integers(0, 3_000), max_size=30))
def test_a_caller_that_obeys_the_rate_limit_is_served(rate: str, burst: int, gaps: list[int]) -> None:
    """A lone caller that waits as long as Retry-After says is never refused twice in a row."""
    squeeze = fault("rate_limit", rate=rate, burst=str(burst))
    at_ms = 0
    for gap in gaps:
        at_ms += gap
        fate = squeeze.judge(call(sent_ms=at_ms), never)
        if fate is not PASS:
            at_ms += fate.retry_after_s * 1000
            assert squeeze.judge(call(sent_ms=at_ms), never) is PASS


# -- state, and faults declared as plain classes -------------------------------------------------------------


@pytest.mark.parametrize("kind", FAULTS)
def test_faults_are_values(kind: str) -> None:
    """Two of the same settings are equal, and none can be changed: what a run changes is made by `arm`."""
    needed = {key.name: NEEDED[key.name] for key in FAULTS[kind].SETTINGS if key.is_required}
    one, other = (configured(FAULTS[kind], settings_of(kind, **needed)) for _ in range(2))
    assert one == other
    assert hash(one) == hash(other)
    assert not hasattr(one, "__dict__")
    with pytest.raises((FrozenInstanceError, AttributeError, TypeError)):
        setattr(one, next((each.name for each in fields(one)), "anything"), 1)  # type: ignore[arg-type]


NEEDED = {"field": "status", "header": "Retry-After", "latency": "1s", "rate": "5/s", "for": "1m", "by": "7m"}


def test_a_squeeze_armed_twice_keeps_two_buckets() -> None:
    squeeze = configured(FAULTS["rate_limit"], settings_of("rate_limit", rate="1/h"))
    first, second = squeeze.arm(), squeeze.arm()
    assert [isinstance(first.judge(call(), never), Refuse) for _ in range(2)] == [False, True]
    assert second.judge(call(), never) is PASS


class Counting:
    """Refuses every call from the second one on."""

    SEAM: ClassVar[str] = "exchange"
    DEFAULT_ON: ClassVar[tuple[str, ...]] = ("erp.order.*",)
    SETTINGS: ClassVar[tuple[Key[Any], ...]] = (
        Key("status", between(400, 599), default="503", doc="Of it."),
    )
    times = 7

    def __init__(self, settings: dict[str, Any]) -> None:
        self._status = settings["status"]
        self._calls = 0
        self.fate = KillCandidate(5)

    def judge(self, exchange: Exchange, chance: Chance) -> Outcome:
        self._calls += 1
        return Refuse(self._status) if self._calls > 1 else PASS


def test_a_fault_declared_as_a_plain_class_is_one_like_any_other() -> None:
    plain = configured(Counting, {"status": 502})
    armed = plain.arm()
    assert [armed.judge(call(), never) for _ in range(3)] == [PASS, Refuse(502), Refuse(502)]
    assert (plain.at_most(), plain.by_clock()) == (7, KillCandidate(5))


def test_a_plain_class_acts_in_a_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "counting", sys.modules[__name__])
    sets = ["clock.duration=20m", "chaos=[{fault: 'counting:Counting', status: 502, on: erp.order.create}]"]
    result = golive.run("calm", "reference", sets=sets)
    (count,) = result.scorecard.faults
    assert (count.asked, count.hit, count.effective) == (count.asked, 7, 7)
    assert 502 in {fact.data.get("status") for fact in result.facts}


class Undecorated(Fault):
    """Lacks its decorator."""


def test_a_fault_without_its_decorator_is_refused_with_what_to_write(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "undecorated", sys.modules[__name__])
    with pytest.raises(
        golive.ScenarioError, match=r"Undecorated lacks @dataclass\(frozen=True, slots=True\)"
    ):
        golive.load_scenario("calm", ["chaos=[{fault: 'undecorated:Undecorated'}]"])


# -- chaos ---------------------------------------------------------------------------------------------------
