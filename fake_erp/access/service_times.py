"""How long operations take to be served."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random


class ServiceTimes:
    """`table` has by operation, or for `default`, a time in ms or the shortest and the longest one."""

    def __init__(self, table: Mapping[str, int | tuple[int, int]], chance: Random) -> None:
        self._table = table
        self._chance = chance

    def draw(self, operation: str) -> int:
        """The time of one call, in ms; all in between are equally likely."""
        time = self._table.get(operation, self._table.get("default", 0))
        if isinstance(time, int):
            return time
        least, most = time
        return least + int(self._chance.random() * (most - least + 1))
