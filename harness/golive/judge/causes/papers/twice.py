"""A document was posted twice: after a lost reply or a kill, by two workers, for one notice delivered twice, or again.

Told apart as for orders, by what lies between the two calls.
"""

from __future__ import annotations

from golive.judge.causes.papers.filing import Filing
from golive.judge.causes.scene.attempts import Attempt
from golive.record.run import Cause


def twice(filing: Filing) -> Cause | None:
    """Fits where two calls led to a document each, and there are more documents than reasons for them."""
    for first, again in filing.pairs():
        what = (
            f"the {filing.noun.word} of {filing.name} was sent at {filing.clock(first.sent_ms)} and at "
            f"{filing.clock(again.sent_ms)}"
        )
        if _between(filing, first, again):
            continue
        cause = _killed(filing, first, again, what) or _unanswered(filing, first, again, what)
        cause = cause or _at_once(filing, first, again, what) or _by_notices(filing, first, again, what)
        return cause or _again(first, what)
    return None


def _between(filing: Filing, first: Attempt, again: Attempt) -> bool:
    """Whether the shop refunded once more between the two, which explains the second."""
    return filing.kind != "duplicated_document" and any(
        first.sent_ms < memo.at_ms <= again.sent_ms for memo in filing.memos
    )


def _killed(filing: Filing, first: Attempt, again: Attempt, what: str) -> Cause | None:
    kills = [at_ms for at_ms in filing.trail.kills if first.sent_ms <= at_ms <= again.sent_ms]
    if not kills or not (first.how == "killed" or first.succeeded):
        return None
    return Cause(
        "killed_after_booking",
        f"{what}: the integration was killed at {filing.clock(kills[0])} and did not know of the first after it",
        f"Store that a {filing.noun.word} is in flight before it is sent; after a restart look for it before it is "
        "sent again.",
    )


def _unanswered(filing: Filing, first: Attempt, again: Attempt, what: str) -> Cause | None:
    if first.succeeded or first.answered_ms is None or again.sent_ms < first.answered_ms:
        return None
    return Cause(
        "reply_lost",
        f"{what}: the first was posted at {filing.clock(first.committed_ms)}, and its caller got {first.ending}",
        "Treat a missing answer as an unknown outcome: look for the document by its reference before it is sent again, "
        "and give each one a reference that the ERP refuses twice.",
    )


def _at_once(filing: Filing, first: Attempt, again: Attempt, what: str) -> Cause | None:
    if first.answered_ms is not None and again.sent_ms >= first.answered_ms:
        return None
    return Cause(
        "taken_at_once",
        f"{what}, before the first was answered: two workers had it at once",
        f"Let one worker claim a {filing.noun.word} before it is sent, by an atomic change of its state.",
    )


def _by_notices(filing: Filing, first: Attempt, again: Attempt, what: str) -> Cause | None:
    """Return the cause where a notice set off the second: the same event again, or another one."""
    for one, repeat in filing.trail.repeats:
        if first.sent_ms < repeat.at_ms <= again.sent_ms:
            return Cause(
                "notice_twice",
                f"{what}: the same {repeat.name} was delivered at {filing.clock(one.at_ms)} and again at "
                f"{filing.clock(repeat.at_ms)}",
                "Store handled events durably and ignore repeated deliveries.",
            )
    events = [each for each in filing.trail.deliveries if first.sent_ms < each.at_ms <= again.sent_ms]
    if not events:
        return None
    return Cause(
        "sent_by_two_triggers",
        f"{what}: the second followed {events[-1].name} of {filing.clock(events[-1].at_ms)}",
        "Send a document for what it is about, not for each event or run that sees it: remember it by its number.",
    )


def _again(first: Attempt, what: str) -> Cause:
    return Cause(
        "sent_again",
        f"{what}, although the first was answered with {first.status}",
        "Remember each document as sent when its answer arrives, by the number of what it is about, and skip it in "
        "later runs.",
    )
