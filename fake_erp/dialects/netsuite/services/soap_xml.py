"""Messages of SuiteTalk SOAP: reading them without entities, and writing them."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

from fake_erp.errors import Malformed

LARGEST = 1_000_000
DEEPEST = 12
ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/"
XSI = "{http://www.w3.org/2001/XMLSchema-instance}type"


@lru_cache(maxsize=64)
def envelope(body: bytes) -> tuple[Element | None, Element]:
    """The passport or token passport, None for none, and the element of the call. Raises Malformed."""
    if not body or len(body) > LARGEST:
        raise Malformed("expected a SOAP envelope")
    try:
        root = fromstring(body, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError, RecursionError):
        raise Malformed("expected a SOAP envelope") from None
    parts = {local(part.tag): part for part in root}
    calls = list(parts.get("Body", ()))
    if local(root.tag) != "Envelope" or not calls:
        raise Malformed("expected a SOAP envelope with a body")
    passports = [part for part in parts.get("Header", ()) if local(part.tag) in ("tokenPassport", "passport")]
    return (passports[0] if passports else None), calls[0]


def local(tag: Any) -> str:
    """The name of an element without its namespace."""
    return str(tag).rpartition("}")[2]


def child(element: Element | None, *names: str) -> Element | None:
    """The descendant under these names, one after the other."""
    for name in names:
        if element is None:
            return None
        element = next((part for part in element if local(part.tag) == name), None)
    return element


def text(element: Element | None, *names: str) -> str:
    """The text of a descendant; "" for none."""
    found = child(element, *names)
    return "" if found is None else (found.text or "").strip()


def type_of(element: Element) -> str:
    """The `xsi:type` of an element without its prefix."""
    return element.get(XSI, "").rpartition(":")[2]


def document(element: Element, depth: int = 0) -> Any:
    """A record, a reference, a list or a value, in the form of REST."""
    if depth > DEEPEST:
        raise Malformed("the message is nested too deeply")
    reference = {
        name: value
        for name, value in (("id", element.get("internalId")), ("externalId", element.get("externalId")))
        if value
    }
    parts = list(element)
    if not parts:
        return reference or _value((element.text or "").strip())
    if depth and reference:
        return reference
    found: dict[str, Any] = dict(reference)
    for part in parts:
        name = local(part.tag)
        if name == "customFieldList":
            found |= _custom(part)
        elif name.endswith("List") and name != "List":
            found[name.removesuffix("List")] = {"items": [document(each, depth + 1) for each in part]}
        else:
            found[name] = document(part, depth + 1)
    return found


def _custom(element: Element) -> dict[str, Any]:
    return {part.get("scriptId", ""): _value(text(part, "value")) for part in element if part.get("scriptId")}


def _value(written: str) -> Any:
    """True and false as booleans, whole numbers of plain length as numbers, all else as text."""
    if written in ("true", "false"):
        return written == "true"
    units = written.removesuffix(".0")
    is_whole = units.isascii() and units.isdigit() and len(units) < 10 and (units == "0" or units[0] != "0")
    return int(units) if is_whole else written
