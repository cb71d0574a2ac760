"""One run of several in words: sign, style and headline."""

from __future__ import annotations

from golive.record.batch import FAILED, RunResult
from golive.record.run import BROKEN, HELD, ORDER_VERDICTS, UNKNOWN
from golive_reports.words.metrics import reason_in_words
from golive_reports.words.text import clean
from golive_reports.words.verdicts import SIGNS, summary

STYLES = {HELD: "green", BROKEN: "red", UNKNOWN: "yellow", FAILED: "magenta"}
SIGNS_OF = {**SIGNS, FAILED: "!"}
WORDS = {HELD: "Held", BROKEN: "Broken", UNKNOWN: "Unknown", FAILED: "Failed"}


def sentence(result: RunResult) -> str:
    """Return the headline of the run's orders; the error where the run failed."""
    if result.verdict == FAILED:
        return clean(result.error, 300)
    text = summary(
        {name: result.orders[name] for name in ORDER_VERDICTS},
        result.harm_cents,
        clean(result.currency, 8),
        clean(result.crash, 240),
        result.beside_orders,
    )
    if result.verdict == UNKNOWN and result.reasons:
        text += f" ({clean(reason_in_words(result.reasons[0]), 200)})"
    return text
