"""Permissions of clients.

Modelled on NetSuite (REST web services, error code INSUFFICIENT_PERMISSION, 403) and Odoo (External API,
AccessError).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from fake_erp.errors import Forbidden, Place
from fake_erp.rules.base import NOT_APPLICABLE, AccessRequest, Books, Gate, Rule
from fake_erp.settings import setting


@dataclass(frozen=True, slots=True)
class Permissions(Rule):
    """Operations and fields for which a client has no permission."""

    about: ClassVar[str] = "a call that it forbids, or a document with its fields"
    status: ClassVar[int] = 403
    code: ClassVar[str] = "forbidden"
    place: ClassVar[Place] = Place("the one it may not write, if it is that")

    operations: tuple[str, ...] = setting(
        "operations", "operations", "Operations denied, such as order.cancel.", ()
    )
    fields: tuple[str, ...] = setting("fields", "fields", "Fields that may not be sent.", ())
    clients: tuple[str, ...] = setting("clients", "texts", "Only these clients; empty: all.", ())

    def at_any(self, books: Books) -> Gate | None:
        operations, clients = self.operations, self.clients
        paths = [(name, tuple(name.split("."))) for name in self.fields]
        if not operations and not paths:
            return None

        def gate(request: AccessRequest) -> str:
            if clients and request.client not in clients:
                return NOT_APPLICABLE
            if request.operation in operations:
                raise Forbidden(
                    f"client {request.client} has no right to {request.operation}; ask for the permission",
                    None,
                    {"operation": request.operation},
                )
            if request.reads or not paths:
                return NOT_APPLICABLE
            for name, path in paths:
                if _is_sent(request.document, path):
                    raise Forbidden(
                        (f"client {request.client} has no right to write ", Place(name), "; leave it out"),
                        name,
                    )
            return ""

        return gate


def _is_sent(value: Any, path: tuple[str, ...]) -> bool:
    for at, name in enumerate(path):
        if isinstance(value, list):
            return any(_is_sent(entry, path[at:]) for entry in value)
        if not isinstance(value, dict) or name not in value:
            return False
        value = value[name]
    return True
