"""Payment method, shipping method and sales channel: words of the shop, mapped to words of the ERP.

Each company maps them as it likes, often several to one. So the mapping is read off the run: what a word of the shop
mostly became is right. A value that is missing is lost, and one that the ERP put in by itself is not the mapping.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from golive.judge.content.difference import HEADER, Difference
from golive.judge.history import Story
from golive.judge.history.documents import ErpOrder, ErpTerms, ShopTerms

PAYMENT, SHIPPING, CHANNEL = "payment_method", "shipping_method", "channel"
PATHS = {PAYMENT: "payment.method", SHIPPING: "shipping.method", CHANNEL: "custom"}
"""Where the ERP has each, as its own alterations name them."""
RARE = 20
"""One in so many orders may have another word than the others without being a mapping of its own."""

Way = tuple[ShopTerms, str, ErpTerms]
"""The terms of a shop order, the country it goes to, and the terms of its ERP order."""
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mapped:
    """The mapping of a run: how often each word of the shop (`key`) became each word of the ERP, by field."""

    seen: Mapping[tuple[str, Key], Counter[str]]
    fixed: Mapping[str, Mapping[str, str]]
    """What the scenario says each word of the shop must be, by field."""

    @classmethod
    def of(
        cls, stories: Iterable[Story], altered: Mapping[str, str], fixed: Mapping[str, Mapping[str, str]]
    ) -> Mapped:
        """Count the words of all orders, except those that the ERP itself put in (`altered`, by ERP order)."""
        ways: dict[Way, int] = {}
        for story in stories:
            shop = story.terms
            if shop is None:
                continue
            for doc in story.erp:
                erp = doc.terms
                if erp is not None and not (altered and doc.number in altered):
                    way = (shop, story.ship_to[4] if story.ship_to else "", erp)
                    ways[way] = ways.get(way, 0) + 1
        seen: dict[tuple[str, Key], Counter[str]] = {}
        for (shop, country, erp), count in ways.items():
            for field, key, _, theirs in _words(shop, country, erp):
                if theirs:
                    seen.setdefault((field, key), Counter())[theirs] += count
        return cls(seen, fixed)

    def differences(self, story: Story, doc: ErpOrder, altered: str = "") -> list[Difference]:
        """Return what is missing or unlike the mapping; `altered` are the fields that the ERP itself changed."""
        if story.terms is None or doc.terms is None:
            return []
        found = []
        for field, key, ours, theirs in _words(story.terms, _country(story), doc.terms):
            if not ours:
                continue
            usual = self.seen.get((field, key), Counter())
            if not self._is_right(field, ours, theirs, usual, PATHS[field] in altered):
                wanted = self.fixed.get(field, {}).get(ours) or _usual(usual) or ours
                name = field.replace("_", " ")
                found.append(Difference(HEADER, field, f"{name} {theirs!r} instead of {wanted!r}"))
        return found

    def _is_right(self, field: str, ours: str, theirs: str, usual: Counter[str], altered: bool) -> bool:
        fixed = self.fixed.get(field, {}).get(ours)
        if fixed is not None:
            return theirs == fixed
        if not theirs:
            return False
        if field != CHANNEL and theirs.casefold() == ours.casefold():
            return True
        if altered:
            return theirs in usual
        return usual[theirs] * RARE >= usual.total()


def _words(shop: ShopTerms, country: str, erp: ErpTerms) -> Iterable[tuple[str, Key, str, str]]:
    """Yield each field with what its mapping may depend on, and the words of both systems."""
    yield PAYMENT, (shop.method, shop.store), shop.method, erp.method
    yield SHIPPING, (shop.shipping_method, shop.store, country), shop.shipping_method, erp.shipping_method
    yield CHANNEL, (shop.store, shop.method), shop.store, erp.channel


def _usual(words: Counter[str]) -> str:
    return min(words, key=lambda word: (-words[word], word), default="")


def _country(story: Story) -> str:
    return story.ship_to[4] if len(story.ship_to) > 4 else ""
