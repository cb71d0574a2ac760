"""`golive load`: the customers of a scenario, sent to a running shop."""

from __future__ import annotations

import json
import re
import socket
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click

from golive.cli import options
from golive.cli.completion import Named, runs
from golive.cli.interrupts import ended_in_order
from golive.cli.output import console
from golive.errors import LoadProblem

if TYPE_CHECKING:
    from golive.load.outcome import Outcome, Spread
    from golive.scenario import Scenario

MOST_VISITS = 1_000_000
_LONGEST_LOOK_S = 5.0


def _span(may_be_zero: bool) -> Callable[[click.Context, click.Parameter, str | None], int | None]:
    """Reads the text of an option as a duration of a scenario, in milliseconds."""

    def read(ctx: click.Context, option: click.Parameter, text: str | None) -> int | None:
        if ctx.resilient_parsing:  # completion, which must not import what reads durations
            return None
        from golive.keys.value_kinds import DURATION, LASTING

        kind = DURATION if may_be_zero else LASTING
        try:
            return None if text is None else kind.parse(text)
        except ValueError as error:
            hint = f" ({error})" if str(error) else ""
            raise click.BadParameter(f"expected {kind.expected}, got {text!r}{hint}", ctx, option) from error

    return read


_LONGEST_SKUS = 50_000_000


@click.command()
@click.option("--url", required=True, metavar="URL", help="The shop, such as http://127.0.0.1:8080.")
@click.option(
    "--scenario",
    "named",
    default="calm",
    show_default=True,
    metavar="NAME|FILE",
    shell_complete=Named("scenarios", files=True),
    help="The scenario whose customers are sent.",
)
@options.sets()
@options.seed(None)
@click.option(
    "--from",
    "from_ms",
    default="0s",
    show_default=True,
    callback=_span(may_be_zero=True),
    help="Start within the scenario's traffic.",
)
@click.option(
    "--duration",
    "duration_ms",
    default=None,
    callback=_span(may_be_zero=False),
    help="Length of the part to send; without it, to the end of the traffic.",
)
@options.speed("How many times closer together visits begin.")
@click.option(
    "--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Number of processes."
)
@click.option(
    "--connections",
    default=100,
    show_default=True,
    type=click.IntRange(1, 10_000),
    help="Visits in flight at once, in each process; further ones wait.",
)
@click.option(
    "--timeout",
    "timeout_ms",
    default="30s",
    show_default=True,
    callback=_span(may_be_zero=False),
    help="Timeout of one call.",
)
@click.option(
    "--patience",
    "patience_ms",
    default="30s",
    show_default=True,
    callback=_span(may_be_zero=True),
    help="How long after the end visits may still begin or end.",
)
@click.option("--store", default="", metavar="CODE", help="Store view; without it, the shop's default.")
@click.option("--method", default="checkmo", show_default=True, help="Payment method.")
@click.option(
    "--skus",
    "skus_file",
    default=None,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="SKUs to buy, one a line, bestsellers first; without it, those of the scenario.",
)
@click.option(
    "--i-own-this-shop",
    "is_owner",
    is_flag=True,
    help="Allow load on another machine: you own the shop, or may test it.",
)
@click.option(
    "--run",
    "run_named",
    default=None,
    metavar="RUN",
    shell_complete=runs,
    help="Also write the result into that run.",
)
@options.form
def load(
    url: str,
    named: str,
    sets: tuple[str, ...],
    seed: int,
    from_ms: int,
    duration_ms: int | None,
    speed: float,
    workers: int,
    connections: int,
    timeout_ms: int,
    patience_ms: int,
    store: str,
    method: str,
    skus_file: Path | None,
    is_owner: bool,
    run_named: str | None,
    form: str,
) -> int:
    """Send the customers of a scenario through the guest checkout of a shop, over HTTP.

    Visits begin at the instants of the scenario, however slow the shop is; latency counts from that instant, and
    visits that could not be sent are reported. Exit status: 0 when every visit became an order, 1 when not.
    """
    from golive import scenario
    from golive.keys.value_kinds import show_duration
    from golive.load.outcome import outcome
    from golive.load.processes import check_locust, drive
    from golive.load.visits import LoadPlan, addresses, visits
    from golive.record import folder

    base = _base(url, store, is_owner)
    run_dir = None if run_named is None else folder.find(run_named)
    loaded = scenario.load(named, sets)
    skus = _skus(loaded, seed, skus_file)
    length_ms = _length_ms(loaded, from_ms, duration_ms)
    planned = tuple(visits(loaded, seed, skus, from_ms, length_ms, speed))
    if not 0 < len(planned) <= MOST_VISITS:
        raise LoadProblem(f"expected 1 to {MOST_VISITS:,} visits in that stretch, got {len(planned):,}")
    check_locust()
    _check_it_listens(url, timeout_ms)
    real_ms = int(length_ms / speed)
    plan = LoadPlan(base, method, real_ms, patience_ms, timeout_ms, connections, addresses(seed), planned)
    if form == "text":
        click.echo(f"{len(planned):,} visits in {show_duration(real_ms)} to {base} ...")
    with ended_in_order(), tempfile.TemporaryDirectory(prefix="golive-load-") as place:
        reported = drive(plan, workers, Path(place))
    found = outcome(planned, real_ms, reported)
    data = {
        "url": url, "scenario": loaded.name, "seed": seed, "speed": speed, "workers": workers,
        "from_ms": from_ms, "duration_ms": length_ms, **asdict(found),
    }  # fmt: skip
    if run_dir is not None:
        _join(run_dir, data)
    if form == "json":
        click.echo(json.dumps(data, indent=2))
    else:
        _show(found)
    return 0 if found.is_clean else 1


