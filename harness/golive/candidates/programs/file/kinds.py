"""The values of a candidate file that are its own. Texts may contain names of the run in braces."""

from __future__ import annotations

import re
from collections.abc import Callable

from golive.candidates.programs.file.names import check
from golive.keys.value_kinds import Kind, require, word


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


_URL = r"http://[A-Za-z0-9.-]{1,200}(?::[1-9][0-9]{0,4})?(?:/[!-~]{0,200})?"


def _path_or_url(text: str) -> str:
    if text.startswith("/"):
        return require(r"/[!-~]{0,200}", text)[0]
    require(_URL, text)
    if not re.match(r"http://(?:127\.0\.0\.1|localhost)[:/]", text):
        raise ValueError("a program that golive starts listens on 127.0.0.1; one elsewhere needs attach:")
    return text


def _host_name(text: str) -> str:
    hint = "write the name alone, without scheme, port and path" if re.search("[/:]", text) else ""
    name = require(r"(?:\*\.)?[A-Za-z0-9_-]{1,63}(?:\.[A-Za-z0-9_-]{1,63})+", text, hint)[0].lower()
    if re.fullmatch(r"[0-9.]+", name):
        raise ValueError("an address of numbers has no name; write the name that the program calls")
    return name


ARGUMENT = _text_kind("an argument of the command", _some)
VALUE = _text_kind("the value of an environment variable", _filled)
VARIABLE = _text_kind("the name of an environment variable", any_text)
PATH = _text_kind("the path of a file", _some)
URL_PATH = word("a path such as /hooks/orders", r"/[!-~]{0,200}")
URL = word("an address such as http://127.0.0.1:9000/hooks/orders", _URL)
PATH_OR_URL = Kind(
    "text",
    "a path such as /hooks/orders, or an address of this machine such as http://127.0.0.1:9000/hooks/orders",
    _path_or_url,
    str,
    {"type": "string"},
)
HOST_NAME = Kind(
    "text",
    "a host name such as api.example.com, or *.example.com for all below one",
    _host_name,
    str,
    {"type": "string"},
)
OWN_PREFIX = "GOLIVE_"
