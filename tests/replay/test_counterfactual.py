"""A counterfactual is the same run without one hit: it cures what that hit did, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from golive.chaos.hit_list import AnyHit
from golive.record.run import Finding, RunRecord, Scorecard
from golive.replay.counterfactual import Player, costliest, suspects, without_hits
from golive.replay.plan import NotRepeatable, plan_of
from golive.runner import RunResult, run

SETS = (
    "clock.duration=20m",
    "clock.settle=40m",
    "traffic.orders.base=120/h",
    "chaos=[{fault: lose_reply, on: erp.order.create, chance: 25%}]",
)


@pytest.fixture(scope="module")
def played() -> RunResult:
    return run("calm", "naive", sets=SETS)


def duplicated(card: Scorecard) -> Finding:
    return next(each for each in card.findings if each.kind == "duplicated")


def test_without_the_lost_reply_the_order_is_exact(played: RunResult) -> None:
    play, finding = Player(played.record), duplicated(played.scorecard)
    (outcome,) = without_hits(finding, play(), play)
    assert outcome.cures
    assert outcome.sentence.startswith(
        f"without the hit of lose_reply on erp.order.create of {finding.key} at "
    )
    assert outcome.sentence.endswith("this order is exact")


def test_only_hits_about_the_order_are_suspected(played: RunResult) -> None:
    again = Player(played.record)()
    finding = duplicated(played.scorecard)
    (hit,) = suspects(finding, again)
    assert len(again.hits) > 1
    assert hit in again.hits
    exact = next(line.order for line in again.orders if line.verdict == "exact")
    assert suspects(Finding("O2", "duplicated", exact, "", ()), again) == []


class Unmoved(Player):
    """Plays the same run whatever is taken out: as a fault that changes nothing."""

    def __call__(self, hits: Sequence[AnyHit] | None = None) -> RunResult:
        return super().__call__(None)


def test_a_finding_that_no_fault_made_stays_without_the_hit(played: RunResult) -> None:
    play = Unmoved(played.record)
    (outcome,) = without_hits(duplicated(played.scorecard), play(), play)
    assert not outcome.cures
    assert outcome.sentence.startswith("it stays duplicated without the hit of lose_reply")


def test_the_costliest_findings_say_it_by_themselves(played: RunResult) -> None:
    card = costliest(played.scorecard, played.record)
    said = [each for each in card.findings if each.without]
    assert 1 <= len(said) <= 3
    assert all("this order is exact" in each.without for each in said)
    assert [each.key for each in card.findings] == [each.key for each in played.scorecard.findings]


def test_a_long_run_is_not_played_again(played: RunResult) -> None:
    record = RunRecord.from_json({**played.record.as_json(), "facts": 10**6})
    assert costliest(played.scorecard, record) is played.scorecard


def test_the_plan_is_read_off_the_command(played: RunResult) -> None:
    plan = plan_of(played.record)
    assert plan.command == played.record.command


def test_a_run_on_the_live_clock_has_none(played: RunResult) -> None:
    record = RunRecord.from_json({**played.record.as_json(), "clock": "live"})
    with pytest.raises(NotRepeatable, match="virtual time"):
        plan_of(record)


def test_a_finding_names_the_command_that_explains_it() -> None:
    finding = Finding("O2", "duplicated", "000000006", "", ())
    assert finding.reproduce("my run") == "golive explain 'my run' 000000006 --counterfactual"
    assert Finding("O12", "alert_storm", "", "", ()).reproduce("r") == ""
