"""No attempt failed: the order waited before its first create, for a poll or behind other work."""

from __future__ import annotations

from golive.judge.causes.lateness.delay import Delay
from golive.judge.causes.pattern import Pattern
from golive.judge.causes.scene.calls import Row
from golive.judge.causes.trail import CREATE, Trail
from golive.record.run import Cause

MOSTLY = 0.5
"""Share of the delay."""


def waited(trail: Trail) -> Cause | None:
    """Fits where the first create was sent after more than half of the delay."""
    delay = Delay.of(trail)
    if delay is None or delay.failed or not trail.creates:
        return None
    first = trail.creates[0]
    wait_ms = first.sent_ms - delay.due_ms
    if wait_ms <= MOSTLY * (delay.live_ms - delay.due_ms):
        return None
    return (
        _for_the_poll(trail, delay)
        or _behind_one(trail, delay)
        or _behind_bulk(trail, delay)
        or _behind_slow(trail, delay)
    )


def _for_the_poll(trail: Trail, delay: Delay) -> Cause | None:
    first_ms = trail.creates[0].sent_ms
    returned = [call for call in trail.listed() if delay.due_ms <= call.answered_ms <= first_ms]
    accepted = [each for each in trail.deliveries if each.was_accepted and each.at_ms < first_ms]
    if not returned or accepted:
        return None
    found_ms = returned[0].answered_ms
    if found_ms - delay.due_ms < MOSTLY * (first_ms - delay.due_ms):
        return None
    failed = [
        call for call in trail.scene.windows if delay.due_ms <= call.sent_ms < found_ms and not call.succeeded
    ]
    if failed and found_ms - failed[0].sent_ms > MOSTLY * (found_ms - delay.due_ms):
        return Cause(
            "reading_disturbed",
            f"{len(failed)} list calls from {trail.clock(failed[0].sent_ms)} to {trail.clock(failed[-1].sent_ms)} "
            f"failed, the last with {failed[-1].ending}; the first that returned it was answered at "
            f"{trail.clock(found_ms)}",
            "Read again soon after a failure, renew credentials that have expired, and raise an alert when no read "
            "has succeeded for a while.",
        )
    before = [call.sent_ms for call in trail.scene.windows if call.sent_ms < returned[0].sent_ms]
    last = f"; the list call before that was sent at {trail.clock(before[-1])}" if before else ""
    return Cause(
        "polled_late",
        f"due at {trail.clock(delay.due_ms)}, and first returned by a list call at {trail.clock(found_ms)}{last}",
        "Poll more often than the time budget, or take the shop's notices as well.",
    )


def _between(trail: Trail, delay: Delay) -> list[Row]:
    first_ms = trail.creates[0].sent_ms
    rows = trail.scene.of_op(CREATE).between(delay.due_ms, first_ms)
    return [row for row in rows if row.key != trail.story.order]


def _behind_one(trail: Trail, delay: Delay) -> Cause | None:
    """One order, tried again and again, took most of the time."""
    first_ms = trail.creates[0].sent_ms
    spans: dict[str, list[int]] = {}
    for row in _between(trail, delay):
        if not row.succeeded:
            spans.setdefault(row.key, []).extend((max(row.sent_ms, delay.due_ms), row.answered_ms))
    for key, times in spans.items():
        if max(times) - min(times) > MOSTLY * (first_ms - delay.due_ms) and len(times) > 4:
            served = {row.key for row in _between(trail, delay) if row.succeeded and row.sent_ms > min(times)}
            others = {row.key for row in _between(trail, delay) if row.sent_ms < max(times)} - {key}
            if len(served & others) > 2:
                continue
            return Cause(
                "behind_one_order",
                f"order {key} was tried {len(times) // 2} times in vain from {trail.clock(min(times))} to "
                f"{trail.clock(max(times))}, and "
                f"this one, due since {trail.clock(delay.due_ms)}, waited behind it until {trail.clock(first_ms)}",
                "Put an order that fails aside with a time for its next attempt, and go on with the next one.",
            )
    return None


def _behind_bulk(trail: Trail, delay: Delay) -> Cause | None:
    """Calls of another job took most of the time, and hardly any order was sent meanwhile."""
    first_ms = trail.creates[0].sent_ms
    busy: dict[str, int] = {}
    for op, row in trail.scene.rows(delay.due_ms, first_ms):
        busy[op] = busy.get(op, 0) + row.answered_ms - max(row.sent_ms, delay.due_ms)
    orders = sum(
        ms for op, ms in busy.items() if ".order." in op or ".customer." in op or op.endswith(".token.create")
    )
    bulk = {op: ms for op, ms in busy.items() if any(f".{noun}." in op for noun in BULK)}
    if not bulk or sum(bulk.values()) < MOSTLY * (first_ms - delay.due_ms) or orders > sum(bulk.values()) / 4:
        return None
    name = max(bulk, key=lambda op: bulk[op])
    return Cause(
        "behind_bulk_work",
        f"due at {trail.clock(delay.due_ms)}, first sent at {trail.clock(first_ms)}; in between the integration "
        f"was busy with {name} "
        "and similar calls",
        "Give orders a lane of their own: separate workers or a priority before stock and catalogue jobs.",
    )


BULK = ("stock", "product", "price", "item", "source", "catalog", "source_item", "inventory", "category")


def _behind_slow(trail: Trail, delay: Delay) -> Cause | None:
    """Other orders were sent all the time, as many at once as there are workers."""
    first_ms = trail.creates[0].sent_ms
    rows = _between(trail, delay)
    if len(rows) < 3:
        return None
    busy = sum(row.answered_ms - max(row.sent_ms, delay.due_ms) for row in rows)
    at_once = busy / max(1, first_ms - delay.due_ms)
    took_s = sum(row.answered_ms - row.sent_ms for row in rows) / len(rows) / 1000
    if at_once < MOSTLY:
        return None
    return Cause(
        "too_few_workers",
        f"first sent {(first_ms - delay.due_ms) / 60_000:.0f} minutes after it was due: {len(rows)} creates "
        f"went before it, "
        f"{at_once:.1f} at once on average, {took_s:.1f} s each",
        "Send more orders at once, up to what the ERP's limits allow, or make fewer calls per order.",
    )


WAITED = Pattern("too_few_workers", ("late",), waited)
