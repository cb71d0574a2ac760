"""The assignment of ERP orders to shop orders.

A reference identifies the shop order when it is the order's number or contains it (`WEB-000000012/1`). A candidate may
also use other references, or none. That alone must not make its orders phantoms, so the content decides then.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from golive.judge.history.documents import ErpOrder, Lines, Story

_WORD = re.compile(r"[0-9A-Za-z-]+")
_NUMBER = re.compile(r"[0-9]+(?:-[0-9]+)*")
_LONGEST_REFERENCE = 120
_MOST_PIECES = 8


def words_in(ref: str) -> Iterator[str]:
    """Yield the parts of a reference that may be an order number; of overlapping parts the longest first."""
    ref = ref[:_LONGEST_REFERENCE]
    for pattern in (_WORD, _NUMBER):
        for word in pattern.findall(ref):
            pieces = word.split("-")[:_MOST_PIECES]
            for length in range(len(pieces), 0, -1):
                for start in range(len(pieces) - length + 1):
                    yield "-".join(pieces[start : start + length])


@dataclass(slots=True, eq=False)
class _Alike:
    """Shop orders of the same content, by e-mail address: those without an ERP order, and the last with one."""

    waiting: dict[str, deque[Story]] = field(default_factory=dict)
    served: dict[str, Story] = field(default_factory=dict)


class Linker:
    """An index of shop orders by number, alias and content.

    `stories` grows during the run. The index by content is built on first use.
    """

    def __init__(self, stories: dict[str, Story]) -> None:
        self._stories = stories
        self._aliases: dict[str, Story] = {}
        self._alike: dict[tuple[int, Lines], _Alike] | None = None
        self._emails: set[str] = set()
        self._successors: dict[str, Story] = {}
        self._merged: dict[str, str] = {}

    def add(self, story: Story) -> None:
        """Add a new shop order to the indexes."""
        folded = story.email.casefold()
        self._emails.add(
            story.email if folded == story.email else folded
        )  # shared with the story, to save memory
        if self._alike is not None:
            self._index(self._alike, story)

    def story_of(self, ref: str) -> Story | None:
        """Return the order that a reference identifies, also with a prefix, a suffix or under a known alias."""
        story = self._stories.get(ref)
        if story is None and ref:
            story = self._aliases.get(ref) or self.named_in(ref)
            if story is not None:
                self._alias(ref, story)
        return story

    def customers_merged(self, gone: str, into: str) -> None:
        """Record that people merged the customer with one e-mail address into that with another in the ERP."""
        gone, into = gone.casefold(), into.casefold()
        self._merged = {one: into if other == gone else other for one, other in self._merged.items()}
        self._merged[gone] = into

    def succeeds(self, story: Story, replaced: Story) -> None:
        """Record that a shop order replaced another, such as after an edit."""
        self._successors[replaced.order] = story

    def now_of(self, doc: ErpOrder, story: Story) -> Story:
        """Return the order that an ERP order of `story` belongs to now.

        That is the one its reference names. Where the order it names was replaced in the shop, it is the successor if
        that has the same content and no ERP order of its own.
        """
        named = self._stories.get(doc.ref) or (self.named_in(doc.ref) if doc.ref else None) or story
        return self._successor(doc, named) or named

    def _successor(self, doc: ErpOrder, story: Story) -> Story | None:
        last = story
        while last.order in self._successors:
            last = self._successors[last.order]
        if last is story or story.ended_ms is None or any(each.is_live for each in last.erp):
            return None
        same = (last.money.total, last.lines) == (doc.money.total, doc.lines)
        return last if same else None

    def detach(self, doc: ErpOrder, story: Story) -> None:
        """Undo `attach`: the ERP order is not one of this shop order any more."""
        story.erp = tuple([each for each in story.erp if each is not doc])
        if self._alike is not None and not story.erp:
            self._index(self._alike, story)

    def named_in(self, text: str) -> Story | None:
        """Return the first order whose number occurs in a text."""
        stories = self._stories
        return next((stories[word] for word in words_in(text) if word in stories), None)

    def link(self, doc: ErpOrder) -> Story | None:
        """Attach an ERP order to its shop order, by reference or else by content, and return that; None for none."""
        story = self.story_of(doc.ref)
        if story is None or self._has_outgrown(doc, story):
            story = self._of_same_content(doc) or story
        if story is not None:
            story = self._successor(doc, story) or story if self._successors else story
            self.attach(doc, story)
        return story

    def attach(self, doc: ErpOrder, story: Story) -> None:
        """Record the ERP order as one of this shop order."""
        if doc.ref and doc.ref != story.order:
            self._alias(doc.ref, story)
        doc.story = story
        doc.of_other_customer = self._is_of_other_customer(doc, story)
        story.erp += (doc,)

    def _has_outgrown(self, doc: ErpOrder, story: Story) -> bool:
        """Whether a reference without an order number has been reused for another order.

        An ERP that truncates references gives many orders the same one.
        """
        named = doc.ref == story.order or self.named_in(doc.ref) is not None
        return not named and (story.money.total, story.lines) != (doc.money.total, doc.lines)

    def _is_of_other_customer(self, doc: ErpOrder, story: Story) -> bool:
        """Whether the order is booked on another customer of the shop. A collective account is not one."""
        if doc.email == story.email:
            return False
        email = doc.email.casefold()
        if self._merged and self._merged.get(story.email.casefold()) == email:
            return False
        return email != story.email.casefold() and email in self._emails

    def _alias(self, ref: str, story: Story) -> None:
        if ref not in self._aliases:
            self._aliases[ref] = story
            story.also_known_as = (*story.also_known_as, ref)

    # -- by content --------------------------------------------------------------------------------------

    def _of_same_content(self, doc: ErpOrder) -> Story | None:
        """Return an order with the same lines and total, preferably one that is due and not in the ERP yet.

        The e-mail address must match, unless no customer of the shop has it: guests often share one account.
        """
        if self._alike is None:
            self._alike = {}
            for each in self._stories.values():
                self._index(self._alike, each)
        alike = self._alike.get((doc.money.total, doc.lines))
        if alike is None:
            return None
        email = doc.email.casefold()
        known = email in self._emails
        story = _waiting(alike, [email] if known else alike.waiting, doc.ship_to)
        if story is not None:
            alike.served[story.email.casefold()] = story
        elif known:
            story = alike.served.get(email)
        else:
            story = next(reversed(alike.served.values()), None)
        return story

    def _index(self, index: dict[tuple[int, Lines], _Alike], story: Story) -> None:
        alike = index.setdefault((story.money.total, story.lines), _Alike())
        email = story.email.casefold()
        if story.erp:
            alike.served[email] = story
        else:
            alike.waiting.setdefault(email, deque()).append(story)


def _waiting(alike: _Alike, emails: Iterable[str], ship_to: tuple[str, ...]) -> Story | None:
    """Return the oldest due order, preferably one with the same address; else the oldest that is not due.

    Removes orders that are in the ERP by now.
    """
    emptied: list[str] = []
    found: Story | None = None
    for email in emails:
        stories = alike.waiting.get(email)
        while stories and stories[0].erp:
            alike.served[email] = stories.popleft()
        if not stories:
            emptied.append(email)
            continue
        due = [each for each in stories if not each.erp and each.is_due]
        same = next((each for each in due if each.ship_to == ship_to), None)
        if same is not None:
            found = same
            break
        if due and (found is None or not found.is_due):
            found = due[0]
        found = found or stories[0]
    for email in emptied:
        alike.waiting.pop(email, None)
    return found
