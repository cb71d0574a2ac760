"""Cells on this machine: a forked process plays the cells of a block one after the other, in memory.

The processes are forked from one that has imported everything, so no cell pays for the start of an interpreter. A
block of bundled integrations has many cells. A cell with code of the user is a block of its own, so that nothing that
the code has changed in its process is there for another cell. A process that is lost, however it ended, costs the cell
that it was playing; the cells that it had told are kept, and the others are played by another one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from golive.exit_status import HARNESS_STATUS, INTERRUPTED_STATUS
from golive.isolation.face import Face
from golive.isolation.frames import RESULT, Teller
from golive.isolation.isolated import End, Task
from golive.isolation.playing import warm
from golive.isolation.process_state import ProcessState
from golive.isolation.supervision import Supervision
from golive.record.cells import Cell, Job
from golive.sweep.cells.fingerprint import difference
from golive.sweep.cells.playing import played, swept, without_figures

CELL = "cell"
"""The kind of the frame that carries a cell."""
TRIES = 3
"""How many processes may be lost over one cell before it counts as failed."""

Took = Callable[[Cell], None]
GoesOn = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Block:
    """Cells that one process plays. `is_ours`: none of them needs code of the user.

    `is_checked`: the fingerprint of each is compared with what is found here, which may be another machine.
    """

    jobs: tuple[Job, ...]
    is_ours: bool = True
    is_checked: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return the block as a JSON object."""
        return {"jobs": [job.as_json() for job in self.jobs], "is_ours": self.is_ours}

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> Block:
        """Return the block of a JSON object."""
        return cls(tuple(Job.from_json(job) for job in row["jobs"]), row["is_ours"])


class Engine(Protocol):
    """What plays cells, here or elsewhere."""

    def play(self, blocks: Sequence[Block], took: Took, goes_on: GoesOn) -> None:
        """Play all blocks; `took` is called with each cell as soon as it is over, in any order.

        `goes_on` is asked before each block: once it is false, no more blocks are begun. Raises Interrupted.
        """


@dataclass(frozen=True, slots=True)
class LocalEngine:
    """`at_once` processes at a time, with a limit of real time for each cell."""

    at_once: int = 1
    wall_clock_s: float | None = None

    def play(self, blocks: Sequence[Block], took: Took, goes_on: GoesOn = lambda: True) -> None:
        """Play all blocks. Raises Interrupted."""
        warm(many=True)
        lost: Counter[str] = Counter()
        while blocks:
            blocks = self._round(blocks, took, goes_on, lost)

    def _round(self, blocks: Sequence[Block], took: Took, goes_on: GoesOn, lost: Counter[str]) -> list[Block]:
        """Play the blocks once; returns what is left of those whose process was lost."""
        left: list[Block] = []
        begun = [_Begun(block, took) for block in blocks]

        def ended(number: int, end: End) -> None:
            left.extend(begun[number].ended(end, lost))

        tasks = [
            Task(_work(block), each.told, self._limit_s(block))
            for block, each in zip(blocks, begun, strict=True)
        ]
        Supervision(tasks, self.at_once, ended, goes_on).run()
        return left

    def _limit_s(self, block: Block) -> float | None:
        return None if self.wall_clock_s is None else self.wall_clock_s * len(block.jobs)


class _Begun:
    """A block in a process: which of its cells are over."""

    def __init__(self, block: Block, took: Took) -> None:
        self._block = block
        self._took = took
        self._over = 0

    def told(self, frame: Mapping[str, Any]) -> None:
        """Take a frame of the process."""
        if frame["kind"] == CELL:
            self._over += 1
            self._took(Cell.from_json(frame["cell"]))

    def ended(self, end: End, lost: Counter[str]) -> list[Block]:
        """Take note of its end; returns the blocks that are to be played for the cells that are missing."""
        missing = self._block.jobs[self._over :]
        if not missing or end.status == INTERRUPTED_STATUS:
            return []
        job, *others = missing
        lost[job.key] += 1
        is_lost = end.ended_process and self._block.is_ours and lost[job.key] < TRIES
        if is_lost:
            others = list(missing)
        else:
            self._took(Cell(job, without_figures(end.status, end.message, is_lost=True)))
        return [Block(tuple(others), self._block.is_ours)] if others else []


def _work(block: Block) -> Callable[[Teller, Face], None]:
    return lambda tell, face: _play(block, tell, face)


def _play(block: Block, tell: Teller, face: Face) -> None:
    """Play a block in a process of its own, and tell each cell."""
    for job in block.jobs:
        other = difference(job) if block.is_checked else ""
        if other:
            cell = Cell(job, without_figures(HARNESS_STATUS, other, is_lost=True))
        elif block.is_ours:
            cell = swept(played(job))
        else:
            state = ProcessState()
            face.play(True)
            cell = played(job, state.restore)
        tell(CELL, cell=cell.as_json())
    tell(RESULT, cells=len(block.jobs))
