"""Arguments and options that several commands share."""

from __future__ import annotations

import math
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from golive.cli.completion import Named, overrides, runs
from golive.errors import OptionWithoutEffect

if TYPE_CHECKING:
    from golive.candidates.programs.options import Options

Command = Callable[..., Any]

LARGEST_SEED = 2**63 - 1
LARGEST_SPEED = 10_000


def scenario(name: str, **settings: Any) -> Callable[[Command], Command]:
    """The argument SCENARIO."""
    return click.argument(name, shell_complete=Named("scenarios", files=True), **settings)


def run(name: str) -> Callable[[Command], Command]:
    """The argument RUN: a run folder, or its name under `runs/`."""
    return click.argument(name, metavar="RUN", shell_complete=runs)


def candidate(*names: str, **settings: Any) -> Callable[[Command], Command]:
    """An option that names a candidate."""
    return click.option(
        *names,
        metavar="NAME|FILE|MODULE:FUNCTION",
        shell_complete=Named("candidates", files=True),
        **settings,
    )


def sets(about: str = "Change one value of the scenario.") -> Callable[[Command], Command]:
    """The option `--set PATH=VALUE`, which may be repeated with other paths."""
    return click.option(
        "--set",
        "sets",
        multiple=True,
        metavar="PATH=VALUE",
        shell_complete=overrides,
        help=about,
        callback=_each_once,
    )


