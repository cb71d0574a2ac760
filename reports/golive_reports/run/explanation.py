"""The findings about one order or article in a terminal: what, why, how to fix it, and what without a fault."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from golive.record.run import Finding, Scorecard
from golive_reports.run.findings import grouped
from golive_reports.words.console import print_to
from golive_reports.words.text import clean, money
from golive_reports.words.verdicts import currency


class Outcome(Protocol):
    """The outcome of a run without one hit, as a sentence."""

    @property
    def sentence(self) -> str:
        """What the run without the hit shows."""


def print_explanation(
    card: Scorecard, found: Sequence[Finding], outcomes: Sequence[Outcome] | None, console: Console
) -> None:
    """Print findings about one key. `outcomes` are the runs without a hit; None where none were made."""
    for group in grouped(card, found):
        head = Text.assemble((f"{clean(group.title, 60)}", "bold"), (f"  {group.oracle_name}", "dim"))
        if group.harm_cents:
            head.append(f"  {money(group.harm_cents, currency(card))}", "red")
        print_to(console, head)
        for each in group.findings:
            print_to(console, Padding(_rows(each), (0, 0, 0, 2)))
    if outcomes is not None:
        print_to(console, Text("Without a fault", "bold"))
        for outcome in outcomes:
            print_to(console, Padding(Text(clean(outcome.sentence, 300)), (0, 0, 0, 2)))
        if not outcomes:
            print_to(console, Padding(Text("no hit of a fault is about it", "dim"), (0, 0, 0, 2)))
    print_to(console, Text())


def _rows(finding: Finding) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), show_header=False)
    rows = (
        ("what", finding.what, ""),
        ("why", finding.cause.what, ""),
        ("fix", finding.cause.fix, "green"),
        ("without", finding.without, ""),
    )
    for name, text, style in rows:
        if text:
            table.add_row(Text(name, "dim"), Text(clean(text, 600), style))
    return table
