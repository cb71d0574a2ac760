"""The commands by name. The module of a command is imported when the command is used, not before."""

from __future__ import annotations

import importlib
from typing import Any

import click
from click.shell_completion import CompletionItem

from golive.errors import Interrupted

COMMANDS: dict[str, tuple[str, str]] = {
    "run": ("run:run", "Run a candidate through SCENARIO (a bundled name or a path) and judge it."),
    "show": ("recorded.show:show", "The timeline of one ORDER across both systems."),
    "explain": (
        "recorded.explain:explain",
        "What was found about KEY, an order or article: what, why, how to fix it, and what without a fault.",
    ),
    "replay": (
        "recorded.replay:replay",
        "Play RUN again: the same bytes, or the first fact that differs.",
    ),
    "diff": (
        "recorded.diff:diff",
        "Where two runs part: settings, verdicts, the first order treated differently, the first fact that differs.",
    ),
    "describe": (
        "recorded.describe:describe",
        "Write what RUNs show as Markdown: what the ERP does, what the candidate assumes, and what was not seen.",
    ),
    "blueprint": (
        "recorded.blueprint:blueprint",
        "Test a blueprint, a plan of the integration by domain, against finished runs.",
    ),
    "report": ("recorded.report:report", "Render the report of RUN again."),
    "export": (
        "recorded.export:export",
        "Write RUN as OpenTelemetry traces: one for each order, and one for the run.",
    ),
    "gate": ("gate:gate", "One verdict over every SCENARIO with every seed."),
    "compare": (
        "compare:compare",
        "Compare candidates, settings, or both on the same seeds, side by side.",
    ),
    "capacity": (
        "studies.capacity:capacity",
        "The order rate that an integration sustains, the outage it survives, and how it recovers.",
    ),
    "cadence": (
        "studies.cadence:cadence",
        "How often the stock of each article must be updated for a chosen risk of overselling.",
    ),
    "cutover": (
        "studies.cutover:cutover",
        "Rehearse the change from an old integration to a new one, in phases with budgets of their own.",
    ),
    "drill": (
        "studies.drill:drill",
        "Drills: planted differences, a growing share of exceptions, upgrades, bystanders, drawn installations.",
    ),
    "history": (
        "recorded.history:history",
        "List the runs below DIR (runs/), oldest first, and the results by scenario and candidate over time.",
    ),
    "results": (
        "recorded.results:results",
        "The cells in the store of golive compare: an overview, a table, or the answer to a query.",
    ),
    "erp": ("erp:erp", "The profiles, dialects, rules and silent quirks of the fake ERP."),
    "init": (
        "start.init:init",
        "Write a candidate file, a first scenario and a CI workflow into DIR, and run them once.",
    ),
    "doctor": (
        "start.doctor:doctor",
        "What this machine allows programs; or, with --candidate, what a candidate calls, lacks and fails at.",
    ),
    "serve": (
        "serve:serve",
        "Serve the fake ERP, the fake shop or both on the loopback interface, to develop against.",
    ),
    "traffic": ("traffic:traffic", "Synthetic traffic fitted to a merchant's own orders."),
    "load": (
        "load:load",
        "Send the customers of a scenario through the guest checkout of a shop, over HTTP.",
    ),
    "selftest": (
        "selftest:selftest",
        "Plant known defects into the reference, one at a time, and tell which of them the judge catches and explains.",
    ),
    "scenarios": ("lists:scenarios", "The bundled scenarios by theme, one line each."),
    "faults": ("lists:faults", "The kinds of faults, one line each."),
    "candidates": ("lists:candidates", "The bundled candidates and designs, one line each."),
    "events": ("lists:events", "The shop's business events, one line each; the JSON Schema of one TYPE."),
    "schema": (
        "lists:schema",
        "The JSON Schema of the scenario file, for editors, or of a file that golive writes.",
    ),
    "completion": ("completion:completion", "The completion script of a shell, for its start file."),
}
"""Name to the place of the command below `golive.cli.commands`, and the first sentence of its help."""


SECTIONS: dict[str, tuple[str, ...]] = {
    "Test an integration": ("init", "doctor", "run", "gate", "selftest"),
    "Look into runs": ("show", "explain", "diff", "replay", "report", "export", "history"),
    "Choose a design": (
        "compare",
        "results",
        "capacity",
        "cadence",
        "cutover",
        "drill",
        "describe",
        "blueprint",
    ),
    "Develop against the fakes": ("serve", "load", "traffic"),
    "Lists": ("scenarios", "faults", "candidates", "erp", "events", "schema", "completion"),
}
"""The sections of the help, and the commands of each."""


def _short(name: str, formatter: click.HelpFormatter, widest: int) -> str:
    """The first sentence of the help of a command, as far as there is room."""
    return click.Command(name, help=COMMANDS[name][1]).get_short_help_str(formatter.width - 6 - widest)


class CommandTable(click.Group):
    """A group whose commands are rows of `COMMANDS`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, sorted."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now; None if there is none."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        command = getattr(importlib.import_module(f"golive.cli.commands.{module}"), name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands by section from the tables, without importing their modules."""
        widest = max(map(len, COMMANDS))
        for heading, names in SECTIONS.items():
            with formatter.section(heading):
                formatter.write_dl([(name.ljust(widest), _short(name, formatter, widest)) for name in names])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[Any]]:
        """Complete commands from the table, and options."""
        found = [
            CompletionItem(name, help=COMMANDS[name][1])
            for name in self.list_commands(ctx)
            if name.startswith(incomplete)
        ]
        return [*found, *click.Command.shell_complete(self, ctx, incomplete)]

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command. Raises Interrupted for Ctrl-C."""
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
    golive run black-friday --candidate naive    a naive integration, which fails
    golive show black-friday-naive-1 000000042   the timeline of one order
    golive completion bash                       names and options at TAB; also zsh and fish
    """  # noqa: D301
