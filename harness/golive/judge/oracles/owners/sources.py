"""The events in the shop that justify a write on a customer of the ERP, and the values that the shop has."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence

from golive.judge.history import Story
from golive.judge.history.records.writes import FieldWrite
from golive.judge.oracles.case import Case
from golive.judge.oracles.owners.fields import side_of

_WORD = re.compile(r"\w+")
_DIGITS = re.compile(r"\D+")
_TWO_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "æ": "ae"})
_WHOLE_ADDRESS = 5
LEAST_DIGITS = 6


class Sources:
    """Orders and changes of accounts by e-mail address; the index is built on first use."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._stories: dict[str, list[Story]] | None = None
        self._times: dict[str, list[int]] = {}

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
        placed = self._placed(email if self._of(email) else "")
        return _between(placed, after_ms, until_ms) or _between(
            book.shop_sources.get(email, ()), after_ms, until_ms
        )

    def _placed(self, email: str) -> list[int]:
        """Return when orders of an e-mail address were placed; of all orders for a collective account, ""."""
        times = self._times.get(email)
        if times is None:
            stories = self._case.history.orders.stories.values() if not email else self._of(email)
            times = self._times[email] = sorted(story.placed_ms for story in stories)
        return times

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
        known = _words(*texts)
        now = write.now if isinstance(write.now, dict) else {"name": write.now}
        parts = [_words(str(now[name])) for name in ("name", "street", "postcode") if now.get(name)]
        return any(words and words.isdisjoint(known) for words in parts)

    def _of(self, email: str) -> list[Story]:
        return self._index().get(email, []) if email else []

    def _index(self) -> dict[str, list[Story]]:
        if self._stories is None:
            self._stories = {}
            for story in self._case.history.orders.stories.values():
                self._stories.setdefault(story.email.casefold(), []).append(story)
        return self._stories


def _bill_to(story: Story) -> tuple[str, ...]:
    return story.bill_to if len(story.bill_to) > _WHOLE_ADDRESS else ()


def _between(times: Sequence[int], after_ms: int, until_ms: int) -> bool:
    """Whether one of the times, in ascending order, lies between two instants."""
    place = bisect_right(times, after_ms)
    return place < len(times) and times[place] <= until_ms


def _words(*texts: str) -> set[str]:
    """Return the words of texts without regard to case and accents; umlauts also as two letters."""
    plain = " ".join(texts).casefold()
    spelled = plain.translate(_TWO_LETTERS)
    bare = "".join(
        letter for letter in unicodedata.normalize("NFD", plain) if not unicodedata.combining(letter)
    )
    return {word for text in (plain, spelled, bare) for word in _WORD.findall(text)}
