"""A page beyond the end of the list returned the order again, and it was sent again."""

from __future__ import annotations

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.scene import ListCall
from golive.judge.causes.trail import Trail
from golive.judge.causes.workers.pairs import pairs


def page_repeated(trail: Trail) -> str | None:
    """Fits where a page beyond the end returned the order before the second create, and no event came in between."""
    for pair in pairs(trail):
        beyond = [call for call in pair.lists if _is_beyond(call)]
        if beyond and len(pair.lists) > 1 and not pair.between and pair.first.outcome != "unknown":
            page = beyond[-1]
            return (
                f"page {page.page} of {page.total} rows, read at {trail.clock(page.sent_ms)}, lies beyond the end; the "
                "shop returned the last page again, and its orders were sent again"
            )
    return None


def _is_beyond(call: ListCall) -> bool:
    return call.size is not None and call.total is not None and (call.page - 1) * call.size >= call.total


PAGE_REPEATED = Pattern(
    "page_repeated",
    ("duplicated",),
    page_repeated,
    "Stop at total_count or at a page that is shorter than the page size, and skip orders that are known by number.",
)
