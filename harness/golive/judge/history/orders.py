"""Shop orders and their ERP orders, with the state that a verdict needs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from golive.judge.history.documents import NOTHING, ErpOrder, Lines, Money, Story, total
from golive.judge.history.linking import Linker
from golive.record.run import Fact

BY_HAND = "clerk:"
"""The prefix of `by` for ERP orders that a clerk entered."""
Row = tuple[Any, ...]


class Orders:
    """All shop orders (`stories`), and the ERP orders without a shop order (`unlinked`)."""

    def __init__(self) -> None:
        self.stories: dict[str, Story] = {}
        self.documents: dict[str, ErpOrder] = {}
        self.unlinked: dict[str, ErpOrder] = {}
        self.unattributed = 0
        """The number of calls about an unidentified order."""
        self._linker = Linker(self.stories)
        self._rows: dict[Row, Row] = {}
        self._dropped: dict[str, tuple[int, ...]] = {}

    def placed(self, fact: Fact) -> Story:
        """Record a new shop order and return it."""
        data, order = fact.data, fact.keys["order"]
        story = self.stories[order] = Story(
            order,
            fact.seq,
            fact.at_ms,
            data["method"],
            Money.of(data),
            self._lines(data["lines"]),
            data["email"],
            total([(row[0], row[1]) for row in data["lines"]]),
            ship_to=tuple(data.get("ship_to", ())),
        )
        self._linker.add(story)
        return story

    def created(self, fact: Fact) -> None:
        """Record a new ERP order and attach it to its shop order. Sales at a till are skipped."""
        data, number = fact.data, fact.keys["order"]
        if data["by"] == "till":
            return
        doc = ErpOrder(
            number,
            fact.keys["ref"],
            fact.seq,
            fact.at_ms,
            data["status"],
            Money.of(data),
            self._lines(data["lines"]),
            data["email"],
            ship_to=tuple(data.get("ship_to", ())),
            ordered_ms=data.get("ordered_ms"),
            last_seq=fact.seq,
        )
        if doc.status == "released":
            doc.live_ms = fact.at_ms
        self.documents[number] = doc
        if data["by"].startswith(BY_HAND):  # another fact identifies the shop order: no match by content
            self.unlinked[number] = doc
            return
        story = self._linker.link(doc)
        if story is None:
            self.unlinked[number] = doc
        else:
            _share(story, doc)
            story.dropped += self._dropped.pop(doc.ref, ())

    def typed(self, fact: Fact) -> None:
        """Attach an ERP order that a clerk entered to the shop order it was entered for."""
        story, doc = self.stories.get(fact.keys["order"]), self.unlinked.get(fact.keys["number"])
        if story is not None and doc is not None:
            del self.unlinked[doc.number]
            self._linker.attach(doc, story)
            _share(story, doc)

    def dropped(self, fact: Fact) -> None:
        """Record an order that the ERP accepted and did not keep.

        Its shop order may be known only after a repeated call.
        """
        ref = fact.keys["ref"]
        story = self.story_of(ref)
        if story is not None:
            story.dropped = (*story.dropped, fact.seq)
        elif ref:
            self._dropped[ref] = (*self._dropped.get(ref, ()), fact.seq)

    def status(self, fact: Fact) -> None:
        """Record a status change of an ERP order; its first release makes it live."""
        doc = self.documents.get(fact.keys["order"])
        if doc is None:
            return
        doc.status, doc.last_seq = fact.data["to"], fact.seq
        if doc.live_ms is None and doc.status == "released":
            doc.live_ms = fact.at_ms

    def changed(self, fact: Fact) -> None:
        """Record a change of an ERP order.

        A candidate's update changes its content for the comparison; a substitution in the warehouse does not.
        """
        doc = self.documents.get(fact.keys["order"])
        if doc is None:
            return
        data, doc.last_seq = fact.data, fact.seq
        if data["why"] == "updated":
            doc.money, doc.lines = Money.of(data), self._lines(data["lines"])
            doc.ship_to = tuple(data.get("ship_to", ()))
        if fact.keys["ref"] != doc.ref:
            doc.ref = fact.keys["ref"]
            if doc.number in self.unlinked and self._linker.link(doc) is not None:
                del self.unlinked[doc.number]

    @property
    def phantoms(self) -> list[ErpOrder]:
        """Live ERP orders without a shop order."""
        return [doc for doc in self.unlinked.values() if doc.is_live]

    def story_of(self, ref: str) -> Story | None:
        """Return the order that a reference identifies, None for none."""
        return self._linker.story_of(ref)

    def named_in(self, text: str) -> Story | None:
        """Return the order whose number is a text or occurs in it, None for none."""
        return self.stories.get(text) or self._linker.named_in(text)

    def called(self, key: str) -> None:
        """Count a call about an ERP order under a reference that identifies no shop order."""
        if key not in self.stories and self._linker.story_of(key) is None:
            self.unattributed += 1

    def kept(self, rows: Iterable[Row]) -> tuple[Any, ...]:
        """Return rows with equal ones shared, to save memory: few distinct rows occur very often."""
        kept = self._rows.setdefault
        return tuple([kept(row, row) for row in rows])

    def _lines(self, rows: list[list[Any]]) -> Lines:
        return self.kept(sorted([tuple(row) for row in rows]))

    @staticmethod
    def give_up(story: Story, sku: str, quantity: int) -> int:
        """Remove units from the open quantity of an order. Returns how many were removed."""
        taken = min(quantity, story.open.get(sku, 0))
        if taken > 0:
            story.open[sku] -= taken
            if not story.open[sku]:
                del story.open[sku]
                if not story.open:
                    story.open = NOTHING
        return taken


def _share(story: Story, doc: ErpOrder) -> None:
    """Share equal content between both documents, to save memory: there may be a million orders."""
    if doc.lines == story.lines:
        doc.lines = story.lines
    if doc.money == story.money:
        doc.money = story.money
    doc.ref = story.order if doc.ref == story.order else doc.ref
    if doc.ship_to == story.ship_to:
        doc.ship_to = story.ship_to
    if doc.email == story.email:
        doc.email = story.email
