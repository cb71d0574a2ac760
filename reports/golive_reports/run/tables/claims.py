"""The claims of a design with what the run says of each, for the terminal and the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from golive.record.card.claims import CLAIM_HELD, NOT_EXERCISED, REFUTED, Claimed
from golive.record.run import BROKEN, HELD, UNKNOWN
from golive_reports.words.text import clean
from golive_reports.words.verdicts import SIGNS

LOOKS = {
    REFUTED: (SIGNS[BROKEN], "red"),
    NOT_EXERCISED: (SIGNS[UNKNOWN], "yellow"),
    CLAIM_HELD: (SIGNS[HELD], "green"),
}
"""Verdict to its sign and its colour, the worst first."""
_SHOWN = 12


def ordered(claims: Iterable[Claimed]) -> list[Claimed]:
    """The claims, those that are refuted first."""
    worst = [*LOOKS]
    return sorted(claims, key=lambda each: worst.index(each.verdict) if each.verdict in worst else 0)


def counts(claims: Sequence[Claimed]) -> str:
    """How many claims have each verdict, in words."""
    found = {word: sum(each.verdict == word for each in claims) for word in LOOKS}
    return ", ".join(f"{count} {word}" for word, count in found.items() if count)


def claims(found: Sequence[Claimed]) -> Iterable[RenderableType]:
    """The claims as lines of the terminal; nothing where the candidate has none."""
    if not found:
        return
    yield Text()
    yield Text.assemble(("Claims", "bold"), (f"  {counts(found)}", "dim"))
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    for each in ordered(found)[:_SHOWN]:
        sign, style = LOOKS.get(each.verdict, ("?", "yellow"))
        table.add_row(
            Text(sign, style),
            Text(clean(each.claim, 60)),
            Text(each.verdict, style),
            Text(clean(each.what, 100), "" if each.verdict == REFUTED else "dim"),
        )
    yield Padding(table, (0, 0, 0, 2))
    if len(found) > _SHOWN:
        yield Padding(Text(f"and {len(found) - _SHOWN} more in the report", "dim"), (0, 0, 0, 2))


def rows(found: Sequence[Claimed]) -> dict[str, Any]:
    """The variables of the page; empty where the candidate claims nothing."""
    if not found:
        return {}
    return {
        "counts": counts(found),
        "rows": [
            {
                "claim": clean(each.claim, 200),
                "verdict": clean(each.verdict, 20),
                "sign": LOOKS.get(each.verdict, ("?", ""))[0],
                "what": clean(each.what, 300),
                "evidence": [int(seq) for seq in each.evidence],
            }
            for each in ordered(found)
        ],
    }
