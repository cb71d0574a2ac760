"""Two instances at once: what they share, who gets what, what is left of the first when it is ended."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from golive.candidates.coroutine import InProcess
from golive.candidates.instances import abilities
from golive.candidates.registry import resolve
from golive.candidates.storage import Storage
from golive.errors import CandidateFailed
from golive.record.run import Fact
from golive.runner import run as run_once
from golive.scenario import load
from golive_reports.words.story_line import describe

from . import mortals, twins
from .test_lives import CREATE, Outcome, run

OVERLAP = "[{fault: overlap, at: 10m, for: 5m}]"
ACCEPTS_ALL = "erp.rules.duplicate_reference=accept"


def numbers(facts: list[Fact]) -> Counter[int]:
    return Counter(fact.data.get("instance", 0) for fact in facts)


def during(out: Outcome, kind: str) -> list[Fact]:
    (joined,), (left,) = out.of("candidate.joined"), out.of("candidate.left")
    return [
        fact for fact in out.of(kind) if joined.at_ms < fact.data.get("handed_ms", fact.at_ms) < left.at_ms
    ]


def test_both_run_for_as_long_as_it_is_written(tmp_path: Path) -> None:
    out = run(tmp_path, mortals.ticks, OVERLAP)
    assert out.minutes("candidate.joined") == [10]
    assert out.minutes("candidate.left") == [15]
    (joined,) = out.of("candidate.joined")
    assert (joined.data["instance"], joined.data["beside"], joined.data["version"]) == (2, 1, "same")
    assert [(each.id, each.asked, each.hit, each.effective) for each in out.card.faults] == [
        ("overlap", 1, 1, 1)
    ]
    assert out.of("candidate.ended") == []


def test_both_call_and_say_which_they_are_only_while_both_run(tmp_path: Path) -> None:
    out = run(tmp_path, mortals.ticks, OVERLAP)
    (joined,), (left,) = out.of("candidate.joined"), out.of("candidate.left")
    calls = out.of("exchange.answered")
    both = [fact for fact in calls if joined.at_ms < fact.data["sent_ms"] < left.at_ms]
    alone = [fact for fact in calls if not joined.at_ms <= fact.data["sent_ms"] <= left.at_ms]
    assert set(numbers(both)) == {1, 2}
    assert abs(numbers(both)[1] - numbers(both)[2]) <= 2, "each ticks every ten seconds"
    assert set(numbers(alone)) == {0}
    rate = len(alone) / len(both)
    assert rate > 1, "and one of them goes on alone afterwards"


def test_notices_go_to_each_in_turn(tmp_path: Path) -> None:
    out = run(tmp_path, mortals.ticks, OVERLAP, "traffic.orders.base=600/h")
    got = [fact.data["instance"] for fact in during(out, "notice.delivered")]
    assert len(got) > 20
    assert all(one != other for one, other in pairwise(got))


def test_nothing_of_the_first_is_left_once_it_is_ended(tmp_path: Path) -> None:
    """Not its tasks, those that its handlers made, its calls, its desk, nor what it writes on its way out."""
    out = run(tmp_path, twins.goes_on_when_it_is_ended, OVERLAP)
    (left,) = out.of("candidate.left")
    assert not [fact for fact in out.of("desk.alert") if "last words of 1" in fact.data["text"]]
    late = [fact for fact in out.facts if fact.at_ms > left.at_ms and fact.data.get("instance") == 1]
    assert [fact.data["how"] for fact in late if fact.kind == "exchange.answered"] in ([], ["killed"])
    notices = [fact for fact in out.of("notice.delivered") if fact.at_ms > left.at_ms]
    assert {fact.data["status"] for fact in notices} == {200}, "the second takes all of them"


def test_a_call_of_the_first_is_carried_out_and_never_answered(tmp_path: Path) -> None:
    chaos = "[{fault: overlap, at: 10m, for: 5s}, {fault: slow, latency: 8s, on: erp.*}]"
    out = run(tmp_path, mortals.ticks, chaos)
    (left,) = out.of("candidate.left")
    cut = [fact for fact in out.of("exchange.answered") if fact.data["how"] == "killed"]
    assert cut
    assert all(fact.data["sent_ms"] < left.at_ms <= fact.at_ms for fact in cut)


def test_what_one_stores_the_other_reads(tmp_path: Path) -> None:
    candidate = InProcess("deploys", twins.says_its_version, twins.says_its_next_version)
    out = run(tmp_path, candidate, "[{fault: overlap, at: 10m, for: 5m, version: next}]")
    assert "new version is instance 2 after ['old 1']" in out.log
    (joined,), (left,) = out.of("candidate.joined"), out.of("candidate.left")
    assert joined.data["version"] == "next"
    assert "old hears" in out.log
    after = [fact for fact in out.of("notice.delivered") if fact.at_ms > left.at_ms]
    assert after
    assert "new hears" in out.log.splitlines()[-1], "the new version is what is left"


def test_a_design_that_claims_is_right_and_one_that_does_not_books_twice(tmp_path: Path) -> None:
    """The judge says why, from the calls of both."""
    chaos = "[{fault: overlap, at: 5m, for: 20m}, {fault: slow, latency: 6s, on: erp.order.create}]"
    sets = ("traffic.orders.base=240/h", ACCEPTS_ALL)
    right = run(tmp_path / "right", twins.claims_first, chaos, *sets)
    wrong = run(tmp_path / "wrong", twins.sends_what_it_finds, chaos, *sets)
    assert right.card.orders["duplicated"] == 0
    assert wrong.card.orders["duplicated"] > 5
    causes = Counter(each.cause.code for each in wrong.card.findings if each.kind == "duplicated")
    assert causes["two_instances"] == sum(causes.values())
    alone = run(
        tmp_path / "alone", twins.sends_what_it_finds, "[{fault: slow, latency: 6s, on: erp.*}]", *sets
    )
    assert alone.card.orders["duplicated"] == 0, "it is the second instance that makes it wrong"


def test_the_reference_holds_where_both_instances_have_much_to_do(tmp_path: Path) -> None:
    chaos = (
        "[{fault: overlap, at: 2m..25m, times: 3, for: 5m}, {fault: drop_notice, chance: 30%}, "
        "{fault: duplicate_notice, chance: 20%}, {fault: slow, latency: 1s..8s}]"
    )
    out = run(tmp_path, resolve("reference"), chaos, "traffic.orders.base=240/h", ACCEPTS_ALL)
    assert out.card.orders["duplicated"] == out.card.orders["lost"] == out.card.orders["compensated"] == 0
    assert set(numbers(during_first(out, CREATE))) == {1, 2}, "both send"


def during_first(out: Outcome, operation: str) -> list[Fact]:
    joined, left = out.of("candidate.joined")[0], out.of("candidate.left")[0]
    return [
        fact
        for fact in out.of("exchange.answered")
        if fact.data["op"] == operation and joined.at_ms < fact.data["sent_ms"] < left.at_ms
    ]


def test_a_kill_ends_both_and_one_comes_back(tmp_path: Path) -> None:
    out = run(
        tmp_path, mortals.ticks, "[{fault: overlap, at: 10m, for: 5m}, {fault: kill, at: 12m, down: 1m}]"
    )
    assert out.minutes("candidate.killed") == [12]
    assert out.minutes("candidate.left") == []
    assert out.while_down() == []
    started = out.of("candidate.started")[1]
    later = [fact for fact in out.of("exchange.answered") if fact.data["sent_ms"] > started.at_ms]
    assert later
    assert set(numbers(later)) == {0}


@pytest.mark.parametrize(
    "chaos",
    [
        "[{fault: kill, at: 9m, down: 5m}, {fault: overlap, at: 10m, for: 1m}]",
        "[{fault: pause, at: 9m, for: 5m}, {fault: overlap, at: 10m, for: 1m}]",
        "[{fault: overlap, at: 9m, for: 5m}, {fault: overlap, id: second, at: 10m, for: 1m}]",
        "[{fault: overlap, at: 9m, for: 5m}, {fault: pause, at: 10m, for: 1m}]",
    ],
)
def test_what_finds_no_single_working_instance_has_no_effect_and_proves_nothing(
    tmp_path: Path, chaos: str
) -> None:
    out = run(tmp_path, mortals.ticks, chaos)
    assert [each.effective for each in out.card.faults] == [1, 0]
    assert out.card.faults[1].miss


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    sets = ["clock.duration=30m", "clock.settle=30m", f"chaos={OVERLAP}"]
    one, other = (run_once("calm", "reference", sets=sets).facts for _ in range(2))
    assert one == other
    assert run_once("calm", "reference", sets=sets[:2]).facts != one, "the overlap changes the run"


def test_the_story_of_an_order_names_the_instances(tmp_path: Path) -> None:
    out = run(tmp_path, resolve("reference"), OVERLAP, "traffic.orders.base=600/h")
    sent = during_first(out, CREATE)
    assert sent
    assert all(f"instance {fact.data['instance']}" in describe(fact).text for fact in sent)
    assert (
        "instance 2 of the candidate is started beside instance 1"
        in describe(out.of("candidate.joined")[0]).text
    )
    assert "instance 1 of the candidate is ended" in describe(out.of("candidate.left")[0]).text


class OnlyRestarts:
    """A candidate of a kind that can be restarted and no more."""

    name = "other kind"
    clocks = ("virtual",)
    able_to = frozenset({"restart"})


@pytest.mark.parametrize(
    ("chaos", "said"),
    [
        (
            "fault: pause, for: 1m",
            "the fault pause (chaos: pause), and a candidate of this kind cannot be paused",
        ),
        ("fault: overlap", "cannot run as two instances at once; run it as a coroutine function"),
        ("fault: clock_skew, by: 5m", "cannot have a clock of its own"),
    ],
)
def test_a_kind_that_cannot_suffer_a_fault_is_refused_by_name_before_it_starts(chaos: str, said: str) -> None:
    scenario = load("calm", [f"chaos=[{{{chaos}}}]"])
    with pytest.raises(CandidateFailed) as refused:
        abilities.require(OnlyRestarts(), scenario)
    assert said in str(refused.value)
    assert "other kind" in str(refused.value)
    abilities.require(OnlyRestarts(), load("calm", ["chaos=[{fault: kill}]"]))


def test_a_next_version_must_exist() -> None:
    with pytest.raises(
        CandidateFailed, match=r"cannot run a next version beside it; name it as `next:` in a candidate file"
    ):
        run_once("calm", mortals.ticks, sets=["chaos=[{fault: overlap, version: next}]"])


class TestSharedStorage:
    def test_each_reads_what_the_other_assigned_last(self) -> None:
        one = Storage(is_kept=True, is_shared=True)
        one.table("rows")["a"] = {"n": 1}
        other = one.beside()
        assert other.table("rows")["a"] == {"n": 1}
        other.table("rows")["a"] = {"n": 2}
        assert one.table("rows")["a"] == {"n": 2}
        other.table("new")["x"] = 1
        assert dict(one.table("new")) == {"x": 1}

    def test_changes_that_were_not_assigned_stay_with_the_one_that_made_them(self) -> None:
        one = Storage(is_kept=True, is_shared=True)
        one.table("rows")["a"] = {"n": 1}
        other = one.beside()
        one.table("rows")["a"]["n"] = 5
        assert one.table("rows")["a"] == {"n": 5}
        assert other.table("rows")["a"] == {"n": 1}

    def test_of_two_that_claim_one_wins(self) -> None:
        one = Storage(is_kept=True, is_shared=True)
        other = one.beside()
        assert [each.table("claims").setdefault("a", name) for each, name in ((one, 1), (other, 2))] == [1, 1]
        assert [each.table("claims").pop("a", None) for each in (one, other)] == [1, None]

    def test_what_an_ended_instance_writes_reaches_no_other(self) -> None:
        one = Storage(is_kept=True, is_shared=True)
        one.table("rows")["a"] = 1
        other = one.beside()
        one.sever()
        one.table("rows")["a"] = 2
        one.table("late")["b"] = 3
        other.table("rows")["c"] = 4
        assert dict(other.table("rows")) == {"a": 1, "c": 4}
        assert dict(other.table("late")) == {}
        assert dict(one.table("rows")) == {"a": 2}

    def test_a_restart_finds_what_was_stored_last(self) -> None:
        one = Storage(is_kept=True, is_shared=True)
        one.table("rows")["a"] = [1]
        one.table("rows")["a"].append(2)
        again = one.reopened()
        assert again.table("rows")["a"] == [1]
        one.table("rows")["a"] = [3]
        assert again.table("rows")["a"] == [1]
