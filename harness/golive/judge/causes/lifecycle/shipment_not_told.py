"""The ERP delivered the goods, and no shipment was recorded in the shop."""

from __future__ import annotations

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.trail import SHIP, Trail
from golive.record.run import Cause


def shipment_not_told(trail: Trail) -> Cause | None:
    """Fits where the ERP delivered goods and the shop received no shipment, or refused the last attempt."""
    story = trail.story
    if story.ended_ms is not None or not any(doc.delivered for doc in story.live):
        return None
    tries = trail.of_operation(SHIP)
    if not tries:
        return Cause(
            "shipment_not_told",
            "the ERP delivered it; no shipment was ever sent to the shop",
            "Read the ERP's deliveries by cursor and create a shipment in the shop for each.",
        )
    if not tries[-1].succeeded:
        return Cause(
            "shipment_refused",
            f"the last of {len(tries)} shipments, at {trail.clock(tries[-1].sent_ms)}, ended with "
            f"{tries[-1].status or tries[-1].how}",
            "Keep deliveries in a durable list until the shop has confirmed each shipment.",
        )
    return None


SHIPMENT_NOT_TOLD = Pattern("shipment_not_told", ("wrong_state",), shipment_not_told)
