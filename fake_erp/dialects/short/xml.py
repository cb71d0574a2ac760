"""Bounded XML: no entities, no deep nesting, no endless documents."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from xml.etree.ElementTree import Element, ParseError
from xml.sax.saxutils import escape

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

from fake_erp.errors import BodyTooLarge, Malformed
from fake_erp.messages import Request

DEEPEST = 40
MOST_ELEMENTS = 20_000

__all__ = [
    "Element",
    "body_of",
    "child",
    "children",
    "clean",
    "element",
    "leaf",
    "local",
    "parsed",
    "text_in",
]


def body_of(request: Request, most_bytes: int) -> bytes:
    """The raw body; in process it may be a text. Raises BodyTooLarge."""
    body = request.body
    if body is None:
        body = request.data.encode("utf-8", "replace") if isinstance(request.data, str) else b""
    if len(body) > most_bytes:
        raise BodyTooLarge(f"the body is larger than {most_bytes} bytes")
    return body


@lru_cache(maxsize=256)
def parsed(body: bytes) -> Element:
    """The root of a document. It is shared: do not change it. Raises Malformed."""
    try:
        root: Element = fromstring(body, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError, RecursionError) as error:
        raise Malformed(f"the document is no XML: {str(error)[:120]}", "body") from None
    _check(root)
    return root


def _check(root: Element) -> None:
    level, count, depth = [root], 0, 0
    while level:
        count, depth = count + len(level), depth + 1
        if depth > DEEPEST or count > MOST_ELEMENTS:
            raise Malformed("the document is nested too deeply or has too many elements", "body")
        level = [child for each in level for child in each]


def local(each: Element) -> str:
    """The name of an element without its name space."""
    name = each.tag if isinstance(each.tag, str) else ""
    return name.rpartition("}")[2]


def child(parent: Element | None, *names: str) -> Element | None:
    """The first element at a path of local names below `parent`; None for none."""
    for name in names:
        parent = None if parent is None else next((each for each in parent if local(each) == name), None)
    return parent


def text_in(parent: Element | None, *names: str) -> str:
    """The text at a path of local names; "" for none."""
    found = child(parent, *names)
    return "" if found is None else (found.text or "").strip()


def children(parent: Element | None, name: str = "") -> Iterator[Element]:
    """The elements below `parent` with that local name, or all of them."""
    for each in parent if parent is not None else ():
        if not name or local(each) == name:
            yield each


def element(name: str, content: str = "", **attributes: str) -> str:
    """An element around content that is XML already."""
    given = "".join([f' {key}="{clean(value, quotes=True)}"' for key, value in attributes.items()])
    return f"<{name}{given}>{content}</{name}>" if content else f"<{name}{given}/>"


def leaf(name: str, value: object, **attributes: str) -> str:
    """An element around a text."""
    return element(name, clean("" if value is None else str(value)), **attributes)


def clean(text: str, *, quotes: bool = False) -> str:
    """A text as XML has it, without the characters that XML cannot have."""
    kept = "".join([sign for sign in text if _may_be(ord(sign))])
    return escape(kept, {'"': "&quot;"} if quotes else {})


def _may_be(code: int) -> bool:
    """Whether XML can have a character."""
    return code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or code > 0xFFFF
