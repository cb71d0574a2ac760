"""XML-RPC as bytes: method calls in, method responses out."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from typing import Any
from xmlrpc.client import Fault, Marshaller

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import ParseError, fromstring  # type: ignore[import-untyped]

from fake_erp.dialects.odoo.faults import BadValue

DEEPEST = 60
_CONTROL = dict.fromkeys([*range(9), 11, 12, *range(14, 32)])
_HEAD = "<?xml version='1.0'?>\n<methodResponse>\n"


def read_call(body: bytes) -> tuple[str, list[Any]]:
    """The name of the method and its arguments. Raises BadValue."""
    try:
        root = fromstring(body)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise BadValue(f"syntax error: {str(error)[:200]}") from None
    if root.tag != "methodCall":
        raise BadValue("expected a methodCall")
    name = (root.findtext("methodName") or "").strip()
    return name, [_value(value, 0) for value in root.findall("params/param/value")]


def _value(element: Any, depth: int) -> Any:
    if depth > DEEPEST:
        raise BadValue("maximum recursion depth exceeded")
    inner = next(iter(element), None)
    if inner is None:
        return element.text or ""
    tag = inner.tag.rpartition("}")[2]
    if tag == "array":
        return [_value(value, depth + 1) for value in inner.findall("data/value")]
    if tag == "struct":
        return _struct(inner, depth)
    reader = _SIMPLE.get(tag)
    if reader is None:
        raise BadValue(f"unknown type {tag[:40]!r}")
    try:
        return reader(inner.text or "")
    except (ValueError, binascii.Error) as error:
        raise BadValue(str(error)[:200]) from None


def _struct(element: Any, depth: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for member in element.findall("member"):
        value = member.find("value")
        found[member.findtext("name") or ""] = "" if value is None else _value(value, depth + 1)
    return found


def _integer(text: str) -> int:
    if len(text) > 40:
        raise ValueError("an integer out of all bounds")
    return int(text)


_SIMPLE: dict[str, Callable[[str], Any]] = {
    "int": _integer,
    "i1": _integer,
    "i2": _integer,
    "i4": _integer,
    "i8": _integer,
    "biginteger": _integer,
    "boolean": lambda text: text.strip() == "1",
    "double": float,
    "float": float,
    "string": lambda text: text,
    "dateTime.iso8601": lambda text: _instant(text.strip()),
    "base64": lambda text: base64.b64decode(text).decode("utf-8", "replace"),
    "nil": lambda text: None,
}


def _instant(text: str) -> str:
    """`20251128T05:00:00` as Odoo writes an instant."""
    day = text[:8]
    if len(text) == 17 and day.isdigit():
        return f"{day[:4]}-{day[4:6]}-{day[6:]} {text[9:]}"
    return text


class _Writer(Marshaller):
    """Whole numbers of any size; control characters, which XML cannot carry, are left out."""

    dispatch = Marshaller.dispatch.copy()

    def dump_int(self, value: int, write: Callable[[str], Any]) -> None:
        write(f"<value><int>{value}</int></value>\n")

    def dump_text(self, value: str, write: Callable[[str], Any]) -> None:
        text = value.translate(_CONTROL).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        write(f"<value><string>{text}</string></value>\n")


_Writer.dispatch[int] = _Writer.dump_int  # type: ignore[assignment]
_Writer.dispatch[str] = _Writer.dump_text  # type: ignore[assignment]


def write_value(value: Any) -> str:
    """A response. Raises TypeError for None, which this XML-RPC cannot carry."""
    return f"{_HEAD}{_Writer(allow_none=False).dumps((value,))}</methodResponse>\n"


def write_fault(code: int | str, text: str) -> str:
    """A fault."""
    fault: Any = Fault(code, text)  # type: ignore[arg-type]
    return f"{_HEAD}{_Writer(allow_none=False).dumps(fault)}</methodResponse>\n"
