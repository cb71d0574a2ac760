"""What the commands of studies share: their process, progress, folder, page and output."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

import click

from golive.cli import options
from golive.cli.output import console, print_json

Say = Callable[[float, str], None]
"""Called with the share that is done, and what is done now."""

Made = tuple[dict[str, Any], Any]
"""A result as JSON values, and its `Study`. Texts under FILES are written as files beside the page."""

FILES = "files"

Command = Callable[..., Any]


def shared(command: Command) -> Command:
    """The options `--format`, `--json`, `--out` and `--quiet`."""
    for option in (
        options.quiet,
        options.form,
        click.option("--json", "form", flag_value="json", help="The same as --format json."),
        click.option(
            "--out",
            metavar="DIR",
            help="Folder of the page and the figures; without it, a new one under runs/.",
        ),
    ):
        command = option(command)
    return command


_NO_PART_OF_IT = ("out", "form", "quiet")


def command_line() -> str:
    """The command that repeats this study: its arguments, and the options that were given."""
    context = click.get_current_context()
    words = context.command_path.split()
    options_given: list[str] = []
    for param in context.command.params:
        name = str(param.name)
        value = context.params.get(name)
        if name in _NO_PART_OF_IT or value is None:
            continue
        if isinstance(param, click.Argument):
            words += map(str, value if isinstance(value, tuple) else (value,))
        elif options.is_given(name):
            options_given += _option_words(param, value)
    return shlex.join([*words, *options_given])


def _option_words(param: click.Parameter, value: Any) -> list[str]:
    if value is True:
        return [param.opts[0]]
    written = getattr(param.type, "written", str)
    values = value if isinstance(value, tuple) else (value,)
    return [word for each in values for word in (param.opts[0], written(each))]


def part_of(say: Say, at: int, count: int, name: str) -> Say:
    """What says the progress of one of `count` equal parts, counted from 0."""
    return lambda share, what: say((at + share) / count, f"{name}, {what}")


def study(
    title: str, stem: str, make: Callable[[Say], Made], seed: int, out: str | None, form: str, quiet: bool
) -> Mapping[str, Any]:
    """Make a study in a process of its own, because it loads code of the user; write and print it; return its result.

    `stem` is the beginning of the folder's name under runs/. Raises as `make` does, and Interrupted.
    """
    options.check_quiet(quiet, form)
    import golive_reports as reports
    from golive.record import files
    from golive.record.studies import STUDY_FILE, Study
    from golive.sweep.output_dir import place

    folder = place(out, stem)
    try:
        found = _played(title, make, seed, options.shows_progress(quiet, form))
    except BaseException:
        with suppress(OSError):
            folder.rmdir()
        raise
    made = Study.from_json(dict(found["study"]))
    for name, text in found["result"].pop(FILES, {}).items():
        (folder / name).write_text(text, "utf-8")
    files.write_json(folder / STUDY_FILE, {"study": found["study"], "result": found["result"]})
    page = reports.write_study(made, folder)
    if form == "json":
        print_json({**found["result"], "command": made.command, "page": page.as_posix()})
    elif not quiet:
        reports.print_study(made, page, console())
    result: Mapping[str, Any] = found["result"]
    return result


def _played(title: str, make: Callable[[Say], Made], seed: int, shows: bool) -> Mapping[str, Any]:
    from golive.cli.progress import ShownProgress
    from golive.isolation.face import Face
    from golive.isolation.frames import PROGRESS, RESULT, Teller
    from golive.isolation.isolated import Task
    from golive.isolation.playing import seed_candidate, warm
    from golive.isolation.supervision import alone, result_of

    def work(tell: Teller, face: Face) -> None:
        seed_candidate(seed)
        face.play(True)
        result, found = make(lambda share, state: tell(PROGRESS, share=share, state=state))
        tell(RESULT, result=result, study=found.as_json())

    warm(many=True)
    with ShownProgress(shows, title) as progress:
        return result_of(alone(Task(work, progress.told), f"{title} was not finished; nothing was written"))
