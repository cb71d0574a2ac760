"""What the first screen of every report says besides the verdict: the worst finding, the harm, the doubts, the run."""

from __future__ import annotations

from golive.record.run import BROKEN, UNKNOWN, Doubt, RunRecord, Scorecard
from golive_reports.run.findings import FindingGroup, grouped
from golive_reports.words.local_time import Wall
from golive_reports.words.metrics import HARM, in_words
from golive_reports.words.text import as_words, clean, duration, money, number, share
from golive_reports.words.verdicts import currency, harm_cents

_INTERRUPTED = "the run was interrupted"


def worst(card: Scorecard) -> FindingGroup | None:
    """Return the group of findings that comes first: a crash, else of those that break the run the most expensive.

    Where none of them breaks it, the most expensive; None without findings.
    """
    groups, kinds = grouped(card), card.kinds
    broken = {each.metric for each in card.expectations if each.verdict == BROKEN}
    for group in groups:
        if group.kind not in kinds or kinds[group.kind].metric in broken:
            return group
    return groups[0] if groups else None


def harm_rows(card: Scorecard) -> list[tuple[str, int]]:
    """Return the problems that cost something, in words, with their cents, the costliest first."""
    rows = card.harm.get("rows", card.harm.get("by_kind"))
    if not isinstance(rows, dict):
        return []
    named = [
        (HARM.get(name, as_words(clean(name, 40))), cents)
        for name, cents in rows.items()
        if isinstance(cents, int) and cents
    ]
    return sorted(named, key=lambda row: -row[1])


def harm_line(card: Scorecard) -> str:
    """Return the total harm with its problems in one line."""
    rows = ", ".join(f"{name} {money(cents)}" for name, cents in harm_rows(card))
    return money(harm_cents(card), currency(card)) + (f": {rows}" if rows else "")


def work_line(card: Scorecard, wall: Wall) -> str:
    """Return what the harm means for people: orders repaired by hand, posts, and when it was noticed."""
    parts = []
    rekeyed, posts = card.harm.get("rekeyed_share"), card.harm.get("posts")
    if isinstance(rekeyed, float) and rekeyed:
        parts.append(f"{share(rekeyed)} of the orders are entered or repaired by hand")
    if isinstance(posts, float) and posts:
        parts.append(f"the work of {number(posts)} full-time posts")
    noticed = _noticed(card, wall)
    return "; ".join([*parts, *([noticed] if noticed else [])])


def _noticed(card: Scorecard, wall: Wall) -> str:
    failed_ms, after_ms = card.harm.get("failed_at_ms"), card.harm.get("noticed_after_ms")
    if not isinstance(failed_ms, int):
        return ""
    since = wall.time(failed_ms)
    if not isinstance(after_ms, int):
        return f"never noticed: no alert and no desk entry since the first failure at {since}"
    return f"noticed after {duration(after_ms)} (first failure at {since})"


def doubts(card: Scorecard) -> list[Doubt]:
    """Return what is unknown with its cure; of an older scorecard, which has reasons only, without one."""
    found = card.doubts or [Doubt(reason, "") for reason in _reasons_unknown(card)]
    return [Doubt(clean(each.what, 300), clean(each.cure, 200)) for each in found]


def _reasons_unknown(card: Scorecard) -> list[str]:
    """Return the reasons that neither name a broken expectation nor the end of the integration."""
    if card.verdict not in (BROKEN, UNKNOWN):
        return []
    known = tuple(f"{each.metric}: " for each in card.expectations if each.verdict == BROKEN)
    return [
        reason
        for reason in card.reasons
        if reason != card.crash and not reason.startswith((*known, "the integration ended at "))
    ]


def other_reasons(card: Scorecard) -> list[str]:
    """Return the reasons that are no doubts and no crash; of a broken verdict only that the run was interrupted."""
    known = {each.what for each in card.doubts} | {*_reasons_unknown(card), card.crash}
    return [
        clean(reason)
        for reason in card.reasons
        if reason.startswith(_INTERRUPTED) or (card.verdict != BROKEN and reason not in known)
    ]


def tolerated(card: Scorecard) -> list[str]:
    """Return the metrics of findings that the scenario tolerates, with what was found and what is allowed."""
    return [
        f"{in_words(each.metric, card.kinds)}: {clean(each.actual, 40)}, allowed {clean(each.expected, 40)}"
        for each in card.expectations
        if each.tolerated
    ]


def origin(run: RunRecord) -> str:
    """Return date, version and commit of a run: `2026-03-01 14:20 UTC, golive 0.1.0, commit 1a2b3c4d5e`."""
    when = [f"{clean(run.ran_at, 20)} UTC"] if run.ran_at else []
    commit = [f"commit {clean(run.commit, 64)[:10]}"] if run.commit else []
    return ", ".join([*when, f"golive {clean(run.golive, 20)}", *commit])
