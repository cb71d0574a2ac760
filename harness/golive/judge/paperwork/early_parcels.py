"""Shipments that the integration booked in the shop before any parcel of the order had left the ERP."""

from __future__ import annotations

from collections.abc import Iterator

from golive.judge.history import Story
from golive.judge.history.paperwork.papers import Papers
from golive.judge.paperwork.discrepancy import Discrepancy, seqs
from golive.keys.value_kinds import MINUTE_MS
from golive.record.oracles import PHANTOM_DOCUMENT
from golive.record.run import Cause

CAUSE = Cause(
    "shipped_before_parcel",
    "the shop booked the shipment, and told the customer, when no parcel had left the ERP",
    "Create a shipment only for a delivery that the ERP has posted, with its units.",
)


def early_parcels(papers: Papers, story: Story) -> Iterator[Discrepancy]:
    """Yield the first shipment of an order where it came a minute or more before the first parcel.

    The parcels are those of all ERP orders that the order has at the end. Without any, its state is wrong.
    """
    paper = papers.early.get(story.order)
    left_ms = [doc.earlier[0][0] if doc.earlier else doc.delivered_ms for doc in story.erp]
    first_ms = min((each for each in left_ms if each is not None), default=None)
    if paper is None or first_ms is None or first_ms < paper.at_ms + MINUTE_MS:
        return
    minutes = (first_ms - paper.at_ms) // MINUTE_MS
    span = "1 minute" if minutes == 1 else f"{minutes} minutes"
    text = f"shipment {paper.number} in the shop, {span} before the first parcel left the ERP"
    yield Discrepancy(PHANTOM_DOCUMENT, story.order, text, seqs([paper]), 0, CAUSE)
