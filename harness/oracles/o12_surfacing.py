"""O12: real failures are shown by name and in time; what is fine raises no alarm; nobody is flooded."""

from __future__ import annotations

from harness.oracles.case import Case
from harness.record import Finding

HOUR_MS = 3_600_000
MOST_ALERTS_AN_HOUR = 30


def surfacing(case: Case) -> list[Finding]:
    return [*_shown_late(case), *_false_alarms(case), *_storms(case)]


def _shown_late(case: Case) -> list[Finding]:
    found = []
    for story, _ in case.with_verdict("stuck_visible"):
        since = story.ended_ms or story.due_ms
        if since is None or story.shown_ms is None:
            continue
        late_ms = story.shown_ms - since - case.budgets.surfacing_ms
        if late_ms > 0:
            found.append(
                Finding(
                    "O12",
                    "shown_late",
                    story.order,
                    f"reached the desk {late_ms / 60_000:.0f} minutes after the surfacing budget",
                    (story.shown_seq,),
                )
            )
    return found


def _false_alarms(case: Case) -> list[Finding]:
    return [
        Finding(
            "O12",
            "false_alarm",
            story.order,
            f"still on the desk though nothing is wrong with it: {story.shown_what}",
            (story.shown_seq,),
        )
        for story, _ in case.with_verdict("exact")
        if story.is_shown
    ]


def _storms(case: Case) -> list[Finding]:
    hours: dict[int, list[int]] = {}
    for seq, at_ms, _ in case.history.alerts:
        hours.setdefault(at_ms // HOUR_MS, []).append(seq)
    return [
        Finding(
            "O12",
            "alert_storm",
            "",
            f"{len(seqs)} alerts within an hour; beyond {MOST_ALERTS_AN_HOUR} nobody reads them",
            tuple(seqs[:3]),
        )
        for seqs in hours.values()
        if len(seqs) > MOST_ALERTS_AN_HOUR
    ]
