"""People find an ERP order by the number of its shop order, or by a reference of its own."""

from __future__ import annotations

from golive.judge.history import Story
from golive.judge.history.paperwork.references import Unnamed
from golive.judge.oracles.case import Case
from golive.record.oracles import HEADER, WITHOUT_REFERENCE
from golive.record.run import Cause, Finding

REFERENCE = "reference"
"""Its name under `judge.ignore`."""
NOT_SENT = Cause(
    "reference_not_sent",
    "the integration sends neither the number of the shop order nor a reference of its own",
    "Send the number of the shop order as the external reference, or in a custom field.",
)


def findable(case: Case) -> list[Finding]:
    """Return one finding if there are ERP orders without anything that identifies their shop order."""
    if REFERENCE in case.equality.ignore:
        return []
    lacking = [
        (story, each) for story, each in case.history.references.unnamed() if not _has_id(case, story, each)
    ]
    if not lacking:
        return []
    (story, first), *_ = lacking
    what = (
        f"{len(lacking)} orders in the ERP have no number of their shop order: "
        f"ERP order {first.doc.number} is {story.order} by its content only"
    )
    evidence = (story.seq, first.doc.seq)
    return [Finding(HEADER.code, WITHOUT_REFERENCE.name, "", what, evidence, NOT_SENT)]


def _has_id(case: Case, story: Story, each: Unnamed) -> bool:
    """Whether the reference or a custom field is the id that the shop's interface uses for the order."""
    placed = next((fact for fact in case.ledger.about(story.order) if fact.kind == "shop.order.placed"), None)
    return placed is not None and str(placed.data.get("entity_id", "")) in each.words
