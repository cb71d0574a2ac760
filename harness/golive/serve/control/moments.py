"""Routes that every system of a sandbox has: the clock, the latest facts, snapshots."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any

from golive.keys.value_kinds import DAY_MS, DURATION, parse_duration
from golive.serve.control.desk import Question, Refused, Route
from golive.serve.tail import Tail
from golive.sim import LiveClock

FURTHEST_MS = 400 * DAY_MS
MOST_FACTS = 1_000
MOST_SNAPSHOTS = 100
START = "start"
"""The snapshot that is taken when the sandbox opens."""


def instant_text(instant_ms: int) -> str:
    """An instant in ms since the Unix epoch as ISO 8601 in UTC.

    >>> instant_text(1_764_306_000_000)
    '2025-11-28T05:00:00.000Z'
    """
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=instant_ms)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


@dataclass(slots=True)
class Kept:
    """A snapshot with a name."""

    at_ms: int
    snapshot: Any


class Moments:
    """Clock, facts and snapshots; `take` and `put_back` snapshot and restore the system."""

    def __init__(
        self,
        system: str,
        clock: LiveClock,
        tail: Tail,
        take: Callable[[], Any],
        put_back: Callable[[Any], None],
    ) -> None:
        self._system = system
        self._clock = clock
        self._tail = tail
        self._take = take
        self._put_back = put_back
        self._kept = {START: Kept(clock.now(), take())}

    def routes(self) -> list[Route]:
        """All routes that the systems share."""
        return [
            Route("GET", "/clock", self.clock),
            Route("POST", "/clock/advance", self.advance),
            Route("GET", "/facts", self.facts),
            Route("POST", "/reset", self.reset),
            Route("GET", "/snapshots", self.snapshots),
            Route("POST", "/snapshots", self.keep),
            Route("POST", "/snapshots/{name}/restore", self.restore),
            Route("DELETE", "/snapshots/{name}", self.forget),
        ]

    def clock(self, question: Question) -> Any:
        """The simulated time and its speed."""
        return {
            "now": instant_text(self._clock.now()),
            "now_ms": self._clock.now(),
            "speed": self._clock.speed,
        }

    def advance(self, question: Question) -> Any:
        """Jump ahead, {"by": "2h"}: everything that is due in between happens. All systems share the clock."""
        question.only("by")
        text = question.text("by", "2h")
        try:
            by_ms = parse_duration(text)
        except ValueError:
            raise Refused(
                HTTPStatus.BAD_REQUEST, f"by: expected {DURATION.expected}, got {text[:40]!a}", "by"
            ) from None
        if by_ms > FURTHEST_MS:
            raise Refused(
                HTTPStatus.BAD_REQUEST, f"by: expected at most 400d, got {text}; go in several steps", "by"
            )
        self._clock.jump(by_ms)
        return self.clock(question)

    def facts(self, question: Question) -> Any:
        """The facts, oldest first: ?after=<seq>&limit=100. The last 10,000 are kept."""
        after = _whole(question, "after", 0, 10**15)
        limit = _whole(question, "limit", 100, MOST_FACTS)
        rows = self._tail.page(after, limit, self._system)
        return {"rows": rows, "last": self._tail.last}

    def reset(self, question: Question) -> Any:
        """Restore the state in which the sandbox opened; only the clock goes on."""
        question.only()
        return self._restored(START)

    def snapshots(self, question: Question) -> Any:
        """The snapshots by name, with their time."""
        return {"snapshots": {name: instant_text(kept.at_ms) for name, kept in self._kept.items()}}

    def keep(self, question: Question) -> Any:
        """Take a snapshot, {"name": "before-import"}; an older one of that name is replaced."""
        question.only("name")
        name = question.text("name", "before-import")
        if name == START or "/" in name or len(name) > 100:
            raise Refused(
                HTTPStatus.BAD_REQUEST,
                f"name: expected up to 100 letters without a slash, and not {START!r}, got {name[:100]!a}",
                "name",
            )
        if name not in self._kept and len(self._kept) >= MOST_SNAPSHOTS:
            raise Refused(HTTPStatus.CONFLICT, f"{MOST_SNAPSHOTS} snapshots are kept; DELETE one first")
        self._kept[name] = Kept(self._clock.now(), self._take())
        return self.snapshots(question)

    def restore(self, question: Question) -> Any:
        """Restore the state of a snapshot; only the clock goes on."""
        question.only()
        return self._restored(question.params["name"])

    def forget(self, question: Question) -> Any:
        """Delete a snapshot."""
        name = question.params["name"]
        self._find(name)
        if name == START:
            raise Refused(HTTPStatus.CONFLICT, f"{START!r} stays: /reset needs it")
        del self._kept[name]
        return self.snapshots(question)

    def _restored(self, name: str) -> Any:
        kept = self._find(name)
        self._put_back(kept.snapshot)
        return {"restored": name, "of": instant_text(kept.at_ms), "now": instant_text(self._clock.now())}

    def _find(self, name: str) -> Kept:
        kept = self._kept.get(name)
        if kept is None:
            known = ", ".join(self._kept)
            raise Refused(HTTPStatus.NOT_FOUND, f"there is no snapshot {name[:100]!a}; there are {known}")
        return kept


def _whole(question: Question, name: str, default: int, most: int) -> int:
    text = question.query.get(name, str(default))
    if not (text.isascii() and text.isdigit() and int(text) <= most):
        raise Refused(
            HTTPStatus.BAD_REQUEST, f"{name}: expected a whole number up to {most}, got {text[:40]!a}", name
        )
    return int(text)
