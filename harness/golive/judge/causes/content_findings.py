"""Causes of findings about content: what is usual in the run is read when the first is asked for."""

from __future__ import annotations

from functools import partial

from golive.judge.causes.content import explain_content
from golive.judge.causes.content.pair import Pair
from golive.judge.causes.content.usual import Usual
from golive.judge.content import Difference
from golive.judge.content.company import Company
from golive.judge.history import History
from golive.keys.times import local_clock
from golive.record.run import Cause


class ContentCauses:
    """Explains orders of wrong content. `offset_ms` is the offset of local time from UTC."""

    def __init__(self, history: History, company: Company, offset_ms: int) -> None:
        self._orders = history.orders
        self._misled = history.documentation.misled
        self._company = company
        self._clock = partial(local_clock, offset_ms=offset_ms)
        self._usual: Usual | None = None

    def of_order(self, order: str, differences: tuple[Difference, ...]) -> Cause | None:
        """Return the cause of an order's differences; None where no pattern fits, or the ERP itself is the cause."""
        story = self._orders.stories[order]
        doc = self._company.whole(story, story.live) if story.live else None
        if (
            doc is None
            or order in self._misled
            or any(each.number in self._orders.altered for each in story.live)
        ):
            return None
        if self._usual is None:
            self._usual = Usual.of(self._orders.stories.values())
        untaxed = self._orders.untaxed.get(doc.ref, ())
        return explain_content(Pair(story, doc, differences, self._usual, self._clock, untaxed))
