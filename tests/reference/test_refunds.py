"""What the shop refunds arrives in the ERP: as a reduced order before shipment, as a credit note after it, once."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from golive.candidates.reference.design import Design
from golive.record.run import HELD

from .playing import Played, play
from .refunding import KINDS

LONG = ("clock.duration=3h", "clock.settle=4h", "traffic.orders.base=30/h")
QUICK = ("erp.fulfilment.wave=15m", "erp.fulfilment.lead=15m", "erp.fulfilment.invoice=30m")
SLOW = ("erp.fulfilment.wave=1h", "erp.fulfilment.lead=2h", "erp.fulfilment.invoice=30m")


def change(kind: str, state: str, at: str, count: int = 6, youngest: int = 10_000) -> str:
    """An entry of `chaos`."""
    return (
        f"{{change: 'tests.reference.refunding:RefundOrders', id: {kind}-{at}, kind: {kind}, state: {state},"
        f" at: {at}, count: {count}, youngest: {youngest}}}"
    )


def worth(played: Played) -> dict[str, int]:
    """By shop order: what the ERP holds it to be worth at the end, less what it credited, in cents."""
    found: Counter[str] = Counter()
    now: dict[str, int] = {}
    references: dict[str, str] = {}
    for fact in played.facts:
        if fact.kind in ("erp.order.created", "erp.order.changed"):
            now[fact.keys["order"]] = fact.data["total_cents"]
            references[fact.keys["order"]] = fact.keys["ref"]
        elif fact.kind == "erp.order.status" and fact.data["to"] == "cancelled":
            now[fact.keys["order"]] = 0
        elif fact.kind == "erp.credit_note.posted":
            found[fact.keys["ref"]] -= fact.data["total_cents"]
    for number, cents in now.items():
        if references[number]:  # not sold at a till
            found[references[number]] += cents
    return dict(found)


def kept(played: Played) -> dict[str, int]:
    """By shop order: what the shop took and did not pay back, in cents."""
    found: Counter[str] = Counter()
    for fact in played.facts:
        if fact.kind == "shop.order.placed":
            found[fact.keys["order"]] += fact.data["total_cents"]
        elif fact.kind == "shop.order.refunded":
            found[fact.keys["order"]] -= fact.data["amount_cents"]
    return dict(found)


def check(played: Played, least: int) -> None:
    assert not played.card.findings, played.card.findings[:3]
    refunded = played.of_kind("shop.order.refunded")
    assert len(refunded) >= least
    ours, theirs = kept(played), worth(played)
    assert {order: cents for order, cents in theirs.items() if cents != ours[order]} == {}
    assert not played.of_kind("desk.exception")
    references = Counter(fact.data["reference"] for fact in played.of_kind("erp.credit_note.posted"))
    assert all(count == 1 for count in references.values())


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_refund_after_shipment_becomes_a_credit_note(tmp_path: Path, kind: str) -> None:
    told = "budgets.acknowledgement=1h"
    played = play(tmp_path, *QUICK, told, f"chaos=[{change(kind, 'complete', '100m')}]", short=LONG)
    check(played, 4)
    assert len(played.of_kind("erp.credit_note.posted")) == len(played.of_kind("shop.order.refunded"))
    assert played.calls["shop.creditmemo.comment"] == len(played.of_kind("erp.credit_note.posted"))


@pytest.mark.parametrize("kind", ["one_unit_back", "last_line", "everything"])
def test_a_refund_before_shipment_reduces_the_order(tmp_path: Path, kind: str) -> None:
    played = play(tmp_path, *SLOW, f"chaos=[{change(kind, 'processing', '100m')}]", short=LONG)
    check(played, 4)
    if kind != "everything":
        assert played.calls["erp.order.update"]


def test_an_order_without_goods_is_cancelled_though_the_shop_keeps_the_shipping_charge(
    tmp_path: Path,
) -> None:
    played = play(tmp_path, *SLOW, f"chaos=[{change('goods', 'processing', '100m')}]", short=LONG)
    refunded = {fact.keys["order"] for fact in played.of_kind("shop.order.refunded")}
    ours, theirs = kept(played), worth(played)
    assert len(refunded) >= 4
    assert [order for order in refunded if theirs[order] or not ours[order]] == []
    assert not played.card.findings
    assert played.card.verdict == HELD, played.card.reasons


def test_several_refunds_of_an_order_become_several_credit_notes(tmp_path: Path) -> None:
    several = [change(kind, "complete", at, 3) for kind, at in (("one_unit", "100m"), ("fee", "110m"))]
    last = change("everything", "complete", "120m", 3)
    check(play(tmp_path, *QUICK, f"chaos=[{', '.join([*several, last])}]", short=LONG), 6)


@pytest.mark.parametrize(
    "fault",
    [
        "{fault: lose_reply, on: erp.credit_note.create, chance: 50%}",
        "{fault: kill, on: erp.credit_note.create, when: after, chance: 30%, times: 3, down: 30s}",
        "{fault: kill, on: erp.credit_note.create, when: before, chance: 30%, times: 3, down: 30s}",
        "{fault: refuse, on: erp.credit_note.create, at: 90m..130m, status: 503}",
        "{fault: lose_reply, on: erp.order.update, chance: 50%}",
        "{fault: lose_reply, on: shop.creditmemo.comment, chance: 50%}",
    ],
)
@pytest.mark.parametrize("duplicates", ["accept", "refuse"])
def test_no_failure_makes_two_credit_notes_or_none(tmp_path: Path, fault: str, duplicates: str) -> None:
    chaos = [
        change("one_unit", "complete", "100m", 10),
        change("one_unit_back", "processing", "101m", 10, 6),
        fault,
    ]
    sets = (*QUICK, f"erp.finance.duplicate_credit_note={duplicates}", f"chaos=[{', '.join(chaos)}]")
    check(play(tmp_path, *sets, "traffic.orders.base=80/h", short=LONG), 13)


def test_two_parcels_are_credited_by_invoice(tmp_path: Path) -> None:
    played = play(
        tmp_path,
        f"chaos=[{change('everything', 'complete', '400m', 60)}]",
        "clock.duration=7h",
        "clock.settle=5h",
        "traffic.orders={base: 30/h}",
        name="two-parcels",
        short=(),
    )
    check(played, 10)
    notes = Counter(fact.keys["ref"] for fact in played.of_kind("erp.credit_note.posted"))
    assert max(notes.values()) > 1, "no order had two invoices"


def test_what_the_erp_refuses_is_shown_and_credited_later(tmp_path: Path) -> None:
    chaos = [
        change("one_unit", "complete", "100m"),
        "{change: close_period, at: 95m..170m}",
    ]
    sets = (*QUICK, "erp.rules.posting_periods=postings", "budgets={order: 5h, surfacing: 2h, stock: 5h}")
    played = play(tmp_path, *sets, f"chaos=[{', '.join(chaos)}]", short=LONG)
    shown = [fact for fact in played.of_kind("desk.exception") if "credit memo" in fact.data["what"]]
    assert len(shown) == len(played.of_kind("shop.order.refunded")) > 0
    assert "period_closed" in shown[0].data["why"]
    assert len(played.of_kind("desk.resolved")) >= len(shown)
    assert len(played.of_kind("erp.credit_note.posted")) == len(shown)


def test_canary_of_refunds(tmp_path: Path) -> None:
    """A design without refunds leaves the ERP as it is."""
    played = play(
        tmp_path,
        *QUICK,
        f"chaos=[{change('one_unit', 'complete', '100m')}]",
        short=LONG,
        design=Design(refunds=False),
    )
    ours, theirs = kept(played), worth(played)
    assert any(cents != ours[order] for order, cents in theirs.items())
