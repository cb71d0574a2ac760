"""Causes of findings about the documents of an order."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from golive.judge.causes.papers import explain_papers
from golive.judge.causes.papers.filing import CREDIT_NOTE, NOUNS, RETURN, Filing, Noun
from golive.judge.causes.papers.returns.fates import NONE, Fates, fates
from golive.judge.causes.scene import Scene
from golive.judge.causes.trail import Trail
from golive.judge.history import History, Story
from golive.judge.history.documents import LOST
from golive.judge.history.records.authors import is_client
from golive.record.ledger import Ledger
from golive.record.oracles import REFUND_DIFFERS, REFUND_MISSING, RETURN_DIFFERS, RETURN_MISSING
from golive.record.run import Cause, Fact, Finding

OF_KIND = {
    REFUND_MISSING.name: CREDIT_NOTE,
    REFUND_DIFFERS.name: CREDIT_NOTE,
    RETURN_MISSING.name: RETURN,
    RETURN_DIFFERS.name: RETURN,
}
"""The document that a kind of finding is about, where that is always the same."""

About = Callable[[Story], Sequence[Fact]]
"""Returns the facts about an order, oldest first."""


class PaperCauses:
    """Explains refunds and returns that are missing or differ, documents made twice, and those that nothing explains.

    `offset_ms` is the offset of local time from UTC.
    """

    def __init__(self, history: History, ledger: Ledger, about: About, offset_ms: int) -> None:
        self._history = history
        self._ledger = ledger
        self._about = about
        self._offset_ms = offset_ms
        self._fates: Fates | None = None

    def of_finding(self, finding: Finding, scene: Scene) -> Cause | None:
        """Return the cause of a finding about the documents of an order, None where no pattern fits."""
        story = self._history.orders.stories.get(finding.key)
        if story is None:
            return self._of_strange(finding)
        facts = self._facts(story)
        kind = next((kind for kind in NOUNS if any(_is(fact, kind, finding) for fact in facts)), "")
        noun = OF_KIND.get(finding.kind) or NOUNS.get(kind)
        if noun is None:
            return None
        return explain_papers(self._filing(finding, story, facts, noun, scene))

    def _filing(
        self, finding: Finding, story: Story, facts: Sequence[Fact], noun: Noun, scene: Scene
    ) -> Filing:
        papers = self._history.papers
        rmas = papers.shop_returns.of(story.order)
        certain = not self._history.orders.unattributed
        return Filing(
            finding.kind,
            noun,
            story,
            Trail.of(finding.kind, story, facts, certain, self._offset_ms, scene),
            [fact for fact in facts if NOUNS.get(fact.kind) == noun and is_client(fact.data.get("by", ""))],
            papers.memos.get(story.order, []),
            papers.of_orders(papers.credit_notes, story.erp),
            papers.of_orders(papers.returns, story.erp),
            rmas,
            self._fates_of_returns() if rmas else NONE,
        )

    def _fates_of_returns(self) -> Fates:
        if self._fates is None:
            self._fates = fates(self._history)
        return self._fates

    def _facts(self, story: Story) -> Sequence[Fact]:
        """Return the facts about an order, also those that name its ERP order only, and all kills since it began."""
        by_seq = {fact.seq: fact for fact in self._about(story)}
        first = min(by_seq, default=0)
        by_seq |= {fact.seq: fact for fact in self._ledger.lives() if fact.seq > first}
        for doc in story.erp:
            if doc.status == LOST:
                continue
            by_seq |= {fact.seq: fact for fact in self._ledger.about(doc.number)}
        return [by_seq[seq] for seq in sorted(by_seq)]

    def _of_strange(self, finding: Finding) -> Cause | None:
        """Return the cause of documents for an ERP order that the integration did not make."""
        made = [fact for fact in self._ledger.about(finding.key) if fact.kind == "erp.order.created"]
        if not made or is_client(made[0].data["by"]):
            return None
        return Cause(
            "order_of_others",
            f"ERP order {finding.key} was entered by {made[0].data['by']}, and no order of the shop refers to it",
            "Follow only ERP orders with a reference of the shop: the ERP lists those of other channels as well.",
        )


def _is(fact: Fact, kind: str, finding: Finding) -> bool:
    return fact.kind == kind and fact.seq in finding.evidence
