"""A recognised request: what it asks for, as the surface needs it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from fake_erp.errors import ErpError
from fake_erp.messages import Reply, Request
from fake_erp.operations.base import Command, Look


@dataclass(slots=True)
class ErpnextMatch:
    """`command` makes the command in the name of a client, `reply` the reply to what came of it."""

    operation: str
    command: Callable[[str, bool], Command[Any]]
    reply: Callable[[Any], Reply]
    reads: bool = False
    public: bool = False
    number: str = ""
    business_key: str | None = None
    sent: Callable[[], Any] | None = None
    rpc: bool = field(default=False)

    def key(self, request: Request) -> str | None:
        return self.business_key

    def fields(self, request: Request) -> Any:
        return None if self.sent is None else self.sent()


def refusing(operation: str, error: ErpError, *, reads: bool, public: bool = False) -> ErpnextMatch:
    """A match of a request that is refused once it is known which user sent it."""

    def command(by: str, discard: bool) -> Command[Any]:
        raise error

    return ErpnextMatch(operation, command, lambda outcome: Reply(200, {}), reads, public)


def looking(
    operation: str,
    find: Callable[[Any], Any],
    reply: Callable[[Any], Reply],
    key: str | None = None,
    number: str = "",
    public: bool = False,
) -> ErpnextMatch:
    """A match of a request that only reads."""
    return ErpnextMatch(
        operation,
        lambda by, discard: Look(find),
        reply,
        reads=True,
        public=public,
        number=number,
        business_key=key,
    )
