"""`golive completion`: the script that makes a shell complete the names of golive."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

HOW = {
    "bash": 'eval "$(golive completion bash)"',
    "zsh": 'eval "$(golive completion zsh)"',
    "fish": "golive completion fish | source",
}
"""The line for the start file of each shell."""


@click.command()
@click.argument("shell", type=click.Choice(list(HOW)))
def completion(shell: str) -> int:
    """The completion script of a shell, for its start file.

    \b
    ~/.bashrc                     eval "$(golive completion bash)"
    ~/.zshrc                      eval "$(golive completion zsh)"
    ~/.config/fish/config.fish    golive completion fish | source

    Then TAB completes commands, options, scenarios, candidates, faults, operations, profiles and run folders.
    """  # noqa: D301
    from golive.cli.group import golive

    found = get_completion_class(shell)
    assert found is not None
    click.echo(found(golive, {}, "golive", "_GOLIVE_COMPLETE").source())
    return 0
