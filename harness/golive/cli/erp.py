"""`golive erp`: what the fake ERP can be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from fake_erp.quirks import QUIRKS
from fake_erp.rules import RULES
from golive.scenario.loading.profiles import bundled
from golive.scenario.pages import erp_page


@click.group()
def erp() -> None:
    """What the fake ERP can be: its profiles, its rules, its silent habits."""


@erp.command()
@click.argument("name", required=False, metavar="[NAME]")
def profiles(name: str | None) -> int:
    """The temperaments an ERP can have (erp.profile in a scenario); with NAME, which facts one follows."""
    found = bundled()
    if name is None:
        table = Table.grid(padding=(0, 2))
        for profile in found:
            table.add_row(f"[bold]{profile.name}[/bold]", profile.about)
        Console().print(table)
        return 0
    chosen = next((profile for profile in found if profile.name == name), None)
    if chosen is None:
        known = ", ".join(profile.name for profile in found)
        raise click.UsageError(f"expected one of the profiles {known}, got {name!r}")
    console = Console()
    console.print(f"[bold]{chosen.name}[/bold]  {chosen.about}", highlight=False)
    for fact in chosen.follows:
        console.print(f"  - {fact}", highlight=False)
    return 0


@erp.command()
@click.argument("name", required=False, metavar="[NAME]")
def rules(name: str | None) -> int:
    """The rules a house can have (erp.rules in a scenario); with NAME, what may be set about one."""
    return _show("rules", RULES, name)


@erp.command()
@click.argument("name", required=False, metavar="[NAME]")
def quirks(name: str | None) -> int:
    """The silent habits a house can have (erp.quirks in a scenario); with NAME, what may be set about one."""
    return _show("quirks", QUIRKS, name)


def _show(what: str, registry: Mapping[str, type[Any]], name: str | None) -> int:
    if name is not None and name not in registry:
        raise click.UsageError(f"expected one of the {what} {', '.join(registry)}, got {name!r}")
    console = Console()
    table = Table.grid(padding=(0, 2))
    if name is None:
        for each, about, short in erp_page.listing(registry):
            table.add_row(f"[bold]{each}[/bold]", escape(about), escape(short))
    else:
        console.print(f"[bold]{name}[/bold]  {erp_page.about(registry[name])}", highlight=False)
        console.print(f"The client sees: {erp_page.seen(registry[name])}", highlight=False, markup=False)
        for key, doc, wanted, default in erp_page.settings(name):
            table.add_row(f"[bold]{key}[/bold]", escape(doc), escape(wanted), escape(default.strip("`")))
    console.print(table)
    return 0
