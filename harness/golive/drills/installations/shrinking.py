"""Delta debugging: the smallest part of a list with which a test still fails."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TypeVar

T = TypeVar("T")


def smallest(parts: Sequence[T], fails: Callable[[Sequence[T]], bool]) -> tuple[T, ...]:
    """A part of `parts`, in their order, with which `fails` holds, and which lacks it without any one of its own.

    `fails` holds for `parts`; it is asked at most once for each part. The algorithm is ddmin (Zeller and Hildebrandt,
    Simplifying and Isolating Failure-Inducing Input, 2002).
    """
    asked: dict[tuple[int, ...], bool] = {}

    def does(chosen: Sequence[int]) -> bool:
        key = tuple(chosen)
        if key not in asked:
            asked[key] = fails([parts[at] for at in key])
        return asked[key]

    left, pieces = list(range(len(parts))), 2
    while len(left) >= 2:
        chunks = _chunks(left, pieces)
        found = next((chunk for chunk in chunks if does(chunk)), None)
        if found is not None:
            left, pieces = found, 2
            continue
        rests = ([at for at in left if at not in chunk] for chunk in chunks)
        found = next((rest for rest in rests if does(rest)), None) if pieces > 2 else None
        if found is not None:
            left, pieces = found, max(pieces - 1, 2)
        elif pieces < len(left):
            pieces = min(2 * pieces, len(left))
        else:
            break
    return () if len(left) == 1 and does([]) else tuple(parts[at] for at in left)


def _chunks(left: list[int], pieces: int) -> list[list[int]]:
    size, more = divmod(len(left), pieces)
    ends = [at * size + min(at, more) for at in range(pieces + 1)]
    return [left[begin:end] for begin, end in pairwise(ends)]
