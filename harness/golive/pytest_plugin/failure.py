"""What a test says when a run did not hold."""

from __future__ import annotations

from pathlib import Path

from golive.record.run import BROKEN, Expectation, Scorecard
from golive_reports.run.findings import FindingGroup, grouped
from golive_reports.run.first import doubts
from golive_reports.words.metrics import in_words
from golive_reports.words.text import clean, money, number
from golive_reports.words.verdicts import currency, headline

_GROUPS_SHOWN = 3
_EXPECTATIONS_SHOWN = 8


def failure_text(card: Scorecard, report: Path, again: str) -> str:
    """Verdict and headline, broken expectations, the costliest findings with cause and fix, doubts, and what to do.

    `again` is the command that repeats the run; `report` is the page in the run folder.
    """
    groups = grouped(card)
    broken = [each for each in card.expectations if each.verdict == BROKEN]
    lines = [
        f"{clean(card.scenario, 60)} with {clean(card.candidate, 120)}, seed {card.seed}: {card.verdict.upper()}",
        f"{headline(card)}.",
        *(_expectation(each, card) for each in broken[:_EXPECTATIONS_SHOWN]),
        *_more(len(broken) - _EXPECTATIONS_SHOWN, "broken expectations"),
    ]
    for group in groups[:_GROUPS_SHOWN]:
        lines += ["", *_group(group, currency(card), report.parent)]
    lines += _more(len(groups) - _GROUPS_SHOWN, "kinds of findings, in the report")
    for doubt in doubts(card):
        lines += ["", f"unknown: {doubt.what}", *([f"  cure: {doubt.cure}"] if doubt.cure else [])]
    return "\n".join([*lines, "", f"again:  {again}", f"report: {report}"])


def _expectation(each: Expectation, card: Scorecard) -> str:
    return f"  {in_words(each.metric, card.kinds)}: expected {clean(each.expected)}, got {clean(each.actual)}"


def _group(group: FindingGroup, unit: str, folder: Path) -> list[str]:
    first = group.findings[0]
    cost = f", {money(group.harm_cents, unit)} harm" if group.harm_cents else ""
    such = f", such as {clean(first.key, 40)}" if first.key else ""
    return [
        f"{number(len(group.findings))} x {clean(group.title, 60)} ({group.oracle_name}){cost}{such}",
        f"  why: {clean(group.why)}",
        *([f"  fix: {clean(group.fix)}"] if group.fix else []),
        *([f"  see: {clean(first.reproduce(str(folder)))}"] if first.key else []),
    ]


def _more(count: int, what: str) -> list[str]:
    return [f"and {number(count)} more {what}"] if count > 0 else []
