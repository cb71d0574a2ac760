"""Addresses: texts cut, characters lost, parts not sent, billing and shipping mixed up."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from golive.judge.causes.content.pair import Pair
from golive.judge.content.addresses import PARTS, party_differences
from golive.record.run import Cause

_LEAST_KEPT = 3
Text = tuple[str, str, str, int]
"""Name of the field, the text of the shop, that of the ERP, and the place of the field in an address."""


def parties(pair: Pair) -> Cause | None:
    """Fits where the other address stands there, or every text that differs is cut, or has lost characters."""
    return _swapped(pair) or _texts(pair)


def _swapped(pair: Pair) -> Cause | None:
    story, doc = pair.story, pair.doc
    if not story.bill_to or not party_differences("", story.ship_to, story.bill_to):
        return None
    wrong_ship = doc.ship_to and party_differences("", story.ship_to, doc.ship_to)
    wrong_bill = doc.bill_to and party_differences("", story.bill_to, doc.bill_to)
    if wrong_ship and not party_differences("", story.bill_to, doc.ship_to):
        what = "the billing address was sent as the shipping address"
    elif wrong_bill and not party_differences("", story.ship_to, doc.bill_to):
        what = "the shipping address was sent as the billing address"
    else:
        return None
    return Cause(
        "addresses_mixed_up",
        f"{what} of order {story.order}",
        "Send both addresses of the order, each in its own place.",
    )


def _texts(pair: Pair) -> Cause | None:
    texts = list(_differing(pair))
    if not texts:
        return None
    name, ours, theirs, place = texts[0]
    if all(_is_cut(mine, other) for _, mine, other, _ in texts):
        where = f" after {len(theirs)} characters" if len(theirs) == pair.usual.longest[place] else ""
        return Cause(
            "text_cut",
            f"the {name} of order {pair.story.order} is cut{where}: {theirs!r} of {ours!r}",
            "Check the length of each field before sending; spread long texts over the fields that "
            "the ERP has, or report "
            "the order.",
        )
    if all(_has_lost(mine, other) for _, mine, other, _ in texts):
        return Cause(
            "characters_lost",
            f"the {name} of order {pair.story.order} has lost characters: {theirs!r} instead of {ours!r}",
            "Use UTF-8 all the way; replace characters that the ERP cannot keep by similar ones, and "
            "report what is left.",
        )
    if all(not other for _, _, other, _ in texts):
        return Cause(
            "field_not_sent",
            f"the {name} of order {pair.story.order}, {ours!r}, was not sent",
            "Send every field that the ERP can keep.",
        )
    return None


def _differing(pair: Pair) -> Iterator[Text]:
    """Yield the texts of both addresses that differ by meaning."""
    sides = (("", pair.story.ship_to, pair.doc.ship_to), ("billing ", pair.story.bill_to, pair.doc.bill_to))
    for label, ours, theirs in sides:
        fields = {each.field.rpartition(".")[2] for each in party_differences("", ours, theirs)}
        for place, (mine, other) in enumerate(zip(ours, theirs, strict=False)):
            if mine != other and PARTS[place] in fields and pair.differs(PARTS[place]):
                yield label + PARTS[place], mine, other, place


def _is_cut(ours: str, theirs: str) -> bool:
    """Whether the ERP's text is the beginning of the shop's, with or without a mark for half a character."""
    theirs = theirs.rstrip("\ufffd")
    return len(theirs) >= _LEAST_KEPT and len(theirs) < len(ours) and ours.startswith(theirs.rstrip())


def _has_lost(ours: str, theirs: str) -> bool:
    """Whether the ERP's text is the shop's without, or with marks for, characters outside of ASCII."""
    left = [letter for letter in theirs if letter not in "?\ufffd"]
    kept = iter(ours)
    if not all(letter in kept for letter in left):
        return False
    lost = [letter for letter in ours if letter not in set(left)]
    return bool(lost) and all(ord(letter) > 127 or unicodedata.combining(letter) for letter in lost)
