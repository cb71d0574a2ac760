"""The order was on a page of the list that was not read, or moved to a page that had been read."""

from __future__ import annotations

from itertools import pairwise

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.reading.window import is_lower, is_unsure, missed_by, since_due
from golive.judge.causes.scene import ListCall
from golive.judge.causes.scene.lists import second_of
from golive.judge.causes.trail import Trail
from golive.record.run import Cause

AT_ONCE_MS = 5_000
"""The next list within this time belongs to the same reading, not to the next poll."""
KEYSET = "Page by the last id or date of the page before instead of a page number, or read page 1 until it is empty."


def pages_unread(trail: Trail) -> Cause | None:
    """Fits where list calls asked for the order, did not return it, and left out rows."""
    due_ms = trail.story.due_ms
    if due_ms is None or trail.creates or any(call.answered_ms >= due_ms for call in trail.listed()):
        return None
    between = _between_pages(trail, due_ms)
    if between is not None:
        return between
    asked = [
        call
        for call in since_due(trail)
        if call.succeeded and missed_by(trail, call) is None and not is_unsure(trail, call)
    ]
    if not asked:
        return None
    runs = _runs(asked)
    cut = [run for run in runs if run[-1].more]
    cut = [run for run in cut if not _goes_on_by_key(trail, run[-1])]
    if cut and not _is_passed(trail, cut[0][-1]):
        return _only_first(trail, cut, any(call.page > 1 for call in trail.scene.windows))
    shrunk = [run for run in runs if len(run) > 1 and (run[-1].total or 0) < (run[0].total or 0)]
    return _shifted(trail, shrunk[0]) if shrunk else None


def _is_passed(trail: Trail, call: ListCall) -> bool:
    """Whether the rows were not in the order of the cursor, and the cursor went past the order: a cause of its own."""
    last = trail.scene.windows[-1]
    bound = missed_by(trail, last) if last.succeeded else None
    return bound is not None and is_lower(bound) and bool(call.sort) and bound.field not in call.sort


def _goes_on_by_key(trail: Trail, call: ListCall) -> bool:
    """Whether the next list began where the rows of this one ended: paging by key, without page numbers."""
    bound = call.lower
    later = next((each for each in trail.scene.windows if each.sent_ms > call.sent_ms), None)
    if bound is None or bound.field not in call.sort or later is None or later.lower is None:
        return False
    begun, begins = second_of(bound.value), second_of(later.lower.value)
    if begun is None or begins is None or later.page != 1:
        return False
    return begun < begins and later.sent_ms - call.answered_ms <= AT_ONCE_MS


def _between_pages(trail: Trail, due_ms: int) -> Cause | None:
    """The order lies between the last row of one page and the first row of the next one, and is on neither."""
    order, placed = trail.story.order, trail.scene.placed_ms
    mine = (trail.story.placed_ms, order)
    for page, following in pairwise(trail.scene.windows):
        if following.page != page.page + 1 or following.window != page.window or following.sent_ms <= due_ms:
            continue
        above = max(((placed.get(key, 0), key) for key in page.returned), default=None)
        below = min(((placed.get(key, 0), key) for key in following.returned), default=None)
        if above is not None and below is not None and above < mine < below and page.sent_ms >= due_ms:
            return Cause(
                "page_shifted",
                f"page {page.page} of the list, read at {trail.clock(page.sent_ms)}, ended with {above[1]}, and page "
                f"{following.page}, read at {trail.clock(following.sent_ms)}, began with {below[1]}: rows before the "
                f"order had left the list meanwhile, so it moved to the page that had been read",
                KEYSET,
            )
    return None


def _runs(calls: list[ListCall]) -> list[list[ListCall]]:
    """Group calls into lists that were read page by page."""
    runs: list[list[ListCall]] = []
    for call in calls:
        if runs and call.page == runs[-1][-1].page + 1 and call.window == runs[-1][-1].window:
            runs[-1].append(call)
        else:
            runs.append([call])
    return runs


def _only_first(trail: Trail, cut: list[list[ListCall]], pages: bool) -> Cause:
    run = cut[0]
    rows = sum(call.count for call in run)
    of = f" of {run[-1].total}" if run[-1].total is not None else ""
    return Cause(
        "pages_unread",
        f"the list read at {trail.clock(run[0].sent_ms)} had more rows than were read: {rows}{of}"
        + ("" if pages else "; no page after the first was ever asked for"),
        "Read all pages: go on until a page is shorter than the page size, and move the cursor only then.",
    )


def _shifted(trail: Trail, run: list[ListCall]) -> Cause:
    return Cause(
        "page_shifted",
        f"the list shrank from {run[0].total} to {run[-1].total} rows while its {len(run)} pages were read from "
        f"{trail.clock(run[0].sent_ms)} on: rows moved to a page that had been read",
        KEYSET,
    )


PAGES_UNREAD = Pattern("pages_unread", ("lost",), pages_unread)
