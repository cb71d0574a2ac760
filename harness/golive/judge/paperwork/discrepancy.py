"""A discrepancy between documents, and what is common to all that look for one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from golive.judge.history import Story
from golive.judge.history.paperwork.papers import Paper
from golive.record.oracles import FindingKind
from golive.record.run import NOT_ESTABLISHED, Cause

COIN_CENTS = 5
"""Largest rounding to coins that is in use."""


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """A finding to be. `cents` is the amount at stake; `cause` is its cause where it is known from the counts."""

    kind: FindingKind
    key: str
    what: str
    evidence: tuple[int, ...]
    cents: int = 0
    cause: Cause = NOT_ESTABLISHED


def amount(cents: int) -> str:
    """An amount in cents as text."""
    return f"{cents / 100:.2f}"


def sum_of(papers: Sequence[Paper]) -> int:
    """The amounts of some documents in cents."""
    return sum([paper.cents for paper in papers])


def tolerance(*papers: Sequence[Paper]) -> int:
    """Cents by which sums of these documents may differ through rounding: one per unit and document, or a coin."""
    each = [paper for some in papers for paper in some]
    units = sum([units for paper in each for _, units in paper.lines])
    return max(COIN_CENTS, len(each) + units)


def seqs(*papers: Sequence[Paper]) -> tuple[int, ...]:
    """The ledger numbers of some documents, oldest first."""
    return tuple(sorted({paper.seq for some in papers for paper in some}))


def named(papers: Sequence[Paper], noun: str) -> str:
    """The documents in words: `payment PY1`, or `2 payments`."""
    return f"{noun} {papers[0].number}".strip() if len(papers) == 1 else f"{len(papers)} {noun}s"


def paid_cents(story: Story, receipts: Sequence[Paper]) -> int:
    """What the shop says was paid for an order: captured, or on its invoices; the larger one."""
    booked = sum_of(receipts) if receipts else story.money.total if story.paid_ms is not None else 0
    return max(story.captured_cents, booked)
