"""The date of an order, by the calendar of the company and by UTC.

An order date may be an instant or a day without a time, and the day may be that of the company or that of UTC, in
which the shop keeps its instants. Dates agree where one of these days is the same. A system whose clock was wrong
gave its own date, so that of its clock counts as well.
"""

from __future__ import annotations

from collections.abc import Iterable

from golive.judge.content.difference import HEADER, Difference
from golive.judge.history import ErpOrder, Story
from golive.keys.value_kinds import DAY_MS, MINUTE_MS


def date_difference(story: Story, doc: ErpOrder, offset_ms: int) -> Iterable[Difference]:
    """Yield the difference of the dates, if any. `offset_ms` is the offset of the company's time from UTC.

    After a refusal a later date may be what the ERP asked for.
    """
    if doc.ordered_ms is None or story.refused_ms is not None:
        return
    more = doc.ordered_ms - story.placed_ms
    for by_ms in (0, story.clock_ms, doc.clock_ms):
        same = _days(story.placed_ms + by_ms, offset_ms) & _days(doc.ordered_ms, offset_ms)
        if same or abs(more - by_ms) <= MINUTE_MS:
            return
    days = max(1, round(abs(more) / DAY_MS))
    text = f"dated {days} day(s) {'later' if more > 0 else 'earlier'} than it was placed"
    yield Difference(HEADER, "date", text)


def _days(at_ms: int, offset_ms: int) -> set[int]:
    return {at_ms // DAY_MS, (at_ms + offset_ms) // DAY_MS}
