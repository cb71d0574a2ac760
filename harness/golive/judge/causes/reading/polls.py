"""What the integration saw of an order in its reads of the shop's list of orders, in words."""

from __future__ import annotations

from golive.judge.causes.scene import ListCall
from golive.judge.causes.trail import Trail
from golive.wire.reply_facts import MOST_KEYS

POLL_MORE = "Read the shop's orders by their change dates as well, every few minutes and with an overlap."
POLL_RIGHT = (
    "Compare what the reads ask (filters, cursor, pages) with the order; read by change date, with an overlap and to "
    "the last page, and handle each order that a read returns."
)


def polls_since(trail: Trail, from_ms: int) -> list[ListCall]:
    """Return the list calls from an instant on that could find new orders."""
    return [call for call in trail.scene.windows if call.sent_ms >= from_ms]


def advice(trail: Trail, from_ms: int) -> str:
    """What to do about an order whose notice did not arrive."""
    return POLL_RIGHT if polls_since(trail, from_ms) else POLL_MORE


def what_polls_saw(trail: Trail, from_ms: int) -> str:
    """Whether the list calls from an instant on returned the order: a clause that follows `and`."""
    calls = polls_since(trail, from_ms)
    if not calls:
        before = trail.scene.windows
        if not before:
            return "the integration did not poll for it"
        read = f"it read the list of orders last at {trail.clock(before[-1].sent_ms)}"
        return f"the integration did not poll for it: {read}"
    since = f"of the list of orders since {trail.clock(from_ms)}"
    last = trail.clock(calls[-1].sent_ms)
    returned = [call for call in trail.listed() if call.sent_ms >= from_ms]
    if returned:
        first = trail.clock(returned[0].answered_ms)
        return f"{len(returned)} of {_reads(calls)} {since} returned it, first at {first}"
    if not any(call.succeeded for call in calls):
        return f"{_reads(calls)} {since} failed, the last at {last} with {calls[-1].ending}"
    known = "is known to have returned" if any(call.count > MOST_KEYS for call in calls) else "returned"
    return f"none of {_reads(calls)} {since} {known} it, the last at {last}"


def _reads(calls: list[ListCall]) -> str:
    return f"{len(calls)} reads" if len(calls) > 1 else "1 read"
