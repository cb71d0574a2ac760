"""`golive init`: files to begin with, and a first run of them."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

import click

from golive.errors import FolderProblem


@click.command()
@click.argument("directory", metavar="[DIR]", default=".", type=click.Path(path_type=Path))
@click.option("--command", "command_line", metavar="WORDS", help="How the integration is started, from DIR.")
@click.option("--webhook", metavar="PATH", default="", help="Where it receives the events of the shop.")
@click.option("--force", is_flag=True, help="Replace files that are there.")
@click.option("--run/--no-run", "runs", default=True, show_default=True, help="Run the scenario once.")
@click.pass_context
def init(
    context: click.Context, directory: Path, command_line: str | None, webhook: str, force: bool, runs: bool
) -> int:
    """Write a candidate file, a first scenario and a CI workflow into DIR, and run them once.

    Without --command golive looks for one; where it finds none, the reference integration stands in.
    """
    from golive.starter.files import Start
    from golive.starter.guess import command_of, installs_of, looked_for, project_scripts

    folder = directory.resolve()
    if not folder.is_dir():
        raise FolderProblem(f"expected a directory, {directory} is none; create it first")
    command = shlex.split(command_line) if command_line else command_of(folder)
    start = Start(folder, tuple(_from_below(command, folder)), webhook, installs_of(folder, command))
    for path in start.write(force):
        click.echo(f"wrote {path.relative_to(folder)}")
    if not command:
        click.echo(
            f"no program was found (looked for {looked_for()}); the reference stands in until golive/candidate.yaml "
            "has a command; --command 'node sync.mjs' --force writes one, and docs/python-programs.md says how a "
            "Python program runs in simulated time"
        )
    others = [name for name in project_scripts(folder) if command and Path(command[0]).name != name]
    if others and not command_line:
        click.echo(
            f"{command[0]} is the candidate; [project.scripts] of pyproject.toml has {', '.join(others)} as well: "
            f"--command {others[0]} --force writes that one"
        )
    if not runs:
        return 0
    from golive.cli.commands.run import run

    before = Path.cwd()
    os.chdir(folder)
    try:
        click.echo(f"\ngolive {shlex.join(start.run)}")
        status: int = context.invoke(run.main, start.run[1:], standalone_mode=False)
        return status
    finally:
        os.chdir(before)


def _from_below(command: list[str], folder: Path) -> list[str]:
    """The command as the candidate file has it, which lies one folder below: files of the folder get `../`."""
    return [
        f"../{word}" if (folder / word).exists() and not word.startswith("/") else word for word in command
    ]
