"""A feed was read from the same place again and again: the cursor no longer advanced."""

from __future__ import annotations

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.scene import ListCall
from golive.judge.causes.scene.scene import CHANGES, DELIVERIES, ORDERS
from golive.judge.causes.trail import Trail

FEWEST = 3
"""Reads of the same page in a row that brought rows."""


def feed_stuck(trail: Trail) -> str | None:
    """Fits where the last reads of a feed are at least `FEWEST` from the same place, with rows, until the end."""
    feeds = {"lost": (ORDERS,), "wrong_state": (DELIVERIES, CHANGES)}[trail.kind]
    if trail.kind == "lost" and (trail.creates or trail.listed()):
        return None
    if trail.kind == "wrong_state" and not (trail.parcels and not trail.shipments):
        return None
    for feed in feeds:
        calls = [
            call
            for call in trail.scene.lists
            if call.op == feed and call.succeeded and not call.names_records
        ]
        stuck = _stuck(calls)
        since = trail.story.due_ms or 0
        if len(stuck) >= FEWEST and stuck[-1].sent_ms > since and _is_behind(trail, stuck[0]):
            asked = ", ".join(
                f"{name} {value}" for name, value in (stuck[0].asked or {}).items() if name != "limit"
            )
            return (
                f"{feed} was read {len(stuck)} times from the same place ({asked}) from "
                f"{trail.clock(stuck[0].sent_ms)} to "
                f"{trail.clock(stuck[-1].sent_ms)}, each time with {stuck[0].count} rows or more; the cursor "
                f"did not advance"
            )
    return None


def _stuck(calls: list[ListCall]) -> list[ListCall]:
    """The reads at the end that ask the same and bring the same first row."""
    found: list[ListCall] = []
    for call in reversed(calls):
        if not call.count or (found and (call.asked != found[-1].asked or _head(call) != _head(found[-1]))):
            break
        found.append(call)
    return found[::-1]


def _head(call: ListCall) -> str:
    return next(call.returned, "")


def _is_behind(trail: Trail, first: ListCall) -> bool:
    """Whether the record of this order may lie behind the page that is read again and again.

    A poll of the shop that overlaps returns its last rows again while nothing changes: then no rows follow them.
    """
    if trail.kind == "wrong_state":
        return bool(trail.parcels) and trail.parcels[-1][0] > first.sent_ms - 86_400_000
    return first.more


FEED_STUCK = Pattern(
    "feed_stuck",
    ("lost", "wrong_state"),
    feed_stuck,
    "Set aside and report a row that cannot be processed or is of an unknown kind, and advance the cursor past it.",
)
