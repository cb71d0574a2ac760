"""The lists: scenarios, faults, candidates, events, and the schema of the scenario file."""

from __future__ import annotations

import click

from golive.cli import options
from golive.cli.completion import names
from golive.cli.output import print_table, reader_may_leave


@click.command()
def scenarios() -> int:
    """The bundled scenarios, one line each."""
    from golive.scenario.loading.loader import names as bundled

    print_table(bundled())
    return 0


@click.command()
def faults() -> int:
    """The kinds of faults, one line each."""
    from golive.chaos.faults import FAULTS

    print_table([(name, (fault.__doc__ or "").strip().splitlines()[0]) for name, fault in FAULTS.items()])
    return 0


@click.command()
def candidates() -> int:
    """The bundled candidates, one line each."""
    from golive.candidates.registry import CANDIDATES

    print_table([(name, about) for name, (about, _) in CANDIDATES.items()])
    return 0


_VERSIONS = [int(version) for version in names("event_versions")]


@click.command()
@click.argument("kind", required=False, type=click.Choice(list(names("events"))), metavar="[TYPE]")
@click.option(
    "--version",
    type=click.IntRange(_VERSIONS[0], _VERSIONS[-1]),
    default=_VERSIONS[-1],
    show_default=True,
    help="Version of the schema of TYPE.",
)
def events(kind: str | None, version: int) -> int:
    """The shop's business events, one line each; the JSON Schema of one TYPE."""
    if kind is None:
        if options.is_given("version"):
            raise options.without_effect("--version", "the list is that of all versions; name a TYPE")
        from fake_magento.events.typed_events import EVENT_TYPES

        print_table([(name, each.about) for name, each in EVENT_TYPES.items()])
        return 0
    from golive.scenario.pages.events_page import schema_text

    with reader_may_leave():
        click.echo(schema_text(kind, version))
    return 0


@click.command()
@click.argument(
    "name", default="scenario", metavar="[NAME]", type=click.Choice(["scenario", *names("schemas")])
)
def schema(name: str) -> int:
    """The JSON Schema of the scenario file, for editors, or of a file that golive writes.

    NAME is scenario, fact (a line of ledger.jsonl), order (of orders.jsonl), run, scorecard, gate, compare or history.
    """
    import json

    if name == "scenario":
        from golive.scenario.pages.json_schema import schema as schema_of_scenarios

        found = schema_of_scenarios()
    else:
        from golive.record.schemas import schema as schema_of

        found = schema_of(name)
    with reader_may_leave():
        click.echo(json.dumps(found, indent=2))
    return 0