def _each_once(_context: click.Context, _option: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    """The overrides. Raises OptionWithoutEffect where two of them have one path: only the later would act."""
    seen: dict[str, str] = {}
    for each in given:
        path = each.partition("=")[0].strip()
        if path in seen:
            raise OptionWithoutEffect(
                f"--set {path}: expected every path once, got {seen[path]!r} and {each!r}; leave one of them out"
            )
        seen[path] = each
    return given


def yes(command: Command) -> Command:
    """The option `--yes`. It acts on the runs that a gate or a comparison starts as well, through the environment."""
    return click.option(
        "--yes",
        is_flag=True,
        expose_value=False,
        callback=_confirm,
        help="Run also what is larger than usual; GOLIVE_YES=1 in the environment does the same.",
    )(command)


def _confirm(_context: click.Context, _option: click.Parameter, is_given: bool) -> None:
    if is_given:
        from golive.size import CONFIRMED

        os.environ[CONFIRMED] = "1"


def seed(about: str | None) -> Callable[[Command], Command]:
    """The option `--seed`."""
    return click.option(
        "--seed", default=1, show_default=True, type=click.IntRange(0, LARGEST_SEED), help=about
    )


def speed(about: str) -> Callable[[Command], Command]:
    """The option `--speed`: simulated time per real time."""
    return click.option("--speed", type=_SPEED, default=1.0, show_default=True, help=about)


def unread(expected: str, value: object, why: ValueError) -> str:
    """The message for a value that is not of the kind expected, with the reason where there is one."""
    return ": ".join([f"expected {expected}, got {value!r}", *filter(None, [str(why)])])


class Finite(click.FloatRange):
    """A number in a range; `nan` is none, although it is not beyond any limit."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Return the number. Fails for anything else."""
        number = super().convert(value, param, ctx)
        if not math.isfinite(number):
            self.fail(f"{value} is no number", param, ctx)
        return float(number)


_SPEED = Finite(0.01, LARGEST_SPEED)


class SpeedOrAuto(click.ParamType[float]):
    """A speed, or `auto` for the safe one, which is AUTO."""

    name = "speed"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Return the speed. Fails for anything else."""
        if value == "auto":
            from golive.record.run import AUTO

            return AUTO
        try:
            return _SPEED.convert(value, param, ctx)
        except click.BadParameter:
            self.fail(f"expected auto or a number from 0.01 to {LARGEST_SPEED:g}, got {value!r}", param, ctx)


def speed_or_auto(command: Command) -> Command:
    """The option `--speed` of a run."""
    return click.option(
        "--speed",
        type=SpeedOrAuto(),
        default=1.0,
        show_default=True,
        metavar="FLOAT|auto",
        help="Live clock: how many times faster than real time; auto: as fast as is safe on this machine.",
    )(command)


def clock(command: Command) -> Command:
    """The option `--clock`."""
    return click.option(
        "--clock", type=click.Choice(["virtual", "live"]), default="virtual", show_default=True
    )(command)


def check_speed(clock: str) -> None:
    """Raises OptionWithoutEffect for --speed on the virtual clock."""
    if clock != "live" and is_given("speed"):
        raise without_effect("--speed", "the virtual clock does not wait; add --clock live")


def program(command: Command) -> Command:
    """The options for a candidate that is a program."""
    remote = click.option(
        "--allow-remote",
        is_flag=True,
        help="A program: a candidate with attach: may run on another machine.",
    )
    return started_program(remote(command))


def started_program(command: Command) -> Command:
    """The options for a candidate that is a program which each run starts."""
    port = click.IntRange(0, 65535)
    for option in (
        click.option(
            "--time",
            "time_of_program",
            type=click.Choice(["own", "follow"]),
            help="A program: whether its own clock follows simulated time, by libfaketime.",
        ),
        click.option(
            "--erp-port", default=0, metavar="PORT", type=port, help="A program: the port of the ERP."
        ),
        click.option(
            "--shop-port", default=0, metavar="PORT", type=port, help="A program: the port of the shop."
        ),
    ):
        command = option(command)
    return command


def of_program(
    *,
    shop_port: int = 0,
    erp_port: int = 0,
    allow_remote: bool = False,
    time_of_program: str | None = None,
) -> Options:
    """The options for a candidate that is a program, as one value."""
    from golive.candidates.programs.options import Options

    return Options(shop_port, erp_port, allow_remote, time_of_program or "")


class Limit(click.ParamType[float]):
    """A duration of real time; its value is in seconds."""

    name = "duration"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Return the seconds. Fails for anything else."""
        from golive.keys.value_kinds import LASTING

        try:
            return LASTING.parse(value) / 1000
        except ValueError as why:
            self.fail(unread(LASTING.expected, value, why), param, ctx)


def wall_clock(command: Command) -> Command:
    """The option `--wall-clock`."""
    return click.option(
        "--wall-clock",
        type=Limit(),
        metavar="DURATION",
        help="Limit of the real time of one run: 1h, beyond what a live clock takes by itself.",
    )(command)


def live_page(command: Command) -> Command:
    """The options `--live-page` and `--live-page-port` of a run."""
    for option in (
        click.option(
            "--live-page-port",
            default=0,
            metavar="PORT",
            type=click.IntRange(0, 65_535),
            help="The port of the live page; 0, the default, picks a free one.",
        ),
        click.option(
            "--live-page",
            is_flag=True,
            help="Live clock: serve a page that shows the run as it goes on, and metrics for Prometheus.",
        ),
    ):
        command = option(command)
    return command


def check_live_page(clock: str, is_wanted: bool, port: int) -> None:
    """Raises OptionWithoutEffect where there would be no live page, and ServeProblem for a port in use."""
    if not is_wanted:
        if is_given("live_page_port"):
            raise without_effect("--live-page-port", "there is no live page; add --live-page")
        return
    if clock != "live":
        raise without_effect(
            "--live-page", "a run on the virtual clock is over before a page opens; add --clock live"
        )
    from golive.live.http import ports

    ports.check("--live-page-port", port)


def shows_progress(quiet: bool, form: str) -> bool:
    """Whether progress is shown: there is a terminal, and nothing speaks against it."""
    return not quiet and form == "text" and sys.stderr.isatty()


def bodies(command: Command) -> Command:
    """`--bodies`: which calls the run folder keeps with their bodies."""
    return click.option(
        "--bodies",
        type=click.Choice(["none", "failed", "all"]),
        default="failed",
        show_default=True,
        help="Which calls and notices the run folder keeps with headers and bodies, for golive show --bodies.",
    )(command)


def form(command: Command) -> Command:
    """The option `--format text|json`."""
    return click.option(
        "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
    )(command)


def quiet(command: Command) -> Command:
    """The option `--quiet`."""
    return click.option("--quiet", is_flag=True, help="Print errors only.")(command)


def jobs(about: str) -> Callable[[Command], Command]:
    """`--jobs`, the number of runs at a time."""
    return click.option("--jobs", default=None, metavar="N", type=click.IntRange(1, 256), help=about)


def terms(command: Command) -> Command:
    """The options for what many runs may take, what they are held against and where the result goes."""
    for option in (
        click.option(
            "--summary",
            metavar="FILE",
            help="Append a summary in Markdown; without it, to the file named by GITHUB_STEP_SUMMARY, if any.",
        ),
        click.option(
            "--fail-on",
            type=click.Choice(["any", "worse"]),
            default="any",
            show_default=True,
            help="any: a run that does not hold; worse: a run that is worse than in the baseline.",
        ),
        click.option(
            "--baseline",
            metavar="FOLDER|FILE",
            help="The folder of an earlier one: what fails newly, what is fixed, what is worse.",
        ),
        click.option(
            "--time-budget",
            type=Limit(),
            metavar="DURATION",
            help="Limit of the real time of all runs: as many seeds as fit are run, and the others are listed.",
        ),
    ):
        command = option(command)
    return command


def many(command: Command) -> Command:
    """The options that `golive gate` and `golive compare` share."""
    for option in (
        started_program,
        wall_clock,
        quiet,
        form,
        yes,
        click.option("--out", metavar="DIR", help="Folder of all runs; without it, a new one under runs/."),
        sets(),
        jobs("Number of parallel runs; without it, one per processor, and on the live clock never more."),
        speed_or_auto,
        clock,
    ):
        command = option(command)
    return command


def is_given(name: str) -> bool:
    """Whether the option was written on the command line, whatever its value."""
    source = click.get_current_context().get_parameter_source(name)
    return source is not ParameterSource.DEFAULT


def without_effect(option: str, because: str) -> OptionWithoutEffect:
    """The refusal of an option that would be ignored."""
    return OptionWithoutEffect(f"{option}: it has no effect here: {because}, or leave it out")


def check_quiet(is_quiet: bool, form: str) -> None:
    """Raises OptionWithoutEffect for --quiet beside --format json, which prints all the same."""
    if is_quiet and form == "json":
        raise without_effect("--quiet", "--format json prints the result; use --format text")
