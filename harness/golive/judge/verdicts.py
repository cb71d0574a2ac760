"""The verdict of one order: exactly one word, with the reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from golive.judge.header_match import header_differences
from golive.judge.history import ErpOrder, Story
from golive.judge.history.documents import total


class Verdict(NamedTuple):
    """The verdict of an order. `evidence` are ledger numbers of the facts that decided it, oldest first."""

    word: str
    why: str
    evidence: tuple[int, ...] = ()


WAITING = ("draft", "held", "pending_approval")
"""States of an ERP order that is not processed."""
EXACT = Verdict("exact", "one correct order, on time")
UNPAID = Verdict("exact", "not paid, so not due in the ERP")
CANCELLED = Verdict("exact", "cancelled in the shop, no live order in the ERP")


def verdict(story: Story, budget_ms: int, end_ms: int) -> Verdict:
    """Judge a shop order at the end of the run.

    `budget_ms` is the time allowed from due to live in the ERP, and for one system to follow a change in the other.
    """
    if story.ended_ms is not None:
        found = _of_ended(story, story.ended_ms, budget_ms, end_ms)
    elif story.due_ms is None:
        found = _of_unpaid(story)
    else:
        found = _of_due(story, story.due_ms, budget_ms, end_ms)
    return found._replace(evidence=tuple(sorted({*found.evidence}))) if found.evidence else found


def _of_ended(story: Story, ended_ms: int, budget_ms: int, end_ms: int) -> Verdict:
    """Judge an order that was cancelled, or refunded in full before a shipment: no ERP order may be live."""
    live = story.live
    if not live:
        return CANCELLED
    evidence = (story.ended_seq, *(doc.last_seq for doc in live))
    if len(live) > 1:
        return Verdict("duplicated", f"cancelled in the shop, {len(live)} live orders in the ERP", evidence)
    if story.is_shown:
        return _on_desk(story, *evidence)
    if max(ended_ms, live[0].created_ms) + budget_ms > end_ms:
        return Verdict("indeterminate", "cancelled in the shop shortly before the run ended", evidence)
    return Verdict("wrong_state", f"cancelled in the shop, {live[0].status} in the ERP", evidence)


def _of_unpaid(story: Story) -> Verdict:
    """Judge an order that was never paid: the ERP may have it once or not at all, and may not ship it."""
    live = story.live
    if len(live) > 1:
        return Verdict("duplicated", f"{len(live)} live ERP orders", _seqs(live))
    if live and live[0].is_shipped:
        if story.is_shown:
            return _on_desk(story, live[0].last_seq)
        return Verdict(
            "wrong_state", "shipped by the ERP, never paid in the shop", (story.seq, live[0].last_seq)
        )
    return UNPAID


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
    if wrong and not _is_under_way(story, doc, end_ms - budget_ms):
        if story.is_shown:
            return _on_desk(story)
        if due_ms + budget_ms > end_ms:
            return Verdict("indeterminate", f"{wrong}, shortly before the run ended", (doc.seq, doc.last_seq))
        return Verdict("wrong_state", wrong, (doc.seq, doc.last_seq))
    return _of_right(story, doc, budget_ms)


def _is_under_way(story: Story, doc: ErpOrder, by_ms: int) -> bool:
    """Whether the shop lacks nothing but parcels that left after `by_ms`: their shipment is not due yet."""
    if not doc.is_shipped or doc.status in WAITING:
        return False
    delivered, due, shipped = doc.delivered, doc.delivered_by(by_ms), story.shipped
    return all(
        due.get(sku, 0) <= shipped.get(sku, 0) <= delivered.get(sku, 0) for sku in {**delivered, **shipped}
    )


def _of_right(story: Story, doc: ErpOrder, budget_ms: int) -> Verdict:
    """Judge an order with one right ERP order; a repair beyond the budget makes it late."""
    repair, latency = _repair(story), story.latency_ms
    if latency is not None and latency > budget_ms:
        minutes = f"{latency / 60_000:.1f} minutes from due to live"
        why = f"{minutes}: {repair}" if repair else minutes
        return Verdict("late", why, (story.seq, *story.dropped, doc.seq))
    if repair:
        return Verdict("compensated", repair, (*story.dropped, *_seqs(story.erp)))
    return EXACT


def _of_missing(story: Story, due_ms: int, budget_ms: int, end_ms: int) -> Verdict:
    if story.is_shown:
        return _on_desk(story, story.seq)
    if due_ms + budget_ms > end_ms:
        return Verdict("indeterminate", "still within its time budget when the run ended", (story.seq,))
    if story.erp:
        gone = tuple(doc.last_seq for doc in story.erp)
        return Verdict("lost", "cancelled in the ERP, open in the shop, not reported", (story.seq, *gone))
    if story.dropped:
        why = "accepted and dropped by the ERP, not reported"
        return Verdict("lost", why, (story.seq, *story.dropped))
    return Verdict("lost", "not in the ERP, not reported", (story.seq,))


def _on_desk(story: Story, *evidence: int) -> Verdict:
    return Verdict("stuck_visible", f"on the desk: {story.shown_what}", (*evidence, story.shown_seq))


def _repair(story: Story) -> str:
    """Return what the candidate repaired; empty when nothing was wrong."""
    cancelled = len(story.erp) - 1
    parts = []
    if story.dropped:
        parts.append("dropped by the ERP and sent again")
    if cancelled:
        parts.append(f"{cancelled} extra ERP order(s) cancelled")
    return ", ".join(parts)


def _seqs(docs: Iterable[ErpOrder]) -> tuple[int, ...]:
    return tuple(doc.seq for doc in docs)


def differences(story: Story, doc: ErpOrder) -> list[str]:
    """Return the differences between the shop order and its ERP order in words; empty for none."""
    found = header_differences(story, doc)
    if (story.money == doc.money and story.lines == doc.lines) or _follows_refunds(story, doc):
        return found
    return [*money_differences(story, doc), *line_differences(story, doc), *found]


def _follows_refunds(story: Story, doc: ErpOrder) -> bool:
    """Whether the ERP order was reduced to the units that were not refunded, at the agreed prices."""
    if not story.credited_cents or story.money.currency != doc.money.currency:
        return False
    wanted = total([*story.open.items(), *doc.delivered.items()])
    prices = {(sku, price) for sku, _, price, _ in story.lines}
    same_prices = all((sku, price) in prices for sku, _, price, _ in doc.lines)
    return same_prices and total([(sku, units) for sku, units, _, _ in doc.lines]) == wanted


def money_differences(story: Story, doc: ErpOrder) -> list[str]:
    """Return the differences in currency and amounts in words; empty for none.

    Where one document has its prices with tax and the other without, only total and tax are compared.
    """
    shop, erp = story.money, doc.money
    found = []
    if shop.currency != erp.currency:
        found.append(f"currency {erp.currency} instead of {shop.currency}")
    names = ("total", "tax") if _other_basis(story, doc) else ("total", "tax", "discount", "shipping")
    for name in names:
        ours, theirs = getattr(shop, name), getattr(erp, name)
        if ours != theirs:
            found.append(f"{name} {theirs / 100:.2f} instead of {ours / 100:.2f}")
    return found


def line_differences(story: Story, doc: ErpOrder) -> list[str]:
    """Return the differences in units per item and price; their distribution over rows does not matter."""
    if story.lines == doc.lines:
        return []
    priced = not _other_basis(story, doc)
    ours, theirs = _units(story, priced), _units(doc, priced)
    found = [f"missing {_goods(goods, units)}" for goods, units in (ours - theirs).items()]
    return found + [f"unexpected {_goods(goods, units)}" for goods, units in (theirs - ours).items()]


def _units(document: Story | ErpOrder, priced: bool) -> Counter[tuple[str, int | None]]:
    units: Counter[tuple[str, int | None]] = Counter()
    for sku, quantity, price, _ in document.lines:
        units[sku, price if priced else None] += quantity
    return units


def _goods(goods: tuple[str, int | None], units: int) -> str:
    sku, price = goods
    return f"{units} x {sku}" if price is None else f"{units} x {sku} at {price / 100:.2f}"


def _other_basis(story: Story, doc: ErpOrder) -> bool:
    """Whether one has its prices with tax and the other without, and both agree in total and tax."""
    same = (story.money.total, story.money.tax) == (doc.money.total, doc.money.tax)
    return same and {_basis(story), _basis(doc)} == {"gross", "net"}


def _basis(document: Story | ErpOrder) -> str:
    money = document.money
    rows = sum(quantity * price - discount for _, quantity, price, discount in document.lines)
    if rows + money.shipping == money.total:
        return "gross"
    return "net" if rows + money.shipping + money.tax == money.total else ""


def state_mismatch(story: Story, doc: ErpOrder) -> str:
    """Return why the pair of states is not allowed after the quiet period; empty when it is."""
    if doc.status == "draft":
        return "a draft in the ERP, never released"
    if doc.status == "held":
        return "held in the ERP, not reported"
    if doc.status == "pending_approval":
        return "waiting for approval in the ERP, not reported"
    delivered, shipped = doc.delivered, story.shipped
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
