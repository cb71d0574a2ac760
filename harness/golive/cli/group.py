"""The commands by name. The module of a command is imported when the command is used, not before."""

from __future__ import annotations

import importlib
from typing import Any

import click
from click.shell_completion import CompletionItem

from golive.cli.interrupts import Interrupted

COMMANDS: dict[str, tuple[str, str]] = {
    "run": ("run:run", "Run a candidate through SCENARIO (a bundled name or a path) and judge it."),
    "show": ("show:show", "The story of one ORDER across both systems."),
    "report": ("report:report", "Render the report of RUN again."),
    "gate": ("gate:gate", "One verdict over every SCENARIO with every seed, in virtual time."),
    "compare": (
        "compare:compare",
        "The same days under several candidates, several settings, or both, side by side.",
    ),
    "history": (
        "history:history",
        "The runs below DIR (runs/), oldest first, and how each scenario went with each candidate over time.",
    ),
    "erp": ("erp:erp", "What the fake ERP can be: its profiles, its rules, its silent quirks."),
    "serve": (
        "serve:serve",
        "Serve the fake ERP, the fake shop or both on the loopback interface, to develop against.",
    ),
    "traffic": ("traffic:traffic", "Traffic that is like a merchant's own."),
    "load": (
        "load:load",
        "Send the customers of a scenario through the guest checkout of a shop, over HTTP.",
    ),
    "scenarios": ("lists:scenarios", "The bundled scenarios, one line each."),
    "faults": ("lists:faults", "What can go wrong, one line each."),
    "candidates": ("lists:candidates", "The bundled candidates, one line each."),
    "events": ("lists:events", "The shop's business events, one line each; the JSON Schema of one TYPE."),
    "schema": ("lists:schema", "The JSON Schema of the scenario file, for editors."),
    "completion": ("completion:completion", "The completion script of a shell, for its start file."),
}
"""Name to the place of the command below `golive.cli.commands`, and the first sentence of its help."""


class CommandTable(click.Group):
    """A group whose commands are rows of `COMMANDS`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        command = getattr(importlib.import_module(f"golive.cli.commands.{module}"), name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        names = self.list_commands(ctx)
        room = formatter.width - 6 - max(map(len, names))
        with formatter.section("Commands"):
            formatter.write_dl(
                [
                    (name, click.Command(name, help=COMMANDS[name][1]).get_short_help_str(room))
                    for name in names
                ]
            )

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[Any]]:
        found = [
            CompletionItem(name, help=COMMANDS[name][1])
            for name in self.list_commands(ctx)
            if name.startswith(incomplete)
        ]
        return [*found, *click.Command.shell_complete(self, ctx, incomplete)]

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:  # here, because click answers it with an empty line
            raise Interrupted from None


@click.group(
    cls=CommandTable, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(package_name="golive", prog_name="golive")
def golive() -> None:
    """Failure testing of webshop-to-ERP integrations before they go live.

    \b
    golive run black-friday                      the bundled reference integration
    golive run black-friday --candidate naive    the one that is built first
    golive show black-friday-naive-1 000000042   the story of one order
    golive completion bash                       names and options at TAB; also zsh and fish
    """
