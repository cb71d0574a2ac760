"""`golive erp`: what the fake ERP can be."""

from __future__ import annotations

import click
from rich.console import Console
from rich.table import Table

from harness.scenario.profiles import bundled


@click.group()
def erp() -> None:
    """What the fake ERP can be: its profiles."""


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
