"""A return of the shop was never sent to the ERP, or not taken by it."""

from __future__ import annotations

from golive.judge.causes.papers.filing import Filing
from golive.record.run import Cause

READS = ("shop.return.list", "shop.return.read")


def return_refused(filing: Filing) -> Cause | None:
    """Fits where the last call that was to book the return failed."""
    since_ms = min((rma.requested_ms for rma in filing.rmas), default=0)
    tries = [each for each in filing.attempts if each.sent_ms >= since_ms]
    if not tries or tries[-1].succeeded or tries[-1].was_applied:
        return None
    last = tries[-1]
    what = f"the return of {filing.name}: the call at {filing.clock(last.sent_ms)} ended with {last.ending}"
    if last.is_answer and not last.is_passing:
        return Cause(
            "return_refused",
            f"{what}; it was neither corrected nor reported",
            "Report a refused return on the desk, with the message of the ERP.",
        )
    return Cause(
        "return_given_up",
        f"{what}; it was not repeated after that",
        "Store a return that could not be sent, and repeat it until the ERP has answered.",
    )


def return_not_sent(filing: Filing) -> Cause | None:
    """Fits where no call booked a return of the order."""
    closed = [rma for rma in filing.rmas if rma.closed_ms is not None]
    if not closed or filing.attempts or not filing.trail.complete:
        return None
    at_ms = closed[0].closed_ms
    listed = [call for call in filing.trail.listed(READS[0]) if call.answered_ms >= (at_ms or 0)]
    scene = filing.trail.scene
    what = f"return {closed[0].number} of {filing.name}, closed at {filing.clock(at_ms)}, was never sent to the ERP"
    if listed:
        why = f"it was read at {filing.clock(listed[0].answered_ms)}, and no call followed"
        fix = "Follow each closed return that was read with a return of the ERP, or report it."
    elif scene.is_complete and not any(len(scene.of_op(operation)) for operation in READS):
        why = "the integration never reads returns"
        fix = "Read the shop's returns, and post a return in the ERP for each that is closed."
    else:
        why = "no list of returns that was read contains it once it was closed"
        fix = "Read returns again until they are closed: the shop has no time of their last change."
    return Cause("return_not_sent", f"{what}: {why}", fix)
