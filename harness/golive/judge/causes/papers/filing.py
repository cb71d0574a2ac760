"""The documents of one kind about one order, with the calls that made them, as the patterns read them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from golive.judge.causes.papers.returns.fates import NONE, Fates
from golive.judge.causes.scene.attempts import Attempt
from golive.judge.causes.trail import Trail
from golive.judge.history import Story
from golive.judge.history.paperwork.papers import Paper
from golive.judge.history.paperwork.shop_returns import Rma
from golive.record.run import Fact


class Noun(NamedTuple):
    """A kind of document in words, and the operation that makes it."""

    word: str
    operation: str


CREDIT_NOTE = Noun("credit note", "erp.credit_note.create")
RETURN = Noun("return", "erp.return.create")
NOUNS = {
    "erp.credit_note.posted": CREDIT_NOTE,
    "erp.return.posted": RETURN,
    "erp.payment.posted": Noun("payment", "erp.payment.create"),
    "shop.order.shipped": Noun("shipment", "shop.order.ship"),
    "shop.order.paid": Noun("invoice", "shop.order.invoice"),
    "shop.order.refunded": Noun("credit memo", "shop.order.refund"),
}
"""By the kind of fact that posts the document; of several kinds in a finding, the first counts."""
ANSWERS = (CREDIT_NOTE.operation, RETURN.operation, "erp.order.update")
"""The calls that follow a credit memo of the shop."""


@dataclass(frozen=True, slots=True)
class Filing:
    """What is known about the documents that a finding is about.

    `posted` are the facts of the documents, `memos` the credit memos of the shop, `notes` the credit notes of the
    ERP and `returns` its returns, `rmas` the returns of the shop, all oldest first. `fates` is what became of all
    returns of the run.
    """

    kind: str
    noun: Noun
    story: Story
    trail: Trail
    posted: Sequence[Fact]
    memos: Sequence[Paper]
    notes: Sequence[Paper]
    returns: Sequence[Paper]
    rmas: Sequence[Rma] = ()
    fates: Fates = NONE

    @property
    def name(self) -> str:
        """The order in words."""
        return f"order {self.story.order}"

    @property
    def attempts(self) -> list[Attempt]:
        """The calls that make such documents, oldest first."""
        return self.trail.of_operation(self.noun.operation)

    @property
    def kept(self) -> list[Attempt]:
        """Those that led to a document."""
        return [each for each in self.attempts if each.truth == "applied"]

    @property
    def answers(self) -> list[Attempt]:
        """The calls that follow a credit memo, oldest first."""
        return [each for each in self.trail.attempts if each.operation in ANSWERS]

    def pairs(self) -> Iterator[tuple[Attempt, Attempt]]:
        """Yield each call that led to a document with the next one."""
        yield from pairwise(self.kept)

    def clock(self, at_ms: int | None) -> str:
        """Return a time as in reports."""
        return self.trail.clock(at_ms)

    def is_about(self, cents: int, other: int) -> bool:
        """Whether two amounts are equal to within the cents of a rounding."""
        units = sum(units for paper in self.memos for _, units in paper.lines)
        return abs(cents - other) <= max(2, units)
