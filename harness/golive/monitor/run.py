"""The live page and the metrics of a run: what a world tells, behind a server of their own."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass

from golive.build.world import World
from golive.judge.history.history import joined
from golive.live.http.server import Server
from golive.live.secrets import token
from golive.monitor.axis import Axis
from golive.monitor.log_file import last_lines
from golive.monitor.page import LIVE, METRICS, LivePage, address
from golive.monitor.standing import Standing
from golive.monitor.subject import DeskEntry, FaultState
from golive.monitor.tally import Tally
from golive.record.run import CANDIDATE_LOG, REPORT_FILE, FaultCount
from golive.scenario import FaultSpec
from golive.sim import LiveClock


@dataclass(frozen=True, slots=True)
class PageOptions:
    """The live page of a run: its HTML, and the port of its server, 0 for a free one."""

    html: str
    port: int = 0


class WatchedRun:
    """A world on a live clock, as `golive.monitor.subject.Subject` asks for it.

    From construction on its counters read the facts of the ledger, after the history.
    """

    def __init__(self, world: World, clock: LiveClock, candidate: str) -> None:
        scenario = world.scenario
        times = scenario.clock
        self.title = scenario.name
        self.about = f"{candidate} · seed {world.seed}"
        self.clock = clock
        self.wire = world.wire
        self.offset_ms = times.start.offset_ms
        axis = Axis.of_run(times.start_ms, times.end_ms)
        self.tally = Tally(axis)
        self.standing: Standing | None = Standing(
            world.history.orders, scenario.budgets.order_ms, axis.step_ms
        )
        self._world = world
        self._windows = list(_windows(world))
        world.ledger.readers = joined([world.ledger.readers, self.tally.readers, self.standing.readers])

    @property
    def phase(self) -> str:
        """The phase of the run."""
        times = self._world.scenario.clock
        return "traffic" if self.clock.now() < times.traffic_end_ms else "settle"

    def faults(self) -> list[FaultState]:
        """Return the faults and changes, each with its counters so far."""
        world = self._world
        counts: dict[str, FaultCount] = {
            each.id: each for each in (*world.injector.counts(), *world.changes.counts())
        }
        return [
            FaultState(id_, kind, from_ms, until_ms, counts[id_].hit, counts[id_].effective, is_change)
            for id_, kind, from_ms, until_ms, is_change in self._windows
            if id_ in counts
        ]

    def desk(self, most: int) -> tuple[int, int, list[DeskEntry]]:
        """Return the number of entries, the number of open ones, and the latest of these."""
        book = self._world.history.desk
        rows = [row for row in book.rows if row.off_ms is None][-most:] if most else []
        entries = [
            DeskEntry(row.order, row.what, row.why, row.shown_ms, row.opened_ms is not None)
            for row in reversed(rows)
        ]
        return book.entries, book.still_open, entries

    def log(self, most: int) -> list[str]:
        """Return the last lines of the candidate's log."""
        world = self._world
        if world.run_dir is None:
            return world.log_in_memory.text.splitlines()[-most:]
        if world.log_file is not None and not world.log_file.closed:
            world.log_file.flush()
        return last_lines(world.run_dir / CANDIDATE_LOG, most)


def _windows(world: World) -> Iterable[tuple[str, str, int, int, bool]]:
    """Yield id, kind and window of each fault and change, and whether it is a change."""
    times = world.scenario.clock
    for spec in world.scenario.chaos:
        if isinstance(spec, FaultSpec):
            from_ms, until_ms = spec.window
            yield spec.id, spec.kind, times.start_ms + from_ms, times.start_ms + until_ms, False
        else:
            until_ms = times.end_ms if spec.until_ms is None else times.start_ms + spec.until_ms
            yield spec.id, spec.kind, times.start_ms + spec.at_ms, until_ms, True


@contextmanager
def opened(
    options: PageOptions, tell: Callable[[str, str], None], world: World, candidate: str
) -> Generator[None, None, None]:
    """Serve page and metrics of a world in this block, where its clock is live; `tell` gets their addresses.

    Raises OSError for a port in use.
    """
    clock = world.clock
    if not isinstance(clock, LiveClock):
        yield
        return
    secret = token()
    page = LivePage(WatchedRun(world, clock, candidate), secret, lambda: options.html)
    server = Server(clock, page, port=options.port)
    clock.attach(page)
    tell(address(server.url, LIVE, secret), address(server.url, METRICS, secret))
    why = "The run has ended before its time."
    try:
        yield
        where = "" if world.run_dir is None else f" Its report: {world.run_dir / REPORT_FILE}"
        why = f"The run is over.{where}"
    finally:
        clock.detach(page)
        page.conclude(why)
        server.close()
