"""The ERP booked the order and said so, and the integration sent it again without anything new about it."""

from __future__ import annotations

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.trail import READ, Trail
from golive.judge.causes.workers.pairs import Pair, pairs


def outcome_not_kept(trail: Trail) -> str | None:
    """Fits where a create followed one that was answered with success, and nothing that is known set it off.

    Both are of the same instance. Known are events, lists with the order, kills, presses of retry, and a read of the
    order before the first had ended.
    """
    for pair in pairs(trail):
        first, again = pair.first, pair.again
        if not first.succeeded or first.instance != again.instance or pair.overlap or pair.was_decided_before:
            continue
        if _was_set_off(trail, pair):
            continue
        read_ms = [
            each.sent_ms
            for each in trail.of_operation(READ)
            if pair.known_ms <= each.sent_ms <= again.sent_ms
        ]
        read = f", read the order at {trail.clock(read_ms[0])}" if read_ms else ""
        return (
            f"the ERP booked the order and answered at {trail.clock(first.answered_ms)}; without an event or a list in "
            f"between, the integration{read} and sent it again at {trail.clock(again.sent_ms)}"
        )
    return None


def _was_set_off(trail: Trail, pair: Pair) -> bool:
    first_ms, again_ms = pair.first.sent_ms, pair.again.sent_ms
    listed = any(call.answered_ms > first_ms for call in pair.lists)
    happened = (*trail.kills, *trail.joins, *(at_ms for at_ms, _ in trail.presses))
    return bool(pair.between) or listed or any(first_ms < at_ms <= again_ms for at_ms in happened)


OUTCOME_NOT_KEPT = Pattern(
    "outcome_not_kept",
    ("duplicated",),
    outcome_not_kept,
    "Store the number of the ERP order in a transaction of its own as soon as it is known: what happens to another "
    "order must not take it back. Look the reference up before an order is sent again.",
)