def _base(url: str, store: str, is_owner: bool) -> str:
    from golive.live.calls.webhooks import is_here

    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise LoadProblem(f"--url: expected an address such as http://127.0.0.1:8080, got {url[:80]!r}")
    if not is_here(url) and not is_owner:
        raise LoadProblem(
            f"--url: {parts.hostname} is another machine, and this would place orders there; add --i-own-this-shop "
            "if you own the shop or may test it"
        )
    if store and not re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]*", store):
        raise LoadProblem(f"--store: expected a store code such as default, got {store[:80]!r}")
    return f"{url.rstrip('/')}/rest/{store + '/' if store else ''}V1/"


def _check_it_listens(url: str, timeout_ms: int) -> None:
    """Raises LoadProblem where nothing accepts connections at the address, before a single visit is sent."""
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        socket.create_connection((parts.hostname, port), min(timeout_ms / 1000, _LONGEST_LOOK_S)).close()
    except OSError as error:
        raise LoadProblem(
            f"--url: expected a shop at {url[:80]}, nothing accepts connections there ({error.strerror or error}); "
            "start the shop first, such as golive serve shop --port 8080"
        ) from error


def _length_ms(loaded: Scenario, from_ms: int, duration_ms: int | None) -> int:
    from golive.keys.value_kinds import show_duration

    left_ms = loaded.clock.duration_ms - from_ms
    if left_ms <= 0 or (duration_ms or 0) > left_ms:
        raise LoadProblem(
            f"--from and --duration: expected a stretch within the traffic of {loaded.name}, which lasts "
            f"{show_duration(loaded.clock.duration_ms)}"
        )
    return duration_ms or left_ms


def _skus(loaded: Scenario, seed: int, file: Path | None) -> list[str]:
    from golive.workloads.masterdata import articles

    if file is None:
        return [article.sku for article in articles(loaded, seed)]
    with file.open("rb") as opened:
        content = opened.read(_LONGEST_SKUS + 1)
    if len(content) > _LONGEST_SKUS:
        raise LoadProblem(
            f"--skus {file}: expected at most {_LONGEST_SKUS:,} bytes, one SKU a line, got more"
        )
    skus = [line.strip() for line in content.decode("utf-8", "replace").splitlines() if line.strip()]
    if not skus:
        raise LoadProblem(f"--skus {file}: expected one SKU a line, got an empty file")
    return skus


def _join(run_dir: Path, data: dict[str, Any]) -> None:
    """Write the result into a run folder and its record."""
    from golive.record import files, folder
    from golive.record.format import FORMAT
    from golive.record.run import LOAD_FILE, RUN_FILE

    record = folder.read_run(run_dir)
    record.load = {key: value for key, value in data.items() if key != "series"}
    files.write_json(run_dir / LOAD_FILE, {"format": FORMAT, **data})
    files.write_json(run_dir / RUN_FILE, record.as_json())


def _show(found: Outcome) -> None:
    from rich.table import Table
    from rich.text import Text

    from golive_reports.words.console import print_to

    out = console()
    counts = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for name, count, about in (
        ("planned", found.planned, ""),
        ("orders", found.orders, ""),
        ("failed", found.failed, ""),
        ("unfinished", found.unfinished, "on the way when patience ended"),
        ("unsent", found.unsent, "could not even begin in time"),
        ("late", found.late, "began over 0.1 s after their instant: no connection was free"),
    ):
        counts.add_row(name, f"{count:,}", f"[dim]{about}[/dim]")
    print_to(out, counts)
    times = Table(box=None, padding=(0, 2, 0, 0))
    for title in ("milliseconds", "calls", "failed", "p50", "p95", "p99", "most"):
        times.add_column(title, justify="left" if title == "milliseconds" else "right")
    times.add_row("order, from its planned instant", f"{found.orders:,}", "", *_figures(found.latency_ms))
    times.add_row("order, from its beginning", f"{found.orders:,}", "", *_figures(found.service_ms))
    for call in found.calls:
        figures = [f"{round(call[key] or 0):,}" for key in ("p50_ms", "p95_ms", "p99_ms", "max_ms")]
        times.add_row(call["name"], f"{call['count']:,}", f"{call['failed']:,}", *figures)
    print_to(out, times)
    for why, count in found.failures.items():
        print_to(out, Text(f"{count:,} × {why}"))
    if found.unsent or found.unfinished:
        print_to(
            out,
            Text(
                "Times are of orders only: the visits that never became one would have waited longer.", "dim"
            ),
        )
    if found.halted:
        print_to(out, Text("Interrupted: what was not sent until then is unsent."))


def _figures(spread: Spread) -> list[str]:
    values = (spread.p50, spread.p95, spread.p99, spread.most)
    return ["" if value is None else f"{value:,}" for value in values]
