"""A recurring duty that stopped is alerted in time, and an entry stays on the desk until its order has arrived."""

from __future__ import annotations

from functools import partial

from golive.judge.causes.standstill.credentials_expired import refused_credentials
from golive.judge.figures import duration
from golive.judge.oracles.case import Case
from golive.judge.silences import Silence, silences
from golive.keys.times import local_clock
from golive.record.oracles import SILENCE, UNNOTICED_SILENCE
from golive.record.run import Cause, Finding

NOT_ALERTED = Cause(
    "failure_not_alerted",
    "every attempt failed, and the failures stayed in the integration's own log",
    "Count the failures of each recurring job, and raise an alert when one has not succeeded for its budget.",
)
NOT_WATCHED = Cause(
    "duty_not_watched",
    "the job did not run, or had nothing to report, while records waited for it",
    "Watch the age of the last success of each recurring job, and raise an alert from outside of the job.",
)
WITHDRAWN = Cause(
    "entry_withdrawn_early",
    "the entry was taken off the desk before the order was in the ERP",
    "Take an entry off the desk only after the ERP shows the order.",
)
SENTENCES = {
    "orders": "no order was sent",
    "stock": "no stock was sent",
    "shipments": "no shipment was reported to the shop",
    "notices": "no notice was accepted",
    "credentials erp": "the ERP accepted no call with these credentials",
    "credentials shop": "the shop accepted no call with these credentials",
}


def silence(case: Case) -> list[Finding]:
    """Return one finding per duty and silence, and one per entry that was withdrawn too early."""
    return [*(_finding(case, each) for each in silences(case.history, case.budgets)), *_withdrawn(case)]


def _finding(case: Case, each: Silence) -> Finding:
    tried = f" ({each.failures} attempts failed)" if each.failures else ""
    alarm = "no alert came"
    if each.alarm_ms is not None:
        alarm = f"the first alert came after {duration(each.alarm_ms - each.begin_ms)}"
    what = f"{SENTENCES[each.duty]} for {duration(each.end_ms - each.begin_ms)}{tried}, and {alarm}"
    cause = _expired(case, each) or (NOT_ALERTED if each.failures else NOT_WATCHED)
    return Finding(SILENCE.code, UNNOTICED_SILENCE.name, each.duty, what, each.seqs, cause)


def _expired(case: Case, silence: Silence) -> Cause | None:
    """The cause of a silence during which a system refused every call for its credentials."""
    systems = ("erp", "shop") if not silence.duty.startswith("credentials ") else (silence.duty.split()[1],)
    for each in case.scene.expired if silence.failures else ():
        until_ms = case.history.last_ms if each.until_ms is None else each.until_ms
        covered = min(until_ms, silence.end_ms) - max(each.from_ms, silence.begin_ms)
        if each.system in systems and covered * 2 >= silence.end_ms - silence.begin_ms:
            return refused_credentials(each, partial(local_clock, offset_ms=case.offset_ms))
    return None


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
