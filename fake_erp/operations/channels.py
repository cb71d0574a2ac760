"""Commands for sessions, batches, files and subscriptions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fake_erp.channels.batches import Batch
from fake_erp.channels.folders import File
from fake_erp.channels.webhooks import Subscription
from fake_erp.operations.base import Hides, Parts


@dataclass(frozen=True, slots=True)
class LogIn:
    """Gives a token."""

    client_id: str
    secret: str

    def perform(self, parts: Parts, hides: Hides | None = None) -> str:
        return parts.sessions.login(self.client_id, self.secret)


@dataclass(frozen=True, slots=True)
class SubmitBatch:
    """Gives the batch, and whether it is new."""

    operation: str
    rows: list[Any]
    client: str
    external_id: str = ""
    atomic: bool = False

    def perform(self, parts: Parts, hides: Hides | None = None) -> tuple[Batch, bool]:
        return parts.batches.submit(self.operation, self.rows, self.client, self.external_id, self.atomic)


@dataclass(frozen=True, slots=True)
class PutFile:
    """Put a file into the folder `in`."""

    name: str
    content: bytes

    def perform(self, parts: Parts, hides: Hides | None = None) -> File:
        return parts.filedrop.files.put(self.name, self.content, "in")


@dataclass(frozen=True, slots=True)
class RenameFile:
    """Rename a file in the folder `in`."""

    name: str
    to: str

    def perform(self, parts: Parts, hides: Hides | None = None) -> File:
        return parts.filedrop.files.rename(self.name, self.to)


@dataclass(frozen=True, slots=True)
class TakeFile:
    """Read a file and remove it."""

    name: str
    folder: str

    def perform(self, parts: Parts, hides: Hides | None = None) -> File:
        return parts.filedrop.files.take(self.name, self.folder)


@dataclass(frozen=True, slots=True)
class Subscribe:
    """Subscribe a URL to changes of records."""

    client: str
    url: str
    kinds: Sequence[str]
    secret: str

    def perform(self, parts: Parts, hides: Hides | None = None) -> Subscription:
        return parts.subscriptions.create(self.client, self.url, self.kinds, self.secret)


@dataclass(frozen=True, slots=True)
class Unsubscribe:
    """End a subscription."""

    number: str

    def perform(self, parts: Parts, hides: Hides | None = None) -> Subscription:
        return parts.subscriptions.delete(self.number)
