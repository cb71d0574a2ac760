"""The shop order that is most like an ERP order that belongs to none, and what differs between the two."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from golive.judge.history import Story
from golive.judge.history.documents import ErpOrder
from golive.record.run import Cause

CODE = "booked_under_another_reference"
ADVICE = (
    "Send the shop's order number as the reference of the ERP order, the same one at every attempt, and look it up "
    "before sending again."
)
BY_HAND = "Show on the desk what is on its way, and let people enter orders with the shop's number as the reference."
NOT_FOUND = Cause("", "cause not established")
ARTICLES = "articles and quantities"
FAR_MS = 24 * 3_600_000
"""An order placed longer before the ERP order than this is no neighbour in time."""
FEWEST = 5
"""Points of likeness below which two orders are not compared."""
LINES, TOTAL, EMAIL, ADDRESS, TIME = 4, 2, 3, 2, 1
"""Points for equal articles and quantities, total, e-mail address, ship-to address, and for less than an hour."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The nearest shop order, with what is the same and what differs, in words."""

    story: Story
    same: tuple[str, ...]
    differs: tuple[str, ...]

    @property
    def is_the_same_order(self) -> bool:
        """Whether the articles and quantities and at least one more thing are the same."""
        return ARTICLES in self.same and len(self.same) > 1

    @property
    def words(self) -> str:
        """The order, what is the same and what differs."""
        differs = f"; what differs: {', '.join(self.differs)}" if self.differs else ""
        return f"the nearest is {self.story.order}, with the same {', '.join(self.same)}{differs}"


class Neighbours:
    """Finds the shop order nearest to an ERP order by e-mail address, articles, total, address and time."""

    def __init__(self, stories: Iterable[Story]) -> None:
        self._by: dict[Any, list[Story]] = {}
        for story in stories:
            for key in _keys(story):
                self._by.setdefault(key, []).append(story)

    def nearest(self, doc: ErpOrder) -> Neighbour | None:
        """Return the neighbour; None where no order is like it. Of equals, the one placed last before it."""
        best: tuple[int, int, Neighbour] | None = None
        for story in self._candidates(doc):
            away_ms = doc.created_ms - story.placed_ms
            if not 0 <= away_ms <= FAR_MS:
                continue
            points, found = _compared(story, doc)
            if points >= FEWEST and (best is None or (points, -away_ms) > best[:2]):
                best = (points, -away_ms, found)
        return best[2] if best else None

    def _candidates(self, doc: ErpOrder) -> Iterator[Story]:
        seen: set[str] = set()
        for key in _keys(doc):
            for story in self._by.get(key, ()):
                if story.order not in seen:
                    seen.add(story.order)
                    yield story


def explained(doc: ErpOrder, near: Neighbour | None, by: str) -> Cause:
    """Return the cause of an ERP order that belongs to no shop order; `by` is the client or person that created it."""
    if by.startswith("clerk"):
        return Cause(
            "entered_by_hand", f"{by} typed {doc.number} in, with the reference {doc.ref!r}", BY_HAND
        )
    if near is None or not near.is_the_same_order:
        return NOT_FOUND
    named = f"has the reference {doc.ref}" if doc.ref else "has no reference"
    others = ", ".join(each.number for each in near.story.erp)
    there = (
        f"which is in the ERP as {others} as well"
        if others
        else "which is not in the ERP under its own number"
    )
    return Cause(CODE, f"{doc.number} {named} and is a copy of {near.story.order}, {there}", ADVICE)


def _units(document: Story | ErpOrder) -> Counter[str]:
    units: Counter[str] = Counter()
    for row in document.lines:
        units[row[0]] += row[1]
    return units


def _keys(document: Story | ErpOrder) -> Iterator[Any]:
    if document.email:
        yield ("email", document.email.casefold())
    if document.lines:
        yield ("lines", tuple(sorted(_units(document).items())))


def _compared(story: Story, doc: ErpOrder) -> tuple[int, Neighbour]:
    facts = (
        (LINES, ARTICLES, _units(story) == _units(doc), _moved(story, doc)),
        (
            TOTAL,
            "total",
            story.money.total == doc.money.total,
            f"total {_amount(story)} against {_amount(doc)}",
        ),
        (
            EMAIL,
            "e-mail address",
            _folded(story) == _folded(doc),
            f"e-mail {story.email} against {doc.email}",
        ),
        (ADDRESS, "address", bool(story.ship_to) and story.ship_to[:4] == doc.ship_to[:4], "address"),
    )
    points = sum(each[0] for each in facts if each[2])
    points += TIME if doc.created_ms - story.placed_ms < FAR_MS // 24 else 0
    same = tuple([each[1] for each in facts if each[2]])
    return points, Neighbour(story, same, tuple([each[3] for each in facts if not each[2]]))


def _moved(story: Story, doc: ErpOrder) -> str:
    shop, erp = _units(story), _units(doc)
    moved = [f"{sku} {shop[sku]} against {erp[sku]}" for sku in sorted(shop | erp) if shop[sku] != erp[sku]]
    return "units of " + ", ".join(moved[:3])


def _amount(document: Story | ErpOrder) -> str:
    return f"{document.money.total / 100:.2f}"


def _folded(document: Story | ErpOrder) -> str:
    return document.email.casefold()
