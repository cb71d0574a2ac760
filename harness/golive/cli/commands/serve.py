"""`golive serve`: a sandbox that runs until a signal ends it."""

from __future__ import annotations

import gc
import json
import signal
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

import click

from golive.cli import options
from golive.cli.completion import Named, listed
from golive.errors import ServeProblem
from golive.exit_status import HARNESS_STATUS, HELD_STATUS

if TYPE_CHECKING:
    from golive.serve.sandbox import Sandbox

SYSTEMS = {"erp": ("erp",), "shop": ("shop",), "both": ("erp", "shop")}
"""Systems by argument of the command line, in the order of their ports."""

MOST_ORDERS = 1_000_000


@click.command()
@click.argument("what", type=click.Choice(list(SYSTEMS)))
@click.option(
    "--port",
    default=0,
    show_default=True,
    type=click.IntRange(0, 65_535),
    help="Port of the system; 0 picks a free one. With both it is the ERP's; the shop gets the next one if "
    "that is free, else any.",
)
@options.seed("Seed of articles, orders and credentials.")
@click.option(
    "--orders",
    default=0,
    show_default=True,
    type=click.IntRange(0, MOST_ORDERS),
    help="Number of orders at the start, in many states, over the last month.",
)
@click.option(
    "--profile",
    default="",
    metavar="NAME[,NAME]",
    shell_complete=listed,
    help="The profile of the ERP; golive erp profiles lists them. Later names win.",
)
@click.option(
    "--dialect",
    default="",
    metavar="NAME",
    shell_complete=Named("dialects"),
    help="The product whose language the ERP speaks; golive erp dialects lists them. Without it, the profile's.",
)
@click.option(
    "--erp-version", default="", metavar="VERSION", help="The version of that product; else the newest."
)
@options.speed("How many times faster than real time the clock runs.")
@options.sets("Change one value, such as erp.limits.rate=off.")
@click.option(
    "--webhook", default="", metavar="URL", help="Address for the shop's events, on this machine only."
)
@click.option(
    "--files",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="A folder for the files of the ERP: in, out, archive and error are made in it.",
)
@click.option(
    "--start",
    default="",
    metavar="INSTANT",
    help="Date and time in the sandbox when it opens, such as 2026-03-31T22:00:00+02:00; without it, the present.",
)
@click.option("--ready-json", is_flag=True, help="Print addresses and credentials as one line of JSON.")
def serve(
    what: str,
    port: int,
    seed: int,
    orders: int,
    profile: str,
    dialect: str,
    erp_version: str,
    speed: float,
    sets: tuple[str, ...],
    webhook: str,
    files: Path | None,
    start: str,
    ready_json: bool,
) -> int:
    """Serve the fake ERP, the fake shop or both on the loopback interface, to develop against.

    It runs until Ctrl-C or SIGTERM. No faults are injected. The exit status is 5 if a request ended in an internal
    error.
    """
    from golive.live.http import ports
    from golive.serve.plan import Plan
    from golive.serve.sandbox import Sandbox

    _check_webhook(webhook)
    _check_addressed(
        what,
        {
            "--profile": (profile, "erp"),
            "--dialect": (dialect, "erp"),
            "--erp-version": (erp_version, "erp"),
            "--files": (files, "erp"),
            "--webhook": (webhook, "shop"),
        },
    )
    plan = Plan(
        SYSTEMS[what],
        port,
        seed,
        orders,
        profile,
        dialect,
        erp_version,
        speed,
        sets,
        webhook,
        files,
        _instant(start),
    )
    scenario = plan.scenario()
    ports.check("--port", port)  # before past orders are made, which takes long
    failures = None
    with _signals_end_it():
        try:
            gc.disable()  # a past of many orders is all kept: there is nothing to find in it
            sandbox = Sandbox(plan, scenario, _report)
            failures = sandbox.failures
            with closing(sandbox):
                _serve(sandbox, ready_json)
        except _Ended:
            pass
        finally:
            gc.freeze()  # the process ends: taking all of it apart first would only take time
            gc.enable()
    if failures is None or not failures.count:
        return HELD_STATUS
    _report(failures.closing_line())
    return HARNESS_STATUS


def _report(text: str) -> None:
    click.echo(f"golive: {text}", err=True)


def _serve(sandbox: Sandbox, ready_json: bool) -> None:
    from golive.serve.announcement import announced

    urls, controls = sandbox.serve(), sandbox.control(_page)
    ready = announced(urls, controls, sandbox.keys, sandbox.dialect, sandbox.database)

    async def until_ended() -> None:
        loop = sandbox.clock.loop
        end = loop.create_future()

        def finish() -> None:
            if not end.done():
                end.set_result(None)

        for number in _SIGNALS:
            loop.add_signal_handler(number, finish)
            signal.signal(number, _end_in_time)  # the handler above is called through the wake-up descriptor
        gc.freeze()  # what is there now stays, and no request should wait while it is looked through
        gc.enable()
        _announce(ready, ready_json)
        try:
            await end
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            sandbox.unserve()

    sandbox.clock.run(until_ended())


def _page() -> str:
    import golive_reports as reports

    return reports.live_page()


def _announce(ready: dict[str, dict[str, Any]], ready_json: bool) -> None:
    if ready_json:
        click.echo(json.dumps(ready))
        return
    from golive.serve.announcement import as_text

    click.echo(f"{as_text(ready)}\nCtrl-C ends it.")


def _check_addressed(what: str, given: dict[str, tuple[object, str]]) -> None:
    """Raises ServeProblem for an option of a system that is not served, which would be ignored."""
    for option, (value, system) in given.items():
        if value and system not in SYSTEMS[what]:
            raise ServeProblem(
                f"{option}: it is about the {system}, which is not served; serve {system} or both, or leave it out"
            )


def _instant(text: str) -> int | None:
    if not text:
        return None
    from golive.keys.times import parse_instant

    try:
        return parse_instant(text).epoch_ms
    except ValueError as why:
        raise ServeProblem(
            f"--start: expected an instant such as 2026-03-31T22:00:00+02:00, got {text[:80]!r}: {why}"
        ) from why


def _check_webhook(url: str) -> None:
    from golive.live.calls.webhooks import is_here

    if url and not (url.startswith(("http://", "https://")) and is_here(url)):
        raise ServeProblem(
            f"--webhook: expected an address on this machine such as http://127.0.0.1:9000/events, got {url[:80]!r}"
        )


_SIGNALS = (signal.SIGINT, signal.SIGTERM)


_PATIENCE_S = 2.0
"""How long a request at work may keep the sandbox from ending, in real time."""


class _Ended(SystemExit):
    """A signal came before the sandbox was open, or while a request was at work for long."""


def _end_in_time(_number: int, _frame: FrameType | None) -> None:
    """Let the loop end the sandbox, and interrupt what it is doing if it does not get to it."""
    if not signal.getitimer(signal.ITIMER_REAL)[0]:
        signal.signal(signal.SIGALRM, _interrupt)
        signal.setitimer(signal.ITIMER_REAL, _PATIENCE_S)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise _Ended


@contextmanager
def _signals_end_it() -> Generator[None, None, None]:
    """While the sandbox is built, and after it has ended, signals end the program without a trace."""

    def end(_number: int, _frame: FrameType | None) -> None:
        raise _Ended

    before = [(number, signal.signal(number, end)) for number in _SIGNALS]
    try:
        yield
    finally:
        for number, handler in before:
            signal.signal(number, handler)
