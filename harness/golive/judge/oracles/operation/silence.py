"""A recurring duty that stopped is alerted in time, and an entry stays on the desk until its order has arrived."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from golive.judge.causes.silence import explain_silence
from golive.judge.causes.silence.stopped import Stopped
from golive.judge.figures import duration
from golive.judge.history.watch.duties import ORDERS, SHIPMENTS
from golive.judge.oracles.case import Case
from golive.judge.silences import Silence, silences
from golive.keys.times import local_clock
from golive.record.oracles import SILENCE, UNNOTICED_SILENCE
from golive.record.run import Cause, Finding

WITHDRAWN = Cause(
    "entry_withdrawn_early",
    "the entry was taken off the desk before the order was in the ERP",
    "Take an entry off the desk only after the ERP shows the order.",
)
SENTENCES = {
    "orders": "no order was sent",
    "stock": "no stock was sent",
    "shipments": "no shipment was reported to the shop",
    "deliveries": "no shipment of the shop was reported to the ERP",
    "notices": "no notice was accepted",
    "credentials erp": "the ERP accepted no call with these credentials",
    "credentials shop": "the shop accepted no call with these credentials",
}


def silence(case: Case) -> list[Finding]:
    """Return one finding per duty and silence, and one per entry that was withdrawn too early."""
    return [
        *(
            _finding(case, each)
            for each in silences(case.history, case.budgets, stock_is_pushed=case.owners.stock != "shop")
        ),
        *_withdrawn(case),
    ]


def _finding(case: Case, each: Silence) -> Finding:
    tried = f" ({each.failures} attempts failed)" if each.failures else ""
    alarm = "no alert came"
    if each.alarm_ms is not None:
        alarm = f"the first alert came after {duration(each.alarm_ms - each.begin_ms)}"
    what = f"{SENTENCES[each.duty]} for {duration(each.end_ms - each.begin_ms)}{tried}, and {alarm}"
    cause = explain_silence(_stopped(case, each))
    return Finding(SILENCE.code, UNNOTICED_SILENCE.name, each.duty, what, each.seqs, cause)


def _stopped(case: Case, each: Silence) -> Stopped:
    """Return the silence as its causes read it."""
    waiting = _waiting(case, each)
    clock = partial(local_clock, offset_ms=case.offset_ms)
    return Stopped(each.duty, each.begin_ms, each.end_ms, each.failures, waiting, case.scene, clock)


def _waiting(case: Case, each: Silence) -> str:
    """Return in words the records that waited for the duty; empty where they are not known by name."""
    of_duty = {ORDERS: _unsent, SHIPMENTS: _unreported}.get(each.duty)
    waiting = [] if of_duty is None else sorted(of_duty(case, each))
    if not waiting:
        return ""
    at_ms, order = waiting[0]
    return f"{len(waiting)} {each.duty} wait, the first is that of order {order} since {case.clock(at_ms)}"


def _unsent(case: Case, each: Silence) -> Iterator[tuple[int, str]]:
    for order, story in case.history.orders.stories.items():
        due_ms = story.due_ms
        if due_ms is None or due_ms >= each.end_ms or (story.ended_ms or each.end_ms) < each.end_ms:
            continue
        if all(doc.created_ms >= each.end_ms for doc in story.erp):
            yield due_ms, order


def _unreported(case: Case, each: Silence) -> Iterator[tuple[int, str]]:
    for order, story in case.history.orders.stories.items():
        left = [doc.delivered_ms for doc in story.live if doc.delivered_ms is not None]
        if left and min(left) < each.end_ms and not story.shipments:
            yield min(left), order


def _withdrawn(case: Case) -> list[Finding]:
    stories, last_ms = case.history.orders.stories, case.history.last_ms
    wait_ms = max(case.budgets.order_ms, case.budgets.surfacing_ms)
    found = []
    for order, (seq, at_ms) in case.history.duties.wiped.items():
        story, until_ms = stories[order], at_ms + wait_ms
        has_arrived = any(doc.created_ms <= until_ms for doc in story.erp)
        has_ended = story.ended_ms is not None and story.ended_ms <= until_ms
        if not has_arrived and not has_ended and not story.dropped and until_ms <= last_ms:
            what = f"its desk entry was withdrawn, and the ERP had no order for {duration(wait_ms)} after it"
            found.append(
                Finding(SILENCE.code, UNNOTICED_SILENCE.name, order, what, (story.shown_seq, seq), WITHDRAWN)
            )
    return found
