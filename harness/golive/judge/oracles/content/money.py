"""Totals, tax, discount, shipping and currency agree per order, and with the captured amount."""

from __future__ import annotations

from golive.judge.content import MONEY as AMOUNTS
from golive.judge.oracles.case import Case
from golive.judge.oracles.content.wrong_content import wrong_content
from golive.record.oracles import CAPTURED_DIFFERS, MONEY, ROUNDING_DIFFERENCE
from golive.record.run import Cause, Finding

OF_THE_ERP = Cause(
    "erp_rounding",
    "the ERP reckons tax and total by itself and rounds them so; what it was sent is right",
    "",
)


def money(case: Case) -> list[Finding]:
    """Return one finding per order whose amounts differ, per order with a wrong capture or refund, and per rounding."""
    return [
        *wrong_content(case, MONEY, AMOUNTS),
        *_against_captured(case),
        *case.discrepancies(MONEY, CAPTURED_DIFFERS),
        *_rounded(case),
    ]


def _rounded(case: Case) -> list[Finding]:
    """Cents that the ERP itself rounded; the integration sent the right amounts."""
    return [
        Finding(
            MONEY.code,
            ROUNDING_DIFFERENCE.name,
            story.order,
            f"the ERP has {case.verdicts[story.order].rounding}",
            (story.seq, *(doc.seq for doc in story.live)),
            OF_THE_ERP,
        )
        for story in case.rounded
    ]


def _against_captured(case: Case) -> list[Finding]:
    """Compare with the payments: both systems may agree with each other and not with what was charged or refunded."""
    found = []
    for story in case.history.orders.stories.values():
        wrong = []
        if story.captured_cents and story.captured_cents != story.money.total:
            wrong.append(f"captured {story.captured_cents / 100:.2f}, ordered {story.money.total / 100:.2f}")
        if story.refunded_cents and story.refunded_cents != story.credited_cents:
            wrong.append(
                f"paid back {story.refunded_cents / 100:.2f}, credited {story.credited_cents / 100:.2f}"
            )
        if wrong:
            found.append(
                Finding(MONEY.code, CAPTURED_DIFFERS.name, story.order, "; ".join(wrong), (story.seq,))
            )
    return found
