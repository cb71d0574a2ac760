"""The variables of the page's templates as plain dictionaries, in reading order."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from golive.record.oracles import FindingKind
from golive.record.run import (
    BROKEN,
    DEFAULT,
    HELD,
    LEDGER_FILE,
    UNKNOWN,
    Expectation,
    FaultCount,
    RunRecord,
    Scorecard,
)
from golive_reports.run.findings import FindingGroup, grouped
from golive_reports.run.first import (
    doubts,
    harm_line,
    harm_rows,
    origin,
    other_reasons,
    tolerated,
    work_line,
    worst,
)
from golive_reports.run.folder import RunFolder
from golive_reports.run.panels import measured, peaks
from golive_reports.run.selection import Selection
from golive_reports.run.tables.claims import rows
from golive_reports.run.tables.desk import desk
from golive_reports.run.tables.errors import errors
from golive_reports.run.tables.owners import owners
from golive_reports.run.timelines import packed
from golive_reports.words.local_time import Wall
from golive_reports.words.metrics import in_words
from golive_reports.words.score import lowered
from golive_reports.words.text import as_words, clean, counted, duration, money, number, share
from golive_reports.words.verdicts import LOOKS, SIGNS, currency, harm_cents, headline, tally

_URGENCY = {BROKEN: 0, UNKNOWN: 1, HELD: 2}
_WORDS = {HELD: "Held", BROKEN: "Broken", UNKNOWN: "Unknown"}
_THINNEST = 0.9
"""The least width of a stretch of the order bar in per cent, so that a single order is visible."""

_SHOWN_PER_HEAP = 25
_MOST_HEAPS = 200
_MOST_INDEXED = 50_000


def page(folder: RunFolder, selection: Selection, wall: Wall, facts: int) -> dict[str, Any]:
    """Return the variables of the template; all texts are clean, none is markup."""
    card, run = folder.card, folder.run
    groups = grouped(card)[:_MOST_HEAPS]
    return {
        "verdict": _verdict(card.verdict),
        "headline": headline(card),
        "first": _first(card, run, wall),
        "card": card,
        "run": run,
        "seed": clean(card.seed),
        "when": f"{wall.stamp(run.start_ms)} {wall.zone}",
        "lasted": duration(run.end_ms - run.start_ms),
        "score": {
            "text": number(card.score, 1),
            "share": _share_of(card.score, 100),
            "parts": _parts(card.score_parts),
        },
        "coverage": {
            "text": number(card.coverage * 100, 1) if measured(card.coverage) else "–",
            "share": _share_of(card.coverage, 1),
            "parts": _parts(card.coverage_parts),
        },
        "bar": bar(card),
        "judged": number(sum(tally(card).values())),
        "expectations": _expectations(card.expectations, card.kinds),
        "expected": _summary(card.expectations),
        "silent": sum(_is_silent(item) for item in card.expectations),
        "harm": _harm(card),
        "faults": [_fault(fault) for fault in card.faults],
        "peaks": peaks(run, wall),
        "zone": wall.zone,
        "heaps": [
            _group(group, index, currency(card), folder.path.absolute().name)
            for index, group in enumerate(groups)
        ],
        "finding_count": counted(len(card.findings), "finding") + ", grouped by cause" if groups else "",
        "finding_index": packed(_index(groups)),
        "desk": desk(card, wall),
        "owners": owners(card, wall),
        "claims": rows(card.claims),
        "errors": errors(card),
        "selection": {
            "total": number(selection.total),
            "kept": number(len(selection.orders)),
            "left_out": number(selection.left_out) if selection.left_out else "",
        },
        "measures": _measures(card, run),
        "scenario": clean_json(run.scenario),
        "folder": clean(shlex.quote(folder.path.absolute().name), 2000),
        "ledger_file": LEDGER_FILE,
        "facts": number(facts),
        "facts_missing": counted(run.facts - facts, "fact")
        if isinstance(run.facts, int) and run.facts > facts
        else "",
        "unreadable": counted(folder.unreadable, "line") if folder.unreadable else "",
        "duration": duration,
        "number": number,
    }


def clean_json(value: object) -> str:
    """Return a value as indented JSON, cut to 200,000 characters."""
    return json.dumps(value, indent=2, ensure_ascii=False, default=str)[:200_000]


def _first(card: Scorecard, run: RunRecord, wall: Wall) -> dict[str, Any]:
    """The first screen besides verdict and headline."""
    group = worst(card)
    return {
        "worst": None if group is None else _group(group, 0, currency(card), "RUN"),
        "harm": harm_line(card),
        "work": work_line(card, wall),
        "lowered": lowered(card),
        "tolerated": tolerated(card),
        "doubts": doubts(card),
        "reasons": other_reasons(card),
        "origin": origin(run),
    }


def _verdict(verdict: str) -> dict[str, str]:
    known = verdict if verdict in SIGNS else UNKNOWN
    return {"name": known, "word": _WORDS[known], "sign": SIGNS[known]}


def _share_of(value: object, whole: float) -> str:
    """Return the width of a meter in per cent."""
    if not isinstance(value, (int, float)) or not measured(value):
        return "0"
    return f"{min(max(value * 100 / whole, 0), 100):.1f}"


def _counts(part: dict[str, Any]) -> str:
    """Return how a part counts: its weight, or the share of orders at which it halves the score."""
    halves_at = part.get("halves_at")
    return number(part.get("weight")) if halves_at is None else f"halves at {share(halves_at)}"


def _parts(parts: Iterable[dict[str, Any]]) -> list[dict[str, str]]:
    return [
        {
            "name": as_words(clean(part.get("name", ""), 60)),
            "counts": _counts(part),
            "grade": share(part.get("grade")) if measured(part.get("grade")) else "not asked",
            "share": _share_of(part.get("grade"), 1),
        }
        for part in parts
        if isinstance(part, dict)
    ]


def bar(card: Scorecard) -> list[dict[str, Any]]:
    """Return the ten verdicts with their widths in the bar, in per cent; verdicts without orders have width 0."""
    counts = tally(card)
    judged = sum(counts.values())
    widths = {verdict: max(count * 100 / judged, _THINNEST) for verdict, count in counts.items() if count}
    scale = 100 / sum(widths.values()) if widths else 0.0
    stretches, x = [], 0.0
    for verdict, count in counts.items():
        width = widths.get(verdict, 0.0) * scale
        stretches.append(
            {
                "verdict": verdict,
                "label": LOOKS[verdict].label,
                "meaning": LOOKS[verdict].meaning,
                "count": number(count),
                "some": count > 0,
                "share": share(count / judged) if judged else "",
                "x": f"{x:.3f}",
                "width": f"{width:.3f}",
                "wide": width > 7,
            }
        )
        x += width
    return stretches


def _expectations(
    expectations: Sequence[Expectation], kinds: Mapping[str, FindingKind]
) -> list[dict[str, Any]]:
    ordered = sorted(expectations, key=lambda item: _URGENCY.get(item.verdict, 1))
    return [
        {
            "metric": clean(item.metric, 80),
            "words": _sentence(in_words(item.metric, kinds)),
            "expected": clean(item.expected, 80),
            "actual": clean(item.actual, 120),
            "by_default": item.source == DEFAULT,
            "tolerated": item.tolerated,
            "tolerating": clean(item.tolerating, 120),
            "verdict": _verdict(item.verdict),
        }
        for item in ordered
        if not _is_silent(item)
    ]


def _is_silent(item: Expectation) -> bool:
    """Whether it held by default: the scenario says nothing about it, and nothing was found."""
    return item.verdict == HELD and item.source == DEFAULT


def _summary(expectations: Sequence[Expectation]) -> str:
    counts = {word: sum(item.verdict == word for item in expectations) for word in (BROKEN, UNKNOWN, HELD)}
    return ", ".join(f"{count} {word}" for word, count in counts.items() if count)


def _harm(card: Scorecard) -> dict[str, Any]:
    rows = [(name, cents) for name, cents in harm_rows(card) if measured(cents)]
    largest = max((cents for _, cents in rows), default=0) or 1
    by_kind = card.harm.get("by_kind")
    kinds = by_kind.items() if isinstance(by_kind, dict) else ()
    return {
        "total": money(harm_cents(card), currency(card)),
        "rows": [
            {"name": name, "amount": money(cents, currency(card)), "share": _share_of(cents, largest)}
            for name, cents in rows
        ],
        "kinds": [
            {"name": as_words(clean(kind, 60)), "amount": money(cents, currency(card))}
            for kind, cents in kinds
            if measured(cents) and cents
        ],
    }


def _fault(fault: FaultCount) -> dict[str, Any]:
    return {
        "id": clean(fault.id, 60),
        "kind": "" if _named_after(fault) else as_words(clean(fault.kind, 40)),
        "asked": number(fault.asked),
        "hit": number(fault.hit),
        "effective": number(fault.effective),
        "never": fault.hit == 0,
        "idle": fault.hit > 0 and fault.effective == 0,
    }


def _named_after(fault: FaultCount) -> bool:
    """Whether the id contains the kind: `lose_reply-2`."""
    return fault.id == fault.kind or fault.id.startswith(f"{fault.kind}-")


def _group(group: FindingGroup, index: int, unit: str, run: str) -> dict[str, Any]:
    shown = group.findings[:_SHOWN_PER_HEAP]
    return {
        "index": index,
        "title": clean(group.title, 80),
        "oracle": group.oracle_name,
        "verdict": group.verdict,
        "count": number(len(group.findings)),
        "harm": money(group.harm_cents, unit) if group.harm_cents else "",
        "why": _sentence(group.why),
        "varied": group.varied,
        "fix": clean(group.fix, 600),
        "root": group.root,
        "established": group.established,
        "shown": [
            {
                "key": clean(finding.key or "the run", 80),
                "what": clean(finding.what, 600),
                "why": clean(finding.cause.what, 600) if group.varied else "",
                "without": clean(finding.without, 600),
                "reproduce": clean(finding.reproduce(run), 400),
                "harm": money(finding.harm_cents, unit) if finding.harm_cents else "",
                "evidence": ", ".join(f"#{number(seq)}" for seq in finding.evidence[:8]),
            }
            for finding in shown
        ],
        "more": number(len(group.findings) - len(shown)) if len(group.findings) > len(shown) else "",
    }


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _index(groups: Sequence[FindingGroup]) -> dict[str, list[list[Any]]]:
    """Return the findings by key, for the timelines: `key: [[group, what, why], ...]`."""
    index: dict[str, list[list[Any]]] = {}
    room = _MOST_INDEXED
    for place, group in enumerate(groups):
        for finding in group.findings[:room]:
            index.setdefault(clean(finding.key, 80), []).append(
                [place, clean(finding.what, 300), _sentence(clean(finding.cause.what, 300))]
            )
        room -= min(room, len(group.findings))
    return index


def _measures(card: Scorecard, run: RunRecord) -> list[dict[str, Any]]:
    waited = {name: value for name, value in card.checkout.items() if name != "failed" and value is not None}
    counts = ("planned", "orders", "failed", "unfinished", "unsent")
    groups = (
        ("Checkouts over HTTP", {key: run.load[key] for key in counts if key in run.load}, number),
        ("Checkouts over HTTP, from the planned instant", run.load.get("latency_ms"), duration),
        ("Latency, paid to booked", card.latency_ms, duration),
        ("Checkouts that asked, time waited", waited, duration),
        ("Stock", card.stock, number),
        ("Load on the ERP", card.erp, number),
        ("Counts", card.counts, number),
    )
    return [
        {
            "title": title,
            "rows": [(as_words(clean(name, 60)), write(value)) for name, value in values.items()],
        }
        for title, values, write in groups
        if isinstance(values, dict) and values
    ]
