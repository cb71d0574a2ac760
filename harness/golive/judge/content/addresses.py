"""The comparison of addresses by meaning.

Two systems write the same address differently. Only letters and digits are compared, without case and accents: `Rue de
l'Église 5` equals `RUE DE L EGLISE, 5`, and `Müller` equals `Mueller`. The words of a name may be in any order, a house
number before or after its street, and a company in the name or the street.
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
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return tuple(_SPELLED_OUT.sub("", _NO_LETTER.sub(" ", kept)).split())


def _shown(text: str) -> str:
    return repr(text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "…")
