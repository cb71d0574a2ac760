"""Chance from the seed of the run: `random`, `os.urandom`, `secrets`, `uuid`, `ssl.RAND_bytes`."""

from __future__ import annotations

import os
import random
import ssl
import uuid
from collections.abc import Callable
from typing import Any


def replacements(seed: int) -> dict[Callable[..., Any], Callable[..., Any]]:
    """Functions that ask the machine for chance, and what stands in their place; seeds `random` as well."""
    source = random.Random(seed)
    seeded = random.Random.seed

    def urandom(size: int) -> bytes:
        return source.randbytes(size)

    def getrandom(size: int, flags: int = 0) -> bytes:
        return source.randbytes(size)

    def seed_again(self: random.Random, a: Any = None, version: int = 2) -> None:
        seeded(self, source.getrandbits(256) if a is None else a, version)

    random.Random.seed = seed_again  # type: ignore[method-assign]
    random.seed = random._inst.seed
    random.seed(source.getrandbits(256))
    _settle_uuid(source.getrandbits(48) | 1 << 40)
    return {os.urandom: urandom, os.getrandom: getrandom, ssl.RAND_bytes: urandom}


def seed_process(seed: int) -> None:
    """Seed the generator of the module `random`, which code in golive's own process shares."""
    random.seed(seed)


def _settle_uuid(node: int) -> None:
    """Let `uuid.uuid1` use the clock of the program and a node of its own."""
    made: Any = uuid
    made._generate_time_safe = made._UuidCreate = None
    made._node = node
