"""The scorecard in a terminal: the verdicts of the orders, the harm, causes and advice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from golive.record.run import (
    BROKEN,
    DEFAULT,
    HELD,
    UNKNOWN,
    Exercised,
    Expectation,
    FaultCount,
    RunRecord,
    Scorecard,
)
from golive_reports.run.findings import FindingGroup, grouped
from golive_reports.run.first import doubts, harm_line, origin, other_reasons, tolerated, work_line, worst
from golive_reports.run.tables.claims import claims
from golive_reports.run.tables.errors import error_line, lag_rows
from golive_reports.words.console import entries, print_to, unbroken
from golive_reports.words.local_time import Wall
from golive_reports.words.metrics import in_words
from golive_reports.words.score import lowered
from golive_reports.words.text import brief, clean, counted, duration, money, number, share
from golive_reports.words.verdicts import LOOKS, SIGNS, currency, headline, tally

_STYLES = {HELD: "green", BROKEN: "red", UNKNOWN: "yellow"}
_WORDS = {HELD: "HELD", BROKEN: "BROKEN", UNKNOWN: "UNKNOWN"}
_EXPECTATIONS_SHOWN = 8
_HELD_SHOWN = 16
_GROUPS_SHOWN = 2
_ERRORS_SHOWN = 5
_FAULTS_SHOWN = 12
_REASONS_SHOWN = 5
_URGENCY = {BROKEN: 0, UNKNOWN: 1}


def print_scorecard(scorecard: Scorecard, run: RunRecord, console: Console, report: Path) -> None:
    """Print the scorecard of a run in at most about 55 lines; it needs 60 columns, 100 are better."""
    print_to(console, Group(*_parts(scorecard, run, console.width, report)))


def _parts(card: Scorecard, run: RunRecord, width: int, report: Path) -> Iterable[RenderableType]:
    yield from _verdict(card, run)
    yield from _first(card, run, report)
    yield from _doubts(card)
    yield from _orders(card, width)
    yield from _expectations(card, width)
    yield from claims(card.claims)
    yield from _findings(card, report.parent.as_posix())
    yield from _faults(card, width)
    yield from _errors(card)
    yield from _ending(card, run, report)


def _title(text: str, after: str = "") -> Text:
    return Text.assemble((text, "bold"), (f"  {after}" if after else "", "dim"))


def _indented(item: RenderableType) -> Padding:
    return Padding(item, (0, 0, 0, 2))


def _verdict(card: Scorecard, run: RunRecord) -> Iterable[RenderableType]:
    style = _STYLES.get(card.verdict, "yellow")
    sign = _sign(card.verdict)
    dot = " · "
    yield Text.assemble(
        (f" {sign} {_WORDS.get(card.verdict, clean(card.verdict, 20))} ", f"bold reverse {style}"),
        ("  " + clean(card.scenario, 60), "bold"),
        (
            f"{dot}{clean(card.candidate, 60)}{dot}seed {card.seed}{dot}{duration(run.end_ms - run.start_ms)}",
            "dim",
        ),
    )
    yield Text(f"{headline(card)}.", style)


def _first(card: Scorecard, run: RunRecord, report: Path) -> Iterable[RenderableType]:
    """The worst finding with its cause and cure, and the harm."""
    group = worst(card)
    if group is not None:
        yield Text()
        yield _title("Worst finding")
        yield from _group(group, currency(card), str(report.parent), group.root)
    yield Text()
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    table.add_row(Text("Harm", "bold"), Text(harm_line(card)))
    work = work_line(card, Wall.of(run))
    if work:
        table.add_row("", Text(work, "dim"))
    low = lowered(card)
    if low:
        table.add_row(Text("Score", "bold"), Text(low))
    allowed = tolerated(card)
    if allowed:
        table.add_row(Text("Tolerated", "bold"), Text("; ".join(allowed), "yellow"))
    yield table


def _doubts(card: Scorecard) -> Iterable[RenderableType]:
    """What is unknown, each with its cure, and the reasons that are no doubts."""
    found = doubts(card)
    if found:
        yield Text()
        yield _title("Unknown", "and what makes it known")
    for doubt in found[:_REASONS_SHOWN]:
        yield _indented(Text(f"{SIGNS[UNKNOWN]} {doubt.what}", "yellow"))
        if doubt.cure:
            yield Padding(Text(doubt.cure, "green"), (0, 0, 0, 4))
    yield from _and_more(found[_REASONS_SHOWN:], counted(len(found[_REASONS_SHOWN:]), "other doubt"))
    reasons = other_reasons(card)
    for reason in reasons[:_REASONS_SHOWN]:
        yield _indented(Text(f"- {reason}", "dim"))
    yield from _and_more(reasons[_REASONS_SHOWN:], counted(len(reasons[_REASONS_SHOWN:]), "other reason"))


def _orders(card: Scorecard, width: int) -> Iterable[RenderableType]:
    counts = {verdict: count for verdict, count in tally(card).items() if count}
    judged = sum(counts.values())
    yield Text()
    yield _title("Orders", number(judged))
    if not judged:
        return
    bar = Text()
    for verdict, cells in cells_of(counts, min(width - 4, 72)).items():
        look = LOOKS[verdict]
        bar.append(look.block * cells, look.style)
    yield _indented(bar)
    yield _indented(_legend(counts, width - 4))


def _legend(counts: dict[str, int], width: int) -> Text:
    """Return the signs of the bar with their counts."""
    return _flow(
        [
            Text.assemble(
                (LOOKS[verdict].block, LOOKS[verdict].style), f" {LOOKS[verdict].label} {number(count)}"
            )
            for verdict, count in counts.items()
        ],
        width,
    )


def _flow(items: Iterable[Text], width: int) -> Text:
    """Return the items side by side, with line breaks only between them."""
    flow, column = Text(), 0
    for item in items:
        if column and column + 3 + len(item) > width:
            flow.append("\n")
            column = 0
        elif column:
            flow.append("   ")
            column += 3
        flow.append_text(item)
        column += len(item)
    return flow


def cells_of(counts: dict[str, int], width: int) -> dict[str, int]:
    """Return the characters for each verdict: proportional, at least one each, in sum `width` if possible."""
    judged = sum(counts.values())
    cells = {verdict: max(1, count * width // judged) for verdict, count in counts.items()}
    largest = max(cells, key=lambda verdict: counts[verdict])
    cells[largest] = max(1, cells[largest] + width - sum(cells.values()))
    return cells


def _expectations(card: Scorecard, width: int) -> Iterable[RenderableType]:
    expectations = card.expectations
    if not expectations:
        return
    held = [item for item in expectations if item.verdict == HELD and not _is_silent(item)]
    silent = sum(_is_silent(item) for item in expectations)
    ordered = sorted(
        (item for item in expectations if item.verdict != HELD),
        key=lambda item: _URGENCY.get(item.verdict, 1),
    )
    yield Text()
    yield _title("Expectations", _by_verdict(expectations))
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    for item in ordered[:_EXPECTATIONS_SHOWN]:
        table.add_row(
            Text(_sign(item.verdict), _STYLES.get(item.verdict, "yellow")),
            Text.assemble(in_words(item.metric, card.kinds), (f" {clean(item.metric, 40)}", "dim")),
            Text(f"expected {clean(item.expected, 40)}{_by_default(item)}", "dim"),
            Text(f"got {clean(item.actual, 60)}", "bold" if item.verdict == BROKEN else ""),
        )
    if ordered:
        yield _indented(table)
    yield from _and_more(ordered[_EXPECTATIONS_SHOWN:], _by_verdict(ordered[_EXPECTATIONS_SHOWN:]))
    tolerable = [clean(item.tolerating) for item in ordered[:_EXPECTATIONS_SHOWN] if item.tolerating]
    for at, line in enumerate(tolerable):
        yield _indented(unbroken(("to tolerate" if not at else "           ", "dim"), "  ", (line, "dim")))
    if held:
        yield _indented(_flow([_held(item) for item in held[:_HELD_SHOWN]], width - 4))
        yield from _and_more(held[_HELD_SHOWN:], f"{len(held[_HELD_SHOWN:])} more held")
    yield from _and_more(range(silent), f"{silent} more expected to be 0 by default, which held")


def _is_silent(item: Expectation) -> bool:
    """Whether it held by default: the scenario says nothing about it, and nothing was found."""
    return item.verdict == HELD and item.source == DEFAULT


def _by_default(item: Expectation) -> str:
    return " by default" if item.source == DEFAULT else ""


def _held(item: Expectation) -> Text:
    actual = clean(item.actual, 40)
    if item.tolerated:
        return Text.assemble(
            (f"{SIGNS[HELD]} ", "yellow"), in_words(item.metric), f" {actual}",
            (f" tolerated: {clean(item.expected, 40)}", "yellow"),
        )  # fmt: skip
    return Text.assemble((f"{SIGNS[HELD]} ", "green"), in_words(item.metric), (f" {actual}", "dim"))


def _by_verdict(expectations: Sequence[Expectation]) -> str:
    counts = {word: sum(item.verdict == word for item in expectations) for word in (BROKEN, UNKNOWN, HELD)}
    return ", ".join(f"{count} {word}" for word, count in counts.items() if count)


def _findings(card: Scorecard, folder: str) -> Iterable[RenderableType]:
    first = worst(card)
    groups = [group for group in grouped(card) if first is None or group.place != first.place]
    if not groups:
        return
    yield Text()
    yield _title("Other findings", f"{counted(len(card.findings), 'finding')} in all")
    for group in groups[:_GROUPS_SHOWN]:
        yield from _group(group, currency(card), folder)
    rest = groups[_GROUPS_SHOWN:]
    findings = sum(len(group.findings) for group in rest)
    yield from _and_more(
        rest, f"{counted(findings, 'finding')} of {counted(len(rest), 'other group')} in the report"
    )


def _group(group: FindingGroup, unit: str, folder: str, root: str = "") -> Iterable[RenderableType]:
    line = Text.assemble(
        (f"{number(len(group.findings))} × {clean(group.title, 60)}", "bold"),
        (f"  {group.oracle_name}", "dim"),
    )
    if group.harm_cents:
        line.append(f"  {money(group.harm_cents, unit)}", "red")
    line.append(f"  {'such as ' if len(group.findings) > 1 else ''}{clean(group.findings[0].key, 40)}", "dim")
    yield _indented(line)
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), show_header=False)
    table.add_row(Text("why", "dim"), Text(clean(group.why, 240)))
    if group.fix:
        table.add_row(Text("fix", "dim"), Text(clean(group.fix, 240), "green"))
    if root:
        table.add_row(Text("root", "dim"), Text(root))
    first = next((each for each in group.findings if each.without), group.findings[0])
    if first.without:
        table.add_row(Text("if", "dim"), Text(f"{clean(first.key, 40)}: {clean(first.without, 240)}"))
    if first.key:
        table.add_row(Text("see", "dim"), Text(clean(first.reproduce(folder), 240), "dim"))
    yield Padding(table, (0, 0, 0, 4))


def _faults(card: Scorecard, width: int) -> Iterable[RenderableType]:
    named = [each for each in card.exercised if each.named]
    if named:
        yield Text()
        yield _title("Exercised", "rules, quirks, jobs and surprises that the scenario names")
        yield _indented(_flow([_exercised(each) for each in named[:_FAULTS_SHOWN]], width - 4))
        yield from _and_more(named[_FAULTS_SHOWN:], counted(len(named) - _FAULTS_SHOWN, "other"))
    if not card.faults:
        return
    ordered = sorted(card.faults, key=lambda fault: fault.hit > 0)
    yield Text()
    yield _title("Faults", "how often each hit and had an effect")
    yield _indented(_flow([_fault(fault) for fault in ordered[:_FAULTS_SHOWN]], width - 4))
    yield from _and_more(ordered[_FAULTS_SHOWN:], counted(len(ordered) - _FAULTS_SHOWN, "other"))


def _exercised(each: Exercised) -> Text:
    if each.miss:
        return Text(f"{SIGNS[UNKNOWN]} {clean(each.miss, 200)}", "yellow")
    acted = (
        f"checked {number(each.cases)}, acted {number(each.acts)}"
        if each.what == "rule"
        else (f"acted {number(each.acts)}")
    )
    return Text.assemble((f"{SIGNS[HELD]} ", "green"), clean(each.name, 60), (f" {acted}", "dim"))


def _fault(fault: FaultCount) -> Text:
    name = clean(fault.id, 40)
    if fault.hit:
        hits = number(fault.hit)
        changed = "" if fault.effective == fault.hit else f", changed {number(fault.effective)}"
        return Text.assemble((f"{SIGNS[HELD]} ", "green"), name, (f" hit {hits}{changed}", "dim"))
    miss = f": {clean(fault.miss, 200)}" if fault.miss else ""
    return Text(f"{SIGNS[UNKNOWN]} {name} never hit, so it proves nothing{miss}", "yellow")


def _errors(card: Scorecard) -> Iterable[RenderableType]:
    """The classes of errors that were met most often, and the lag of each kind of record, in few lines."""
    rows = [
        row
        for row in card.error_classes
        if row.get("error") != "401" or row.get("succeeded") != row["records"]
    ]
    if rows:
        yield Text()
        yield _title("Errors", "classes that calls met, and what became of the records")
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
        for row in rows[:_ERRORS_SHOWN]:
            table.add_row(
                Text(clean(f"{row['system']} {row['error']}", 40), "bold"),
                Text(clean(row["kind"], 20), "dim"),
                Text(f"{number(row['calls'])} calls", "dim"),
                Text(error_line(row)),
            )
        yield _indented(table)
        yield from _and_more(rows[_ERRORS_SHOWN:], f"{len(rows[_ERRORS_SHOWN:])} more in the report")
    lags = [f"{clean(kind, 20)} {values[1]}" for kind, values in lag_rows(card)]
    if lags:
        yield Text()
        yield _title("Lag", f"95 % within: {', '.join(lags)}")


def _ending(card: Scorecard, run: RunRecord, report: Path) -> Iterable[RenderableType]:
    yield Text()
    grid = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    grid.add_column(min_width=len("Report"))
    grid.add_column()
    numbers = Text.assemble(
        (f"{number(card.score, 1)} of 100", "bold"),
        ("   coverage ", ""),
        (share(card.coverage), "bold"),
        ("  of what the scenario set out to exercise", "dim"),
    )
    grid.add_row(Text("Score", "bold"), numbers)
    if run.load:
        grid.add_row(Text("Load", "bold"), Text(load_line(run.load), overflow="fold"))
    grid.add_row(Text("Run", "bold"), Text(origin(run), "dim"))
    for remark in run.remarks:
        grid.add_row(Text("Note", "bold"), Text(clean(remark, 1000), overflow="fold"))
    yield grid
    yield from entries(("Report", clean(str(report), 2000), "cyan"))
    if card.replay:
        yield from entries(("Replay", clean(card.replay, 2000), ""))


def load_line(load: dict[str, Any]) -> str:
    """Return the results of `golive load` in one line."""
    counts = ", ".join(
        f"{number(load.get(key, 0), 0)} {key}"
        for key in ("orders", "failed", "unfinished", "unsent")
        if key == "orders" or load.get(key)
    )
    waits = load.get("latency_ms")
    p95 = waits.get("p95") if isinstance(waits, dict) else None
    late = "" if p95 is None else f"; 95 % within {brief(p95)} of their planned instant"
    return f"{number(load.get('planned', 0), 0)} checkouts over HTTP planned: {counts}{late}"


def _and_more(rest: Sequence[object], what: str) -> Iterable[RenderableType]:
    if rest:
        yield _indented(Text(f"and {what}", "dim"))


def _sign(verdict: str) -> str:
    return SIGNS.get(verdict, "?")
