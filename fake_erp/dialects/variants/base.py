"""What a variant is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from fake_erp.errors import ErpError
from fake_erp.messages import Reply

Change: TypeAlias = Callable[[ErpError, Reply, str], None]
"""Alters the reply of a refusal to what it is with another value than the default."""


@dataclass(frozen=True, slots=True)
class Variant:
    """What installations do in one way or another. Of `values` the first is the default."""

    name: str
    says: str
    values: tuple[str, ...]
    change: Change


def status_of(*kinds: type[ErpError]) -> Change:
    """The value is the status of refusals of these kinds."""

    def change(error: ErpError, reply: Reply, value: str) -> None:
        if isinstance(error, kinds):
            reply.status = int(value)

    return change
