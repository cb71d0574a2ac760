"""The same order under several variants: the same checkout at the same instant, whatever its number.

Customers arrive and fill their carts independently of the candidate. Order numbers do not identify an order across
variants: where wrong stock makes the shop refuse one cart, every later order gets another number. On the live clock the
instant differs by some milliseconds from run to run, and the sequence of amounts takes its place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from golive.record.run import OrderLine

Mark = tuple[int, int, str, int]
"""Time of placement in ms, total in cents, currency, and a number among equal ones."""

RIGHT = ("exact", "compensated")
UNDECIDED = ("indeterminate",)


@dataclass(frozen=True, slots=True)
class Pairs:
    """`same` are the orders placed in every variant, one line per variant; `unpaired` counts the others per variant."""

    same: tuple[tuple[OrderLine, ...], ...]
    unpaired: tuple[int, ...]

    @property
    def same_number(self) -> int:
        """The number of paired orders with the same number in every variant."""
        return sum(len({line.order for line in lines}) == 1 for lines in self.same)

    @property
    def different(self) -> list[tuple[OrderLine, ...]]:
        """The paired orders that are right in one variant and wrong in another."""
        return [lines for lines in self.same if _differ(lines)]


def pairs(orders: Sequence[Sequence[OrderLine]]) -> Pairs:
    """Pair the orders of one seed by the time of their placement; `orders[v]` are those of variant v."""
    marked = [_marked(lines) for lines in orders]
    first, *others = marked
    same = tuple(
        (line, *(other[mark] for other in others))
        for mark, line in first.items()
        if all(mark in other for other in others)
    )
    return Pairs(same, tuple(len(lines) - len(same) for lines in marked))


def pairs_in_sequence(orders: Sequence[Sequence[OrderLine]]) -> Pairs:
    """Pair the orders of one seed by amount and currency in the sequence of their placement."""
    first, *others = [
        [line for line in sorted(lines, key=_place) if not _is_phantom(line)] for lines in orders
    ]
    found = [dict(enumerate(first)), *(_matched(first, other) for other in others)]
    same = tuple(
        tuple(each[at] for each in found) for at in range(len(first)) if all(at in each for each in found)
    )
    return Pairs(same, tuple(len(lines) - len(same) for lines in (first, *others)))


def _matched(first: Sequence[OrderLine], other: Sequence[OrderLine]) -> Mapping[int, OrderLine]:
    """The orders of `other` by the index of the same one in `first`."""
    one, two = ([(line.total_cents, line.currency) for line in lines] for lines in (first, other))
    blocks = SequenceMatcher(None, one, two, autojunk=False).get_matching_blocks()
    return {block.a + at: other[block.b + at] for block in blocks for at in range(block.size)}


def _place(line: OrderLine) -> tuple[int, str]:
    return line.placed_ms, line.order


def _is_phantom(line: OrderLine) -> bool:
    """Whether no customer stands behind it."""
    return line.verdict == "phantom"


def _marked(lines: Sequence[OrderLine]) -> Mapping[Mark, OrderLine]:
    found: dict[Mark, OrderLine] = {}
    for line in sorted(lines, key=_place):
        if _is_phantom(line):
            continue
        nth = 0
        while (mark := (line.placed_ms, line.total_cents, line.currency, nth)) in found:
            nth += 1
        found[mark] = line
    return found


def _differ(lines: Sequence[OrderLine]) -> bool:
    right = [line.verdict in RIGHT for line in lines if line.verdict not in UNDECIDED]
    return any(right) and not all(right)
