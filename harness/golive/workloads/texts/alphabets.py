"""Letters, marks and signs of the kinds of texts, as code points: most cannot be seen or told apart in an editor."""

from __future__ import annotations


def _range(first: int, last: int) -> tuple[str, ...]:
    return tuple(map(chr, range(first, last + 1)))


LATIN = tuple("abcdefghijklmnoprstuvwz")
ARABIC = (*_range(0x0627, 0x063A), *_range(0x0641, 0x064A), "\u067e", "\u0686", "\u06a9", "\u06af")
HEBREW = _range(0x05D0, 0x05EA)
DEVANAGARI = _range(0x0915, 0x0939)
DEVANAGARI_SIGNS = (
    "",
    "\u093e",
    "\u093f",
    "\u0940",
    "\u0941",
    "\u0942",
    "\u0947",
    "\u094b",
    "\u0902",
    "\u094d\u0930",
)
"""Vowel signs, a nasal, and a virama with the consonant that it joins."""
THAI = _range(0x0E01, 0x0E2E)
THAI_SIGNS = ("", "\u0e31", "\u0e34", "\u0e35", "\u0e37", "\u0e38", "\u0e49", "\u0e34\u0e48")
"""Vowels above and below, and tones."""
CJK = (
    *_range(0x4E00, 0x4E3F),
    *_range(0x304B, 0x3062),
    *_range(0xAC00, 0xAC1F),
    "\U00020bb7",
    "\U0002000b",
    "\u9ad9",
)
"""The characters outside of the first plane are in family names: U+20BB7 is one of Yoshi in Yoshida."""
ACCENTS = ("\u0300", "\u0301", "\u0302", "\u0303", "\u0308", "\u030a", "\u030c", "\u0323", "\u0327", "\u0328")
"""Combining marks of Latin letters."""
WHITE_SPACE = ("\t", "\n", "\v", "\f", "\r\n", "\u0085", "\u00a0", "\u2028", "\u2029", "\u3000")
"""What `\\s` of PCRE takes in UTF-8 mode, the mode of Magento's validators."""
NO_WIDTH = ("\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u200e", "\u200f")
"""Zero width space and joiners, word joiner, byte order mark, soft hyphen, marks of direction."""
EMOJI = (
    "\U0001f98a",
    "\u2764\ufe0f",
    "\U0001f44d\U0001f3fd",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "\U0001f1e9\U0001f1ea",
    "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
)
"""One character, one with a variation selector, a skin tone, a family with joiners, a flag of two, one of tags."""
SIGNS = (
    "'",
    "’",
    '"',
    ",",
    ";",
    "|",
    "\\",
    "/",
    "&",
    "&amp;",
    "<b>",
    "%s",
    "{{",
    "}}",
    "=",
    "+",
    "@",
    "#",
    "--",
    "::",
)
"""Separators of files, quotes, markup, placeholders, beginnings of a formula."""
MAIL_SIGNS = ("'", "+", "-", "_", ".", "&", "%", "/", "=", "!", "#", "~")
"""Signs that the local part of an e-mail address may have (RFC 5322, atext)."""
