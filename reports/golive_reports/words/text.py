"""Numbers, money, durations and foreign text in the format of all reports.

All text of a run folder is foreign: the systems under test wrote it. `clean` makes it safe
to print anywhere: no control characters, no terminal escapes, no text-direction overrides, no lone surrogates.
"""

from __future__ import annotations

import math
import re

_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_BREAKS = re.compile("[\t\n\x0b\x0c\r\u2028\u2029]+")
_REPLACEMENT = "\ufffd"
_PLAIN_LIMIT = 1e15

LONGEST = 400
"""Characters of one piece of foreign text that are worth showing."""

SECOND_MS = 1000
MINUTE_MS = 60 * SECOND_MS
HOUR_MS = 60 * MINUTE_MS
DAY_MS = 24 * HOUR_MS


def clean(value: object, limit: int = LONGEST) -> str:
    """Return one printable line of at most `limit` characters; characters that may not be printed become U+FFFD."""
    text = value if type(value) is str else written(value)
    if len(text) > limit:
        text = text[: limit - 1] + "…"
    if text.isascii() and text.isprintable():
        return text
    return _UNPRINTABLE.sub(_REPLACEMENT, _BREAKS.sub(" ", text))


def cleaned(value: object, limit: int = LONGEST) -> object:
    """Return JSON data with every text in it cleaned, keys too."""
    if isinstance(value, str):
        return clean(value, limit)
    if isinstance(value, dict):
        return {clean(key, limit): cleaned(item, limit) for key, item in value.items()}
    if isinstance(value, list):
        return [cleaned(item, limit) for item in value]
    return value


def written(value: object) -> str:
    """Return a JSON value as text for people."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        return number(value)
    if isinstance(value, (list, tuple)):
        return ", ".join(written(item) for item in value[:20])
    if isinstance(value, dict):
        return ", ".join(f"{name}={written(item)}" for name, item in list(value.items())[:20])
    return str(value)


def number(value: object, places: int = 2) -> str:
    """Return `12,480`, `3.14` or `1.2e+18`; a dash for a value that is not a finite number."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return "–"
    if isinstance(value, float) and not math.isfinite(value):
        return "–"
    if abs(value) >= _PLAIN_LIMIT:
        return f"{float(value):.2e}" if abs(value) < 1e300 else "out of range"
    if isinstance(value, int):
        return f"{value:,}"
    text = f"{value:,.{places}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def money(cents: object, currency: str = "", whole: bool = False) -> str:
    """Return `12,480.50 EUR` from minor units; `whole` rounds to whole units, for headlines."""
    if isinstance(cents, bool) or not isinstance(cents, (int, float)) or not math.isfinite(cents):
        return "–"
    if abs(cents) >= _PLAIN_LIMIT:
        amount = number(cents)
    elif whole:
        amount = f"{round(cents / 100):,}"
    else:
        units, rest = divmod(abs(round(cents)), 100)
        amount = f"{'-' if cents < 0 else ''}{units:,}.{rest:02d}"
    return f"{amount} {currency}" if currency else amount


def duration(ms: object) -> str:
    """Return `250 ms`, `12.3 s`, `4 min 05 s`, `3 h 02 min` or `2 d 4 h`; a dash for None."""
    if isinstance(ms, bool) or not isinstance(ms, (int, float)) or not math.isfinite(ms):
        return "–"
    sign, span = ("-" if ms < 0 else ""), round(abs(ms))
    if span < SECOND_MS:
        return f"{sign}{span} ms"
    if span < MINUTE_MS:
        return f"{sign}{span / SECOND_MS:.1f} s"
    if span < HOUR_MS:
        return f"{sign}{span // MINUTE_MS} min {span % MINUTE_MS // SECOND_MS:02d} s"
    if span < DAY_MS:
        return f"{sign}{span // HOUR_MS} h {span % HOUR_MS // MINUTE_MS:02d} min"
    return f"{sign}{number(span // DAY_MS)} d {span % DAY_MS // HOUR_MS} h"


def brief(ms: object) -> str:
    """Return a duration without zero parts: `25 min` rather than `25 min 00 s`."""
    text = duration(ms)
    for rest in (" 00 s", " 00 min", " 0 h"):
        text = text.removesuffix(rest)
    return text.replace(".0 s", " s")


def share(value: object) -> str:
    """Return a share of one as a percentage: `87.5 %`."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        return "–"
    return f"{number(value * 100, 1)} %"


def counted(count: int, one: str, many: str = "") -> str:
    """Return a count with its noun: `1 order`, `23 orders`."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def as_words(name: str) -> str:
    """Return an identifier as words: `wrong_content` becomes `wrong content`."""
    return name.replace("_", " ").replace(".", " ").strip()
