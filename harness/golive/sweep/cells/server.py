"""A process that plays blocks for another one: a block as one line of JSON comes in, its cells go out line by line.

`python -m golive.sweep.cells.server`. A worker of another system keeps one, so that a cell is never played in a process
with threads and code of that system. It ends when its input does.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import IO, Any

from golive.record.cells import Cell
from golive.sweep.cells.fingerprint import code
from golive.sweep.cells.local import Block, LocalEngine

CELL, OVER = "cell", "over"
"""The keys of the lines that go out."""


def request(block: Block, wall_clock_s: float | None) -> str:
    """Return the line that asks for a block."""
    return json.dumps({"block": block.as_json(), "wall_clock_s": wall_clock_s}) + "\n"


def answers(output: IO[str]) -> Iterator[dict[str, Any]]:
    """Yield the cells of a block as JSON objects. Raises EOFError where the server has ended before its last one."""
    for line in output:
        row = json.loads(line)
        if OVER in row:
            return
        yield row[CELL]
    raise EOFError("the process that plays cells has ended")


def serve(asked: IO[str], told: IO[str]) -> None:
    """Play block after block until the input ends."""
    code()  # before the first process is forked, which then knows it

    def tell(row: dict[str, Any]) -> None:
        told.write(json.dumps(row) + "\n")
        told.flush()

    def take(cell: Cell) -> None:
        tell({CELL: cell.as_json()})

    for line in asked:
        row = json.loads(line)
        block = replace(Block.from_json(row["block"]), is_checked=True)
        LocalEngine(1, row["wall_clock_s"]).play([block], take)
        tell({OVER: True})


if __name__ == "__main__":
    serve(sys.stdin, sys.stdout)
