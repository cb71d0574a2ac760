"""Failure testing of integrations between a webshop and an ERP: the public names.

    import golive

    result = golive.run("black-friday", "my_integration:integrate", sets=["clock.duration=2h"])
    assert result.scorecard.verdict == "held", result.scorecard.reasons

What is listed here stays; every other module may move. Names are imported when they are first used.

- `run` drives a candidate through a scenario and judges it, in memory or into a folder; it returns a `RunResult`.
  `load_scenario` loads a `Scenario`. `RecordedHit` and `RecordedTimedHit` are what `RunResult.hits` consists of.
- `Kit` is what a candidate is given; `Response`, `CallFailed`, `NotConnected` and `NoAnswer` come from its clients.
- `Fault` is the base of faults; `setting` and `optional` declare their settings by a kind of value (`DURATION`,
  `choice` and so on); the values of type `Outcome` are what they may decide about a `Subject`.
- `Action` is the base of changes to the systems themselves; its `begin` returns a `Begun`.
- `Oracle` is one row of what is judged about a run: an `OracleInfo` with its `FindingKind`s, and a function from a
  `Case` to a list of `Finding`. `Metric` is a figure that `expect` may name, from a `Result`.
- `Rule` and `Quirk` are the bases of what an ERP refuses and of what it silently does otherwise. A rule's check raises
  `RuleRefused`, or returns `NOT_APPLICABLE` for a record that it is not about; `erp_setting` declares their settings.
- `FakeErp` and `FakeShop` are the two systems without a run, for tests of one's own.
- `ScenarioError`, `UnknownCandidate`, `CandidateFailed` and `FolderProblem` are raised for wrong input.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fake_erp.errors import RuleRefused
    from fake_erp.quirks.base import Quirk
    from fake_erp.rules import Rule
    from fake_erp.rules.base import NOT_APPLICABLE
    from fake_erp.settings import setting as erp_setting
    from golive.candidates.kit import CallFailed, Kit, NoAnswer, NotConnected, Response
    from golive.chaos.actions.base import Action, Begun
    from golive.chaos.faults.base import Fault
    from golive.chaos.hit_list import RecordedHit, RecordedTimedHit
    from golive.errors import CandidateFailed, FolderProblem, UnknownCandidate
    from golive.fakes import FakeErp, FakeShop
    from golive.judge.oracles.base import Oracle
    from golive.judge.oracles.case import Case
    from golive.keys.declare import optional, setting
    from golive.keys.latencies import DISTRIBUTION, Distribution
    from golive.keys.value_kinds import (
        DURATION,
        DURATION_RANGE,
        LASTING,
        POSITIVE_RATE,
        SHARE,
        Range,
        Rate,
        between,
        choice,
    )
    from golive.record.oracles import FindingKind, OracleInfo
    from golive.record.run import Cause, Finding
    from golive.result import RunResult
    from golive.runner import run
    from golive.scenario import Scenario, ScenarioError
    from golive.scenario import load as load_scenario
    from golive.scenario.model.thresholds import Metric, Result
    from golive.sim.seeding import Chance
    from golive.wire.messages import Exchange, Notice, Subject
    from golive.wire.outcomes import (
        PASS,
        Delay,
        DropSilently,
        Duplicate,
        Hang,
        KillCandidate,
        LoseNotice,
        LoseReply,
        Outcome,
        Pass,
        PauseCandidate,
        Postpone,
        Refuse,
        Reorder,
        TruncateReply,
    )

    __version__: str

_PLACES = {
    "fake_erp.quirks.base": ("Quirk",),
    "fake_erp.errors": ("RuleRefused",),
    "fake_erp.rules": ("Rule",),
    "fake_erp.rules.base": ("NOT_APPLICABLE",),
    "golive.candidates.kit": ("CallFailed", "Kit", "NoAnswer", "NotConnected", "Response"),
    "golive.chaos.actions.base": ("Action", "Begun"),
    "golive.chaos.faults.base": ("Fault",),
    "golive.chaos.hit_list": ("RecordedHit", "RecordedTimedHit"),
    "golive.errors": ("CandidateFailed", "FolderProblem", "UnknownCandidate"),
    "golive.fakes": ("FakeErp", "FakeShop"),
    "golive.judge.oracles.base": ("Oracle",),
    "golive.judge.oracles.case": ("Case",),
    "golive.keys.declare": ("optional", "setting"),
    "golive.keys.latencies": ("DISTRIBUTION", "Distribution"),
    "golive.keys.value_kinds": (
        "DURATION", "DURATION_RANGE", "LASTING", "POSITIVE_RATE", "SHARE", "Range", "Rate", "between", "choice",
    ),
    "golive.record.oracles": ("FindingKind", "OracleInfo"),
    "golive.record.run": ("Cause", "Finding"),
    "golive.result": ("RunResult",),
    "golive.runner": ("run",),
    "golive.scenario": ("Scenario", "ScenarioError"),
    "golive.scenario.model.thresholds": ("Metric", "Result"),
    "golive.sim.seeding": ("Chance",),
    "golive.wire.messages": ("Exchange", "Notice", "Subject"),
    "golive.wire.outcomes": (
        "PASS", "Delay", "DropSilently", "Duplicate", "Hang", "KillCandidate", "LoseNotice", "LoseReply", "Outcome",
        "Pass", "PauseCandidate", "Postpone", "Refuse", "Reorder", "TruncateReply",
    ),
}  # fmt: skip
_MODULE_OF = {name: module for module, names in _PLACES.items() for name in names}

__all__ = [
    "DISTRIBUTION",
    "DURATION",
    "DURATION_RANGE",
    "LASTING",
    "NOT_APPLICABLE",
    "PASS",
    "POSITIVE_RATE",
    "SHARE",
    "Action",
    "Begun",
    "CallFailed",
    "CandidateFailed",
    "Case",
    "Cause",
    "Chance",
    "Delay",
    "Distribution",
    "DropSilently",
    "Duplicate",
    "Exchange",
    "FakeErp",
    "FakeShop",
    "Fault",
    "Finding",
    "FindingKind",
    "FolderProblem",
    "Hang",
    "KillCandidate",
    "Kit",
    "LoseNotice",
    "LoseReply",
    "Metric",
    "NoAnswer",
    "NotConnected",
    "Notice",
    "Oracle",
    "OracleInfo",
    "Outcome",
    "Pass",
    "PauseCandidate",
    "Postpone",
    "Quirk",
    "Range",
    "Rate",
    "RecordedHit",
    "RecordedTimedHit",
    "Refuse",
    "Reorder",
    "Response",
    "Result",
    "Rule",
    "RuleRefused",
    "RunResult",
    "Scenario",
    "ScenarioError",
    "Subject",
    "TruncateReply",
    "UnknownCandidate",
    "__version__",
    "between",
    "choice",
    "erp_setting",
    "load_scenario",
    "optional",
    "run",
    "setting",
]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        value: Any = version("golive")
    elif name == "erp_setting":
        value = import_module("fake_erp.settings").setting
    elif name == "load_scenario":
        value = import_module("golive.scenario").load
    elif name in _MODULE_OF:
        value = getattr(import_module(_MODULE_OF[name]), name)
    else:
        raise AttributeError(f"module 'golive' has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
