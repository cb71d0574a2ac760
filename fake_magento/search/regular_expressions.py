"""Regular expressions of callers, in a time that grows with the length of the text alone.

MySQL ends a costly match with an error. RE2 has none: it knows neither references back nor lookaround, and refuses what
would take much memory.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

_MOST_MEMORY = 1_000_000
"""Bytes for one expression."""
_LARGEST = 500
"""Instructions of one expression: what a character of a text costs at most."""


@lru_cache(maxsize=256)
def regular_expression(text: str) -> Callable[[str], bool]:
    """Whether the expression matches somewhere in a text, regardless of case. An invalid one matches nothing.

    >>> regular_expression("^[a-c]+$")("ABC"), regular_expression("(")("(")
    (True, False)
    """
    import re2  # takes 10 ms, and few callers need it

    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    options.max_mem = _MOST_MEMORY
    try:
        compiled = re2.compile(_writable(text), options)
    except re2.error:
        return _nothing
    if compiled.programsize > _LARGEST:
        return _nothing
    return lambda own: compiled.search(_writable(own)) is not None


def _nothing(own: str) -> bool:
    """An expression that cannot be carried out."""
    return False


def _writable(text: str) -> str:
    """The text with lone surrogates replaced, which UTF-8 cannot write."""
    return text.encode("utf-8", "replace").decode()
