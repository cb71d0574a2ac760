"""The ERP delivered the goods, and no shipment was recorded in the shop."""

from __future__ import annotations

from dataclasses import replace

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.scene.scene import CHANGES, DELIVERIES
from golive.judge.causes.trail import SHIP, Trail
from golive.record.run import Cause


def shipment_not_told(trail: Trail) -> Cause | None:
    """Fits where the ERP delivered goods and the shop received no shipment, or refused the last attempt."""
    story = trail.story
    if story.ended_ms is not None or not any(doc.delivered for doc in story.live):
        return None
    tries = trail.of_operation(SHIP)
    saved = [document for document in trail.saved if document[1] == "shipment"]
    if saved and not trail.shipments:
        at_ms, _, number = saved[-1]
        return Cause(
            "shipment_saved",
            f"shipment {number} was saved at {trail.clock(at_ms)} with POST /V1/shipment, which adds the document "
            "and leaves the order as it was",
            "Ship with POST /V1/order/{id}/ship; POST /V1/shipment saves a record and does not ship the order.",
        )
    if not tries:
        return _not_sent(trail)
    if not tries[-1].succeeded:
        last = tries[-1]
        return Cause(
            "shipment_refused",
            f"the last of {len(tries)} shipments, at {trail.clock(last.sent_ms)}, ended with {last.status or last.how}"
            + (f" ({last.reason})" if last.reason else ""),
            "Keep deliveries in a durable list until the shop has confirmed each shipment, and report what it refuses.",
        )
    return _later_parcel(trail)


def _later_parcel(trail: Trail) -> Cause | None:
    """Return the cause where more parcels left than shipments were sent to the shop, and all of these succeeded."""
    sent = [each for each in trail.of_operation(SHIP) if each.succeeded]
    gone, told = sum(units for _, _, units in trail.parcels), sum(units for _, units in trail.shipments)
    if len(trail.parcels) <= len(sent) or gone <= told:
        return None
    cause = _not_sent(trail)
    many = "1 shipment was" if len(sent) == 1 else f"{len(sent)} shipments were"
    return replace(
        cause, what=f"{len(trail.parcels)} parcels left the ERP, {many} sent to the shop; {cause.what}"
    )


def _not_sent(trail: Trail) -> Cause:
    scene, left_ms = trail.scene, max([parcel[0] for parcel in trail.parcels], default=0)
    reads = [call for call in scene.lists if call.op in (DELIVERIES, CHANGES)]
    since = [call for call in reads if call.sent_ms >= left_ms]
    returned = [call for op in (DELIVERIES, CHANGES) for call in trail.listed(op)]
    if returned:
        return Cause(
            "delivery_skipped",
            f"the ERP delivered it; {returned[0].op} at {trail.clock(returned[0].answered_ms)} returned the "
            f"delivery, and no shipment "
            "was sent to the shop",
            "Store every delivery that was read until its shipment is booked in the shop.",
        )
    if reads and since and not any(call.succeeded for call in since):
        return Cause(
            "deliveries_unreadable",
            f"the ERP delivered it at {trail.clock(left_ms)}; all {len(since)} reads of deliveries since then "
            f"failed, the last with "
            f"{since[-1].ending}",
            "Read again after a failure, and raise an alert when no read has succeeded for a while.",
        )
    if reads and not since:
        return Cause(
            "deliveries_not_read_again",
            f"the ERP delivered it at {trail.clock(left_ms)}; the last read of deliveries was sent at "
            f"{trail.clock(reads[-1].sent_ms)}",
            "Keep the job that reads deliveries running, and raise an alert when it has not run for a while.",
        )
    if reads:
        return Cause(
            "delivery_missed",
            f"the ERP delivered it at {trail.clock(left_ms)}; none of the {len(since)} reads of deliveries "
            f"since then returned it, from "
            f"{trail.clock(since[0].sent_ms)} on",
            "Advance the cursor over deliveries only to what was received and stored.",
        )
    return Cause(
        "shipment_not_told",
        "the ERP delivered it; no shipment was ever sent to the shop"
        + ("" if not scene.calls else ", and the ERP's deliveries were never read"),
        "Read the ERP's deliveries by cursor and create a shipment in the shop for each.",
    )


SHIPMENT_NOT_TOLD = Pattern("shipment_not_told", ("wrong_state",), shipment_not_told)
