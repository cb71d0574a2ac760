"""The match of a short dialect: what was asked for, with the functions that read it and write what came of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fake_erp.messages import Reply, Request
from fake_erp.operations.base import Command

Read = Callable[[str], Command[Any]]
Write = Callable[[Any], Reply]


def nothing() -> Any:
    """No fields."""
    return None


@dataclass(slots=True)
class ShortMatch:
    """A recognised request.

    `take` makes the command in the name of a client, `give` the reply to its outcome. `asked` is the business key, and
    `sent` gives the fields by their neutral names. Both `take` and `sent` may raise ErpError.
    """

    operation: str
    take: Read
    give: Write
    reads: bool = True
    public: bool = False
    number: str = ""
    asked: str | Callable[[], str | None] | None = None
    sent: Callable[[], Any] = nothing

    def key(self, request: Request) -> str | None:
        """The business key."""
        if callable(self.asked):
            return self.asked()
        return self.asked or None

    def fields(self, request: Request) -> Any:
        """The fields that were sent, by their neutral names."""
        return self.sent()
