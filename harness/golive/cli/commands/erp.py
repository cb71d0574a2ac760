"""`golive erp`: profiles, dialects, rules and quirks of the fake ERP."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import click

from golive.cli.completion import Named
from golive.cli.output import console, print_table, reader_may_leave

Command = Callable[..., Any]


def _name(what: str) -> Callable[[Command], Command]:
    return click.argument("name", required=False, metavar="[NAME]", shell_complete=Named(what))


@click.group()
def erp() -> None:
    """The profiles, dialects, rules and silent quirks of the fake ERP."""


@erp.command()
@_name("profiles")
def profiles(name: str | None) -> int:
    """The profiles an ERP can have (erp.profile in a scenario); with NAME, the published facts it follows."""
    from rich.text import Text

    from golive.scenario.loading.profiles import bundled
    from golive_reports.words.console import print_to

    found = bundled()
    if name is None:
        print_table([(profile.name, profile.about) for profile in found])
        return 0
    chosen = next((profile for profile in found if profile.name == name), None)
    if chosen is None:
        known = ", ".join(profile.name for profile in found)
        raise click.UsageError(f"expected one of the profiles {known}, got {name!r}")
    with reader_may_leave():
        title = Text.assemble((chosen.name, "bold"), f"  {chosen.about}")
        print_to(console(), title, *(Text(f"  - {fact}") for fact in chosen.follows))
    return 0


@erp.command()
@_name("dialects")
def dialects(name: str | None) -> int:
    """The products whose language the ERP speaks (erp.dialect in a scenario); with NAME, what it speaks."""
    from fake_erp.dialects.registry import DIALECTS
    from golive.scenario.pages import dialect_page

    if name is None:
        print_table(dialect_page.listing())
        return 0
    if name not in DIALECTS:
        raise click.UsageError(f"expected one of the dialects {', '.join(DIALECTS)}, got {name!r}")
    from rich.text import Text

    from golive_reports.words.console import print_to

    with reader_may_leave():
        head, *lines = dialect_page.lines(name)
        print_to(console(), Text.assemble((name, "bold"), f"  {head}"), *(Text(line) for line in lines))
    print_table(dialect_page.operations(name))
    if dialect_page.odd(name):
        print_table(dialect_page.odd(name))
    return 0


@erp.command()
@_name("rules")
def rules(name: str | None) -> int:
    """The rules a company's ERP can have (erp.rules in a scenario); with NAME, its settings."""
    from fake_erp.rules import RULES

    return _show("rules", RULES, name)


@erp.command()
@_name("quirks")
def quirks(name: str | None) -> int:
    """The silent quirks a company's ERP can have (erp.quirks in a scenario); with NAME, its settings."""
    from fake_erp.quirks import QUIRKS

    return _show("quirks", QUIRKS, name)


def _show(what: str, registry: Mapping[str, type[Any]], name: str | None) -> int:
    if name is not None and name not in registry:
        raise click.UsageError(f"expected one of the {what} {', '.join(registry)}, got {name!r}")
    from rich.text import Text

    from golive.scenario.pages import erp_page
    from golive_reports.words.console import print_to

    if name is None:
        print_table(list(erp_page.listing(registry)))
        return 0
    with reader_may_leave():
        title = Text.assemble((name, "bold"), f"  {erp_page.about(registry[name])}")
        print_to(console(), title, Text(f"The client sees: {erp_page.seen(registry[name])}"))
    settings = erp_page.settings(name)
    print_table([(key, doc, wanted, default.strip("`")) for key, doc, wanted, default in settings])
    return 0
