"""All chance in a run follows from one seed, in two forms.

*Streams* feed what the world does by itself: each has a name, so a new setting reorders nothing elsewhere.
*Addressed chance* feeds faults: it depends on what is asked (which fault, operation, order, attempt) and on
nothing that happened before, so one more call by a candidate moves no other fault and two candidates meet
the same faults, order by order.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from hashlib import blake2b

Chance = Callable[[str], float]
"""Called with the name of a decision, gives its number in [0, 1): the same for the same address."""

_SPAN = float(1 << 53)


def stream(seed: int, name: str) -> random.Random:
    """A source of chance of its own for `name`; the same for the same seed in every process."""
    return random.Random(f"golive/{seed}/{name}")


def address(seed: int, *parts: object) -> float:
    """A number in [0, 1) fixed by the seed and the parts of its address."""
    text = "\x1f".join(map(str, parts))
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8, key=b"%d" % seed).digest()
    return (int.from_bytes(digest, "big") >> 11) / _SPAN
