"""Payment method, shipping method and sales channel: words of the shop, mapped to words of the ERP.

Each company maps them as it likes, often several to one. So the mapping is read off the run: orders that have the same
in the shop (`Facts`) get the same word. Of several words the most frequent is right; all are right where the size of
the orders tells them apart. A value that is missing is lost, and one that the ERP put in by itself is not the mapping.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Container, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

from golive.judge.content.difference import HEADER, Difference
from golive.judge.history import Story
from golive.judge.history.documents import ErpOrder, ErpTerms, ShopTerms

PAYMENT, SHIPPING, CHANNEL = "payment_method", "shipping_method", "channel"
PATHS = {PAYMENT: "payment.method", SHIPPING: "shipping.method", CHANNEL: "custom"}
"""Where the ERP has each, as its own alterations name them."""
BY_SIZE = (PAYMENT, SHIPPING)
"""Fields that may follow the size of an order: freight from some weight on, free of charge from some total on."""
RARE = 20
"""A word of fewer than one in so many orders does not follow the size."""


class Facts(NamedTuple):
    """What a mapping may depend on: the terms of an order in the shop, its country, and which address has a company."""

    terms: ShopTerms | None
    country: str
    to_company: bool
    of_company: bool


Words = dict[tuple[str, Facts], Counter[str]]
"""How many orders have each word of the ERP, by field and facts."""


def facts_of(story: Story) -> Facts:
    """Return what the words of an order may depend on."""
    return Facts(story.terms, *alike_key(story)[1:])


def alike_key(story: Story) -> tuple[int, str, bool, bool]:
    """Return a key that stories share only where `facts_of` is equal; quicker than those. Terms are shared objects."""
    ship_to, bill_to = story.ship_to, story.bill_to
    return (
        id(story.terms),
        ship_to[4] if len(ship_to) > 4 else "",
        len(ship_to) > 5 and bool(ship_to[5]),
        len(bill_to) > 5 and bool(bill_to[5]),
    )


@dataclass(frozen=True, slots=True)
class Mapped:
    """The mapping of a run: the words of the ERP that are right, the most frequent first, by field and facts."""

    seen: Mapping[tuple[str, Facts], tuple[str, ...]]
    of_store: Mapping[tuple[str, str, str], frozenset[str]]
    """All words in use, by field, store and word of the shop."""
    fixed: Mapping[str, Mapping[str, str]]
    """What the scenario says each word of the shop must be, by field."""

    @classmethod
    def of(
        cls,
        stories: Collection[Story],
        altered: Mapping[str, str],
        typed_in: Container[str],
        fixed: Mapping[str, Mapping[str, str]],
    ) -> Mapped:
        """Read the mapping off all orders but those that people entered (`typed_in`).

        A field that the ERP itself put in (`altered`, by ERP order) is left out.
        """
        ways: dict[tuple[Facts, ErpTerms, str], int] = {}
        for story, erp, put_in, count in _counted(stories, altered, typed_in):
            way = (facts_of(story), erp, put_in)
            ways[way] = ways.get(way, 0) + count
        words: Words = {}
        of_store: dict[tuple[str, str, str], set[str]] = {}
        for (facts, erp, put_in), count in ways.items():
            for field, ours, theirs in _words(facts.terms, erp):
                if theirs and facts.terms is not None and PATHS[field] not in put_in:
                    words.setdefault((field, facts), Counter())[theirs] += count
                    of_store.setdefault((field, facts.terms.store, ours), set()).add(theirs)
        disputed = {
            key: counts for key, counts in words.items() if key[0] in BY_SIZE and _may_follow_size(counts)
        }
        by_size = _by_size(disputed, stories, altered, typed_in) if disputed else set()
        seen = {
            key: tuple(_ranked(counts)) if key in by_size else tuple(_ranked(counts))[:1]
            for key, counts in words.items()
        }
        return cls(seen, {key: frozenset(found) for key, found in of_store.items()}, fixed)

    def differences(self, story: Story, doc: ErpOrder, altered: str = "") -> list[Difference]:
        """Return what is missing or unlike the mapping; `altered` are the fields that the ERP itself changed."""
        if story.terms is None or doc.terms is None:
            return []
        found, facts = [], facts_of(story)
        for field, ours, theirs in _words(story.terms, doc.terms):
            if not ours:
                continue
            right = self.seen.get((field, facts), ())
            if PATHS[field] in altered:
                right = tuple(self.of_store.get((field, story.terms.store, ours), ()))
            if not self._is_right(field, ours, theirs, right):
                wanted = self.fixed.get(field, {}).get(ours) or next(iter(right), "") or ours
                name = field.replace("_", " ")
                found.append(Difference(HEADER, field, f"{name} {theirs!r} instead of {wanted!r}"))
        return found

    def _is_right(self, field: str, ours: str, theirs: str, right: tuple[str, ...]) -> bool:
        fixed = self.fixed.get(field, {}).get(ours)
        if fixed is not None:
            return theirs == fixed
        if field != CHANNEL and theirs and theirs.casefold() == ours.casefold():
            return True
        return theirs in right


def _counted(
    stories: Iterable[Story], altered: Mapping[str, str], typed_in: Container[str]
) -> Iterable[tuple[Story, ErpTerms, str, int]]:
    """Yield the terms as by `_mapped` with the number of orders that have them, and one of the stories."""
    first: dict[Any, tuple[Story, ErpTerms, str]] = {}
    counts: dict[Any, int] = {}
    for story in stories:
        key = alike_key(story)
        for erp, put_in in _mapped(story, altered, typed_in):
            way = (key, id(erp), put_in)
            if way in counts:
                counts[way] += 1
            else:
                counts[way], first[way] = 1, (story, erp, put_in)
    for way, count in counts.items():
        yield (*first[way], count)


def _mapped(
    story: Story, altered: Mapping[str, str], typed_in: Container[str]
) -> Iterable[tuple[ErpTerms, str]]:
    """Yield the terms of the ERP orders that the integration wrote, and the fields that the ERP altered in each."""
    if story.terms is not None:
        for doc in story.erp:
            if doc.terms is not None and doc.number not in typed_in:
                yield doc.terms, altered.get(doc.number, "")


def _words(shop: ShopTerms | None, erp: ErpTerms) -> Iterable[tuple[str, str, str]]:
    """Yield each field with the words of both systems."""
    if shop is not None:
        yield PAYMENT, shop.method, erp.method
        yield SHIPPING, shop.shipping_method, erp.shipping_method
        yield CHANNEL, shop.store, erp.channel


def _ranked(words: Counter[str]) -> list[str]:
    return sorted(words, key=lambda word: (-words[word], word))


def _may_follow_size(words: Counter[str]) -> bool:
    return len(words) > 1 and all(count * RARE >= words.total() for count in words.values())


def _by_size(
    disputed: Words, stories: Iterable[Story], altered: Mapping[str, str], typed_in: Container[str]
) -> set[tuple[str, Facts]]:
    """Return the groups of orders whose words follow the size of the orders: each word has a range of its own."""
    sizes: dict[tuple[str, Facts], list[tuple[tuple[int, ...], str]]] = {}
    for story in stories:
        facts = facts_of(story)
        for erp, put_in in _mapped(story, altered, typed_in):
            for field, _, theirs in _words(story.terms, erp):
                if theirs and (field, facts) in disputed and PATHS[field] not in put_in:
                    sizes.setdefault((field, facts), []).append((_size(story), theirs))
    return {key for key, rows in sizes.items() if _in_ranges(rows)}


def _size(story: Story) -> tuple[int, ...]:
    """Return total, shipping charge and vouchers in cents, and units and articles."""
    units = sum(line[1] for line in story.lines)
    return (story.money.total, story.money.shipping, story.gift_cents, units, len(story.lines))


def _in_ranges(rows: list[tuple[tuple[int, ...], str]]) -> bool:
    """Whether there is one measure of size of which every word has a range that no other word touches."""
    for place in range(len(rows[0][0])):
        ranges: dict[str, tuple[int, int]] = {}
        for size, word in rows:
            low, high = ranges.get(word, (size[place], size[place]))
            ranges[word] = (min(low, size[place]), max(high, size[place]))
        in_order = sorted(ranges.values())
        if all(before[1] < after[0] for before, after in pairwise(in_order)):
            return True
    return False
