"""The verdict of one order: exactly one word, with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from golive.judge.content import HEADER, Company, Difference
from golive.judge.history import ErpOrder, Story
from golive.judge.history.documents import LOST, OVER, total


class Verdict(NamedTuple):
    """The verdict of an order.

    `evidence` are ledger numbers of the facts that decided it, oldest first. `differences` are those of a wrong
    content, the worst first; `rounding` is what the ERP itself rounded, in words.
    """

    word: str
    why: str
    evidence: tuple[int, ...] = ()
    differences: tuple[Difference, ...] = ()
    rounding: str = ""


WAITING = ("draft", "held", "pending_approval")
"""States of an ERP order that is not processed."""
EXACT = Verdict("exact", "one correct order, on time")
UNPAID = Verdict("exact", "not paid, so not due in the ERP")
GIVEN_BACK = Verdict("exact", "given up in the shop, shipped by the ERP, and credited or taken back there")
_UNFINISHED = (*OVER, *WAITING)
CANCELLED = Verdict("exact", "cancelled in the shop, no live order in the ERP")
NOTHING_OPEN = Verdict("exact", "all goods refunded before a shipment, no live order in the ERP")


def verdict(story: Story, company: Company, budget_ms: int, end_ms: int) -> Verdict:
    """Judge a shop order at the end of the run.

    `budget_ms` is the time allowed from due to live in the ERP, and for one system to follow a change in the other.
    """
    if _is_plainly_right(story, company, budget_ms):
        return EXACT
    if story.ended_ms is not None:
        found = _of_ended(story, story.ended_ms, company, budget_ms, end_ms)
    elif story.due_ms is None:
        found = _of_unpaid(story, company)
    else:
        found = _of_due(story, story.due_ms, company, budget_ms, end_ms)
    return found._replace(evidence=tuple(sorted({*found.evidence}))) if found.evidence else found


def _is_plainly_right(story: Story, company: Company, budget_ms: int) -> bool:
    """Whether there is one ERP order, the same in content and state and in time: nearly all orders are."""
    if len(story.erp) != 1 or story.dropped or story.ended_ms is not None or story.misstated:
        return False
    (doc,), due_ms = story.erp, story.due_ms
    if due_ms is None or doc.live_ms is None or doc.live_ms - due_ms > budget_ms or doc.status in _UNFINISHED:
        return False
    shipped, parcels = story.shipments, doc.parcels
    if len(shipped) != len(parcels):
        return False
    for row, parcel in zip(shipped, parcels, strict=True):
        if row[0] != parcel[0] or row[1] != parcel[1]:
            return False
    if story.state and is_stuck(story):
        return False
    return company.is_same(story, doc)


def _of_ended(story: Story, ended_ms: int, company: Company, budget_ms: int, end_ms: int) -> Verdict:
    """Judge an order that was cancelled, or refunded in full before a shipment: no ERP order may be live."""
    live = story.live
    if not live:
        return CANCELLED
    evidence = (story.ended_seq, *(doc.last_seq for doc in live))
    doc = company.whole(story, live)
    if doc is None:
        return Verdict("duplicated", f"cancelled in the shop, {len(live)} live orders in the ERP", evidence)
    if story.is_shown:
        return _on_desk(story, *evidence)
    if max(ended_ms, doc.created_ms) + budget_ms > end_ms:
        return Verdict("indeterminate", "cancelled in the shop shortly before the run ended", evidence)
    return Verdict("wrong_state", f"cancelled in the shop, {doc.status} in the ERP", evidence)


def _of_unpaid(story: Story, company: Company) -> Verdict:
    """Judge an order that was never paid: the ERP may have it once or not at all, and may not ship it."""
    live = story.live
    if not live:
        return UNPAID
    doc = company.whole(story, live)
    if doc is None:
        return Verdict("duplicated", f"{len(live)} live ERP orders", _seqs(live))
    if doc.is_shipped:
        if story.is_shown:
            return _on_desk(story, doc.last_seq)
        return Verdict("wrong_state", "shipped by the ERP, never paid in the shop", (story.seq, doc.last_seq))
    return UNPAID


def _of_due(story: Story, due_ms: int, company: Company, budget_ms: int, end_ms: int) -> Verdict:
    live = story.live
    if not live:
        return _of_missing(story, due_ms, budget_ms, end_ms)
    doc = company.whole(story, live)
    if doc is None:
        return _of_several(story, live)
    if gone := [each for each in story.erp if each.status == LOST and each.is_shipped]:
        why = f"{gone[0].number} was shipped before the ERP lost it, and {doc.number} is booked for it again"
        return Verdict("duplicated", why, _seqs([*gone, *live]))
    content = company.compare(story, doc, live)
    if content.found:
        if story.reduced is not None and story.reduced.at_ms + budget_ms > end_ms:
            return Verdict("indeterminate", "a part was cancelled shortly before the run ended", (story.seq,))
        return _of_wrong_content(story, content.found, live)
    wrong = state_mismatch(story, doc, company)
    if wrong and (
        story.misstated or is_stuck(story) or not _is_under_way(story, live, company, end_ms - budget_ms)
    ):
        if story.is_shown:
            return _on_desk(story)
        shipped_ms, seq, by = story.followed_from or (due_ms, doc.seq, "")
        if max(due_ms, shipped_ms) + budget_ms > end_ms:
            return Verdict("indeterminate", f"{wrong}, shortly before the run ended", (doc.seq, doc.last_seq))
        why = f"{wrong} ({by} shipped)" if by else wrong
        return Verdict("wrong_state", why, (seq, doc.seq, doc.last_seq))
    if not content.rounding:
        return _of_right(story, live, budget_ms)
    return _of_rounded(story, live, company, content.rounding, budget_ms)


def _of_several(story: Story, live: Sequence[ErpOrder]) -> Verdict:
    """Judge an order that is live more than once: people may have imported it, which must be reported."""
    if story.is_shown and any(doc.imported for doc in live):
        return _on_desk(story, *_seqs(live))
    return Verdict("duplicated", f"{len(live)} live ERP orders for one shop order", _seqs(live))


def _is_under_way(story: Story, live: Sequence[ErpOrder], company: Company, by_ms: int) -> bool:
    """Whether the shop lacks nothing but parcels that left after `by_ms`: their shipment is not due yet."""
    if any(doc.status in WAITING for doc in live):
        return False
    every = [row for doc in live for row in doc.delivered.items()]
    early = [row for doc in live for row in doc.delivered_by(by_ms).items()]
    delivered, due = _goods(total(every), story, company), _goods(total(early), story, company)
    shipped = _goods(story.shipped, story, company)
    return bool(delivered) and all(
        due.get(sku, 0) <= shipped.get(sku, 0) <= delivered.get(sku, 0) for sku in {**delivered, **shipped}
    )


def _of_wrong_content(story: Story, found: tuple[Difference, ...], live: Sequence[ErpOrder]) -> Verdict:
    """Judge an order whose content differs: the integration must repair it or report it."""
    evidence = (story.seq, *_seqs(live))
    if story.is_shown:
        return _on_desk(story, *evidence)
    why = "; ".join(each.text for each in found)
    gone = [doc for doc in story.erp if not doc.is_live]
    if gone and any(each.part != HEADER for each in found) and _is_part(gone[-1], story):
        why = f"{why}; part {gone[-1].number} is cancelled"
        evidence = (*evidence, gone[-1].last_seq)
    elif len(live) > 1:
        why = f"{why}; in {len(live)} parts"
    return Verdict("wrong_content", why, evidence, found)


def _is_part(doc: ErpOrder, story: Story) -> bool:
    return sum(row[1] for row in doc.lines) < sum(row[1] for row in story.lines)


def _of_rounded(
    story: Story, live: Sequence[ErpOrder], company: Company, rounding: str, budget_ms: int
) -> Verdict:
    """Judge a right order with cents that the ERP itself rounded: no fault, unless it must be flagged and is not."""
    if company.equality.rounding != "flag":
        return _of_right(story, live, budget_ms)._replace(rounding=rounding)
    if story.is_shown:
        return _on_desk(story)._replace(rounding=rounding)
    found = Difference(HEADER, "rounding", f"the ERP rounds: {rounding}; not reported")
    return Verdict("wrong_content", found.text, (story.seq, *_seqs(live)), (found,), rounding)


def _of_right(story: Story, live: Sequence[ErpOrder], budget_ms: int) -> Verdict:
    """Judge an order with one right ERP order; a repair beyond the budget makes it late."""
    repair, latency = _repair(story, len(live)), story.latency_ms
    if latency is not None and latency > budget_ms:
        minutes = f"{latency / 60_000:.1f} minutes from due to live"
        why = f"{minutes}: {repair}" if repair else minutes
        return Verdict("late", why, (story.seq, *story.dropped, *_seqs(live)))
    if repair:
        return Verdict("compensated", repair, (*story.dropped, *_seqs(story.erp)))
    return EXACT


def _of_missing(story: Story, due_ms: int, budget_ms: int, end_ms: int) -> Verdict:
    if story.is_shown:
        return _on_desk(story, story.seq)
    if _has_nothing_open(story):
        return NOTHING_OPEN
    if due_ms + budget_ms > end_ms:
        return Verdict("indeterminate", "still within its time budget when the run ended", (story.seq,))
    if story.erp and story.erp[-1].status == LOST:
        why = "gone from the ERP since a backup was restored, not reported"
        return Verdict("lost", why, (story.seq, story.erp[-1].last_seq))
    if story.erp:
        gone = tuple(doc.last_seq for doc in story.erp)
        return Verdict("lost", "cancelled in the ERP, open in the shop, not reported", (story.seq, *gone))
    if story.dropped:
        why = "accepted and dropped by the ERP, not reported"
        return Verdict("lost", why, (story.seq, *story.dropped))
    return Verdict("lost", "not in the ERP, not reported", (story.seq,))


def _has_nothing_open(story: Story) -> bool:
    """Whether all goods were refunded and none has left, so that at most a charge of the shop remains."""
    has_left = story.shipments or any(doc.parcels for doc in story.erp)
    return bool(story.credited_cents) and not story.open and not has_left


def _on_desk(story: Story, *evidence: int) -> Verdict:
    return Verdict("stuck_visible", f"on the desk: {story.shown_what}", (*evidence, story.shown_seq))


def _repair(story: Story, live: int) -> str:
    """Return what the candidate repaired; empty when nothing was wrong."""
    lost = sum(doc.status == LOST for doc in story.erp)
    cancelled = len(story.erp) - live - lost
    parts = []
    if lost:
        parts.append("booked again after the ERP lost it")
    if story.dropped:
        parts.append("dropped by the ERP and sent again")
    if cancelled:
        parts.append(f"{cancelled} extra ERP order(s) cancelled")
    return ", ".join(parts)


def _seqs(docs: Iterable[ErpOrder]) -> tuple[int, ...]:
    return tuple(doc.seq for doc in docs)


def is_stuck(story: Story) -> bool:
    """Whether the shop moved an order to processing, and neither payment nor shipment of all of it changed that."""
    if story.state != "processing" or story.paid_ms is None or story.credited_cents:
        return False
    return story.shipped == total([(row[0], row[1]) for row in story.lines])


def state_mismatch(story: Story, doc: ErpOrder, company: Company) -> str:
    """Return why the pair of states is not allowed after the quiet period; empty when it is."""
    if doc.status == "draft":
        return "a draft in the ERP, never released"
    if doc.status == "held":
        return "held in the ERP, not reported"
    if doc.status == "pending_approval":
        return "waiting for approval in the ERP, not reported"
    if story.misstated:
        return f"{story.misstated} by its status in the shop, {doc.status} in the ERP"
    delivered, shipped = doc.delivered, story.shipped
    if delivered == shipped:
        return f"paid and shipped, still {story.state} in the shop" if is_stuck(story) else ""
    delivered, shipped = _goods(delivered, story, company), _goods(shipped, story, company)
    if delivered == shipped:
        return ""
    if not shipped:
        return f"{doc.status} in the ERP, not shipped in the shop"
    if not delivered:
        return f"shipped in the shop, {doc.status} in the ERP"
    ours, theirs = sum(shipped.values()), sum(delivered.values())
    if ours == theirs:
        return "the ERP delivered other items than the shop shipped"
    return f"{theirs} units delivered by the ERP, {ours} shipped in the shop"


def _goods(units: dict[str, int], story: Story, company: Company) -> dict[str, int]:
    """Return units by the names of the articles in the ERP; a bundle counts as its parts."""
    parts = {bundle.sku: bundle for bundle in story.bundles}
    rows: list[tuple[str, int]] = []
    for sku, count in units.items():
        bundle = parts.get(sku)
        if bundle is None:
            rows.append((company.article(sku), count))
        else:
            rows += [(company.article(part), per * count // bundle.units) for part, per, _ in bundle.parts]
    return total(rows)
