"""The header of an order agrees: addresses, customer, date, payment, shipping, channel, custom fields."""

from __future__ import annotations

from golive.judge.content import HEADER as TERMS
from golive.judge.content.addresses import PARTS
from golive.judge.oracles.case import Case
from golive.judge.oracles.content.findable import findable
from golive.judge.oracles.content.wrong_content import wrong_content
from golive.record.oracles import FIELD_NOT_SENT, HEADER
from golive.record.run import Cause, Finding
from golive.scenario.model.equality import OPTIONS


def header(case: Case) -> list[Finding]:
    """Return one finding per order whose header differs first of all, one per detail that no ERP order has, one more.

    The last is about all ERP orders that cannot be found by the number of their shop order.
    """
    return [*wrong_content(case, HEADER, TERMS), *_never_written(case), *_filled(case), *findable(case)]


def _never_written(case: Case) -> list[Finding]:
    stories = case.history.orders.stories.values()
    found = []
    options = case.history.orders.option_words
    for name in case.unwritten:
        if name == OPTIONS:
            what, lacking = (
                "custom options",
                [story for story in stories if story.erp and story.order in options],
            )
        else:
            what, place = name, PARTS.index(name)
            lacking = [
                story
                for story in stories
                if story.erp and len(story.ship_to) > place and story.ship_to[place]
            ]
        if lacking:
            text = f"the integration writes no {what}: {len(lacking)} orders in the ERP lack it"
            evidence = (lacking[0].seq, lacking[0].erp[0].seq)
            found.append(Finding(HEADER.code, FIELD_NOT_SENT.name, "", text, evidence, _not_sent(text)))
    return found


def _filled(case: Case) -> list[Finding]:
    """Return one finding if the ERP took the shipping address or a name from its customers."""
    lacking = [
        (story, doc) for story in case.history.orders.stories.values() for doc in story.erp if doc.filled
    ]
    if not lacking:
        return []
    story, doc = lacking[0]
    text = (
        f"{len(lacking)} orders were sent without {' and '.join(doc.filled)}: the ERP took that of its customer, "
        "which is right only where the customer is the receiver"
    )
    return [Finding(HEADER.code, FIELD_NOT_SENT.name, "", text, (story.seq, doc.seq), _not_sent(text))]


def _not_sent(text: str) -> Cause:
    return Cause("field_not_sent", text, "Send every field that the ERP can keep.")
