"""The lists: scenarios, faults, candidates, events, and the schema of the scenario file."""

from __future__ import annotations

import click

from golive.cli import options
from golive.cli.completion import names
from golive.cli.output import print_table, reader_may_leave


@click.command()
@click.option(
    "--reveals",
    metavar="WORD",
    help="Only those that reveal a known defect whose ID, description or symptom has this word, with the defects.",
)
def scenarios(reveals: str | None) -> int:
    """The bundled scenarios by theme, one line each."""
    from golive.scenario.loading.files import bundled_themes
    from golive.scenario.loading.loader import names as bundled

    about = dict(bundled())
    defects = None if reveals is None else _revealing(reveals)
    rows: list[tuple[str, ...]] = []
    for theme, listed in bundled_themes().items():
        shown = [name for name in listed if defects is None or name in defects]
        rows += [(theme,)] if shown else []
        for name in shown:
            rows.append((f"  {name}", about[name]))
            rows += [("", line) for line in (defects or {}).get(name, ())]
    print_table(rows)
    return 0


def _revealing(word: str) -> dict[str, list[str]]:
    """Scenario to a line for each defect that it reveals and that is about this word.

    Raises BadParameter where there is none.
    """
    from golive.record.card.root_causes import root_of
    from golive.zoo.table import DEFECTS

    found: dict[str, list[str]] = {}
    for each in DEFECTS:
        roots = dict.fromkeys(root for root in map(root_of, each.kinds) if root is not None)
        symptoms = "; ".join(f"{root.symptom}: {root.title}" for root in roots)
        if word.casefold() in f"{each.code} {each.title} {each.seen} {symptoms}".casefold():
            found.setdefault(each.scenario, []).append(f"{each.code}: {each.title}: {each.seen}")
    if not found:
        raise click.BadParameter(
            f"expected a word from the table in docs/selftest.md, such as timeout, parcel or DUP-01, or from a symptom "
            f"in docs/judging.md, such as inventory counts, got {word!r}",
            param_hint="--reveals",
        )
    return found


@click.command()
def faults() -> int:
    """The kinds of faults, one line each."""
    from golive.chaos.faults import FAULTS

    print_table([(name, (fault.__doc__ or "").strip().splitlines()[0]) for name, fault in FAULTS.items()])
    return 0


@click.command()
def candidates() -> int:
    """The bundled candidates and designs, one line each."""
    from golive.candidates.registry import bundled

    print_table(list(bundled().items()))
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

    NAME is scenario, fact (a line of ledger.jsonl), order (of orders.jsonl), run, scorecard, gate, compare, sweep,
    cell or history.
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
