"""A candidate against drawn installations, as a study."""

from __future__ import annotations

from collections.abc import Sequence

from golive.drills.installations.drawing import Element
from golive.drills.installations.elements import ELEMENTS
from golive.drills.installations.trying import Trial
from golive.record.studies import TEXT, Column, Figure, Study, Table


def of_installations(trial: Trial, command: str, replay: str) -> Study:
    """The study of a trial. `replay` are the options that a run of one of the files takes to be the same."""
    broken, tried = trial.broken, trial.tried
    drawn = {element.key for each in tried for element in each.elements}
    acted = {key for each in tried for key in each.acted}
    return Study(
        "drill installations",
        f"{trial.scenario} with {trial.candidate}",
        _headline(trial),
        command,
        (
            Figure("Survived", len(tried) - len(broken), about=f"of {len(tried)} installations"),
            Figure("Combinations", len(trial.combinations), about="of settings that do harm"),
            Figure("Drawn", len(drawn), about=f"of {len(ELEMENTS)} settings of the ERP"),
            Figure("Acted", len(acted), about="rules, quirks and jobs that did something in a run"),
        ),
        (
            "An installation has some of the rules, quirks, limits and other settings of the ERP, by its seed. It "
            "is survived when no order is lost, booked twice or wrong, and the integration does not crash; orders may "
            "be late or at the desk.",
            "The smallest combination does one of the same harms, and does none of them when any one of its settings "
            "is taken out.",
            f"Each installation is a scenario file in this folder: golive run installation-N.yaml {replay}",
        ),
        (
            Table(
                "The smallest combinations that do harm",
                (
                    Column("combination", TEXT),
                    Column("harm, in the first of them", TEXT),
                    Column("installations", TEXT),
                    Column("file", TEXT),
                ),
                tuple(
                    (
                        _in_words(elements),
                        found[0].in_words,
                        ", ".join(str(each.seed) for each in found),
                        f"{found[0].name}-smallest.yaml",
                    )
                    for elements, found in trial.combinations.items()
                ),
            ),
            Table(
                "Installations",
                (
                    Column("installation"),
                    Column("settings"),
                    Column("orders"),
                    Column("right"),
                    Column("late"),
                    Column("at the desk"),
                    Column("harm", TEXT),
                    Column("runs"),
                ),
                tuple(
                    (
                        each.seed,
                        len(each.elements),
                        each.orders,
                        each.right,
                        each.late,
                        each.visible,
                        each.in_words or "none",
                        each.runs,
                    )
                    for each in tried
                ),
            ),
        ),
    )


def _in_words(elements: Sequence[Element]) -> str:
    return "; ".join(map(str, elements)) or "the scenario as it is"


def _headline(trial: Trial) -> str:
    if not trial.plain.is_survived:
        return f"{trial.candidate} does harm in {trial.scenario} as it is: {trial.plain.in_words}"
    broken = len(trial.broken)
    if not broken:
        return f"{trial.candidate} survives all {len(trial.tried)} installations"
    most = next(iter(trial.combinations))
    return (
        f"{trial.candidate} does harm in {broken} of {len(trial.tried)} installations, most often with "
        f"{_in_words(most)}"
    )
