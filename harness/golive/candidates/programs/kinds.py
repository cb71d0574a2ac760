"""The values of a candidate file that are its own. Texts may contain names of the run in braces."""

from __future__ import annotations

from collections.abc import Callable

from golive.candidates.programs.names import check
from golive.keys.value_kinds import Kind, word


def any_text(text: str) -> str:
    """The text. Raises ValueError for a NUL character."""
    if "\0" in text:
        raise ValueError("it contains a NUL character")
    return text


def _filled(text: str) -> str:
    check(any_text(text))
    return text


def _some(text: str) -> str:
    if not text:
        raise ValueError("leave it out")
    return _filled(text)


def _text_kind(what: str, parse: Callable[[str], str]) -> Kind[str]:
    return Kind("text", what, parse, str, {"type": "string"})


ARGUMENT = _text_kind("an argument of the command", _some)
VALUE = _text_kind("the value of an environment variable", _filled)
VARIABLE = _text_kind("the name of an environment variable", any_text)
PATH = _text_kind("the path of a file", _some)
URL_PATH = word("a path such as /hooks/orders", r"/[!-~]{0,200}")
OWN_PREFIX = "GOLIVE_"
