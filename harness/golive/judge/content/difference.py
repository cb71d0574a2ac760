"""One difference between a shop order and its ERP order."""

from __future__ import annotations

from typing import NamedTuple

LINES, MONEY, HEADER = "lines", "money", "header"


class Difference(NamedTuple):
    """A difference in words. `part` is LINES, MONEY or HEADER; `field` is its name under `judge.ignore`."""

    part: str
    field: str
    text: str
