"""The comparison of order headers: address, customer and date.

Two systems write the same address differently. Only letters and digits are compared, without case and accents: `Rue de
l'Église 5` equals `RUE DE L EGLISE, 5`, and `Müller` equals `Mueller`. The words of a name may be in any order.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from golive.judge.history import ErpOrder, Story
from golive.keys.value_kinds import DAY_MS

PARTS = ("name", "street", "city", "postcode", "country")
"""Of an address in the ledger, in this order."""

OTHER_DAY_MS = 2 * DAY_MS
"""The distance from which dates differ: a date without a time, in a zone far from UTC, is up to 38 hours off."""
_NO_LETTER = re.compile(r"[\W_]+")
_LETTERS = str.maketrans(
    {
        "ß": "ss",
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        **dict.fromkeys("'`´\u2018\u2019", ""),
    }
)
"""Letters that normalization does not decompose. An apostrophe is no separator: `O'Neill` is `ONeill`."""
_SPELLED_OUT = re.compile(r"(?<=[aou])e|(?<=a)a")
"""The second letter where ä, ö, ü or å is spelled with two."""
_LONGEST_SHOWN = 60


def header_differences(story: Story, doc: ErpOrder) -> list[str]:
    """Return the differences in words; empty for none. Fields that are missing in the ledger are not compared."""
    found = _address_differences(story.ship_to, doc.ship_to)
    if doc.of_other_customer:
        found.append(f"booked for another customer of the shop, {doc.email}")
    if (
        doc.ordered_ms is not None
        and story.refused_ms is None
        and abs(doc.ordered_ms - story.placed_ms) >= OTHER_DAY_MS
    ):
        days = (doc.ordered_ms - story.placed_ms) / DAY_MS
        found.append(f"dated {abs(days):.0f} day(s) {'later' if days > 0 else 'earlier'} than it was placed")
    return found


def _address_differences(shop: Sequence[str], erp: Sequence[str]) -> list[str]:
    if shop == erp or not shop or not erp:
        return []
    found = []
    for part, ours, theirs in zip(PARTS, shop, erp, strict=True):
        mine, other = _words(ours), _words(theirs)
        same = "".join(mine) == "".join(other)
        if part == "name":
            same = same or sorted(mine) == sorted(other)
        if not same:
            found.append(f"{part} {_shown(theirs)} instead of {_shown(ours)}")
    return found


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    """Return the words of a text without case, accents and punctuation."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return tuple(_SPELLED_OUT.sub("", _NO_LETTER.sub(" ", kept)).split())


def _shown(text: str) -> str:
    return repr(text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "…")
