"""`golive selftest`: what the judge catches of the known defects, and how often it accuses what is right."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TypeVar

import click

from golive.cli import options
from golive.cli.output import print_json, print_table

if TYPE_CHECKING:
    from golive.zoo.selftest import Outcome
    from golive.zoo.trials.false_alarms import Pair, Trial
    from golive.zoo.trials.in_scenarios import Against, Tried

_T = TypeVar("_T")


@click.command()
@options.scenario("scenarios", metavar="[SCENARIO]...", nargs=-1)
@click.option("--defect", "codes", multiple=True, metavar="ID", help="Only this defect; may be repeated.")
@click.option(
    "--correct",
    multiple=True,
    metavar="NAME|all",
    help="Also play this correct integration (poll, ...) through every scenario that it can play; may be repeated.",
)
@click.option("--no-defects", is_flag=True, help="With --correct: play no defects.")
@options.candidate(
    "--candidate",
    "candidate",
    default=None,
    help="Instead of defects: play this integration, which should be correct, and list the defects it may have.",
)
@options.jobs("Number of parallel runs; without it, one per processor.")
@options.form
@click.option("--json", "form", flag_value="json", help="The same as --format json.")
@options.yes
@options.quiet
def selftest(
    scenarios: tuple[str, ...],
    codes: tuple[str, ...],
    correct: tuple[str, ...],
    no_defects: bool,
    candidate: str | None,
    jobs: int | None,
    form: str,
    quiet: bool,
) -> int:
    """Plant known defects into the reference, one at a time, and tell which of them the judge catches and explains.

    Each is played in the bundled scenario that reveals it. With SCENARIO, a bundled name or a path, every defect is
    played in these scenarios instead: those that they do not catch are listed with the bundled scenario that does.

    Exit status: 1 when a defect is missed, when its cause is wrong or when a correct integration is accused, else 0.
    """
    options.check_quiet(quiet, form)
    _check(codes, correct, no_defects, candidate)
    from golive.zoo.trials.in_scenarios import checked

    show = _Show(form, quiet, jobs or len(os.sched_getaffinity(0)))
    if candidate is not None:
        show.candidate(candidate, _scenarios_of(_chosen(codes) if codes else [], checked(scenarios)))
    else:
        wanted, pairs = [] if no_defects else _chosen(codes), _pairs(correct, checked(scenarios))
        if scenarios and wanted:
            _check_playable(codes)
            show.in_scenarios(checked(scenarios), wanted)
        elif wanted:
            show.defects(wanted)
        if pairs:
            show.trials(pairs)
    return show.end()


def _check(codes: Sequence[str], correct: Sequence[str], no_defects: bool, candidate: str | None) -> None:
    """Raises OptionWithoutEffect for options that exclude each other."""
    if no_defects and (codes or not correct):
        because = "--defect names what to play" if codes else "it leaves out the defects; add --correct all"
        raise options.without_effect("--no-defects", because)
    if correct and candidate is not None:
        raise options.without_effect("--correct", "--candidate plays this integration alone")


def _chosen(codes: Sequence[str]) -> list[str]:
    from golive.zoo.selftest import chosen

    try:
        return chosen(codes)
    except KeyError as unknown:
        raise click.BadParameter(
            f"expected the ID of a defect such as DUP-01, got {unknown.args[0]!r}; docs/selftest.md lists them, and so "
            "does golive scenarios --reveals WORD",
            param_hint="--defect",
        ) from None


def _check_playable(codes: Sequence[str]) -> None:
    """Raises BadParameter for a defect that was named and cannot be played."""
    from golive.zoo.table import NOT_PLAYED

    for code in codes:
        if code in NOT_PLAYED:
            raise click.BadParameter(
                f"expected a defect that can be played, got {code}: {NOT_PLAYED[code]}", param_hint="--defect"
            )


def _pairs(correct: Sequence[str], scenarios: Sequence[str]) -> list[Pair]:
    from golive.scenario.loading.files import bundled_names
    from golive.zoo.trials.correct import CORRECT, named
    from golive.zoo.trials.false_alarms import pairs_of

    try:
        found = named(correct)
    except KeyError as unknown:
        raise click.BadParameter(
            f"expected all or one of {', '.join(CORRECT)}, got {unknown.args[0]!r}", param_hint="--correct"
        ) from None
    return pairs_of(found, scenarios or bundled_names())


def _scenarios_of(codes: Sequence[str], scenarios: Sequence[str]) -> list[str]:
    """The scenarios that a candidate plays: those named, those of the defects named, or all."""
    from golive.scenario.loading.files import bundled_names
    from golive.zoo.table import DEFECTS

    if codes and scenarios:
        raise options.without_effect("--defect", "SCENARIO says where the candidate is played")
    if scenarios:
        return list(scenarios)
    revealing = {each.scenario for each in DEFECTS if each.code in codes}
    return [name for name in bundled_names() if not codes or name in revealing]


class _Show:
    """Plays, prints as it goes, and says at the end how it went."""

    def __init__(self, form: str, quiet: bool, jobs: int) -> None:
        self._jobs = jobs
        self._form = form
        self._says = form == "text" and not quiet
        self._progress = options.shows_progress(quiet, form)
        self._is_passed = True
        self._counts: dict[str, Any] = {}
        self._rows: dict[str, Any] = {}

    def defects(self, codes: Sequence[str]) -> None:
        """Play defects in their own scenarios."""
        from golive.zoo.selftest import is_passed, self_test, summary

        outcomes = self._played(
            len(codes), "defects", lambda report: self_test(codes, self._jobs, report), _outcome
        )
        self._add(is_passed(outcomes), summary(outcomes), "defects", outcomes)

    def in_scenarios(self, scenarios: Sequence[str], codes: Sequence[str]) -> None:
        """Play defects in other scenarios."""
        from golive.cli.progress import counted
        from golive.zoo.trials.in_scenarios import MISSED, runs_of, summary, try_all

        with counted(self._progress, runs_of(scenarios, codes), "runs") as step:
            against, tried = try_all(scenarios, codes, self._jobs, step)
        if self._says:
            for line in (*map(_against, against), *map(_tried, tried)):
                click.echo(line)
        if self._says and (missed := list(dict.fromkeys(each.by for each in tried if each.result == MISSED))):
            click.echo(f"Scenarios that catch what these do not: {', '.join(missed)}")
        self._rows["reference_has"] = [asdict(each) for each in against]
        self._add(all(each.caught_by for each in tried), summary(tried), "defects", tried)

    def candidate(self, named: str, scenarios: Sequence[str]) -> None:
        """Play an integration of the user."""
        from golive.zoo.trials.false_alarms import pairs_of_candidate

        self.trials(pairs_of_candidate(named, scenarios))

    def trials(self, pairs: Sequence[Pair]) -> None:
        """Play integrations that should be correct."""
        from golive.zoo.trials.false_alarms import LEFT, are_clean, play_all, summary

        played = sum(not each.why_not for each in pairs)
        trials = self._played(played, "runs", lambda report: play_all(pairs, self._jobs, report), _trial)
        if self._says:
            for each in trials:
                if each.result == LEFT:
                    click.echo(_trial(each))
        self._add(are_clean(trials), summary(trials), "correct", trials)

    def _played(
        self,
        total: int,
        noun: str,
        play: Callable[[Callable[[_T], None]], list[_T]],
        line: Callable[[_T], str],
    ) -> list[_T]:
        """Play, and print a line for each result as soon as it is known."""
        from golive.cli.progress import counted

        with counted(self._progress, total, noun) as step:

            def report(result: _T) -> None:
                if self._says:
                    click.echo(line(result))
                step()

            return play(report)

    def _add(self, is_passed: bool, counts: dict[str, Any], name: str, rows: Sequence[Any]) -> None:
        self._is_passed = self._is_passed and is_passed
        self._counts |= counts
        self._rows[name] = [asdict(each) for each in rows]

    def end(self) -> int:
        """Print the counts and return the exit status."""
        from golive.exit_status import BROKEN_STATUS, HELD_STATUS

        if self._form == "json":
            print_json({**self._counts, **self._rows})
        elif self._says:
            print_table([(name.replace("_", " "), str(value)) for name, value in self._counts.items()])
        return HELD_STATUS if self._is_passed else BROKEN_STATUS


def _outcome(outcome: Outcome) -> str:
    cause = (
        f", cause {outcome.cause}: {', '.join(outcome.causes) or 'not established'}" if outcome.cause else ""
    )
    why = f": {outcome.why}" if outcome.why else ""
    return f"{outcome.defect}  {outcome.result}{why}{cause}  {outcome.title} ({outcome.scenario})"


def _against(against: Against) -> str:
    return (
        f"{against.scenario}: the unchanged reference has {against.findings} findings here, which do not count as "
        "caught; it may not be able to meet what the scenario expects"
    )


def _tried(tried: Tried) -> str:
    if tried.caught_by:
        return f"{tried.defect}  caught by {', '.join(tried.caught_by)}  {tried.title}"
    failed = next((each.why for each in tried.tries if each.why), "")
    why = f": {failed}" if tried.result == "failed" else ""
    return f"{tried.defect}  {tried.result}{why}  {tried.title}; {tried.by} catches it"


def _trial(trial: Trial) -> str:
    said = f"{trial.integration} in {trial.scenario}  {trial.result}"
    if trial.why:
        return f"{said}: {trial.why}"
    if trial.result == "clean":
        return said
    findings = ", ".join(f"{count} {what}" for what, count in trial.findings.items())
    defects = f"; as with {', '.join(trial.defects)}" if trial.defects else ""
    return f"{said}: {findings or '; '.join(trial.reasons)}{defects}"
