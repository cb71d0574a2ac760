"""What lowered the score most, in one sentence."""

from __future__ import annotations

import math
from typing import Any

from golive.record.run import Scorecard
from golive_reports.words.text import as_words, clean, number, share

STOCK = "stock correct"
"""The part of the score that counts units and not orders."""
FULL = 0.9995
"""Grades from here on print as 100 %."""


def lowered(card: Scorecard) -> str:
    """Return the sentence; "" where no part lowered the score.

    `17.8 of 100; lowered most by "content and state correct" (7.5 % of the orders), which alone leaves 17.8 of 100`.
    """
    parts = [part for part in card.score_parts if isinstance(part, dict) and _is_number(part.get("grade"))]
    worst = min(parts, key=lambda part: float(part["grade"]), default=None)
    if worst is None or worst["grade"] >= FULL:
        return ""
    name = clean(worst.get("name", ""), 60)
    counts = ""
    if _is_number(worst.get("share")):
        units = _of_stock(card.stock) if name == STOCK else ""
        whole = "units sold" if name == STOCK else "orders"
        counts = f" ({share(worst['share'])} of the {whole}{units and f': {units}'})"
    leaves = f"which alone leaves {number(100 * worst['grade'], 1)} of 100"
    return f'{number(card.score, 1)} of 100; lowered most by "{as_words(name)}"{counts}, {leaves}'


def _of_stock(stock: dict[str, Any]) -> str:
    named = (
        ("unexplained_unit_hours", "unit hours wrong during the run"),
        ("oversold_units", "units oversold"),
        ("residual_units", "units apart at the end"),
    )
    found = [
        f"{number(stock[key], 1)} {words}"
        for key, words in named
        if _is_number(stock.get(key)) and stock[key]
    ]
    return ", ".join(found)


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
