"""Shop orders and their ERP orders, with what a verdict needs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from golive.judge.history.documents import NOTHING, ErpOrder, Lines, Money, Story, total
from golive.judge.history.linking import Linker
from golive.record.run import Fact

BY_HAND = "clerk:"
"""Begins the name of a clerk, by whom an ERP order was entered."""
Row = tuple[Any, ...]


class Orders:
    """All stories, and the ERP orders that no story explains."""

    def __init__(self) -> None:
        self.stories: dict[str, Story] = {}
        self.documents: dict[str, ErpOrder] = {}
        self.unlinked: dict[str, ErpOrder] = {}
        self.unattributed = 0
        """Calls about orders that name none: which order they were about is unknown."""
        self._linker = Linker(self.stories)
        self._rows: dict[Row, Row] = {}
        self._dropped: dict[str, tuple[int, ...]] = {}

    def placed(self, fact: Fact) -> Story:
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
        if data["by"].startswith(BY_HAND):  # the clerk names the order in another fact: no guess by content
            self.unlinked[number] = doc
            return
        story = self._linker.link(doc)
        if story is None:
            self.unlinked[number] = doc
        else:
            _share(story, doc)
            story.dropped += self._dropped.pop(doc.ref, ())

    def typed(self, fact: Fact) -> None:
        """A clerk entered an ERP order from this order of the shop."""
        story, doc = self.stories.get(fact.keys["order"]), self.unlinked.get(fact.keys["number"])
        if story is not None and doc is not None:
            del self.unlinked[doc.number]
            self._linker.attach(doc, story)
            _share(story, doc)

    def dropped(self, fact: Fact) -> None:
        """Accepted and not kept. Its order may be known only when it is sent again."""
        ref = fact.keys["ref"]
        story = self.story_of(ref)
        if story is not None:
            story.dropped = (*story.dropped, fact.seq)
        elif ref:
            self._dropped[ref] = (*self._dropped.get(ref, ()), fact.seq)

    def status(self, fact: Fact) -> None:
        doc = self.documents.get(fact.keys["order"])
        if doc is None:
            return
        doc.status, doc.last_seq = fact.data["to"], fact.seq
        if doc.live_ms is None and doc.status == "released":
            doc.live_ms = fact.at_ms

    def changed(self, fact: Fact) -> None:
        """A candidate's change counts as its content; what the warehouse puts in place of an item does not."""
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
        """Live ERP orders that no shop order explains."""
        return [doc for doc in self.unlinked.values() if doc.is_live]

    def story_of(self, ref: str) -> Story | None:
        return self._linker.story_of(ref)

    def named_in(self, text: str) -> Story | None:
        return self.stories.get(text) or self._linker.named_in(text)

    def called(self, key: str) -> None:
        """The candidate made a call about an ERP order under this reference."""
        if key not in self.stories and self._linker.story_of(key) is None:
            self.unattributed += 1

    def kept(self, rows: Iterable[Row]) -> tuple[Any, ...]:
        """Rows with equal ones shared: few different rows occur very often."""
        kept = self._rows.setdefault
        return tuple([kept(row, row) for row in rows])

    def _lines(self, rows: list[list[Any]]) -> Lines:
        return self.kept(sorted([tuple(row) for row in rows]))

    @staticmethod
    def give_up(story: Story, sku: str, quantity: int) -> int:
        """Take units off what is open of an order; gives back how many there were."""
        taken = min(quantity, story.open.get(sku, 0))
        if taken > 0:
            story.open[sku] -= taken
            if not story.open[sku]:
                del story.open[sku]
                if not story.open:
                    story.open = NOTHING
        return taken


def _share(story: Story, doc: ErpOrder) -> None:
    """Equal content is kept once: there may be a million orders."""
    if doc.lines == story.lines:
        doc.lines = story.lines
    if doc.money == story.money:
        doc.money = story.money
    doc.ref = story.order if doc.ref == story.order else doc.ref
    if doc.ship_to == story.ship_to:
        doc.ship_to = story.ship_to
    if doc.email == story.email:
        doc.email = story.email
