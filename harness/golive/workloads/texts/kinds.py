"""The kinds of data variety and the fields that they reach. Needs no library beyond the standard one."""

from __future__ import annotations

KINDS: dict[str, str] = {
    "arabic": "Arabic, which is written from right to left",
    "hebrew": "Hebrew, which is written from right to left",
    "devanagari": "Devanagari, whose vowels are marks on consonants",
    "cjk": "Chinese characters, kana and Hangul, some of them outside the Basic Multilingual Plane",
    "thai": "Thai, whose vowels and tones are marks, and which has no blanks between words",
    "combining": "letters with separate accents, which are not composed into one character",
    "control": "the white space that Magento's validators let through: tabs, line feeds, separators of lines",
    "zero_width": "characters without width inside of words",
    "emoji": "emoji, with sequences of several characters that are one picture",
    "punctuation": "quotes, apostrophes, separators and markup, which other formats read as their own",
    "longest": "the longest texts that both systems take",
    "extremes": "goods for 0.01 and for the largest price, one unit and the largest quantity",
}
"""Each kind, and what it is."""

EXTREMES = "extremes"
"""The kind that changes the rows of an order instead of its texts."""

FIELDS: dict[str, int] = {
    "firstname": 120,
    "lastname": 120,
    "company": 255,
    "street": 255,
    "city": 100,
    "phone": 20,
    "email": 150,
}
"""Each field, and the most characters of a text in it.

Columns of Magento's order addresses and texts of the ERP have 255; the two parts of a name are one field in the ERP,
and the lines of a street too. City: 100, phone: 20 (`Magento\\Customer\\Model\\Validator\\City` and `Telephone`).
"""

STREET_LINES = 3
"""Lines of a long street."""
LINE = "\n\n"
"""Between the lines of a street, where a single line feed may be a part of the text."""
