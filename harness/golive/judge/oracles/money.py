"""Totals, tax, discount, shipping and currency agree per order, and with the captured amount."""

from __future__ import annotations

from golive.judge.oracles.case import Case
from golive.judge.verdicts import money_differences
from golive.record.oracles import CAPTURED_DIFFERS, MONEY, WRONG_CONTENT
from golive.record.run import Finding


def money(case: Case) -> list[Finding]:
    """Return one finding per order whose amounts differ, and one per order with a wrong capture or refund."""
    found = []
    for story, each in case.with_verdict("wrong_content"):
        differing = money_differences(story, story.live[0])
        if differing:
            found.append(
                Finding(MONEY.code, WRONG_CONTENT.name, story.order, "; ".join(differing), each.evidence)
            )
    return [*found, *_against_captured(case), *case.discrepancies(MONEY, CAPTURED_DIFFERS)]


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
