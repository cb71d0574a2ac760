"""Whether a list call asked for an order: its filters against the order as it was at that instant."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from golive.judge.causes.scene import ListCall
from golive.judge.causes.scene.clocks import SHOP
from golive.judge.causes.scene.lists import LOWER, TIMES, UPPER, Filter, second_of
from golive.judge.causes.trail import Trail

_TESTS: dict[str, Callable[[float, float], bool]] = {
    "gt": lambda value, bound: value > bound,
    "gteq": lambda value, bound: value >= bound,
    "from": lambda value, bound: value >= bound,
    "lt": lambda value, bound: value < bound,
    "lteq": lambda value, bound: value <= bound,
    "to": lambda value, bound: value <= bound,
}


def since_due(trail: Trail) -> list[ListCall]:
    """Return the list calls that could find new orders and were sent since the order was due."""
    due_ms = trail.story.due_ms
    return [] if due_ms is None else [call for call in trail.scene.windows if call.sent_ms >= due_ms]


def missed_by(trail: Trail, call: ListCall) -> Filter | None:
    """Return the filter of a call that excluded the order; None where none did. A bound comes before a status."""
    missed = [each for each in call.filters if _passes(trail, call, each) is False]
    return next((each for each in missed if each.condition in _TESTS), missed[0] if missed else None)


def is_unsure(trail: Trail, call: ListCall) -> bool:
    """Whether a filter of the call cannot be checked, such as one for a store id."""
    asked = any("|" in name for name in call.asked or ())
    return asked or any(_passes(trail, call, each) is None for each in call.filters)


def _passes(trail: Trail, call: ListCall, wanted: Filter) -> bool | None:
    if wanted.field in TIMES and wanted.condition in _TESTS:
        bound = second_of(wanted.value)
        stamp = stamp_of(trail, wanted.field, call.sent_ms)
        return None if bound is None else _TESTS[wanted.condition](stamp, bound)
    if wanted.field == "entity_id" and wanted.condition in _TESTS:
        text = wanted.value.strip()
        known = trail.entity_id and text.isascii() and text.isdigit()
        return _TESTS[wanted.condition](trail.entity_id, int(text[:18])) if known else None
    if wanted.field in ("state", "status"):
        state, status = trail.status_at(call.sent_ms)
        return _is_among(state if wanted.field == "state" else status, wanted)
    return None


def _is_among(value: str, wanted: Filter) -> bool | None:
    if not value:
        return None
    given = {part.strip().lower() for part in wanted.value.split(",")}
    if wanted.condition in ("eq", "seq", "is"):
        return value.lower() == wanted.value.strip().lower()
    if wanted.condition in ("in", "finset"):
        return value.lower() in given
    if wanted.condition in ("neq", "nin"):
        return value.lower() not in given
    return None


def stamp_of(trail: Trail, field: str, at_ms: int) -> int:
    """Return the second in `created_at` or `updated_at` of the order at an instant, by the shop's own clock."""
    stamped_ms = trail.story.placed_ms if field == "created_at" else trail.updated_ms(at_ms)
    return (stamped_ms + trail.scene.clocks.by_ms(SHOP, stamped_ms)) // 1000


def is_lower(wanted: Filter | None) -> bool:
    """Whether it is a lower bound."""
    return wanted is not None and wanted.condition in LOWER


def is_upper(wanted: Filter | None) -> bool:
    """Whether it is an upper bound."""
    return wanted is not None and wanted.condition in UPPER


def in_utc(second: int) -> str:
    """Return `HH:MM:SS UTC`, as filters of the shop are written."""
    return datetime.fromtimestamp(second, UTC).strftime("%H:%M:%S UTC")
