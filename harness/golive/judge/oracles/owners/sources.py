"""The events in the shop that justify a write on a customer of the ERP, and the values that the shop has."""

from __future__ import annotations

import re
from bisect import bisect_right

from golive.judge.history import Story
from golive.judge.history.records.writes import FieldWrite
from golive.judge.oracles.case import Case
from golive.judge.oracles.owners.fields import side_of

_WORD = re.compile(r"\w+")
_DIGITS = re.compile(r"\D+")
_WHOLE_ADDRESS = 5
LEAST_DIGITS = 6


class Sources:
    """Orders and changes of accounts by e-mail address; the index is built on first use."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._stories: dict[str, list[Story]] | None = None

    def since(self, record: str, field: str, after_ms: int, until_ms: int) -> bool:
        """Whether something happened at the source between two instants that explains a new value of a field."""
        book = self._case.history.records
        email = book.emails.get(record, "")
        if side_of(record) == "shop":
            return any(
                after_ms < write.at_ms <= until_ms and not write.by_client
                for other, writes in book.writes.items()
                if other.startswith("erp ") and email and book.emails.get(other) == email
                for write in writes
            )
        stories = self._of(email)
        if not stories:  # a collective account: any order may have brought the value
            stories = [story for each in self._index().values() for story in each]
        return _between([story.placed_ms for story in stories], after_ms, until_ms) or _between(
            book.shop_sources.get(email, ()), after_ms, until_ms
        )

    def is_collective(self, record: str) -> bool:
        """Whether no order of the shop has the e-mail address of a customer of the ERP."""
        return not self._of(self._case.history.records.emails.get(record, ""))

    def lacks(self, record: str, write: FieldWrite) -> bool:
        """Whether the shop certainly never had a value that was written to a customer of the ERP."""
        stories = self._of(self._case.history.records.emails.get(record, ""))
        texts = [text for story in stories for text in (*story.ship_to, *_bill_to(story), story.email)]
        if not stories or not write.now or not all(_bill_to(story) for story in stories):
            return False
        if write.field == "phone":
            digits = _DIGITS.sub("", str(write.now))[-LEAST_DIGITS:]
            return bool(digits) and not any(digits in _DIGITS.sub("", text) for text in texts)
        if write.field not in ("name", "address"):
            return False
        parts = write.now.values() if isinstance(write.now, dict) else (write.now,)
        words = {word.casefold() for part in parts for word in _WORD.findall(str(part)) if len(str(part)) > 2}
        known = {word.casefold() for text in texts for word in _WORD.findall(text)}
        return bool(words) and words.isdisjoint(known)

    def _of(self, email: str) -> list[Story]:
        return self._index().get(email, []) if email else []

    def _index(self) -> dict[str, list[Story]]:
        if self._stories is None:
            self._stories = {}
            for story in self._case.history.orders.stories.values():
                self._stories.setdefault(story.email.casefold(), []).append(story)
        return self._stories


def _bill_to(story: Story) -> tuple[str, ...]:
    found: tuple[str, ...] = getattr(story, "bill_to", ())
    return found if len(found) > _WHOLE_ADDRESS else ()


def _between(times_ms: list[int] | tuple[int, ...], after_ms: int, until_ms: int) -> bool:
    times = sorted(times_ms)
    place = bisect_right(times, after_ms)
    return place < len(times) and times[place] <= until_ms
