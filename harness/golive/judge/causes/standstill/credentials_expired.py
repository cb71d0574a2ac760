"""A system refused every call with the integration's credentials, and it did not log in again."""

from __future__ import annotations

from collections.abc import Callable

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.scene.expired import Expired
from golive.judge.causes.trail import Trail
from golive.record.run import Cause

IN_HAND_MS = 15 * 60_000
"""An order that was due longer than this before the first refusal did not wait for the credentials."""
CODE = "credentials_expired"
SYSTEMS = {"erp": "ERP", "shop": "shop"}


def refused_credentials(each: Expired, clock: Callable[[int | None], str]) -> Cause:
    """Return the cause for one stretch; `clock` writes an instant."""
    to = f" until {clock(each.until_ms)}" if each.until_ms is not None else ""
    again = (
        "log in again on 401 and repeat the call" if each.status == 401 else "renew rights and login on 403"
    )
    before = "" if each.was_valid else "; no call had been accepted before"
    return Cause(
        CODE,
        f"since {clock(each.from_ms)} the {SYSTEMS[each.system]} answered {each.status} to each of "
        f"{each.count} calls{to}{before}",
        f"Treat it as a login that has expired: {again}; renew it before it expires, and raise an alert when a login "
        f"does not help.",
    )


def credentials_expired(trail: Trail) -> Cause | None:
    """Fits where the order had to be sent in such a stretch, or was in hand when it began, and was not sent before."""
    due_ms, latency_ms = trail.story.due_ms, trail.story.latency_ms
    if due_ms is None or any(each.was_applied for each in trail.creates if trail.kind != "late"):
        return None
    live_ms = trail.end_ms if latency_ms is None or trail.kind != "late" else due_ms + latency_ms
    for each in trail.scene.expired:
        until_ms = trail.end_ms if each.until_ms is None else each.until_ms
        if not each.from_ms - IN_HAND_MS <= due_ms <= until_ms or live_ms < each.from_ms:
            continue
        if any(
            call.status is not None and call.status not in (401, 403) and call.sent_ms > each.from_ms
            for call in trail.creates
            if trail.kind != "late"
        ):
            continue
        if min(until_ms, live_ms) - max(each.from_ms, due_ms) >= (live_ms - due_ms) / 2:
            return refused_credentials(each, trail.clock)
    return None


CREDENTIALS_EXPIRED = Pattern(CODE, ("lost", "late", "stuck_visible"), credentials_expired)
