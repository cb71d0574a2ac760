"""How far a run of the tests goes: through a fixed sample of what is large, or with `--deep` through all of it.

A property written as `@settings(max_examples=examples(300), deadline=None)` tries 300 examples with `--deep` and an
eighth of them otherwise. A table marked `@pytest.mark.sample(3)` runs a third of its rows, the same ones every time,
and all of them with `--deep`. Rows given as `*only_deep(2, 3)` run with `--deep` alone.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import settings

SAMPLE, DEEP = "sample", "deep"
SHARE = 8
FEWEST = 20

settings.register_profile(SAMPLE, max_examples=40, deadline=None)
settings.register_profile(DEEP, max_examples=500, stateful_step_count=80, deadline=None)
settings.register_profile("thorough", settings.get_profile(DEEP))


def deep() -> bool:
    """Whether everything is run. Known before the first test module is imported."""
    return settings.get_current_profile_name() in (DEEP, "thorough")


def examples(full: int) -> int:
    """Of `full` examples of a property, how many are tried: all, or an eighth but no fewer than 20."""
    return full if deep() else min(full, max(FEWEST, full // SHARE))


def only_deep(*rows: Any) -> list[Any]:
    """Values of one parameter that are tried with `--deep` alone."""
    return [pytest.param(row, marks=pytest.mark.deep) for row in rows]


def sampled(ids: Iterable[str], share: int) -> set[str]:
    """Every `share`-th of the ids, rounded up: which ones depends on the ids alone, not on their order."""
    ordered = sorted(ids, key=lambda each: (zlib.crc32(each.encode()), each))
    return set(ordered[: -(-len(ordered) // share)])
