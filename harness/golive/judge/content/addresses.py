"""The comparison of addresses by meaning.

Two systems write the same address differently. Only letters and digits are compared, without case and accents: `Rue de
l'Église 5` equals `RUE DE L EGLISE, 5`, and `Müller` equals `Mueller`. Marks count where they are vowels or change the
letter, as in Devanagari, Thai and kana, and not where a text may leave them out, as in Latin, Arabic and Hebrew. The
words of a name may be in any order, a house number before or after its street, and a company in the name or the
street.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Sequence
from functools import lru_cache

from golive.judge.content.difference import HEADER, Difference

POSTAL = ("name", "street", "city", "postcode", "country")
PARTS = (*POSTAL, "company", "region", "phone")
"""Of an address in the ledger, in this order."""
OPTIONAL = ("company", "region", "phone")
SHORTEST_PHONE = 6
"""Digits of a number without its country prefix."""
LONGEST_PREFIX = 3
"""Digits of a country prefix."""
_NO_LETTER = re.compile(r"[\W_]+")
_OPTIONAL_MARKS = (
    (0x0300, 0x036F),
    (0x0483, 0x0489),
    (0x0591, 0x05C7),
    (0x0610, 0x061A),
    (0x064B, 0x065F),
    (0x0670, 0x0670),
    (0x06D6, 0x06ED),
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF),
    (0x20D0, 0x20FF),
    (0xFE00, 0xFE0F),
    (0xFE20, 0xFE2F),
)
"""First and last code point of the blocks of accents, Hebrew points, Arabic vowel marks, and variation selectors."""
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


def party_differences(
    label: str, shop: Sequence[str], erp: Sequence[str], not_compared: Container[str] = ()
) -> list[Difference]:
    """Return the differences of two addresses; empty for none. Parts that the ledger lacks are not compared.

    `label` precedes each text, such as `billing `. Company, region and phone are compared where the shop has them.
    """
    if shop == erp or not shop or not erp:
        return []
    ours, theirs = dict(zip(PARTS, shop, strict=False)), dict(zip(PARTS, erp, strict=False))
    _find_company(ours, theirs)
    differing = [
        part
        for part in ours
        if part in theirs and part not in not_compared and not _same(part, ours[part], theirs[part])
    ]
    if len([part for part in differing if part in POSTAL]) > 3:
        mine, other = (", ".join(filter(None, map(each.get, POSTAL))) for each in (ours, theirs))
        whole = Difference(HEADER, "address", f"{label}address {_shown(other)} instead of {_shown(mine)}")
        return [whole]
    return [_difference(label, part, ours[part], theirs[part]) for part in differing]


def _difference(label: str, part: str, ours: str, theirs: str) -> Difference:
    ours = ours.partition("|")[0]
    return Difference(HEADER, part, f"{label}{part} {_shown(theirs)} instead of {_shown(ours)}")


def _same(part: str, ours: str, theirs: str) -> bool:
    if ours == theirs or (part in OPTIONAL and not ours):
        return True
    if part == "phone":
        return same_phone(ours, theirs)
    if part == "region":
        return any(_words(each) == _words(theirs) for each in ours.split("|"))
    mine, other = _words(ours), _words(theirs)
    if "".join(mine) == "".join(other):
        return True
    if part == "street":
        return _rotated(mine, other)
    return part in ("name", "company") and sorted(mine) == sorted(other)


def _rotated(mine: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the words are the same, from another start: `5 Rue de Rome` and `Rue de Rome 5`."""
    if len(mine) != len(other):
        return False
    return any(mine[at:] + mine[:at] == other for at in range(1, len(mine)))


def _find_company(ours: dict[str, str], theirs: dict[str, str]) -> None:
    """Take a company that the ERP has in the name or the street out of there."""
    wanted = _words(ours.get("company", ""))
    if not wanted or theirs.get("company"):
        return
    for part in ("name", "street"):
        has, expected = list(_words(theirs.get(part, ""))), sorted([*_words(ours[part]), *wanted])
        if sorted(has) == expected:
            theirs["company"], theirs[part] = ours["company"], ours[part]
            return


def same_phone(ours: str, theirs: str) -> bool:
    """Whether two numbers are the same: `+49 (0)30 1234567`, `0049301234567` and `030/1234567` are."""
    mine, other = _number(ours), _number(theirs)
    if mine == other:
        return True
    short, long = sorted((mine, other), key=len)
    return len(short) >= SHORTEST_PHONE and long.endswith(short) and len(long) - len(short) <= LONGEST_PREFIX


def _number(phone: str) -> str:
    digits = "".join(each for each in phone.replace("(0)", "") if each.isdigit())
    return digits.lstrip("0")


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    """Return the words of a text without case, accents and punctuation."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    kept = "".join(letter for letter in plain if letter.isascii() or not _is_optional(letter))
    return tuple(_SPELLED_OUT.sub("", _apart(kept)).split())


def _is_optional(letter: str) -> bool:
    """Whether it is a mark that one system may write and another leave out."""
    return any(first <= ord(letter) <= last for first, last in _OPTIONAL_MARKS)


def _apart(text: str) -> str:
    """Return the text with blanks for all that is no letter, digit or mark."""
    if text.isascii():
        return _NO_LETTER.sub(" ", text)
    return "".join(letter if unicodedata.category(letter)[0] in "LNM" else " " for letter in text)


def _shown(text: str) -> str:
    return repr(text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "…")
