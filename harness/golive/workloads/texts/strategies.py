"""Hypothesis strategies: for each kind, how the text of each field is made."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from golive.workloads.texts import alphabets as of
from golive.workloads.texts.kinds import FIELDS, LINE, STREET_LINES

Text = SearchStrategy[str]


def _joined(pieces: Text, least: int, most: int, between: str = "") -> Text:
    return st.lists(pieces, min_size=least, max_size=most).map(between.join)


def _letters(alphabet: Sequence[str]) -> Text:
    return _joined(st.sampled_from(alphabet), 2, 9)


def _syllables(consonants: Sequence[str], signs: Sequence[str]) -> Text:
    return _joined(st.tuples(st.sampled_from(consonants), st.sampled_from(signs)).map("".join), 2, 6)


def _with_inside(signs: Sequence[str]) -> Text:
    """A word with a sign in it, so that none begins or ends with one."""
    return st.tuples(_latin, st.sampled_from(signs), _latin).map("".join)


def _beside(signs: Sequence[str]) -> Text:
    return st.tuples(_latin, st.sampled_from(signs)).map(" ".join)


_latin = _letters(of.LATIN).map(str.capitalize)
_WORDS: dict[str, Text] = {
    "arabic": _letters(of.ARABIC),
    "hebrew": _letters(of.HEBREW),
    "devanagari": _syllables(of.DEVANAGARI, of.DEVANAGARI_SIGNS),
    "cjk": _letters(of.CJK),
    "thai": _syllables(of.THAI, of.THAI_SIGNS),
    "combining": _syllables(of.LATIN, of.ACCENTS),
    "control": _with_inside(of.WHITE_SPACE),
    "zero_width": _with_inside(of.NO_WIDTH),
    "emoji": _beside(of.EMOJI),
    "punctuation": _with_inside(of.SIGNS),
}


def _fields_of(word: Text) -> dict[str, Text]:
    number = st.sampled_from(tuple(map(str, range(1, 200))))
    return {
        "firstname": word,
        "lastname": word,
        "company": _joined(word, 1, 3, " "),
        "street": st.tuples(word, number).map(" ".join),
        "city": word,
    }


def _filled(length: int, lines: int = 1) -> Text:
    """A text of exactly this many characters, over so many lines; the ERP writes `, ` between two lines."""
    each, more = divmod(length - 2 * (lines - 1), lines)
    sizes = (each + more, *([each] * (lines - 1)))
    return _latin.map(lambda word: LINE.join((word * size)[:size] for size in sizes))


def _mail(local: Text) -> Text:
    return local.map(lambda name: f"{name}@example.com")


_PHONE = st.tuples(
    st.sampled_from(("+49 (0)", "0049-", "(030) ", "+33-")), _joined(st.sampled_from("0123456789"), 8, 11)
).map("".join)
_MORE: dict[str, dict[str, Text]] = {
    "punctuation": {
        "phone": _PHONE,
        "email": _mail(st.tuples(_latin, st.sampled_from(of.MAIL_SIGNS), _latin).map("".join)),
    },
}
_LONGEST: dict[str, Text] = {
    **{name: _filled(FIELDS[name]) for name in ("firstname", "lastname", "company", "city")},
    "street": _filled(FIELDS["street"], STREET_LINES),
    "phone": _joined(st.sampled_from("0123456789"), FIELDS["phone"] - 1, FIELDS["phone"] - 1).map(
        "+{}".format
    ),
    "email": st.tuples(_filled(64), _filled(63)).map(lambda parts: f"{parts[0]}@{parts[1]}.example.com"),
}


def texts_of(kind: str) -> SearchStrategy[dict[str, str]]:
    """Texts of a kind, by field. Raises KeyError for a kind without texts."""
    fields = _LONGEST if kind == "longest" else {**_fields_of(_WORDS[kind]), **_MORE.get(kind, {})}
    return st.fixed_dictionaries(fields)
