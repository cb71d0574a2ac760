"""The self-test: how many defects the judge catches and explains, and how often it accuses the unchanged reference."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from golive.isolation.isolated import End
from golive.zoo.defect import Defect
from golive.zoo.playing import NONE, RIGHT, VAGUE, WRONG, play
from golive.zoo.table import DEFECTS, NOT_PLAYED
from golive.zoo.trials.many import carried_out

CAUGHT, MISSED, NOT_PLAYABLE, FAILED = "caught", "missed", "not playable", "failed"
CAUSES = (RIGHT, VAGUE, NONE, WRONG)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The row of one defect.

    `cause` is how well the cause is named: right, vague, none or wrong; "" for a defect that was not caught. `oracles`
    are those with findings about it. `false_alarms` counts the findings against the unchanged reference. `took_s` is
    the real time of both runs in seconds. `why` is why it could not be played.
    """

    defect: str
    result: str
    title: str = ""
    scenario: str = ""
    cause: str = ""
    oracles: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()
    false_alarms: int = 0
    took_s: float = 0.0
    why: str = ""


def chosen(codes: Sequence[str]) -> list[str]:
    """The codes to play, in the order of the table; all of them where none is named.

    Raises KeyError with the first code that the table does not have.
    """
    known = [each.code for each in DEFECTS] + list(NOT_PLAYED)
    unknown = [code for code in codes if code not in known]
    if unknown:
        raise KeyError(unknown[0])
    return [code for code in known if not codes or code in codes]


def self_test(codes: Sequence[str], at_once: int, report: Callable[[Outcome], None]) -> list[Outcome]:
    """Play the defects of these codes; `report` is called with each outcome as soon as it is known.

    Each is played in a process of its own. Raises Interrupted, with the number of those that were played.
    """
    defects = [each for each in DEFECTS if each.code in codes]
    found = {code: Outcome(code, NOT_PLAYABLE, why=NOT_PLAYED[code]) for code in codes if code in NOT_PLAYED}

    def take(number: int, end: End) -> None:
        outcome = _outcome(defects[number], end)
        found[outcome.defect] = outcome
        report(outcome)

    carried_out([partial(_played, each) for each in defects], at_once, take, "defects")
    return [found[code] for code in codes]


def _played(defect: Defect) -> Mapping[str, Any]:
    seen = play(defect)
    return {
        "is_caught": seen.is_caught,
        "cause": seen.cause(defect.causes),
        "oracles": sorted({found.oracle for found in seen.about}),
        "causes": sorted({found.cause.code for found in seen.about if found.cause.code}),
        "false_alarms": len(seen.unchanged),
    }


def _outcome(defect: Defect, end: End) -> Outcome:
    if end.result is None:
        return Outcome(defect.code, FAILED, defect.title, defect.scenario, why=end.message)
    seen = end.result
    return Outcome(
        defect.code,
        CAUGHT if seen["is_caught"] else MISSED,
        defect.title,
        defect.scenario,
        seen["cause"] if seen["is_caught"] else "",
        tuple(seen["oracles"]),
        tuple(seen["causes"]),
        seen["false_alarms"],
        round(end.took_s, 2),
    )


def summary(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """The counts of a self-test, by name."""
    counted = {
        kind: [each.cause for each in outcomes if each.result == CAUGHT].count(kind) for kind in CAUSES
    }
    results = [each.result for each in outcomes]
    return {
        "defects": len(outcomes),
        "played": sum(result not in (NOT_PLAYABLE, FAILED) for result in results),
        "caught": results.count(CAUGHT),
        "missed": results.count(MISSED),
        "not_playable": results.count(NOT_PLAYABLE),
        "failed": results.count(FAILED),
        **{f"cause_{kind}": count for kind, count in counted.items()},
        "false_alarms": sum(each.false_alarms for each in outcomes),
        "took_s": round(sum(each.took_s for each in outcomes), 1),
    }


def is_passed(outcomes: Sequence[Outcome]) -> bool:
    """Whether every defect that can be played was caught, without a wrong cause and without a false alarm."""
    return all(
        each.result in (CAUGHT, NOT_PLAYABLE) and each.cause != WRONG and not each.false_alarms
        for each in outcomes
    )
