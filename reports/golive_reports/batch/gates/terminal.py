"""The gate in a terminal: a line per run, a row per scenario, the bounds, one verdict."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from golive.record.batch import FAILED, Gate, RunResult
from golive.record.run import BROKEN, HELD, UNKNOWN
from golive_reports.batch import words as notes
from golive_reports.batch.rates import confidence, limit
from golive_reports.batch.results import SIGNS_OF, STYLES, sentence
from golive_reports.words.console import entries, print_to
from golive_reports.words.text import clean, counted, money, number
from golive_reports.words.verdicts import LOOKS, WORST_FIRST

_STATES = (HELD, BROKEN, UNKNOWN, FAILED)
_NARROW = 90
_SHORT = {
    "duplicated": "twice",
    "wrong_content": "content",
    "wrong_state": "state",
    "stuck_visible": "stuck",
    "indeterminate": "in flight",
}


def print_run(result: RunResult, console: Console) -> None:
    """Print one line with the result of one run of several."""
    style = STYLES.get(result.verdict, "yellow")
    name = clean(" · ".join(word for word in (result.scenario, result.variant) if word), 80)
    line = Text.assemble(
        (f" {SIGNS_OF.get(result.verdict, '?')} {result.verdict:<7} ", style),
        (name, "bold"),
        (f" · seed {result.seed}", "dim"),
        f"  {sentence(result)}",
    )
    print_to(console, line, soft_wrap=True)


def print_gate(gate: Gate, page: Path, console: Console) -> None:
    """Print the table of all scenarios, the bounds and the verdict; `page` is the path of `gate.html`."""
    print_to(console, *_parts(gate, page, console.width))


def _parts(gate: Gate, page: Path, width: int) -> Iterable[RenderableType]:
    yield Text()
    yield _scenarios(gate, width)
    yield Text()
    yield from _bounds(gate)
    yield Text()
    yield from _verdict(gate, page)


def _scenarios(gate: Gate, width: int) -> Table:
    """Return a row per scenario, with columns only for verdicts that occurred."""
    some = [kind for kind in WORST_FIRST if any(run.orders.get(kind) for run in gate.runs)]
    words = [word for word in _STATES if any(run.verdict == word for run in gate.runs)]
    narrow = width < _NARROW
    others = [_others(run) for run in gate.runs]
    table = Table(box=None, pad_edge=False, padding=(0, 1 if narrow else 2, 0, 0), header_style="dim")
    table.add_column("scenario", overflow="fold")
    for title in (
        *([HELD] if narrow else words),
        "orders",
        *(_SHORT.get(kind, kind) for kind in some),
        *(["other"] if any(others) else []),
        "harm",
    ):
        table.add_column(title, justify="right", no_wrap=True)
    for scenario in gate.scenarios:
        runs = [run for run in gate.runs if run.scenario == scenario]
        table.add_row(
            clean(scenario, 60),
            *(_held(runs) if narrow else _verdicts(runs, words)),
            number(sum(run.orders.get("total", 0) for run in runs)),
            *(_count(sum(run.orders.get(kind, 0) for run in runs), LOOKS[kind].style) for kind in some),
            *([_count(sum(map(_others, runs)), "red")] if any(others) else []),
            _harm(runs),
        )
    return table


def _others(run: RunResult) -> int:
    """Return the number of findings that decide and are no verdict of an order, with a crash."""
    return sum(run.beside_orders.values()) + bool(run.crash)


def _verdicts(runs: list[RunResult], words: list[str]) -> list[Text]:
    return [_count(sum(run.verdict == word for run in runs), STYLES[word]) for word in words]


def _held(runs: list[RunResult]) -> list[Text]:
    """Return how many of the runs held, for terminals without room for a column each."""
    held = sum(run.verdict == HELD for run in runs)
    return [Text(f"{number(held)}/{number(len(runs))}", "green" if held == len(runs) else "red")]


def _count(count: int, style: str) -> Text:
    return Text(number(count), style if count else "dim")


def _harm(runs: list[RunResult]) -> str:
    unit = next((run.currency for run in runs if run.currency), "")
    return money(sum(run.harm_cents for run in runs), clean(unit, 8), whole=True)


def _bounds(gate: Gate) -> Iterable[RenderableType]:
    orders = gate.bounds[0].orders if gate.bounds else 0
    if not orders:
        yield Text("No order was hit by a fault, so there are no rates to estimate.", "yellow")
        return
    yield Text.assemble(
        (f"{counted(orders, 'order')} hit by a fault", "bold"),
        (f"  harmed ones among them, and the upper bound of the rate at {confidence(gate.bounds)}", "dim"),
    )
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    for bound in gate.bounds:
        style = "green" if not bound.seen else LOOKS[bound.kind].style
        table.add_row(
            LOOKS[bound.kind].label,
            Text(number(bound.seen), style, justify="right"),
            Text(limit(bound), "bold"),
        )
    yield Padding(table, (0, 0, 0, 2))
    if gate.bounds[0].undecided:
        yield Padding(
            Text(f"{counted(gate.bounds[0].undecided, 'order')} still in flight counted as harmed", "dim"),
            (0, 0, 0, 2),
        )


def _verdict(gate: Gate, page: Path) -> Iterable[RenderableType]:
    style = STYLES.get(gate.verdict, "yellow")
    counts = [
        (word, sum(run.verdict == word for run in gate.runs)) for word in (BROKEN, FAILED, UNKNOWN, HELD)
    ]
    yield Text.assemble(
        (f" {SIGNS_OF.get(gate.verdict, '?')} {gate.verdict.upper()} ", f"bold reverse {style}"),
        ("  " + clean(gate.candidate, 60), "bold"),
        (f" · {counted(len(gate.runs), 'run')}: ", "dim"),
        ", ".join(f"{number(count)} {word}" for word, count in counts if count),
    )
    for note in filter(None, (notes.flaky(gate), *notes.left_out(gate))):
        yield Text(f"   {note}", "yellow")
    if gate.against is not None:
        yield Text(f"   {notes.headline(gate.against)}", "red" if gate.against.worse else "green")
        for word, each in notes.changes(gate.against):
            yield Text(f"     {word}: {notes.name_of(each)}, {notes.change(each)}")
    worst = [("Worst", clean(gate.worst, 2000), "")] if gate.worst else []
    yield from entries(*worst, ("Page", clean(page.as_posix(), 2000), "cyan"))
