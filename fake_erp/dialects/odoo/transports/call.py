"""A call as every transport carries it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from fake_erp.errors import ErpError

XML2, XML1, JSON, WEB, JSON2, PAGE = "xmlrpc/2", "xmlrpc", "jsonrpc", "web", "json/2", "page"


@dataclass(slots=True)
class Call:
    """`service` is `common`, `object` or `db`, or a part of the web client; `error` why it cannot be read."""

    transport: str
    service: str = ""
    method: str = ""
    model: str = ""
    args: list[Any] = field(default_factory=list)
    kwargs: dict[str, Any] = field(default_factory=dict)
    database: str = ""
    uid: int = 0
    password: str = ""
    id: Any = None
    error: ErpError | None = None

    @property
    def context(self) -> dict[str, Any]:
        """The context that was sent."""
        given = self.kwargs.get("context")
        return given if isinstance(given, dict) else {}


def credentials(call: Call, given: list[Any]) -> list[Any]:
    """Take database, user and password off the arguments of `object`; what is left."""
    database, uid, password = (*given[:3], None, None, None)[:3]
    call.database = database if isinstance(database, str) else ""
    call.uid = uid if type(uid) is int else 0
    call.password = password if isinstance(password, str) else ""
    return given[3:]


def addressed(call: Call, given: list[Any]) -> None:
    """Read the arguments of `execute` and `execute_kw` into model, method and arguments."""
    rest = credentials(call, given)
    name = call.method
    call.model = rest[0] if rest and isinstance(rest[0], str) else ""
    call.method = rest[1] if len(rest) > 1 and isinstance(rest[1], str) else ""
    if name == "execute":
        call.args = list(rest[2:])
        return
    args, kwargs = (*rest[2:4], [], {})[:2] if len(rest) > 3 else (rest[2] if len(rest) > 2 else [], {})
    call.args = list(args) if isinstance(args, list | tuple) else [args]
    call.kwargs = {str(key): value for key, value in kwargs.items()} if isinstance(kwargs, dict) else {}
