"""ERP orders that cannot be found by the number of their shop order, and what else they have that identifies it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from golive.judge.history.documents import ErpOrder, Story
from golive.judge.history.linking import words_in
from golive.judge.history.orders import BY_HAND, Orders
from golive.record.run import Fact

REPLACED = ("external_reference", "custom")
"""Fields that the ERP itself may have emptied or cut, as its own alterations name them."""


@dataclass(slots=True)
class Unnamed:
    """An ERP order without the number of its shop order. `words` are those of its reference and its custom fields."""

    doc: ErpOrder
    words: frozenset[str]


class References:
    """Readers of the facts that say which ERP orders have the number of their shop order, in any field."""

    def __init__(self, orders: Orders) -> None:
        self._orders = orders
        self._unnamed: dict[str, Unnamed] = {}
        self._replaced: set[str] = set()
        """References, as sent or as saved, of orders of which the ERP itself replaced one of these fields."""
        self.readers: dict[str, Callable[[Fact], None]] = {
            "erp.quirk": self._altered,
            "erp.order.created": self._created,
            "erp.order.changed": self._changed,
            "erp.order.lost": self._lost,
            "erp.payment.posted": self._payment,
        }

    def unnamed(self) -> Iterator[tuple[Story, Unnamed]]:
        """Yield the live ERP orders that neither have the number nor a reference that no other shop order has."""
        bearers: dict[str, set[str]] = {}
        for each in self._unnamed.values():
            if each.doc.ref and each.doc.story is not None:
                bearers.setdefault(each.doc.ref, set()).add(each.doc.story.order)
        for each in self._unnamed.values():
            story, ref = each.doc.story, each.doc.ref
            if story is None or not each.doc.is_live or self._replaced & {ref, story.order}:
                continue
            if len(bearers.get(ref, ())) != 1:
                yield story, each

    def _created(self, fact: Fact) -> None:
        doc = self._orders.documents.get(fact.keys["order"])
        if doc is None or doc.story is None or doc.ref == doc.story.order:
            return
        if fact.data["by"].startswith(BY_HAND):
            return
        self._note(doc, doc.story, fact.data)

    def _altered(self, fact: Fact) -> None:
        ref = fact.keys.get("ref", "")
        if ref and any(name in fact.data.get("what", "") for name in REPLACED):
            story = self._orders.story_of(ref)
            self._replaced |= {ref} if story is None else {ref, story.order}

    def _changed(self, fact: Fact) -> None:
        each = self._unnamed.pop(fact.keys["order"], None)
        if each is not None and each.doc.story is not None:
            self._note(each.doc, each.doc.story, fact.data)

    def _lost(self, fact: Fact) -> None:
        self._unnamed.pop(fact.keys["order"], None)

    def _payment(self, fact: Fact) -> None:
        """Read a payment whose reference names the shop order."""
        each = self._unnamed.get(fact.keys["order"])
        story = None if each is None else each.doc.story
        if story is not None and story.order in words_in(fact.data["reference"]):
            del self._unnamed[fact.keys["order"]]

    def _note(self, doc: ErpOrder, story: Story, data: dict[str, Any]) -> None:
        if self._orders.named_in(doc.ref) is not None:
            return
        own = frozenset(
            word
            for text in (doc.ref, *map(str, (data.get("custom") or {}).values()))
            for word in words_in(text)
        )
        if story.order not in own and not any(story.order in words_in(text) for text in _texts(data)):
            self._unnamed[doc.number] = Unnamed(doc, own)


def _texts(data: dict[str, Any]) -> Iterator[str]:
    """Yield the texts of an order that people of the ERP see besides its reference and custom fields."""
    yield from data.get("ship_to") or ()
    yield from data.get("bill_to") or ()
    yield data.get("shipping_method") or ""
    yield (data.get("payment") or ("",))[0]
