"""The verdict of one order: exactly one word, and why."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from harness.history import ErpOrder, Story


class Verdict(NamedTuple):
    """`evidence` are ledger numbers of the facts that decided it."""

    word: str
    why: str
    evidence: tuple[int, ...] = ()


def verdict(story: Story, budget_ms: int, end_ms: int) -> Verdict:
    """Judge a shop order at the end of the run; `budget_ms` is the time it may take from due to live."""
    if story.ended_ms is not None:
        return _of_ended(story)
    if story.due_ms is None:
        return _of_unpaid(story)
    return _of_due(story, story.due_ms, budget_ms, end_ms)


def _of_ended(story: Story) -> Verdict:
    """Cancelled, or refunded in full before anything was sent: nothing may be alive in the ERP."""
    live = story.live
    evidence = (story.ended_seq, *(doc.last_seq for doc in live))
    if not live:
        return Verdict("exact", "cancelled in the shop, nothing alive in the ERP")
    if story.is_shown:
        return Verdict("stuck_visible", f"on the desk: {story.shown_what}", (*evidence, story.shown_seq))
    if len(live) > 1:
        return Verdict("duplicated", f"cancelled in the shop, alive {len(live)} times in the ERP", evidence)
    return Verdict("wrong_state", f"cancelled in the shop, {live[0].status} in the ERP", evidence)


def _of_unpaid(story: Story) -> Verdict:
    """Never paid: the ERP may hold it or not, but not twice."""
    if len(story.live) > 1:
        return Verdict("duplicated", f"{len(story.live)} live ERP orders", _seqs(story.live))
    return Verdict("exact", "not paid, so the ERP need not have it")


def _of_due(story: Story, due_ms: int, budget_ms: int, end_ms: int) -> Verdict:
    live = story.live
    if not live:
        return _of_missing(story, due_ms, budget_ms, end_ms)
    if len(live) > 1:
        return Verdict("duplicated", f"{len(live)} live ERP orders for one shop order", _seqs(live))
    doc = live[0]
    differing = differences(story, doc)
    if differing:
        return Verdict("wrong_content", "; ".join(differing), (story.seq, doc.seq))
    wrong = state_mismatch(story, doc)
    if wrong:
        if story.is_shown:
            return Verdict("stuck_visible", f"on the desk: {story.shown_what}", (story.shown_seq,))
        return Verdict("wrong_state", wrong, (doc.seq, doc.last_seq))
    if len(story.erp) > 1 or story.dropped:
        return Verdict("compensated", _repair(story), (*story.dropped, *_seqs(story.erp)))
    latency = story.latency_ms
    if latency is not None and latency > budget_ms:
        return Verdict("late", f"{latency / 60_000:.1f} minutes from due to live", (story.seq, doc.seq))
    return Verdict("exact", "one right order, in time")


def _of_missing(story: Story, due_ms: int, budget_ms: int, end_ms: int) -> Verdict:
    if story.is_shown:
        return Verdict("stuck_visible", f"on the desk: {story.shown_what}", (story.seq, story.shown_seq))
    if due_ms + budget_ms > end_ms:
        return Verdict("indeterminate", "still within its time budget when the run ended", (story.seq,))
    if story.dropped:
        return Verdict(
            "lost", "accepted and dropped by the ERP, nobody was told", (story.seq, *story.dropped)
        )
    return Verdict("lost", "not in the ERP and nobody was told", (story.seq,))


def _repair(story: Story) -> str:
    cancelled = len(story.erp) - 1
    parts = []
    if story.dropped:
        parts.append("dropped by the ERP and sent again")
    if cancelled:
        parts.append(f"{cancelled} superfluous ERP order(s) cancelled")
    return ", ".join(parts)


def _seqs(docs: list[ErpOrder]) -> tuple[int, ...]:
    return tuple(doc.seq for doc in docs)


def differences(story: Story, doc: ErpOrder) -> list[str]:
    """What differs between the shop order and its ERP order, in words; empty when nothing does."""
    return [*money_differences(story, doc), *line_differences(story, doc)]


def money_differences(story: Story, doc: ErpOrder) -> list[str]:
    shop, erp = story.money, doc.money
    found = []
    if shop.currency != erp.currency:
        found.append(f"currency {erp.currency} instead of {shop.currency}")
    for name in ("total", "tax", "discount", "shipping"):
        ours, theirs = getattr(shop, name), getattr(erp, name)
        if ours != theirs:
            found.append(f"{name} {theirs / 100:.2f} instead of {ours / 100:.2f}")
    return found


def line_differences(story: Story, doc: ErpOrder) -> list[str]:
    if story.lines == doc.lines:
        return []
    ours = Counter((sku, quantity, price) for sku, quantity, price, _ in story.lines)
    theirs = Counter((sku, quantity, price) for sku, quantity, price, _ in doc.lines)
    missing, extra = ours - theirs, theirs - ours
    found = [
        f"missing {quantity} x {sku} at {price / 100:.2f}" for sku, quantity, price in missing.elements()
    ]
    found += [
        f"unexpected {quantity} x {sku} at {price / 100:.2f}" for sku, quantity, price in extra.elements()
    ]
    return found


def state_mismatch(story: Story, doc: ErpOrder) -> str:
    """Why the pair of states is not allowed after the quiet period; empty when it is."""
    if doc.status == "draft":
        return "a draft in the ERP that nobody posted"
    if doc.status == "held":
        return "held in the ERP, nobody was told"
    if doc.delivered and not story.shipped:
        return f"{doc.status} in the ERP, not shipped in the shop"
    if doc.delivered and sum(story.shipped.values()) != sum(doc.delivered.values()):
        return (
            f"{sum(doc.delivered.values())} units delivered by the ERP, "
            f"{sum(story.shipped.values())} shipped in the shop"
        )
    if story.shipped and not doc.delivered:
        return f"shipped in the shop, {doc.status} in the ERP"
    return ""
