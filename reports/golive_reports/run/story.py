"""The timeline of one order in a terminal: events in the shop, on the wire, in the ERP and on the desk."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from golive.record.rows import ExchangeLine
from golive.record.run import Fact, OrderLine
from golive_reports.words import bodies
from golive_reports.words.badges import BAD, GOOD, PLAIN, WARN
from golive_reports.words.console import print_to
from golive_reports.words.local_time import Wall
from golive_reports.words.story_line import StoryLine, describe
from golive_reports.words.text import DAY_MS, clean, duration, money
from golive_reports.words.verdicts import LOOKS

_LANE_SHORT = {"shop": "shop", "wire": "wire", "erp": "ERP", "desk": "desk"}
_LANE_STYLES = {"shop": "cyan", "wire": "bright_black", "erp": "blue", "desk": "magenta"}
_TONE_STYLES = {PLAIN: "", GOOD: "green", WARN: "yellow", BAD: "bold red"}
_NARROW = 80


def print_story(
    order: OrderLine | None,
    facts: Sequence[Fact],
    console: Console,
    wall: Wall | None = None,
    unjudged: str = "Not a shop order of this run; facts about this number:",
    exchanges: Sequence[ExchangeLine] = (),
    decimals: Collection[str] = (),
) -> None:
    """Print the facts, oldest first, with times relative to the placement of the order (or the first fact).

    `wall` gives the offset of the scenario's clock; without it wall-clock times are UTC. `unjudged` stands above facts
    without an order. `exchanges` are the calls and notices whose bodies are shown under the last fact about each.
    `decimals` are SKUs whose quantities facts state in thousandths.
    """
    wall = wall or Wall()
    facts = sorted(facts, key=lambda fact: fact.seq)
    _head(order, facts, console, wall, unjudged)
    if not facts:
        print_to(console, Text("No fact refers to it: check the number, or search the ledger.", "yellow"))
        return
    origin = order.placed_ms if order is not None else facts[0].at_ms
    narrow = console.width < _NARROW
    table = Table(box=None, pad_edge=False, padding=(0, 1), show_header=not narrow, header_style="bold")
    if not narrow:
        table.add_column(wall.zone, no_wrap=True)
    table.add_column("since placed", justify="right", no_wrap=True)
    table.add_column("where", no_wrap=True)
    table.add_column("what happened", overflow="fold", ratio=1)
    day = wall.day(origin)
    shown = _under(facts, exchanges)
    for fact in facts:
        if not narrow and (today := wall.day(fact.at_ms)) != day:
            day = today
            table.add_row(Text(day[4:], "dim"), "", "", "")
        line = describe(fact, decimals)
        cells = [
            Text(since(fact.at_ms - origin), "dim"),
            Text(_LANE_SHORT[line.lane], _LANE_STYLES[line.lane]),
            _what(line),
        ]
        table.add_row(*([] if narrow else [Text(wall.time(fact.at_ms))]), *cells)
        for each in shown.get(fact.seq, ()):
            text = Text.assemble(
                ("> ", "bold"), bodies.sent(each), ("\n< ", "bold"), bodies.answered(each), style="dim"
            )
            table.add_row(*([] if narrow else [""]), "", "", text)
    print_to(console, table)


def _under(facts: Sequence[Fact], exchanges: Sequence[ExchangeLine]) -> Mapping[int, Sequence[ExchangeLine]]:
    """Return the exchanges by the ledger number of the last fact about each."""
    last = {fact.keys["x"]: fact.seq for fact in facts if "x" in fact.keys}
    found: dict[int, list[ExchangeLine]] = {}
    for line in exchanges:
        if (number := last.get(str(line["x"]))) is not None:
            found.setdefault(number, []).append(line)
    return found


def since(ms: int) -> str:
    """Return a signed offset with enough digits to order events: `+1.204 s`, `+4 min 05 s`."""
    sign = "-" if ms < 0 else "+"
    span = abs(ms)
    if span < 60_000:
        return f"{sign}{span / 1000:.3f} s"
    return sign + duration(min(span, 9999 * DAY_MS))


def _head(
    order: OrderLine | None, facts: Sequence[Fact], console: Console, wall: Wall, unjudged: str
) -> None:
    if order is None:
        print_to(console, Text(unjudged, "bold"))
        return
    look = LOOKS.get(order.verdict)
    verdict = look.label if look else clean(order.verdict, 40)
    head = Text.assemble(
        (f"Order {clean(order.order, 60)}", "bold"), "  ", (verdict, look.style if look else "")
    )
    if order.why:
        head.append(f": {clean(order.why)}")
    print_to(console, head)
    parts = [
        f"placed {wall.stamp(order.placed_ms)} {wall.zone}",
        money(order.total_cents, clean(order.currency, 8)),
    ]
    if order.latency_ms is not None:
        parts.append(f"paid to booked {duration(order.latency_ms)}")
    if order.erp_orders:
        parts.append("ERP " + ", ".join(clean(number, 40) for number in order.erp_orders[:8]))
    print_to(console, Text(" · ".join(parts), "dim"))
    print_to(console, "")


def _what(line: StoryLine) -> Text:
    text = Text()
    if line.badge:
        text.append(f"[{line.badge}] ", _TONE_STYLES[line.tone])
    text.append(line.text)
    if line.faults:
        text.append(f"  (fault {', '.join(line.faults)})", "bold red" if line.tone == BAD else "yellow")
    return text
