"""Failures get a desk entry in time; orders without a failure raise no alarm; alerts do not flood the desk."""

from __future__ import annotations

from golive.judge.causes.operation.alerts import alert_storm
from golive.judge.history import ErpOrder, Story
from golive.judge.oracles.case import Case
from golive.judge.paperwork.refunds import has_open_refunds
from golive.keys.value_kinds import HOUR_MS
from golive.record.oracles import ALERT_STORM, FALSE_ALARM, SHOWN_LATE, SURFACING
from golive.record.run import Finding

MOST_ALERTS_AN_HOUR = 30


def surfacing(case: Case) -> list[Finding]:
    """Return findings of late entries, false alarms and alert storms."""
    return [*_shown_late(case), *_false_alarms(case), *_storms(case)]


def _shown_late(case: Case) -> list[Finding]:
    found = []
    for story, _ in case.with_verdict("stuck_visible"):
        since_ms = failed_ms(story, case.budgets.order_ms)
        if since_ms is None or story.shown_ms is None:
            continue
        late_ms = story.shown_ms - since_ms - case.budgets.surfacing_ms
        if late_ms > 0:
            found.append(
                Finding(
                    SURFACING.code,
                    SHOWN_LATE.name,
                    story.order,
                    f"reached the desk {late_ms / 60_000:.0f} minutes after the surfacing budget",
                    (story.shown_seq,),
                )
            )
    return found


def failed_ms(story: Story, order_ms: int) -> int | None:
    """Return the instant from which the failure of an order was detectable; None without a failure.

    An order that is only under way fails when its time budget ends, or earlier when the ERP refuses it. So does the
    cancellation of one, or earlier when the ERP has shipped the order. An order that was cancelled in the ERP fails
    then, if that is later.
    """
    live, due_ms = story.live, story.due_ms
    if story.ended_ms is not None:
        ended_ms = max([story.ended_ms, *(doc.created_ms for doc in live)])
        left = [_first_left_ms(doc) for doc in live if doc.delivered_ms is not None]
        return min([ended_ms + order_ms, *(max(ended_ms, left_ms) for left_ms in left)])
    if not live:
        gone = [doc.cancelled_ms for doc in story.erp if doc.cancelled_ms is not None]
        over = [] if due_ms is None else [max([due_ms + order_ms, *gone])]
        return min([*over, *([] if story.refused_ms is None else [story.refused_ms])], default=None)
    doc = live[0]
    return doc.created_ms if doc.delivered_ms is None else doc.delivered_ms


def _first_left_ms(doc: ErpOrder) -> int:
    """Return when the first parcel of a shipped ERP order left."""
    return min([left_ms for left_ms, _ in doc.earlier] or [doc.delivered_ms or doc.created_ms])


def _false_alarms(case: Case) -> list[Finding]:
    """Return entries about orders that are right. An order that was never paid may deserve an entry.

    So does one whose refunds the ERP has not credited.
    """
    papers = case.history.papers
    return [
        Finding(
            SURFACING.code,
            FALSE_ALARM.name,
            story.order,
            f"still on the desk although the order is correct: {story.shown_what}",
            (story.shown_seq,),
        )
        for story in case.history.orders.stories.values()
        if story.is_shown
        and case.verdicts[story.order].word == "exact"
        and (story.due_ms is not None or story.ended_ms is not None)
        and not has_open_refunds(papers, story)
    ]


def _storms(case: Case) -> list[Finding]:
    hours: dict[int, list[tuple[int, str]]] = {}
    for seq, at_ms, text in case.history.alerts:
        hours.setdefault(at_ms // HOUR_MS, []).append((seq, text))
    return [
        Finding(
            SURFACING.code,
            ALERT_STORM.name,
            "",
            f"{len(alerts)} alerts within an hour; more than {MOST_ALERTS_AN_HOUR} are too many to read",
            tuple(seq for seq, _ in alerts[:3]),
            alert_storm([text for _, text in alerts]),
        )
        for alerts in hours.values()
        if len(alerts) > MOST_ALERTS_AN_HOUR
    ]
