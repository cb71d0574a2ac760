"""Oracles, metrics, rules and quirks of the user's own, named by dotted path: they count everywhere golive's own do."""

from __future__ import annotations

from pathlib import Path

import pytest

import golive
from golive import scenario
from golive.record.run import BROKEN, UNKNOWN
from golive.scenario import ScenarioError
from golive.scenario.pages.dump import dump

MODULE = '''
from dataclasses import dataclass

from golive import NOT_APPLICABLE, Finding, FindingKind, Metric, Oracle, OracleInfo, Quirk, Rule, erp_setting

LARGE = FindingKind("large_order", "A large order", "findings.large_order", True, "nothing lost")
INFO = OracleInfo("M1", "large orders", "Is no order large?", (LARGE,))


def check(case):
    stories = case.history.orders.stories.items()
    return [Finding("M1", "large_order", order, "large", (story.seq,)) for order, story in stories]


ORACLE = Oracle(INFO, check, {"large_order": lambda case, prices, found: 100 * len(found)})
SAME_CODE = Oracle(OracleInfo("O1", "x", "?", (LARGE,)), check)
SAME_KIND = Oracle(OracleInfo("M2", "x", "?", (FindingKind("lost", "x", "orders.lost", True),)), check)
TURNOVER = Metric("own.turnover", "money", "Turnover.", lambda run: 100 * run.card.orders["total"])


@dataclass(frozen=True, slots=True)
class Never(Rule):
    """Orders of no one."""

    mode: str = erp_setting("mode", "choice", "What happens.", "off", choices=("off", "refuse"))

    def at_create(self, books):
        return None if self.mode == "off" else lambda order, document: NOT_APPLICABLE


@dataclass(frozen=True, slots=True)
class Holds(Quirk):
    """Holds orders."""

    def at_save(self):
        return lambda order: "held"
'''
SHORT = ["clock.duration=20m", "clock.settle=45m", "traffic.orders.base=60/h"]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "verdict_own.py").write_text(MODULE)
    return tmp_path


def test_an_oracle_and_a_metric_count_everywhere(here: Path) -> None:
    sets = [*SHORT, "judge={oracles: [verdict_own:ORACLE], metrics: [verdict_own:TURNOVER]}"]
    sets.append("expect={own.turnover: '>= 1 EUR'}")
    card = golive.run("calm", "reference", sets=sets).scorecard
    total = card.orders["total"]
    assert card.verdict == BROKEN
    assert card.reasons == [
        f"findings.large_order: expected 0 by default, was {total}; "
        f'to tolerate it: expect: {{findings.large_order: "<= {total}"}}'
    ]
    assert card.harm["by_kind"] == {"large_order": 100 * total}
    assert next(part["grade"] for part in card.score_parts if part["name"] == "nothing lost") < 1
    assert card.beside_orders == {"A large order": total}
    assert next(each.actual for each in card.expectations if each.metric == "own.turnover")


def test_a_rule_and_a_quirk_act_and_must_be_exercised(here: Path) -> None:
    sets = [*SHORT, 'erp.rules={"verdict_own:Never": refuse}', 'erp.quirks={"verdict_own:Holds": 100%}']
    card = golive.run("calm", "reference", sets=sets).scorecard
    assert {each.name: each.acts > 0 for each in card.exercised if each.named} == {
        "verdict_own:Never": False,
        "verdict_own:Holds": True,
    }
    assert any("rule verdict_own:Never checked nothing" in reason for reason in card.reasons)
    assert card.verdict in (BROKEN, UNKNOWN)


def test_a_scenario_with_them_can_be_dumped(here: Path) -> None:
    sets = ["judge={oracles: [verdict_own:ORACLE]}", 'erp.rules={"verdict_own:Never": refuse}']
    data = dump(scenario.load("calm", sets))
    assert data["judge"]["oracles"] == ["verdict_own:ORACLE"]
    assert data["erp"]["rules"]["verdict_own:Never"] == {"mode": "refuse"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("judge={oracles: [verdict_own:check]}", "write ORACLE = golive.Oracle(info, check)"),
        ("judge={oracles: [verdict_own:Missing]}", "has no 'Missing'"),
        ("judge={oracles: [verdict_own:SAME_CODE]}", "a second oracle with the code O1"),
        ("judge={oracles: [verdict_own:SAME_KIND]}", "a second kind of finding named lost"),
        ("judge={metrics: [verdict_own:ORACLE]}", "write METRIC = golive.Metric"),
        ('erp.rules={"verdict_own:Holds": refuse}', "derived from golive.Rule"),
        ("expect={own.turnover: '>= 1 EUR'}", "the unknown metric"),
    ],
)
def test_what_cannot_be_used_is_refused_in_words(here: Path, text: str, says: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        scenario.load("calm", [text])
    assert says in str(caught.value)
