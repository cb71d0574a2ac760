"""The span in which an order was late, with its failed attempts."""

from __future__ import annotations

from dataclasses import dataclass

from golive.judge.causes.scene.attempts import Attempt
from golive.judge.causes.trail import CREATE, READ, Trail

PROMPT_MS = 3 * 60_000
"""A retry this soon after the first success of others follows the recovery at once."""


@dataclass(frozen=True, slots=True)
class Delay:
    """The span from `due_ms` to `live_ms`.

    `failed` are the failed reads and creates in it, `sent` is the create that went through.
    """

    due_ms: int
    live_ms: int
    failed: list[Attempt]
    sent: Attempt | None

    @classmethod
    def of(cls, trail: Trail) -> Delay | None:
        """Return the delay of an order; that of a lost one lasts until the end of the run."""
        due_ms, latency_ms = trail.story.due_ms, trail.story.latency_ms
        if due_ms is None or (latency_ms is None and trail.kind != "lost"):
            return None
        live_ms = trail.end_ms if latency_ms is None else due_ms + latency_ms
        on_the_way = [each for each in trail.attempts if each.operation in (CREATE, READ)]
        failed = [each for each in on_the_way if not each.succeeded and each.sent_ms <= live_ms]
        sent = next((each for each in trail.creates if each.was_applied), None)
        return cls(due_ms, live_ms, failed, sent)
