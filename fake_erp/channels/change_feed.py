"""One feed of changes over all documents, in one order, to be read from any token on.

A change says which record changed and when, not what is in it. A record shows up once, at its last change. Tokens
expire: a reader with an expired one starts over and reads everything.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from fake_erp.channels.feed import Feed, RowT
from fake_erp.errors import Malformed, NotFound, TokenExpired
from fake_erp.model import Now

KINDS = (
    "order",
    "delivery",
    "invoice",
    "payment",
    "credit_note",
    "return",
    "item",
    "stock",
    "price",
    "customer",
)
"""Every kind of record there are changes of."""

_CHUNK = 500


@dataclass(slots=True)
class Change:
    """The last change of one record. `reference` is the external one, where the record has or belongs to one."""

    kind: str
    id: str
    reference: str
    at_ms: int
    change: int = 0


def _ignore(change: Change) -> None:
    """Called for every change where webhooks are closed."""


class Changes:
    """The last change of every record, and tokens for places in the feed, which expire."""

    def __init__(
        self, now: Now, kept_ms: int, is_open: bool, on_change: Callable[[Change], None] = _ignore
    ) -> None:
        self._now = now
        self._kept_ms = kept_ms
        self._is_open = is_open
        self._last_of: dict[tuple[str, str], Change] = {}
        self.feed: Feed[Change] = Feed()
        self._on_change = on_change

    def require_open(self) -> None:
        """Raises NotFound when the installation has no such feed."""
        if not self._is_open:
            raise NotFound("the change feed is not enabled in this ERP; read the lists with after= instead")

    def note(self, kind: str, row: Any) -> None:
        """A record has changed."""
        identity, reference = _keys_of(row)
        key = (kind, identity)
        change = self._last_of.get(key)
        if change is None:
            change = self._last_of[key] = Change(kind, identity, reference, 0)
        change.at_ms = self._now()
        self.feed.touch(change)
        self._on_change(change)

    def page(self, token: str, kinds: Collection[str], limit: int) -> tuple[list[Change], str, bool]:
        """Up to `limit` changes after a token, the next token, and whether more changes wait.

        Without a token the page begins with the first change. Raises Malformed, and TokenExpired for an expired token.
        """
        after = self._after(token)
        found: list[Change] = []
        more = True
        while more and len(found) < limit:
            rows, end, more = self.feed.page(after, _CHUNK)
            for change in rows:
                after = change.change
                if change.kind in kinds:
                    found.append(change)
                    if len(found) == limit:
                        break
            else:
                after = end
        return found, f"{after:x}-{self._now():x}", after < self.feed.last

    def _after(self, token: str) -> int:
        if not token:
            return 0
        number, dash, at = token.partition("-")
        try:
            after, at_ms = int(number, 16), int(at, 16)
        except ValueError:
            after, at_ms, dash = 0, 0, ""
        if not dash or len(token) > 40 or after < 0 or at_ms < 0:
            raise Malformed(
                f"after: expected a token as this feed gave it, got {token[:40]!a}; leave it out to read all",
                "after",
            )
        if after > self.feed.last or not 0 <= self._now() - at_ms <= self._kept_ms:
            raise TokenExpired(
                f"the token is older than {self._kept_ms // 60_000} minutes, or of another system; the changes since "
                "are no longer available: leave after out and read everything",
                "after",
            )
        return after


class TrackedFeed(Feed[RowT]):
    """A feed whose changes are noted in the feed of all changes too."""

    __slots__ = ("_changes", "_kind")

    def __init__(self, kind: str, changes: Changes) -> None:
        super().__init__()
        self._kind = kind
        self._changes = changes

    def touch(self, row: RowT) -> None:
        """Move a row to the end of its feed, and note its change."""
        super().touch(row)
        self._changes.note(self._kind, row)


def feed_of(kind: str, changes: Changes, tracked: bool) -> Feed[Any]:
    """The feed of one kind of record; a plain one where the feed of all changes is closed."""
    return TrackedFeed(kind, changes) if tracked else Feed()


def _keys_of(row: Any) -> tuple[str, str]:
    """How a record is called, and its external reference or that of its order."""
    identity = getattr(row, "number", None) or getattr(row, "sku", None) or row.item
    order = getattr(row, "order", row)
    return str(identity), getattr(order, "external_reference", "")
