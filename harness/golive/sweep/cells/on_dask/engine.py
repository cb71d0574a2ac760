"""Blocks as tasks of a Dask scheduler."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from golive.errors import CompareProblem
from golive.exit_status import HARNESS_STATUS
from golive.record.cells import Cell
from golive.sweep.cells.local import TRIES, Block, GoesOn, Took
from golive.sweep.cells.on_dask.worker import play_block
from golive.sweep.cells.playing import without_figures

if TYPE_CHECKING:
    from collections.abc import Generator

ADDRESS = "tcp://127.0.0.1:8786"
_AHEAD = 2
"""Blocks that each thread of a worker has, the one that it plays included."""


@dataclass(frozen=True, slots=True)
class DaskEngine:
    """The workers of the scheduler at `address`, with a limit of real time for each cell.

    `connect_s` is how long it may take to answer.
    """

    address: str = ADDRESS
    wall_clock_s: float | None = None
    connect_s: float = 10.0

    def play(self, blocks: Sequence[Block], took: Took, goes_on: GoesOn = lambda: True) -> None:
        """Play all blocks. Raises CompareProblem where there is no scheduler, or one without workers.

        Dask gives the block of a worker that is lost to another one.
        """
        with self._client() as client:
            _Round(client, self._threads(client), took, goes_on, self.wall_clock_s).play(blocks)

    @contextmanager
    def _client(self) -> Generator[Any, None, None]:
        try:
            from distributed import Client
        except ImportError:
            raise CompareProblem(
                "--engine dask: expected the package distributed, it is not installed; pip install 'golive[dask]'"
            ) from None
        try:
            client = Client(self.address, timeout=self.connect_s, set_as_default=False)  # type: ignore[no-untyped-call]
        except (OSError, ValueError) as error:
            raise CompareProblem(
                f"--address {self.address}: expected a Dask scheduler, none answers there ({error}); start one with "
                "dask scheduler --host 127.0.0.1, and dask worker ADDRESS for each machine"
            ) from error
        with client:
            yield client

    def _threads(self, client: Any) -> int:
        """The number of threads of all workers."""
        workers = client.scheduler_info(n_workers=-1)["workers"]
        if not workers:
            raise CompareProblem(
                f"--address {self.address}: expected a Dask scheduler with workers, it has none; start some with "
                f"dask worker {self.address}"
            )
        return sum(each["nthreads"] for each in workers.values())


class _Round:
    """Blocks under way at a scheduler."""

    def __init__(
        self, client: Any, threads: int, took: Took, goes_on: GoesOn, wall_clock_s: float | None
    ) -> None:
        from distributed import as_completed

        self._client = client
        self._most = threads * _AHEAD
        self._took = took
        self._goes_on = goes_on
        self._wall_clock_s = wall_clock_s
        self._under_way: dict[Any, Block] = {}
        self._ended = as_completed(loop=client.loop)  # type: ignore[no-untyped-call]
        self._lost: Counter[Block] = Counter()

    def play(self, blocks: Sequence[Block]) -> None:
        """Keep as many blocks under way as the workers need, until all are over."""
        waiting = list(blocks)[::-1]
        try:
            self._begin(waiting)
            for future in self._ended:
                self._take(future, waiting)
                self._begin(waiting)
        finally:
            self._client.cancel(list(self._under_way), force=True)

    def _begin(self, waiting: list[Block]) -> None:
        while waiting and len(self._under_way) < self._most:
            if not self._goes_on():
                waiting.clear()
                return
            block = waiting.pop()
            future = self._client.submit(play_block, block.as_json(), self._wall_clock_s, pure=False)
            self._under_way[future] = block
            self._ended.add(future)  # type: ignore[no-untyped-call]

    def _take(self, future: Any, waiting: list[Block]) -> None:
        block = self._under_way.pop(future)
        error = future.exception()
        if error is None:
            for row in future.result():
                self._took(Cell.from_json(row))
            return
        self._lost[block] += 1
        if self._lost[block] < TRIES:
            waiting.append(block)
            return
        for job in block.jobs:
            self._took(
                Cell(job, without_figures(HARNESS_STATUS, f"{type(error).__name__}: {error}", is_lost=True))
            )
